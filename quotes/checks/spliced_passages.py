"""Two passages far apart are given as one quotation, with no ellipsis.

Why it matters: Joined, two true sentences can say what was never said. Where the second
place was not found it is a warning: the sentence was said elsewhere, or never.

Drifts:
    (two passages with other sentences between them)
    We lost the money. We will not pay.

Clean:
    (two passages with other sentences between them)
    We lost the money … We will not pay.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.checks.completeness.unsupported import unsupported_sentences
from quotes.languages.words import content_words, has_ellipsis
from quotes.model import Case, Check, Evidence, worded

_TWO = 2
_FAR = 6  # content words left out: a sentence of their own, more than an aside


def find(case: Case) -> Iterator[Evidence]:
    """Yield the joint if the passages lie apart unmarked, or the sentence found in none."""
    if has_ellipsis(case.quote):
        return
    for span in unsupported_sentences(case) if len(case.pieces) < _TWO else ():
        words = _short(span.of(case.quote))
        message = worded(
            "“{words}” is not in the passage of the rest: from elsewhere, or never said.",
            words=words,
        )
        yield Evidence(message, (), (span,), "warning")
    far = [text for text in case.skipped if len(content_words(text, "es")) >= _FAR]
    if far and len(case.pieces) >= _TWO:
        yield Evidence(
            worded(
                "Two passages are joined without a mark; between them stands “{said}”.",
                said=_short(far[0]),
            ),
            case.pieces,
        )


def _short(text: str) -> str:
    return text.strip() if len(text) <= 90 else f"{text.strip()[:87]}…"


CHECK = Check("D403", "spliced-passages", "error", find, __doc__ or "", stands=0.75)
