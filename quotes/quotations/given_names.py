"""Which gender a common English or Spanish given name shows."""

from __future__ import annotations

from quotes.quotations.names import folded
from quotes.quotations.titles import FEMALE_NAMES, MALE_NAMES


def gender_of(given: str) -> str | None:
    """Return "male", "female" or None for a given name that is not in the lists."""
    word = folded(given)
    if word in MALE_NAMES:
        return "male"
    return "female" if word in FEMALE_NAMES else None
