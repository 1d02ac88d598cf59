"""Every form of quotation that news has: segments, kind, cue and speaker, case by case."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from quotes.languages.words import phrases
from quotes.model import Parse, Quotation
from quotes.quotations import find
from quotes.quotations.wordlists import SHORT_TITLES
from tests.quotations.conformance import Case, Expected, cases

if TYPE_CHECKING:
    from quotes.parsing import Parser

CASES = cases()
FORMS = "appositions coreference cued indirect layouts marks names roles running scare turns"
PARAMS = [
    pytest.param(
        case,
        id=case.name,
        marks=pytest.mark.xfail(reason=case.xfail, strict=True) if case.xfail else (),
    )
    for case in CASES
]


@pytest.fixture(scope="module")
def parses(parser: Parser) -> dict[str, Parse]:
    return dict(
        zip([c.text for c in CASES], parser.parse_all([c.text for c in CASES]), strict=True)
    )


def test_the_table_is_large_and_covers_every_form() -> None:
    forms = Counter(case.form for case in CASES)
    assert len(CASES) >= 150
    assert set(forms) == set(FORMS.split())
    assert len({case.text for case in CASES}) == len(CASES)


@pytest.mark.slow
@pytest.mark.parametrize("case", PARAMS)
def test_case(case: Case, parses: dict[str, Parse]) -> None:
    found = find(case.text, parses[case.text], bold=case.bold, indirect=case.indirect)
    assert [_segments(case.text, q) for q in found] == [e.segments for e in case.quotes]
    for quotation, expected in zip(found, case.quotes, strict=True):
        _assert_like(quotation, expected)


def _segments(text: str, quotation: Quotation) -> tuple[str, ...]:
    return tuple(segment.of(text) for segment in quotation.segments)


def _assert_like(quotation: Quotation, expected: Expected) -> None:
    if expected.kind is not None:
        assert quotation.kind == expected.kind
    else:
        assert quotation.kind != "scare"
    if expected.cue is not None:
        assert quotation.cue is not None
        assert expected.cue in quotation.cue.text or quotation.cue.text in expected.cue
    if expected.speaker is not None:
        assert quotation.speaker is not None
        assert quotation.speaker.name == expected.speaker
        assert quotation.speaker.evidence


def test_every_shortened_title_is_known_where_sentences_end() -> None:
    assert set(SHORT_TITLES) <= phrases("sentences", "before_names")
