"""The original denies what the quotation asserts.

Why it matters: It turns a statement into its opposite, and no similarity score notices one
small word.

Drifts:
    No vamos a subir los impuestos.
    We are going to raise taxes.

Clean:
    El plan no fue aceptado.
    The plan was rejected.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.bilingual.denials import otherwise_said, said_by_form
from quotes.bilingual.negations import unmatched_denials
from quotes.bilingual.passages import inside
from quotes.model import Case, Check, Evidence


def find(case: Case) -> Iterator[Evidence]:
    """Yield the denials of the original that have no counterpart."""
    lost, _ = unmatched_denials(case.original, case.quote)
    for denial in lost:
        said = otherwise_said(case.original, case.quote, denial.negation) or said_by_form(
            case.original, case.quote, denial.negation, "es"
        )
        if not said and inside(case.original, case.quote, denial.negation, lead=True):
            yield Evidence(
                f"The original denies (“{denial.negation.of(case.original)}”); "
                "the quotation does not.",
                (denial.negation, *denial.scope[:1]),
                denial.counterpart[:1],
                "error" if denial.sure else "warning",
            )


CHECK = Check("D201", "lost-negation", "error", find, __doc__ or "")
