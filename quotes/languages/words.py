"""Words of a text: tokens with offsets, folded keys, light stems, function words.

Everything here is cheap (no model): a pair of sentences is cut and folded in
about 50 microseconds, because every check of every quotation starts from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from quotes.languages.folding import fold
from quotes.languages.vocabularies import phrases
from quotes.model import Span

# Letters and digits, with inner apostrophes, full stops (U.S.) and hyphens kept together.
_TOKEN = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)"  # figures, with their marks
    r"|\d+(?:[.,:]\d+)*"
    r"|[^\W\d_]+(?:['’](?![sS]\b)[^\W\d_]+)*|['’][sS]\b"  # words; an English 's stands alone
    r"|[^\w\s]"
)
_CUT = 20_000  # characters looked at: no quotation is longer, hostile input may be


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its text, its folded key (lower case, no accents) and where it is."""

    text: str
    key: str
    span: Span

    @property
    def wordlike(self) -> bool:
        """Return whether the token holds a letter."""
        return self.text[0].isalpha()


@lru_cache(maxsize=512)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of `text` in order, from its first 20,000 characters."""
    return tuple(
        Token(found.group(), fold(found.group()) or found.group(), Span(*found.span()))
        for found in _TOKEN.finditer(text[:_CUT])
    )


@lru_cache(maxsize=512)
def mid_capitals(text: str) -> frozenset[int]:
    """Return where capitalised words start that do not open a sentence: names, mostly."""
    words = tokens(text)
    return frozenset(
        word.span.start
        for before, word in pairwise(words)
        if word.text[0].isupper() and (before.wordlike or before.text in ",'’-(")
    )


@lru_cache(maxsize=512)
def keys(text: str) -> tuple[str, ...]:
    """Return the folded keys of the tokens of `text`, in order."""
    return tuple(token.key for token in tokens(text))


def content_words(text: str, language: str) -> tuple[Token, ...]:
    """Return the tokens of `text` that carry content: no function words, no single letters."""
    stop = phrases("function_words", "spanish" if language == "es" else "english")
    return tuple(t for t in tokens(text) if t.wordlike and len(t.key) > 2 and t.key not in stop)


@lru_cache(maxsize=65536)
def stem(key: str) -> str:
    """Return a rough stem of a folded English or Spanish word: common endings cut off.

    Used only to compare words with each other; it need not be a word.
    """
    for ending in _ENDINGS:
        if key.endswith(ending) and len(key) - len(ending) >= 4:
            return key[: -len(ending)]
    return key


_ENDINGS = tuple(sorted(phrases("endings", "endings"), key=len, reverse=True))


@lru_cache(maxsize=65536)
def alike(left: str, right: str) -> bool:
    """Return whether two folded words look like one word in two languages.

    Same stem, or the shorter stem (four letters at least) opens the other word, or
    trigram overlap (Dice) of at least 0.6: sanctions and sanciones, Aguero and Agüero.
    """
    if left == right:
        return True
    one, two = stem(left), stem(right)
    if min(len(one), len(two)) >= 4 and (one.startswith(two) or two.startswith(one)):
        return True
    return dice(left, right) >= 0.6


def dice(left: str, right: str) -> float:
    """Return the Dice overlap (0..1) of the letter pairs of two words."""
    one, two = _pairs(left), _pairs(right)
    if not one or not two:
        return 0.0
    return 2 * len(one & two) / (len(one) + len(two))


@lru_cache(maxsize=65536)
def _pairs(word: str) -> frozenset[str]:
    return frozenset(word[i : i + 2] for i in range(len(word) - 1))
