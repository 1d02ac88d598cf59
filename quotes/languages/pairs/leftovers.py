"""Spanish words that stand in an English text."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.languages.lexicon import translations
from quotes.languages.words import content_words
from quotes.model import Span

_SHARED = 0.1  # words that both languages have (total, pizza) are rendered by themselves
_LONG = 5  # shorter words are too often the same in both languages


def left_in_spanish(original: str, quote: str) -> Iterator[tuple[Span, Span]]:
    """Yield (word of the original, word of the quotation) for words left untranslated.

    A word counts if it is written small, stands in the original as it is, and the
    lexicon knows no other Spanish word that it would render as English.
    """
    spanish = {token.key: token.span for token in content_words(original, "es")}
    for token in content_words(quote, "en"):
        here = spanish.get(token.key)
        if here and token.text[0].islower() and len(token.key) >= _LONG and _spanish(token.key):
            yield here, token.span


def _spanish(word: str) -> bool:
    """Return whether a word is no English word: unknown, or known only as itself."""
    found = translations(word)
    return not any(spanish != word for spanish in found) and found.get(word, 0.0) < _SHARED
