"""A first person that only one of two texts has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from quotes.languages.persons import english, first_plural, first_singular, third_person
from quotes.languages.phrasebook import occurrences
from quotes.model import Span


@dataclass(frozen=True, slots=True)
class PersonShift:
    """Why the person differs, and the words that show it."""

    reason: str
    original: tuple[Span, ...]
    quote: tuple[Span, ...]


@lru_cache(maxsize=512)
def person_shift(original: str, quote: str) -> PersonShift | None:
    """Return the shift of person between two texts, None where forms allow doubt."""
    _, maybe = first_singular(original)
    i, we = english(quote, "i"), english(quote, "we")
    plural = first_plural(original)
    if i and not maybe and not plural and third_person(original):
        return PersonShift("The quotation says I; the original does not", third_person(original), i)
    if i and not maybe and plural:
        return PersonShift("The original says we; the quotation says I", plural, i)
    clear = occurrences(original, "persons", "spanish.i_verbs")
    if clear and not (i or we) and english(quote, "third"):
        return PersonShift(
            "The original says I; the quotation does not", clear, english(quote, "third")
        )
    if plural and not (we or i) and english(quote, "third") and not english(quote, "you"):
        return PersonShift(
            "The original says we; the quotation does not", plural, english(quote, "third")
        )
    return None
