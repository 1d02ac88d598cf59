"""Past, present and future are exchanged.

Why it matters: A plan is not a deed: “construiremos” made into “built” is a promise
reported as kept.

Drifts:
    Construiremos el hospital.
    We built the hospital.

Clean:
    Mañana viajo a Bogotá.
    I will travel to Bogotá tomorrow.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.languages.pairs.tense_shifts import tense_shift
from quotes.languages.phrasebook import first_texts
from quotes.model import Case, Check, Evidence


def find(case: Case) -> Iterator[Evidence]:
    """Yield a shift of the whole stretch from one tense to another."""
    shift = tense_shift(case.original, case.quote)
    if shift:
        yield Evidence(
            f"The original speaks of the {shift.before} "
            f"({first_texts(case.original, shift.original)}), "
            f"the quotation of the {shift.after} ({first_texts(case.quote, shift.quote)}).",
            shift.original,
            shift.quote,
            shift.severity,
        )


CHECK = Check("D206", "changed-tense", "error", lambda case: tuple(find(case)), __doc__ or "")
