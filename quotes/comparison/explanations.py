"""Findings made from what the learned judge tags, where no rule says why it objects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quotes.checks import omitted_content, possible_drift
from quotes.model import Case, Finding, Severity, Span

if TYPE_CHECKING:
    from quotes.ml.judge import Assessment, WordTag

_MOST = 4  # words shown a side: more are no explanation
_HALF = 0.5  # of the strongest tag's probability: what is shown beside it


def explained(case: Case, assessment: Assessment | None, severity: Severity) -> Finding:
    """Return the finding that says where the judge sees the drift, and what kind if it can.

    Words missing before a word of the quotation, and words of the original that it lacks,
    make an omission; words that the original does not hold an addition or a change.
    """
    if assessment is None:
        return possible_drift.CHECK.finding(_UNKNOWN, severity=severity)
    quote = _strongest(assessment.quote, [tag.probability for tag in assessment.quote])
    original = _strongest(assessment.original, [tag.probability for tag in assessment.original])
    gap = max((tag.gap for tag in assessment.quote), default=0.0)
    fault = max((tag.probability for tag in assessment.quote), default=0.0)
    if gap > max(fault, 0.5):
        after = _strongest(assessment.quote, [tag.gap for tag in assessment.quote])
        message = f"Words seem to be missing: {_words(case.original, original)}."
        return omitted_content.CHECK.finding(message, original, after[:1], severity=severity)
    said, given = _words(case.original, original), _words(case.quote, quote)
    message = f"The meaning may have changed: {given} for {said}."
    return possible_drift.CHECK.finding(message, original, quote, severity=severity)


_UNKNOWN = "The two texts differ more than a free translation does; read both."


def _strongest(tags: Sequence[WordTag], strengths: Sequence[float]) -> tuple[Span, ...]:
    """Return the words with the strongest tags, in text order."""
    top = max(strengths, default=0.0)
    ranked = sorted(zip(strengths, tags, strict=True), key=lambda pair: -pair[0])[:_MOST]
    chosen = [tag for strength, tag in ranked if strength >= _HALF * top]
    return tuple(sorted(Span(tag.start, tag.end) for tag in chosen))


def _words(text: str, spans: Sequence[Span]) -> str:
    return ", ".join(f"“{span.of(text)}”" for span in spans) or "(nothing)"
