"""Negation on both sides: the words that deny, and the words that may carry a denial."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from quotes.languages.phrasebook import occurrences
from quotes.languages.vocabularies import entries, vocabulary
from quotes.languages.words import tokens
from quotes.model import Span

Language = Literal["es", "en"]
_NAMES = {"es": "spanish", "en": "english"}


@dataclass(frozen=True, slots=True)
class Negations:
    """`clear` deny a clause; `weak` may carry a denial (without, lack, un-, only …)."""

    clear: tuple[Span, ...]
    weak: tuple[Span, ...]


@lru_cache(maxsize=512)
def negations(text: str, language: Language) -> Negations:
    """Return the negations of `text`; harmless phrases ("not only") count as weak."""
    name = _NAMES[language]
    harmless = occurrences(text, "negation", f"{name}.harmless")
    clear = tuple(
        span
        for span in occurrences(text, "negation", f"{name}.clear")
        if not any(span.overlap(other) for other in harmless)
    )
    weak = occurrences(text, "negation", f"{name}.weak")
    return Negations(clear, (*harmless, *weak, *_prefixed(text, language)))


def _prefixed(text: str, language: Language) -> tuple[Span, ...]:
    table = vocabulary("negation")["english"]
    prefixes = entries(table["prefixes" if language == "en" else "spanish_prefixes"])
    suffixes = entries(table["suffixes"]) if language == "en" else ()
    return tuple(
        token.span
        for token in tokens(text)
        if len(token.key) >= 5
        and (token.key.startswith(prefixes) or token.key.endswith(suffixes or "\0"))
    )
