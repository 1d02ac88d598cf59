"""Spanish words that stand in an English text."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.languages.lexicon import back_translations, translations
from quotes.languages.words import content_words
from quotes.model import Span

_LONG = 5  # shorter words are too often the same in both languages


def left_in_spanish(original: str, quote: str) -> Iterator[tuple[Span, Span]]:
    """Yield (word of the original, word of the quotation) for words left untranslated.

    A word counts if it is written small, is known to the lexicon in Spanish only, and
    stands in the original.
    """
    spanish = {token.key: token.span for token in content_words(original, "es")}
    for token in content_words(quote, "en"):
        here = spanish.get(token.key)
        if here and token.text[0].islower() and len(token.key) >= _LONG:
            if back_translations(token.key) and not translations(token.key):
                yield here, token.span
