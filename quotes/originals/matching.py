"""How well the words of an English quotation match the words of a Spanish text.

A cell of the table is the share (0..1) of an English word's information that a Spanish
word explains: log(1 + p(e|s) (1-λ)/λ / p(e)) over -log p(e), after the mixture of Model 1
and a background in Berger and Lafferty (1999), "Information retrieval as statistical
translation". Equal names and numbers match wholly, look-alikes in part.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from quotes.languages.lexicon import back_translations, located_words, rarity, translations

_MIXTURE = 0.15  # λ: the share of English words that nothing in the Spanish explains
_SAME = 0.9  # p(e|s) of a rare word that stands in both texts (a name, a number)
_ALIKE = 0.35  # and of one that looks alike in both (hemispheric, hemisféricos)
_OPENING = 5  # letters that look-alikes share


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: keys, their offsets (n, 2) and their rarities (-log p)."""

    keys: tuple[str, ...]
    offsets: NDArray[np.int32]
    rarities: NDArray[np.float32]


@lru_cache(maxsize=4096)
def words_of(text: str, language: str) -> Words:
    """Return the words of `text`, which is English ("en") or Spanish ("es")."""
    found = located_words(text)
    keys = tuple(key for key, _, _ in found)
    offsets = np.array([(s, e) for _, s, e in found], dtype=np.int32).reshape(-1, 2)
    rarities = np.array([rarity(key, language) for key in keys], dtype=np.float32)
    return Words(keys, offsets, rarities)


@lru_cache(maxsize=65536)
def cell(english: str, spanish: str) -> float:
    """Return the share (0..1) of `english` that `spanish` explains."""
    chance = back_translations(spanish).get(english, 0.0)
    if english == spanish and (len(english) > 2 or english.isdigit()):
        chance = max(chance, _SAME)
    elif chance < 0.1 and _look_alike(english, spanish):
        chance = max(chance, _ALIKE)
    if chance <= 0.0:
        return 0.0
    bits = rarity(english, "en")
    return min(1.0, math.log1p(chance * (1 - _MIXTURE) / _MIXTURE * math.exp(bits)) / bits)


def _look_alike(english: str, spanish: str) -> bool:
    """Return whether two words share an opening of five letters and end alike in length."""
    if min(len(english), len(spanish)) < _OPENING + 1 or english.isdigit():
        return False
    return english[:_OPENING] == spanish[:_OPENING] and abs(len(english) - len(spanish)) <= 4


def table(english: Sequence[str], spanish: Sequence[str]) -> NDArray[np.float32]:
    """Return the cells of all word pairs, shape (len(english), len(spanish))."""
    rows = [[cell(e, s) for s in spanish] for e in english]
    return np.array(rows, dtype=np.float32).reshape(len(english), len(spanish))


def renderings(english: str) -> dict[str, float]:
    """Return the Spanish words worth looking up for an English one, with their cells."""
    candidates = {english: cell(english, english)} if len(english) > 2 or english.isdigit() else {}
    for spanish in translations(english):
        candidates[spanish] = cell(english, spanish)
    return candidates
