"""A quantity of the original is another quantity in the quotation.

Why it matters: A wrong figure is the drift readers repeat first and forgive last, and one
digit barely moves any similarity score.

Drifts:
    El acueducto costó 2,6 billones de pesos.
    The aqueduct cost 6.2 trillion pesos.

Clean:
    Murieron ciento veinte mil reses.
    Some 120,000 head of cattle died.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.bilingual.quantities import changed, multiples
from quotes.model import Case, Check, Evidence, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield the quantities whose value changed, and the multiples (doubled, tripled)."""
    for said, given in multiples(case.original, case.quote):
        yield Evidence(
            worded(
                "The original says “{said}”, the quotation “{given}”.",
                said=said.of(case.original),
                given=given.of(case.quote),
            ),
            (said,),
            (given,),
        )
    for one, other in changed(case.original, case.quote, "number"):
        yield Evidence(
            worded(
                "The original says “{said}”, the quotation says “{given}”.",
                said=one.text,
                given=other.text,
            ),
            (one.span,),
            (other.span,),
        )


CHECK = Check("D101", "changed-number", "error", find, __doc__ or "")
