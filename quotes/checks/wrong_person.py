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

from quotes.languages.pairs.person_shifts import person_shift
from quotes.languages.phrasebook import first_texts
from quotes.model import Case, Check, Evidence


def find(case: Case) -> Iterator[Evidence]:
    """Yield a first person that only one side has."""
    shift = person_shift(case.original, case.quote)
    if shift:
        yield Evidence(
            f"{shift.reason} (original {first_texts(case.original, shift.original) or 'none'}, "
            f"quotation {first_texts(case.quote, shift.quote) or 'none'}).",
            shift.original,
            shift.quote,
        )


CHECK = Check("D502", "wrong-person", "error", lambda case: tuple(find(case)), __doc__ or "")
