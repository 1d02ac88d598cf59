"""Every check against its table of drifting and clean pairs: adding a case is adding a line."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from quotes.checks import CHECKS
from quotes.languages.glossaries import load_glossary
from quotes.model import Case, Check, Glossary, Span

FOLDER = Path(__file__).parent
KNOWN = "known"  # of a row: why it is known to fail
LEAST = 10  # cases of each kind
MADE_ELSEWHERE = {"possible-drift"}  # made by the comparison: tests/comparison


@cache
def tables() -> list[tuple[Check, bool, dict[str, Any], bool]]:
    found = []
    for check in CHECKS:
        path = FOLDER / f"{check.name.replace('-', '_')}.toml"
        if check.name in MADE_ELSEWHERE:
            continue
        table = tomllib.loads(path.read_text(encoding="utf8"))
        for kind in ("drifting", "clean"):
            for row in table[kind]:
                fields = row if isinstance(row, dict) else {"original": row[0], "quote": row[1]}
                found.append((check, kind == "drifting", fields, bool(table.get("glossary"))))
    return found


@cache
def glossary() -> Glossary:
    return load_glossary()


def case(fields: dict[str, Any], with_glossary: bool) -> Case:
    given = {name: value for name, value in fields.items() if name != KNOWN}
    given["pieces"] = tuple(Span(*piece) for piece in given.get("pieces", ()))
    given["unsupported"] = tuple(Span(*span) for span in given.get("unsupported", ()))
    given["skipped"] = tuple(given.get("skipped", ()))
    return Case(**given, glossary=glossary() if with_glossary else Glossary())


@pytest.mark.parametrize(
    ("check", "drifts", "fields", "with_glossary"),
    [
        pytest.param(
            *row,
            id=f"{row[0].name}:{row[1]}:{row[2]['quote'][:40]}",
            marks=[pytest.mark.xfail(strict=True, reason=row[2][KNOWN])] if KNOWN in row[2] else [],
        )
        for row in tables()
    ],
)
def test_case(check: Check, drifts: bool, fields: dict[str, Any], with_glossary: bool) -> None:
    pair = case(fields, with_glossary)
    found = list(check.find(pair))
    assert bool(found) == drifts, [evidence.message for evidence in found]
    for evidence in found:
        assert evidence.message.strip()
        for text, spans in ((pair.original, evidence.original), (pair.quote, evidence.quote)):
            assert all(0 <= span.start < span.end <= len(text) for span in spans)


@pytest.mark.parametrize("check", CHECKS, ids=[check.name for check in CHECKS])
def test_enough_cases(check: Check) -> None:
    if check.name in MADE_ELSEWHERE:
        return
    rows = [drifts for other, drifts, _, _ in tables() if other is check]
    assert rows.count(True) >= LEAST
    assert rows.count(False) >= LEAST


def test_a_denial_inside_an_accepted_rendering_is_none_of_its_own() -> None:
    """ "Doing nothing" is how *cruzado de brazos* is said; "is not doing it" is not."""
    (check,) = (check for check in CHECKS if check.name == "added-negation")
    said = "Las autoridades siguen cruzadas de brazos."
    for quote, found in (
        ("The authorities are still doing nothing.", False),
        ("The authorities no longer stand by.", True),
    ):
        assert bool(list(check.find(case({"original": said, "quote": quote}, True)))) == found
