"""The bilingual lexicon: how likely one word is rendered by another, learned from news.

The table lies in `quotes/weights/lexicon/` with a card that says what it was learned
from. Keys are folded words (lower case, no accents; numbers keep their digits).
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quotes.languages.dictionary import renders
from quotes.languages.words import Language, fold, inflects, irregular_base, snowball_stem

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
    rare: dict[str, float]  # by language: the -log p of a word seen `_RARELY` times


_shipped: Traversable = resources.files("quotes") / "weights" / "lexicon" / "lexicon.npz"


def use(path: Path) -> None:
    """Use another lexicon than the shipped one: training needs one that has not seen its texts."""
    global _shipped  # noqa: PLW0603 - one lexicon a process
    _shipped = path
    for kept in (_tables, _sorted, _renderings, _usual, akin):
        kept.cache_clear()


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
        rare = {
            language: -math.log((_RARELY - 0.5) / (of.sum() + 0.5 * len(of)))
            for language, of in zip(("en", "es"), counts, strict=True)
        }
        known = (_rarities(english, counts[0]), _rarities(spanish, counts[1]))
        return _Tables(there, back, *known, rare)


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


def given(english: str, spanish: str) -> float:
    """Return p(Spanish | English) of two folded words, of other forms of them where unseen.

    A pair counts for `_INFLECTED` of all pairs of their forms, if it was not seen more often:
    "signed" and "firmamos" by "firmó". Forms of a word share its Snowball stem (Porter 2001).
    """
    return _renderings(english, "en").chance(spanish, "es")


def taken(english: str, spanish: str) -> float:
    """Return p(English | Spanish) of two folded words, of other forms of them where unseen."""
    return _renderings(spanish, "es").chance(english, "en")


@lru_cache(maxsize=262_144)
def akin(english: str, spanish: str) -> bool:
    """Return whether two folded words render each other, or one a synonym of the other.

    Synonyms share a rendering: "town" is akin to "pueblo" by "village", if "village" and
    "town" both render "población". Renderings below `_USUAL` are left out.
    """
    if given(english, spanish) or taken(english, spanish):
        return True
    known = _renderings(english, "en").words
    ways = {word for word, chance in known.items() if chance >= _USUAL}
    return any(
        chance >= _USUAL and not ways.isdisjoint(_usual(other))
        for other, chance in _renderings(spanish, "es").words.items()
    )


_USUAL = 0.05


@lru_cache(maxsize=65536)
def _usual(english: str) -> frozenset[str]:
    """Return the usual Spanish renderings of an English word."""
    found = _tables().there.get(english, {})
    return frozenset(word for word, chance in found.items() if chance >= _USUAL)


def seen(word: str, language: Language) -> bool:
    """Return whether the lexicon has renderings of a folded word or of another form of it."""
    return bool(_renderings(word, language).words)


def ordinary(spanish: str) -> bool:
    """Return whether a Spanish word is known and no name, which stays as it is in English."""
    same = spanish in back_translations(spanish) and not renders(spanish, spanish)
    return seen(spanish, "es") and not same


_INFLECTED = 0.7  # what another form of a known translation counts for


@dataclass(frozen=True, slots=True)
class _Renderings:
    """The chances of a word's renderings by word, and of all forms of a rendering by stem."""

    words: dict[str, float]
    stems: dict[str, float]

    def chance(self, word: str, language: Language) -> float:
        exact = self.words.get(word, 0.0)
        if not self.stems or not inflects(word, language):
            return exact
        return max(exact, _INFLECTED * min(1.0, self.stems.get(snowball_stem(word, language), 0.0)))


@lru_cache(maxsize=65536)
def _renderings(word: str, language: Language) -> _Renderings:
    """Return how a word of `language` is rendered; its other forms tell of it where it is rare."""
    table = _tables().there if language == "en" else _tables().back
    found = dict(table.get(word, {}))
    if rarity(word, language) > _tables().rare[language]:
        rows = [table[form] for form in _other_forms(word, language)]
        for rendering in {one for row in rows for one in row}:
            mean = sum(row.get(rendering, 0.0) for row in rows) / len(rows)
            found[rendering] = max(found.get(rendering, 0.0), _INFLECTED * mean)
    other: Language = "es" if language == "en" else "en"
    stems: dict[str, float] = {}
    for rendering, chance in found.items():
        if inflects(rendering, other):
            key = snowball_stem(rendering, other)
            stems[key] = stems.get(key, 0.0) + chance
    return _Renderings(found, stems)


_RARELY = 30  # sightings below which the other forms of a word tell of it too


def _other_forms(word: str, language: Language) -> list[str]:
    """Return the known words of a language that are other forms of a word."""
    if not word.isalpha() or not inflects(word, language):
        return []
    known, own = _sorted(language), snowball_stem(word, language)
    opening = own[:-1]  # "harry" and "harri"
    base = irregular_base(word) if language == "en" else None
    found = [base] if base in _tables().there else []
    for place in range(bisect_left(known, opening), len(known)):
        if not known[place].startswith(opening):
            break
        if known[place] not in (word, base) and snowball_stem(known[place], language) == own:
            found.append(known[place])
    return found


@cache
def _sorted(language: Language) -> list[str]:
    return sorted(_tables().back if language == "es" else _tables().there)
