"""Whom a Spanish source names as the speaker of what it quotes: a case a way of telling it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from quotes.model import Source
from quotes.originals.quoted_speech import utterances

CASES = tomllib.loads(Path(__file__).with_name("source_speakers.toml").read_text(encoding="utf8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_who_says_what_a_source_quotes(case: dict[str, Any]) -> None:
    source = Source("a.txt", case["text"], "es", "0")
    told = [[one.span.of(source.text), one.speaker or ""] for one in utterances(source)]
    assert told == case["told"]
