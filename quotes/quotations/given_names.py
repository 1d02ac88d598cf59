"""Which gender a common English or Spanish given name shows."""

from __future__ import annotations

from quotes.quotations.names import Name, folded
from quotes.quotations.titles import FEMALE_NAMES, MALE_NAMES

_EITHER = frozenset({"joshua", "luca", "nikita", "mustafa", "ezra", "sasha", "misha", "mitsuko"})


def gender_of(given: str) -> str | None:
    """Return "male", "female" or None for a given name that is not in the lists."""
    word = folded(given)
    if word in MALE_NAMES:
        return "male"
    return "female" if word in FEMALE_NAMES else None


def by_ending(name: Name) -> str | None:
    """Return the gender that the ending of a full name's given name shows, as in Spanish.

    A guess for names that are in no list and of which the article says nothing else.
    """
    given = name.parts[0].split()[0]
    if len(given) < 4 or given in _EITHER:
        return None
    return {"a": "female", "o": "male"}.get(given[-1])
