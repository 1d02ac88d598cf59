"""Things of one kind that are taken for one another: a goat for a sheep, a niece for a daughter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from quotes.bilingual.passages import about
from quotes.languages.words import Token, mid_capitals, tokens, vocabulary
from quotes.model import Span


@dataclass(frozen=True, slots=True)
class Concept:
    """The words for one thing: its own in both languages, and others that may stand for it."""

    spanish: frozenset[str]
    behind: frozenset[str]
    english: frozenset[str]
    rendering: frozenset[str]


@lru_cache(maxsize=512)
def taken_for(original: str, quote: str) -> tuple[tuple[Span, Span], ...]:
    """Return (word of the original, word of the quotation) where one thing is another.

    The original names one thing of a kind that the quotation lacks in every rendering, the
    quotation another one of the kind that nothing in the original stands behind.
    """
    here, there = tokens(original), tokens(quote)
    said, given = {word.key for word in here}, {word.key for word in there}
    found = []
    for kind in _kinds():
        lost = [c for c in kind if said & c.spanish and not given & (c.english | c.rendering)]
        if not lost:
            continue
        added = [c for c in kind if given & c.english and not said & (c.spanish | c.behind)]
        if len(lost) == len(added) == 1:
            word = _word(original, here, lost[0].spanish)
            other = _word(quote, there, added[0].english)
            if word and other and about(original, quote, word):
                found.append((word, other))
    return tuple(found)


def _word(text: str, words: tuple[Token, ...], known: frozenset[str]) -> Span | None:
    """Return the first of the known words that is no name: "Puente Viejo" is no bridge."""
    names = mid_capitals(text)
    places = (word.span for word in words if word.key in known)
    return next((span for span in places if span.start not in names), None)


@cache
def _kinds() -> tuple[tuple[Concept, ...], ...]:
    return tuple(
        tuple(_concept(line) for line in str(entry["lines"]).strip().splitlines())
        for entry in vocabulary("concepts").values()
    )


def _concept(line: str) -> Concept:
    spanish, english = line.split("=")
    words = [side.split("/") for side in (spanish, english)]
    return Concept(*(frozenset(_forms(part)) for side in words for part in side))


def _forms(part: str) -> Iterator[str]:
    """Yield the words of a list with their plurals."""
    for word in (word.strip() for word in part.split(",")):
        if word:
            yield from (word, f"{word}s", f"{word}es")
            if word[-1] in "zyf":
                yield f"{word[:-1]}{ {'z': 'ces', 'y': 'ies', 'f': 'ves'}[word[-1]] }"
