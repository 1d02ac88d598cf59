"""Findings of rules that the judge has a sense for, and sees nothing in.

The rules know lists of words, and a free translation finds a way round every list. What the
judge tags at the very words of a finding tells most of these from drifts: of the drifting
cases of `tests/checks/` 2 in 130 have no tag above the line there, of the faithful rows of
parallel/ that the same checks object to 33 in 92 (of 5 that the judge never saw, 3). Figures,
units, terms, denials, questions, and who is spoken of are not among them: there the judge
misses too much, or to miss one costs too much. Nor are firm findings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.checks import by_name
from quotes.model import Finding, Span

if TYPE_CHECKING:
    from quotes.ml.judge import Assessment, WordTag

_SEEN = 0.1  # a tag from which the judge sees something at a word


def unseen(finding: Finding, assessment: Assessment | None) -> bool:
    """Return whether the judge sees nothing at the words of a finding it has a sense for."""
    if assessment is None or finding.firm or not by_name(finding.name).needs_judge:
        return False
    tags = [
        *(max(tag.probability, tag.gap) for tag in assessment.quote if _at(tag, finding.quote)),
        *(tag.probability for tag in assessment.original if _at(tag, finding.original)),
    ]
    return bool(tags) and max(tags) < _SEEN


def _at(tag: WordTag, spans: tuple[Span, ...]) -> bool:
    return any(span.overlap(Span(tag.start, tag.end)) for span in spans)
