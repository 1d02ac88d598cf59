"""A name of the original is another name in the quotation.

Why it matters: A statement about one person, place or institution becomes a statement about
another.

Drifts:
    Hablé con Julián Ospina sobre el contrato.
    I spoke with Hernán Castellar about the contract.

Clean:
    La ONU y los EE. UU. apoyan el plan.
    The UN and the United States support the plan.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.bilingual.names import name_drift
from quotes.model import Case, Check, Evidence


def find(case: Case) -> Iterator[Evidence]:
    """Yield the names that have no counterpart on either side, together."""
    drift = name_drift(case)
    for lost, added in drift.changed:
        yield Evidence(
            f"The original names “{lost.span.of(case.original)}”, "
            f"the quotation “{added.span.of(case.quote)}”.",
            (lost.span,),
            (added.span,),
            "error" if drift.solid(added) and drift.solid_original(lost) else "warning",
        )


CHECK = Check("D108", "changed-name", "error", find, __doc__ or "", vague=True, needs_judge=True)
