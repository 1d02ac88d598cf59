"""I, we, you, he or they are exchanged.

Why it matters: Spanish drops its pronouns: “quiere” is he, she or you (usted), never “I”.

Drifts:
    Quiere que le devuelvan la finca.
    I want the farm back.

Clean:
    Quiero que me devuelvan la finca.
    I want the farm back.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.languages.pairs.edges import inside
from quotes.languages.pairs.person_shifts import person_shift
from quotes.languages.phrasebook import first_texts
from quotes.model import Case, Check, Evidence, Span


def find(case: Case) -> Iterator[Evidence]:
    """Yield a first person that only one side has."""
    shift = person_shift(case.original, case.quote)
    if shift and _quoted(case, shift.original):
        yield Evidence(
            f"{shift.reason} (original {first_texts(case.original, shift.original) or 'none'}, "
            f"quotation {first_texts(case.quote, shift.quote) or 'none'}).",
            shift.original,
            shift.quote,
        )


def _quoted(case: Case, spans: tuple[Span, ...]) -> bool:
    """Return whether the words of the original lie in the stretch that the quotation renders."""
    return not spans or any(inside(case.original, case.quote, s, lead=True) for s in spans)


CHECK = Check("D502", "wrong-person", "error", find, __doc__ or "")
