"""Another phase of the event: begun, going on, done, stopped, again.

Why it matters: Whoever “stopped paying” paid before; whoever “keeps paying” pays now.

Drifts:
    Dejamos de pagarle al contratista.
    We keep paying the contractor.

Clean:
    El puente sigue cerrado.
    The bridge is still closed.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.languages.pairs.aspect_shifts import aspect_shift
from quotes.languages.pairs.oppositions import clashes
from quotes.languages.phrasebook import first_texts
from quotes.model import Case, Check, Evidence


def find(case: Case) -> Iterator[Evidence]:
    """Yield the clashes of `vocabulary/aspects.toml`, and progressives without ground."""
    shift = aspect_shift(case.original, case.quote)
    if shift:
        yield Evidence(
            f"“{shift.original.of(case.original)}” is done; "
            f"“{shift.quote.of(case.quote)}” is still under way.",
            (shift.original,),
            (shift.quote,),
        )
    for clash in clashes(case.original, case.quote, "aspects"):
        yield Evidence(
            f"Another phase: {first_texts(case.original, clash.original)} in the original, "
            f"{first_texts(case.quote, clash.quote)} in the quotation.",
            clash.original,
            clash.quote,
            firm=True,
        )


CHECK = Check("D207", "changed-aspect", "warning", find, __doc__ or "", vague=True)
