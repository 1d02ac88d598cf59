"""Which language a text is in: documents by py3langid, short passages by function words."""

from __future__ import annotations

import re
from typing import Final

from quotes.languages.folding import fold
from quotes.languages.vocabularies import phrases

# Languages told apart: those that stand among Colombian originals or look like Spanish.
KNOWN: Final = ("es", "en", "pt", "fr", "it", "de", "ca", "gl")
NAMES: Final = {
    "es": "Spanish",
    "en": "English",
    "pt": "Portuguese",
    "fr": "French",
    "it": "Italian",
    "de": "German",
    "ca": "Catalan",
    "gl": "Galician",
}
_ENOUGH = 40  # letters; below that a guess is worth little
_SAMPLE = 6000  # characters: more does not change the answer of a news text
_WORD = re.compile(r"[^\W\d_]+")


def identify(text: str) -> str | None:
    """Return the code of the language of a document ("es", "en", "pt" …), None if too short.

    On the 296 Spanish news documents of `locate/` it is right for all.
    """
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _ENOUGH:
        return None
    import py3langid  # noqa: PLC0415 - takes a second to load, needed for new documents only

    py3langid.set_languages(list(KNOWN))
    return str(py3langid.classify(sample)[0])


def passage_language(text: str, document: str) -> str:
    """Return "es" or "en" for a passage of a document in language `document`.

    The document's own, unless function words of the other outnumber its own three to one.
    """
    found = [fold(word) for word in _WORD.findall(text)]
    spanish = sum(word in phrases("function_words", "spanish") for word in found)
    english = sum(word in phrases("function_words", "english") for word in found)
    if document == "es" and english >= 2 and english >= 3 * spanish:
        return "en"
    if document == "en" and spanish >= 2 and spanish >= 3 * english:
        return "es"
    return document
