"""What the judge has to see before a rule's word stands."""

from __future__ import annotations

import pytest

from quotes.comparison.assent import unseen
from quotes.ml.judge import Assessment, WordTag
from quotes.model import Finding, Span


def assessment(tag: float, gap: float = 0.0) -> Assessment:
    return Assessment(0.0, 0.5, (WordTag(0, 4, tag, gap),), (WordTag(0, 4, tag),))


@pytest.mark.parametrize(
    ("name", "tag", "gap", "firm", "expected"),
    [
        ("lost-hedge", 0.01, 0.0, False, True),
        ("lost-hedge", 0.4, 0.0, False, False),
        ("added-content", 0.01, 0.3, False, False),
        ("opposite-meaning", 0.01, 0.0, True, False),
        ("lost-negation", 0.01, 0.0, False, False),
        ("changed-number", 0.01, 0.0, False, False),
    ],
)
def test_unseen(name: str, tag: float, gap: float, firm: bool, expected: bool) -> None:
    finding = Finding("D000", name, "warning", "", (), (Span(0, 4),), firm=firm)
    assert unseen(finding, assessment(tag, gap)) == expected


def test_nothing_is_unseen_without_a_judge_or_without_words() -> None:
    assert not unseen(Finding("D203", "lost-hedge", "warning", "", (Span(0, 4),), ()), None)
    assert not unseen(Finding("D203", "lost-hedge", "warning", "", (), ()), assessment(0.0))
