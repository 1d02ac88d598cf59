"""A figure of the quotation is not in the original.

Why it matters: A figure lends authority; one that the speaker never gave is put in their
mouth.

Drifts:
    Vamos a reparar las escuelas.
    We will repair 27 schools.

Clean:
    Cumplió una década en el cargo.
    He has been ten years in office.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.bilingual.quantities import pair_quantities
from quotes.languages.words import bracketed
from quotes.model import Case, Check, Evidence, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield quantities of the quotation without counterpart, outside [brackets]."""
    for quantity in pair_quantities(case.original, case.quote).added:
        if not bracketed(case.quote, quantity.span):
            yield Evidence(
                worded("“{given}” of the quotation is not in the original.", given=quantity.text),
                (),
                (quantity.span,),
            )


CHECK = Check("D107", "added-number", "warning", find, __doc__ or "")
