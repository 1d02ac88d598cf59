"""A name of the original is missing from the quotation.

Why it matters: Who is accused, thanked or promised something is the heart of many
statements.

Drifts:
    El contrato lo firmó Yolanda Cifuentes en mi oficina.
    The contract was signed in my office.

Clean:
    Los Estados Unidos ayudaron.
    America helped.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.bilingual.names import name_drift
from quotes.bilingual.passages import inside
from quotes.languages.sentences import in_passing
from quotes.languages.words import reported
from quotes.model import Case, Check, Evidence


def find(case: Case) -> Iterator[Evidence]:
    """Yield names without counterpart that stand inside the stretch quoted."""
    drift = name_drift(case)
    for name in drift.lost:
        within = inside(case.original, case.quote, name.span)
        if drift.solid_original(name) and within and not reported(case.original, name.span):
            yield Evidence(
                f"“{name.span.of(case.original)}” of the original is not in the quotation.",
                (name.span,),
                severity="info" if in_passing(case.quote) else None,
            )


CHECK = Check("D109", "lost-name", "warning", find, __doc__ or "")
