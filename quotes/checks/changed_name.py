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

from quotes.bilingual.names import name_drift, names_exchanged, names_turned
from quotes.model import Case, Check, Evidence, Severity, Span


def find(case: Case) -> Iterator[Evidence]:
    """Yield names exchanged, as errors where they can be nothing else, and other changes."""
    told: list[Span] = []
    turned = names_turned(case.original, case.quote)
    for one in (*names_exchanged(case), *((turned,) if turned else ())):
        told.append(one.original)
        severity: Severity = "error" if one.sure else "warning"
        yield _evidence(case, one.original, one.quote, severity)
    for lost, added in name_drift(case).changed:
        if not any(lost.span.overlap(span) for span in told):
            yield _evidence(case, lost.span, added.span, "info")


def _evidence(case: Case, original: Span, quote: Span, severity: Severity) -> Evidence:
    said, given = original.of(case.original), quote.of(case.quote)
    message = f"The original names “{said}”, the quotation “{given}”."
    return Evidence(message, (original,), (quote,), severity, firm=severity == "error")


CHECK = Check("D108", "changed-name", "error", find, __doc__ or "")
