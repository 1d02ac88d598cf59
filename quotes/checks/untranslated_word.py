"""A Spanish word was left in the English.

Why it matters: It may be meant (paramo, tinto), but the reader should know that it was not
translated.

Drifts:
    Los damnificados esperan ayuda.
    The damnificados are waiting for help.

Clean:
    Los damnificados esperan ayuda.
    The victims are waiting for help.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.languages.lexicon import translations
from quotes.languages.words import content_words
from quotes.model import Case, Check, Evidence, Span, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield the words that stand in both texts and are no English."""
    for original, quote in left_in_spanish(case.original, case.quote):
        yield Evidence(
            worded("“{given}” is left in Spanish.", given=quote.of(case.quote)),
            (original,),
            (quote,),
        )


# --- Spanish words that stand in an English text.

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


CHECK = Check("D304", "untranslated-word", "info", find, __doc__ or "")
