"""Finding the phrases of a word list in a text, with their places."""

from __future__ import annotations

from functools import cache, lru_cache

from quotes.languages.vocabularies import phrases
from quotes.languages.words import Token, tokens
from quotes.model import Span


@cache
def _openings(name: str, key: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the phrases of a list by their first word, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases(name, key):
        words = tuple(token.key for token in tokens(phrase))
        found.setdefault(words[0], []).append(words)
    return {word: tuple(sorted(ps, key=len, reverse=True)) for word, ps in found.items()}


@lru_cache(maxsize=512)
def _places(text: str) -> dict[str, list[int]]:
    """Return where each folded word of a text stands, as indices of its tokens."""
    found: dict[str, list[int]] = {}
    for place, token in enumerate(tokens(text)):
        found.setdefault(token.key, []).append(place)
    return found


@cache
def _firsts(name: str, key: str) -> frozenset[str]:
    """Return the first words of the phrases of a list."""
    return frozenset(_openings(name, key))


@lru_cache(maxsize=512)
def _words(text: str) -> frozenset[str]:
    """Return the folded words of a text: most lists have none of them."""
    return frozenset(_places(text))


@lru_cache(maxsize=16384)
def occurrences(text: str, name: str, key: str) -> tuple[Span, ...]:
    """Return the places in `text` of the phrases of list `key` in `vocabulary/<name>.toml`.

    Longest phrase first, without overlaps, in text order.
    """
    if _firsts(name, key).isdisjoint(_words(text)):
        return ()
    openings, places = _openings(name, key), _places(text)
    starts = sorted(place for word in places.keys() & openings.keys() for place in places[word])
    words, found, free = tokens(text), [], 0
    for place in starts:
        length = _length(words, place, openings) if place >= free else 0
        if length:
            free = place + length
            found.append(Span(words[place].span.start, words[free - 1].span.end))
    return tuple(found)


def _length(
    words: tuple[Token, ...], place: int, openings: dict[str, tuple[tuple[str, ...], ...]]
) -> int:
    """Return how many tokens the longest phrase that starts at `place` takes, 0 if none does."""
    for phrase in openings[words[place].key]:
        if len(phrase) == 1 or tuple(w.key for w in words[place : place + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def first_texts(text: str, spans: tuple[Span, ...], most: int = 3) -> str:
    """Return the words at `spans`, quoted and joined by commas, for a message."""
    shown = list(dict.fromkeys(span.of(text) for span in spans))
    return ", ".join(f"“{words}”" for words in shown[:most])
