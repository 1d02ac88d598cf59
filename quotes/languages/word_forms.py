"""Which forms belong to one word: stems by Snowball (Porter 2001), and irregular English forms."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import snowballstemmer

from quotes.languages.words import Language, vocabulary

_SHORT = 4  # letters of words whose forms are not looked for: most are words of grammar
_STEMMERS = {"es": snowballstemmer.stemmer("spanish"), "en": snowballstemmer.stemmer("english")}
# Endings that Snowball knows with their accents only: "firmaría", "firmábamos", "votaré".
_UNACCENTED = re.compile(r"(?<=[aei]r)ia(?:s|n|mos)?$|(?<=a)mos$|(?<=\w\w[aei]r)e$")


@lru_cache(maxsize=65536)
def snowball_stem(word: str, language: Language) -> str:
    """Return the stem of a folded word, of an irregular English form that of its base."""
    if language == "es":
        return str(_STEMMERS["es"].stemWord(_UNACCENTED.sub("", word)))
    return str(_STEMMERS["en"].stemWord(irregular_base(word) or word))


def inflects(word: str, language: Language) -> bool:
    """Return whether a folded word is long enough to have forms, or has irregular ones."""
    irregular = language == "en" and (word in _irregular() or word in _bases())
    return irregular or len(word) > _SHORT


def irregular_base(word: str) -> str | None:
    """Return the base of an English form that no stemmer joins with it: "pay" of "paid"."""
    return _irregular().get(word)


@cache
def _bases() -> frozenset[str]:
    return frozenset(_irregular().values())


@cache
def _irregular() -> dict[str, str]:
    lines = [
        one.split() for kind in vocabulary("irregular").values() for one in str(kind).split(",")
    ]
    return {form: base for base, *forms in lines for form in forms}
