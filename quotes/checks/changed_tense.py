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
from quotes.languages.pairs.verb_tenses import verb_shift
from quotes.languages.phrasebook import first_texts
from quotes.model import Case, Check, Evidence


def find(case: Case) -> Iterator[Evidence]:
    """Yield a shift of the whole stretch from one tense to another, or of one verb."""
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
    verbs = verb_shift(case.original, case.quote)
    if verbs and not shift:
        before, now = verbs
        message = f"“{before.of(case.original)}” is past, “{now.of(case.quote)}” is present."
        yield Evidence(message, (before,), (now,), "warning")


CHECK = Check("D206", "changed-tense", "error", find, __doc__ or "", vague=True)
