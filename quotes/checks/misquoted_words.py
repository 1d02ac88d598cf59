"""The source is in English, and the quotation has other words.

Why it matters: Between quotation marks stand the words that were said; nobody had to
translate these. Not misquoted: punctuation, the capital of the first letter, text in
[brackets], what an ellipsis leaves out.

Drifts:
    (in English) We hope to double our support.
    We will double our support.

Clean:
    (in English) We hope to double our support next year.
    We hope to double our support …
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.languages.words import Difference, differences
from quotes.model import Case, Check, Evidence, Span, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield every stretch of words that is not as in the English source."""
    if case.language == "en":
        for one in differences(case.quote, case.original):
            yield Evidence(_message(case, one), _words(one.original), _words(one.quote))


def _words(span: Span) -> tuple[Span, ...]:
    """Return the span unless no word stands there."""
    return (span,) if span.start < span.end else ()


def _message(case: Case, one: Difference) -> str:
    said, given = one.original.of(case.original), one.quote.of(case.quote)
    if not said:
        return worded("“{given}” is not in the source.", given=given)
    if not given:
        return worded("“{said}” of the source was left out without a mark.", said=said)
    return worded("The source says “{said}”, the quotation “{given}”.", said=said, given=given)


CHECK = Check("D408", "misquoted-words", "error", find, __doc__ or "")
