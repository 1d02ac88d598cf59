"""“About”, “almost”, “more than” or “at least” was lost, added or turned round.

Why it matters: “Más de mil” is a floor and “casi mil” a ceiling: a bare thousand is
neither, and one for the other is a different claim.

Drifts:
    Hay al menos 40 heridos.
    There are at most 40 injured.

Clean:
    Llegaron unas 300 familias.
    About 300 families arrived.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.languages.pairs.approximations import approximation_changes
from quotes.model import Case, Check, Evidence


def find(case: Case) -> Iterator[Evidence]:
    """Yield the figures whose bound or approximation differs; turned bounds are errors."""
    for change in approximation_changes(case.original, case.quote):
        yield Evidence(
            f"The original says “{change.original.of(case.original)}”, "
            f"the quotation “{change.quote.of(case.quote)}”.",
            (change.original,),
            (change.quote,),
            "error" if change.turned else "info",
        )


CHECK = Check("D105", "changed-approximation", "warning", find, __doc__ or "", vague=True)
