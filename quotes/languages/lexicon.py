"""The bilingual lexicon: how likely one word is rendered by another, learned from news.

The table lies in `quotes/weights/lexicon/` with a card that says what it was learned
from. Keys are folded words (lower case, no accents; numbers keep their digits).
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quotes.languages.words import fold

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")


def located_words(text: str) -> list[tuple[str, int, int]]:
    """Return the words of `text` as the lexicon knows them, each with its start and end.

    Letters are folded; numbers lose their thousands marks and get a decimal point, so
    that "3.500" and "3,500" are one word.
    """
    return [(_key(found.group()), *found.span()) for found in _WORD.finditer(text)]


def words(text: str) -> list[str]:
    """Return the words of `text` as the lexicon knows them."""
    return [_key(word) for word in _WORD.findall(text)]


def _key(word: str) -> str:
    if not word[0].isdigit():
        return fold(word)
    return _THOUSANDS.sub("", word).replace(",", ".")


@dataclass(frozen=True, slots=True)
class _Tables:
    """Both directions, and the log probability of every word in running text."""

    there: dict[str, dict[str, float]]
    back: dict[str, dict[str, float]]
    english: dict[str, float]
    spanish: dict[str, float]


_shipped: Traversable = resources.files("quotes") / "weights" / "lexicon" / "lexicon.npz"


def use(path: Path) -> None:
    """Use another lexicon than the shipped one: training needs one that has not seen its texts."""
    global _shipped  # noqa: PLW0603 - one lexicon a process
    _shipped = path
    _tables.cache_clear()


@cache
def _tables() -> _Tables:
    with resources.as_file(_shipped) as file, np.load(file, allow_pickle=False) as stored:
        english = str(stored["english"]).split("\n")
        spanish = str(stored["spanish"]).split("\n")
        columns = (stored[n].tolist() for n in ("left", "right", "given_english", "given_spanish"))
        there: dict[str, dict[str, float]] = {}
        back: dict[str, dict[str, float]] = {}
        for left, right, given, taken in zip(*columns, strict=True):
            there.setdefault(english[left], {})[spanish[right]] = given / 255
            back.setdefault(spanish[right], {})[english[left]] = taken / 255
        counts = (stored["english_counts"], stored["spanish_counts"])
        return _Tables(there, back, _rarities(english, counts[0]), _rarities(spanish, counts[1]))


def _rarities(vocabulary: list[str], counts: NDArray[np.uint32]) -> dict[str, float]:
    """Return -log p of every word, words seen once smoothed down to unseen ones."""
    chances = -np.log((counts + 0.5) / (counts.sum() + 0.5 * len(counts)))
    return dict(zip(vocabulary, chances.tolist(), strict=True))


def rarity(word: str, language: str) -> float:
    """Return -log p(word) in running text: "the" about 3, a word never seen about 14."""
    tables = _tables()
    known = tables.spanish if language == "es" else tables.english
    return known.get(word, known[""])


def chances(language: str) -> dict[str, float]:
    """Return the words of a language with their shares of running text."""
    tables = _tables()
    known = tables.spanish if language == "es" else tables.english
    return {word: math.exp(-bits) for word, bits in known.items() if word}


def translations(english: str) -> dict[str, float]:
    """Return the Spanish words that render an English one: p(Spanish | English), likeliest first.

    Empty for a word never seen. The probabilities of a word sum to 1 at most.
    """
    return _tables().there.get(fold(english), {})


def back_translations(spanish: str) -> dict[str, float]:
    """Return the English words that render a Spanish one: p(English | Spanish)."""
    return _tables().back.get(fold(spanish), {})


def affinity(english: str, spanish: str) -> float:
    """Return how strongly two words render each other (0..1).

    The geometric mean of both directions, which is small where either word usually
    means something else.
    """
    given = translations(english).get(fold(spanish), 0.0)
    return float((given * back_translations(spanish).get(fold(english), 0.0)) ** 0.5)
