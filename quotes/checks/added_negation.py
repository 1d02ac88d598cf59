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

from quotes.languages.pairs.negations import unmatched_denials
from quotes.model import Case, Check, Evidence


def find(case: Case) -> Iterator[Evidence]:
    """Yield the denials of the quotation that have no counterpart."""
    _, added = unmatched_denials(case.original, case.quote)
    for denial in added:
        yield Evidence(
            f"The quotation denies (“{denial.negation.of(case.quote)}”); the original does not.",
            denial.counterpart[:1],
            (denial.negation, *denial.scope[:1]),
            "error" if denial.sure else "warning",
        )


CHECK = Check("D202", "added-negation", "error", lambda case: tuple(find(case)), __doc__ or "")
