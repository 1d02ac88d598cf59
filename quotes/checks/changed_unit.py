"""A figure is given in another unit.

Why it matters: Two percent is not two percentage points, and pesos are not dollars: the
digits match and the fact does not.

Drifts:
    La tasa subió dos puntos porcentuales.
    The rate rose two percent.

Clean:
    El tramo mide 16 kilómetros.
    The stretch is ten miles long.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.bilingual.quantities import counted_changes, unit_changes
from quotes.model import Case, Check, Evidence, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield the quantities whose value stayed, and whose unit or what they count did not."""
    for one, other in unit_changes(case.original, case.quote):
        yield Evidence(
            worded(
                "“{said}”: the unit is {unit} in the original, {other} in the quotation.",
                said=one.text,
                unit=one.unit,
                other=other.unit,
            ),
            (one.span,),
            (other.span,),
        )
    for counted in counted_changes(case.original, case.quote):
        said, given = counted.original.of(case.original), counted.quote.of(case.quote)
        message = worded(
            "The figure counts “{said}” in the original, “{given}” in the quotation.",
            said=said,
            given=given,
        )
        yield Evidence(message, (counted.original,), (counted.quote,))


CHECK = Check("D103", "changed-unit", "error", find, __doc__ or "")
