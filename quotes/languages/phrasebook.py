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


@lru_cache(maxsize=8192)
def occurrences(text: str, name: str, key: str) -> tuple[Span, ...]:
    """Return the places in `text` of the phrases of list `key` in `vocabulary/<name>.toml`.

    Longest phrase first, without overlaps, in text order.
    """
    words, openings = tokens(text), _openings(name, key)
    found, place = [], 0
    while place < len(words):
        length = _length(words, place, openings)
        if length:
            found.append(Span(words[place].span.start, words[place + length - 1].span.end))
        place += length or 1
    return tuple(found)


def _length(
    words: tuple[Token, ...], place: int, openings: dict[str, tuple[tuple[str, ...], ...]]
) -> int:
    for phrase in openings.get(words[place].key, ()):
        if all(
            place + i < len(words) and words[place + i].key == part for i, part in enumerate(phrase)
        ):
            return len(phrase)
    return 0


def first_texts(text: str, spans: tuple[Span, ...], most: int = 3) -> str:
    """Return the words at `spans`, quoted and joined by commas, for a message."""
    shown = list(dict.fromkeys(span.of(text) for span in spans))
    return ", ".join(f"“{words}”" for words in shown[:most])
