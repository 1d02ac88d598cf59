"""Small words that limit or place what is said, and that the other text does not have.

"Solo", "siempre", "al menos", "ex-", "tratar de": closed lists, so that what renders each in
the other language can be listed whole (`data/modifiers.toml`, with its figures).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from quotes.languages.wordlists import vocabulary
from quotes.model import Span


@dataclass(frozen=True, slots=True)
class Modifier:
    """Where it stands; what it does ("limits", "attempt" …); `firm`: a form the judge misses."""

    span: Span
    kind: str
    firm: bool


@lru_cache(maxsize=512)
def lost_modifiers(original: str, quote: str) -> tuple[Modifier, ...]:
    """Return the modifiers of the original that nothing in the quotation may stand for."""
    return tuple(_without(original, quote, "lost", "spanish", "english"))


@lru_cache(maxsize=512)
def added_modifiers(original: str, quote: str) -> tuple[Modifier, ...]:
    """Return the modifiers of the quotation that nothing in the original may stand for."""
    return tuple(_without(quote, original, "added", "english", "spanish"))


def _without(text: str, other: str, kind: str, here: str, there: str) -> Iterator[Modifier]:
    for name, entry in _entries(kind).items():
        found = _pattern(kind, name, here).search(text)
        if found and not _pattern(kind, name, there).search(other):
            kept = entry.get("kind", "limits"), bool(entry.get("firm"))
            yield Modifier(Span(*found.span()), *kept)


def _entries(kind: str) -> dict[str, dict[str, Any]]:
    entries: dict[str, dict[str, Any]] = vocabulary("modifiers")[kind]
    return entries


@cache
def _pattern(kind: str, name: str, language: str) -> re.Pattern[str]:
    written = str(_entries(kind)[name][language])
    return re.compile(written.replace("\n", ""), re.IGNORECASE)
