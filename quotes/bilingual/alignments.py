"""Which words of an original and of its English quotation render each other.

One-to-one links between content words, the strongest first: the learned bilingual
lexicon, words that look alike in both languages (names, cognates), equal figures.
Position breaks ties: the n-th "gobierno" goes with the n-th "government".
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from quotes.languages.dictionary import renders
from quotes.languages.lexicon import given, taken
from quotes.languages.words import Token, alike, dice, tokens

LEAST = 0.02  # affinity below which two words are not linked; wmt pairs, see training/risk
_MANY = 40  # times that a word stands in a text of which only the nearest are looked at
_ACCEPTED = 0.25  # what a rendering of the dictionary counts for at least
_ALIKE = 0.35  # what a cognate counts for, beside lexicon affinities of 0.02 to 1


@dataclass(frozen=True, slots=True)
class Link:
    """Word `original` (index among the original's tokens) renders word `quote`."""

    original: int
    quote: int
    strength: float


@lru_cache(maxsize=512)
def links(original: str, quote: str) -> tuple[Link, ...]:
    """Return the links between the words of a Spanish and an English text, by original word.

    Every word takes part in one link at most. About 0.5 ms for a news sentence.
    """
    left, right = tokens(original), tokens(quote)
    free_left, free_right = set(range(len(left))), set(range(len(right)))
    found = []
    for strength, _, one, other in sorted(_candidates(left, right), reverse=True):
        if one in free_left and other in free_right:
            free_left.discard(one)
            free_right.discard(other)
            found.append(Link(one, other, strength))
    return tuple(sorted(found, key=lambda link: link.original))


def _candidates(
    left: tuple[Token, ...], right: tuple[Token, ...]
) -> list[tuple[float, float, int, int]]:
    """Return (strength, closeness, original word, quotation word) for every likely link."""
    places: dict[str, list[int]] = {}
    for place, token in enumerate(left):
        if token.text[0].isalnum():
            places.setdefault(token.key, []).append(place)
    found = []
    for other, token in enumerate(right):
        if not token.text[0].isalnum():
            continue
        for key, strength in _partners(token.key, places):
            for one in _nearest(places[key], other / len(right) * len(left)):
                apart = abs(one / len(left) - other / len(right))
                found.append((strength - 0.2 * strength * apart, -apart, one, other))
    return found


def _nearest(places: list[int], place: float) -> list[int]:
    """Return the places of a word, of one that stands in very many the nearest alone."""
    if len(places) <= _MANY:
        return places
    at = bisect_left(places, place)
    return places[max(0, at - _MANY // 2) : at + _MANY // 2]


def _partners(english: str, spanish: dict[str, list[int]]) -> list[tuple[str, float]]:
    """Return the words of the original that may be rendered by `english`, with strengths."""
    found = []
    for key in spanish:
        strength = strength_of(english, key)
        if strength >= LEAST:
            found.append((key, strength))
    return found


@lru_cache(maxsize=262_144)
def strength_of(english: str, spanish: str) -> float:
    """Return how strongly a Spanish and an English word render each other (0..1)."""
    if english == spanish and (english.isdecimal() or len(english) > 3):
        return 0.9
    if english[0].isdecimal() and english.replace(",", ".") == spanish.replace(",", "."):
        return 0.9  # "4,8" and "4.8"
    there, back = given(english, spanish), taken(english, spanish)
    learned: float = max((there * back) ** 0.5, 0.5 * there, 0.5 * back)
    if learned < _ACCEPTED and renders(english, spanish):
        learned = _ACCEPTED
    if len(english) >= 4 and len(spanish) >= 4 and english[0] == spanish[0]:
        return max(learned, _ALIKE * dice(english, spanish) if alike(english, spanish) else 0.0)
    return learned
