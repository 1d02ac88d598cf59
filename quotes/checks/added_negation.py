"""The quotation denies what the original asserts.

Why it matters: It turns a statement into its opposite, and no similarity score notices one
small word.

Drifts:
    Voy a renunciar mañana.
    I will not resign tomorrow.

Clean:
    Es imposible pagar eso.
    We cannot pay that.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.bilingual.denials import said_by_form, spoken_of_without
from quotes.bilingual.negations import plain, unmatched_denials
from quotes.model import Case, Check, Evidence, Span, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield the denials of the quotation that have no counterpart."""
    _, added = unmatched_denials(case.original, case.quote)
    for denial in added:
        if (
            _named(case, denial.negation)
            or spoken_of_without(case.original, case.quote, denial.negation)
            or said_by_form(case.quote, case.original, denial.negation, "en")
        ):
            continue
        yield Evidence(
            worded(
                "The quotation denies (“{given}”); the original does not.",
                given=denial.negation.of(case.quote),
            ),
            denial.counterpart[:1],
            (denial.negation, *denial.scope[:1]),
            "error" if denial.sure else "warning",
            firm=plain(case.original, case.quote, denial),
        )


def _named(case: Case, denial: Span) -> bool:
    """Return whether a denial stands in a title that the original has letter for letter."""
    words = case.quote[denial.start : denial.end + _TITLE]
    return len(words) >= _TITLE and words in case.original


_TITLE = 20  # characters: no Spanish sentence has as many English ones by chance


CHECK = Check("D202", "added-negation", "error", find, __doc__ or "")
