"""A first person that only one of two texts has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from quotes.languages.persons import english, first_plural, first_singular, third_person
from quotes.languages.phrasebook import occurrences
from quotes.languages.words import keys
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
    i, we, third = _pronouns(quote), english(quote, "we"), english(quote, "third")
    plural = () if _RECIPROCAL in keys(original) else first_plural(original)
    if i and not maybe and plural:
        return PersonShift("The original says we; the quotation says I", plural, i)
    other = third_person(original)
    if i and not maybe and not plural and not {_RECIPROCAL, "hay"} & set(keys(original)):
        return PersonShift("The quotation says I; the original does not", other, i)
    clear = _clear_verbs(original)
    if clear and third and not (i or we):
        return PersonShift("The original says I; the quotation does not", clear, third)
    if plural and third and not (we or i or english(quote, "you")):
        return PersonShift("The original says we; the quotation does not", plural, third)
    return None


_RECIPROCAL = "nos"  # "nos vemos" is "see you": rendered freely
_NUMBERED = re.compile(r"\b(phase|type|part|stage|class|level|war|volume|act|grade)\s+I\b")


def _pronouns(quote: str) -> tuple[Span, ...]:
    """Return the words for I and me; the numeral I after "phase" or a name is none."""
    numerals = [Span(*found.span()) for found in _NUMBERED.finditer(quote)]
    return tuple(s for s in english(quote, "i") if not any(s.overlap(n) for n in numerals))


def _clear_verbs(original: str) -> tuple[Span, ...]:
    """Return verbs that can only be "I": "creo", and not "creó", which is another verb."""
    spans = occurrences(original, "persons", "spanish.i_verbs")
    return tuple(span for span in spans if not span.of(original).endswith(("ó", "Ó")))
