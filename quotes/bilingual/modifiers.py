"""Small words that limit or place what is said, and that the other text does not have.

"Solo", "siempre", "al menos", "el mes pasado": closed lists, so that what renders each in
the other language can be listed whole (`data/modifiers.toml`, with its figures).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from quotes.languages.wordlists import vocabulary
from quotes.model import Span


@lru_cache(maxsize=512)
def lost_modifiers(original: str, quote: str) -> tuple[Span, ...]:
    """Return the modifiers of the original that nothing in the quotation may stand for."""
    return tuple(_without(original, quote, "lost", "spanish", "english"))


@lru_cache(maxsize=512)
def added_modifiers(original: str, quote: str) -> tuple[Span, ...]:
    """Return the modifiers of the quotation that nothing in the original may stand for."""
    return tuple(_without(quote, original, "added", "english", "spanish"))


def _without(text: str, other: str, kind: str, here: str, there: str) -> Iterator[Span]:
    for name in vocabulary("modifiers")[kind]:
        found = _pattern(kind, name, here).search(text)
        if found and not _pattern(kind, name, there).search(other):
            yield Span(*found.span())


@cache
def _pattern(kind: str, name: str, language: str) -> re.Pattern[str]:
    written = str(vocabulary("modifiers")[kind][name][language])
    return re.compile(written.replace("\n", ""), re.IGNORECASE)
