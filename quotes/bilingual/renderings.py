"""Which words of an original have an accepted rendering in a quotation, and which English has none.

The dictionary (`languages/data/dictionary.tsv`) lists for a Spanish word or expression all that a
careful translator may write for it, and words that are known as mistakes for it. So three things
can be said that likeness of vectors cannot say: that a word was replaced by one that never renders
it ("guardianship" for "tutela"), that nothing in the quotation renders a word, and that an English
word renders nothing that stands in the original.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from quotes.bilingual.alignments import links
from quotes.languages.dictionary import (
    Entry,
    Phrase,
    entries_at,
    first_renderings,
    known_english,
    relatedness,
)
from quotes.languages.words import Token, mid_capitals, phrases, snowball_stem, tokens
from quotes.model import Span, WordKinds

_NEAREST = 0.05  # relatedness below which a stray word is of another field
_APART = 2  # other words within a rendering of several: "called the strike off"


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or expression of the original, its entries, and where the quotation renders it."""

    span: Span
    entries: tuple[Entry, ...]
    rendered: tuple[Span, ...]

    @property
    def accepted(self) -> tuple[str, ...]:
        """Return the first accepted renderings, for a message."""
        return first_renderings(self.entries)


@dataclass(frozen=True, slots=True)
class Mistake:
    """An English word that is known as a mistake for a word that nothing else renders."""

    unit: Unit
    quote: Span


@dataclass(frozen=True, slots=True)
class Stray:
    """An English word that renders nothing of the original, and how near it comes (0..1)."""

    quote: Span
    near: float

    @property
    def far(self) -> bool:
        """Return whether it is of another field than all that is not rendered."""
        return self.near < _NEAREST


@dataclass(frozen=True, slots=True)
class Reading:
    """A pair as the dictionary sees it."""

    units: tuple[Unit, ...]
    mistakes: tuple[Mistake, ...]
    strays: tuple[Stray, ...]

    @property
    def unrendered(self) -> tuple[Unit, ...]:
        """Return the words of the original that nothing in the quotation renders."""
        return tuple(unit for unit in self.units if not unit.rendered)


@dataclass(frozen=True, slots=True)
class _English:
    """The words of a quotation, their stems, and where each stem stands."""

    words: tuple[Token, ...]
    stems: tuple[str, ...]
    at: dict[str, list[int]]

    @classmethod
    def of(cls, quote: str) -> _English:
        words = tokens(quote)
        stems = tuple(snowball_stem(token.key, "en") for token in words)
        at: dict[str, list[int]] = {}
        for place, stem in enumerate(stems):
            at.setdefault(stem, []).append(place)
        return cls(words, stems, at)

    def rendering(self, entries: Iterable[Entry]) -> list[Span]:
        """Return where an accepted rendering of any entry stands."""
        return [
            spot for entry in entries for phrase in entry.accepted for spot in self.places(phrase)
        ]

    def places(self, phrase: Phrase) -> list[Span]:
        """Return where the words of a rendering stand, `_APART` others between two at most."""
        found = []
        for start in self.at.get(phrase[0], ()):
            at = start
            for wanted in phrase[1:]:
                window = self.stems[at + 1 : at + 2 + _APART]
                if wanted not in window:
                    break
                at += 1 + window.index(wanted)
            else:
                found.append(Span(self.words[start].span.start, self.words[at].span.end))
        return found


@lru_cache(maxsize=512)
def read(original: str, quote: str) -> Reading:
    """Return what the dictionary says of a Spanish and an English text."""
    here, there = tokens(original), _English.of(quote)
    by_link: dict[int, list[int]] = {}
    for link in links(original, quote):
        by_link.setdefault(link.original, []).append(link.quote)
    units = tuple(_units(original, here, there, by_link))
    free = [unit for unit in units if not unit.rendered]
    taken = {span.start for unit in units for span in unit.rendered}
    taken |= {
        there.words[at].span.start
        for one, ats in by_link.items()
        if not any(unit.span.overlap(here[one].span) for unit in free)
        for at in ats
    }
    mistakes = tuple(_mistakes(free, there, taken))
    taken |= {there.words[at].span.start for ats in by_link.values() for at in ats}
    return Reading(units, mistakes, tuple(_strays(quote, there, taken, free)))


