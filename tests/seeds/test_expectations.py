"""The seeds themselves: enough of everything, and each expectation true of the files."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from quotes.readers import ARTICLE_SUFFIXES, discover, read_article, read_source
from tests.seeds.expectations import SEEDS, Expected, folded, read_expected

KINDS = [
    "number",
    "scale",
    "date",
    "name",
    "negation",
    "hedge",
    "tense",
    "intensity",
    "omission",
    "addition",
    "splice",
    "truncated clause",
    "wrong speaker",
    "person",
    "glossary term",
    "false friend",
]
EXPECTED = read_expected()


@cache
def article(name: str) -> str:
    return folded(read_article(SEEDS / "articles" / name).text)


@cache
def original(name: str) -> str:
    return folded(read_source(SEEDS / "originals" / name, SEEDS / "originals").text)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_drift_occurs(kind: str) -> None:
    assert Counter(row.kind_of_drift for row in EXPECTED)[kind] >= 2


def test_there_is_enough_and_most_of_it_is_faithful() -> None:
    statuses = Counter(row.status for row in EXPECTED)
    assert len({row.article for row in EXPECTED}) >= 8
    assert len(EXPECTED) >= 60
    assert statuses["faithful"] >= len(EXPECTED) / 2
    assert 5 <= statuses["no-original"] <= 8
    assert statuses["verbatim"]
    assert statuses["misquoted"]


def test_every_article_is_expected_and_every_format_occurs() -> None:
    found = {path.name for path in discover([SEEDS / "articles"], ARTICLE_SUFFIXES).paths}
    assert found == {row.article for row in EXPECTED}
    assert {Path(name).suffix for name in found} == {".txt", ".md", ".html"}


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: f"{row.article[:2]} {row.starts}")
def test_the_words_are_in_the_files(row: Expected) -> None:
    assert folded(row.starts) in article(row.article)
    assert row.why
    if row.document and row.aligned:
        assert folded(row.aligned) in original(row.document)


@pytest.mark.parametrize("name", sorted({row.article for row in EXPECTED}))
def test_quotations_stand_in_text_order(name: str) -> None:
    text, at = article(name), 0
    for row in EXPECTED:
        if row.article == name:
            at = text.find(folded(row.starts), at)
            assert at >= 0, row.starts


@pytest.mark.parametrize("name", sorted({row.document for row in EXPECTED if row.document}))
def test_originals_say_where_they_come_from(name: str) -> None:
    source = read_source(SEEDS / "originals" / name, SEEDS / "originals")
    assert source.title
    assert source.url
    assert source.url.startswith("https://")
    assert ".example.org/" in source.url or "//red.example.org/" in source.url
    assert source.date
    assert not source.warnings