def _units(
    original: str, here: Sequence[Token], there: _English, by_link: dict[int, list[int]]
) -> Iterable[Unit]:
    """Yield the words and expressions of the original that the dictionary knows.

    An expression is a guess: "para que" is no "para qué". So where nothing renders it, and no
    mistake for it stands there, its words are read one by one, and stand for it where all are
    rendered or none says anything.
    """
    stop, names = phrases("function_words", "spanish"), mid_capitals(original)

    def single(at: int) -> Unit | None:
        token = here[at]
        if token.key in stop or token.span.start in names:
            return None
        length, entries = entries_at((token.text.lower(),))
        mistakes = set(_wrong(entries))
        found = there.rendering(entries) + [
            there.words[link].span
            for link in by_link.get(at, [])
            if (there.stems[link],) not in mistakes
        ]
        return Unit(token.span, entries, tuple(sorted(set(found)))) if length else None

    def expression(words: range, entries: tuple[Entry, ...]) -> list[Unit]:
        span = Span(here[words[0]].span.start, here[words[-1]].span.end)
        whole = Unit(span, entries, tuple(sorted(set(there.rendering(entries)))))
        if whole.rendered or any(map(there.places, _wrong(entries))):
            return [whole]
        own = [one for at in words if (one := single(at))]
        return own if all(one.rendered for one in own) else [whole]

    place = 0
    while place < len(here):
        length, entries = entries_at(tuple(token.text.lower() for token in here[place : place + 6]))
        words = range(place, place + max(1, length))
        if length > 1:
            yield from expression(words, entries)
        elif one := single(place):
            yield one
        place += len(words)


def _wrong(entries: Iterable[Entry]) -> list[Phrase]:
    """Return the words known as mistakes for any entry."""
    return [phrase for entry in entries for phrase in entry.wrong]


def _mistakes(free: Sequence[Unit], there: _English, taken: set[int]) -> Iterable[Mistake]:
    """Yield the mistakes for words that nothing renders, where nothing else takes the English."""
    for unit in free:
        accepted = {phrase for entry in unit.entries for phrase in entry.accepted}
        wrong = (phrase for phrase in _wrong(unit.entries) if phrase not in accepted)
        spots = (spot for phrase in wrong for spot in there.places(phrase))
        spot = next((one for one in spots if one.start not in taken), None)
        if spot is not None:
            yield Mistake(unit, spot)


def _strays(quote: str, there: _English, taken: set[int], free: Sequence[Unit]) -> Iterable[Stray]:
    """Yield the English content words that the dictionary knows and nothing here explains."""
    stop, names = phrases("function_words", "english"), mid_capitals(quote)
    for token, stem in zip(there.words, there.stems, strict=True):
        start = token.span.start
        if not token.wordlike or len(token.key) < 3 or token.key in stop:
            continue
        if start in taken or start in names or not known_english(stem):
            continue
        near = max(
            (relatedness(stem, entry) for unit in free for entry in unit.entries), default=0.0
        )
        yield Stray(token.span, near)


RENDERED, UNRENDERED, MISTAKEN, RENDERS, NEAR, FAR, MISTAKE = range(1, 8)
"""What is known of a word of the original (the first three) or of the quotation; 0: nothing."""


def known(original: str, quote: str) -> tuple[WordKinds, WordKinds]:
    """Return what the dictionary knows of the words of both texts, as the judge reads it."""
    reading = read(original, quote)
    mistaken = {mistake.unit.span for mistake in reading.mistakes}
    theirs = tuple(
        (
            *_bounds(unit.span),
            RENDERED if unit.rendered else MISTAKEN if unit.span in mistaken else UNRENDERED,
        )
        for unit in reading.units
    )
    found = {span: RENDERS for unit in reading.units for span in unit.rendered}
    found |= {stray.quote: FAR if stray.far else NEAR for stray in reading.strays}
    found |= {mistake.quote: MISTAKE for mistake in reading.mistakes}
    return theirs, tuple((*_bounds(span), kind) for span, kind in found.items())


def _bounds(span: Span) -> tuple[int, int]:
    return span.start, span.end
