"""How well the words of an English quotation match the words of a Spanish text.

A cell of the table is the share (0..1) of an English word's information that a Spanish
word explains: log(1 + p(e|s) (1-λ)/λ / p(e)) over -log p(e), after the mixture of Model 1
and a background in Berger and Lafferty (1999), "Information retrieval as statistical
translation". Equal names and numbers match wholly, look-alikes in part.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import accumulate, compress, groupby

import numpy as np
from numpy.typing import NDArray

from quotes.languages.dictionary import rendered_by, renders
from quotes.languages.lexicon import back_translations, located_words, rarity, translations
from quotes.languages.numbers import table
from quotes.languages.quantities import quantities
from quotes.languages.sentences import MOST
from quotes.languages.words import phrases
from quotes.model import Span

OPENING = 6  # letters that the inflected forms of a word share
_LOOK = 5  # letters that look-alikes share
_NONE: dict[int, float] = {}
_MIXTURE = 0.15  # λ: the share of English words that nothing in the Spanish explains
_SAME = 0.9  # p(e|s) of a rare word that stands in both texts (a name, a number)
_ACCEPTED = 0.1  # and of a rendering of the dictionary, at least
_ALIKE = 0.35  # and of one that looks alike in both (hemispheric, hemisféricos)
_INFLECTED = 0.85  # share of a cell left where only the opening is the same
_LEFTOVER = 0.35  # price of unmatched Spanish words, in shares of matched English ones
_FEW = 1e-6
_STARTS = 60  # words that a window may begin with, at most


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: keys, their offsets (n, 2) and their rarities (-log p)."""

    keys: tuple[str, ...]
    offsets: NDArray[np.int32]
    rarities: NDArray[np.float32]


@lru_cache(maxsize=8192)
def words_of(text: str, language: str) -> Words:
    """Return the words of `text`, which is English ("en") or Spanish ("es")."""
    found = located_words(text)
    keys = tuple(key for key, _, _ in found)
    offsets = np.array([(s, e) for _, s, e in found], dtype=np.int32).reshape(-1, 2)
    rarities = np.array([rarity(key, language) for key in keys], dtype=np.float32)
    return Words(keys, offsets, rarities)


def in_common(ours: Sequence[str], theirs: Words, least: int = 1) -> tuple[float, Span] | None:
    """Return the stretch of a text that has the words of another in order, with the share (0..1).

    Runs of fewer than `least` words do not count; None where there is no other.
    """
    matcher = SequenceMatcher(None, ours, theirs.keys, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size >= least]
    if not blocks:
        return None
    first, last = blocks[0].b, blocks[-1].b + blocks[-1].size
    share = 2 * sum(block.size for block in blocks) / (len(ours) + last - first)
    return share, Span(int(theirs.offsets[first, 0]), int(theirs.offsets[last - 1, 1]))


class Grid:
    """The cells of the Spanish words that one quotation has met: rows of `cells` by place."""

    def __init__(self, rows: int) -> None:
        """Begin with place 0, the cells of a word that matches nothing."""
        self.places: dict[str, int] = {}
        self.cells = np.zeros((1, rows), dtype=np.float32)

    def add(
        self, keys: Sequence[str], match: Sequence[bool], cells: Sequence[NDArray[np.float32]]
    ) -> None:
        """Add words; `cells` are those of the ones that match."""
        at = len(self.cells)
        for key, matches in zip(keys, match, strict=True):
            self.places[key] = at if matches else 0
            at += matches
        if cells:
            self.cells = np.vstack([self.cells, *cells])


@dataclass(frozen=True, slots=True)
class Matcher:
    """The words of one quotation, ready to be matched with many Spanish texts.

    Rows are its words; `content` is 0 for function words, else 1.
    `known` lists, for every Spanish word that matches, the rows and cells, `inflected` for
    the openings of such words; `alike` the rows by their first letters. `grid` keeps the
    cells of words met.
    """

    rows: tuple[str, ...]
    weights: NDArray[np.float32]
    content: NDArray[np.float32]
    known: dict[str, dict[int, float]]
    inflected: dict[str, dict[int, float]]
    alike: dict[str, list[int]]
    grid: Grid
    numbers: tuple[Number, ...] = ()

    def table(self, spanish: Sequence[str]) -> NDArray[np.float32]:
        """Return the cells, shape (rows, len(spanish))."""
        places = list(map(self.grid.places.get, spanish))
        if None in places:
            fresh = [key for key in dict.fromkeys(spanish) if key not in self.grid.places]
            match = [self._matches(key) for key in fresh]
            self.grid.add(fresh, match, list(map(self._column, compress(fresh, match))))
            places = list(map(self.grid.places.get, spanish))
        cells = self.grid.cells[np.array(places, dtype=np.intp)].T
        for theirs in spanish_numbers(spanish) if self.numbers else ():
            for ours in self.numbers:
                if ours.values & theirs.values:
                    cells[ours.first : ours.last + 1, theirs.first : theirs.last + 1] = 1.0
        return cells

    def _matches(self, key: str) -> bool:
        """Return whether any row may match a Spanish word."""
        return key in self.known or key[:OPENING] in self.inflected or key[:_LOOK] in self.alike

    def _column(self, key: str) -> NDArray[np.float32]:
        """Return the cells of one Spanish word."""
        cells = np.zeros(len(self.rows), dtype=np.float32)
        for row, share in self.inflected.get(key[:OPENING], _NONE).items():
            cells[row] = share
        for row, share in self.known.get(key, _NONE).items():
            cells[row] = max(cells[row], share)
        for row in self.alike.get(key[:_LOOK], ()):
            cells[row] = max(cells[row], cell(self.rows[row], key))
        return cells


def matcher(english: str) -> Matcher:
    """Return the matcher of a quotation."""
    ours = words_of(english, "en")
    known: dict[str, dict[int, float]] = {}
    inflected: dict[str, dict[int, float]] = {}
    alike: dict[str, list[int]] = {}
    for row, word in enumerate(ours.keys):
        words, openings = _matching(word)
        for spanish, share in words:
            known.setdefault(spanish, {})[row] = share
        for opening, share in openings:
            inflected.setdefault(opening, {})[row] = share
        if len(word) > _LOOK:
            alike.setdefault(word[:_LOOK], []).append(row)
    content = content_of(ours.keys).astype(np.float32)
    grid, numbers = Grid(len(ours.keys)), english_numbers(english, ours.offsets.tolist())
    return Matcher(ours.keys, ours.rarities, content, known, inflected, alike, grid, numbers)


@lru_cache(maxsize=16384)
def _matching(english: str) -> tuple[tuple[tuple[str, float], ...], ...]:
    """Return the Spanish words that match an English one with their cells, and their openings.

    The openings, of six letters, are those that inflected forms share.
    """
    cells = {spanish: cell(english, spanish) for spanish in _spanish_of(english)}
    words = {spanish: share for spanish, share in cells.items() if share > 0}
    openings: dict[str, float] = {}
    for spanish, share in words.items():
        if len(spanish) >= OPENING:
            opening = spanish[:OPENING]
            openings[opening] = max(openings.get(opening, 0.0), _INFLECTED * share)
    return tuple(words.items()), tuple(openings.items())


@lru_cache(maxsize=262144)
def cell(english: str, spanish: str) -> float:
    """Return the share (0..1) of `english` that `spanish` explains."""
    chance = back_translations(spanish).get(english, 0.0)
    if chance < _ACCEPTED and _accepted(english, spanish):
        chance = _ACCEPTED
    if english == spanish and (len(english) > 2 or english.isdigit()):
        chance = max(chance, _SAME)
    elif chance < 0.1 and _look_alike(english, spanish):
        chance = max(chance, _ALIKE)
    if chance <= 0.0:
        return 0.0
    bits = rarity(english, "en")
    return min(1.0, math.log1p(chance * (1 - _MIXTURE) / _MIXTURE * math.exp(bits)) / bits)


def _accepted(english: str, spanish: str) -> bool:
    """Return whether the dictionary gives a Spanish word, in any of its forms, that rendering."""
    if english in function_words():
        return False
    return spanish in rendered_by(english) or renders(english, spanish)


def _spanish_of(english: str) -> tuple[str, ...]:
    """Return the word itself and the Spanish words that the lexicon or the dictionary gives it."""
    more = frozenset() if english in function_words() else rendered_by(english)
    return tuple(dict.fromkeys((english, *translations(english), *more)))


def _look_alike(english: str, spanish: str) -> bool:
    """Return whether two words share an opening of five letters and are about as long."""
    if english[:_LOOK] != spanish[:_LOOK] or min(len(english), len(spanish)) <= _LOOK:
        return False
    return abs(len(english) - len(spanish)) <= 4 and not english.isdigit()


@cache
def function_words() -> frozenset[str]:
    """Return the function words of both languages."""
    return phrases("function_words", "spanish") | phrases("function_words", "english")


def content_of(keys: Sequence[str]) -> NDArray[np.bool_]:
    """Return which words are no function words, shape (n,)."""
    return np.array([key not in function_words() for key in keys], dtype=np.bool_)


def renderings(english: str) -> dict[str, float]:
    """Return the openings of Spanish words that render an English one, with their cells."""
    words = [english] if len(english) > 2 or english.isdigit() else []
    found: dict[str, float] = {}
    for spanish in (*words, *_spanish_of(english)[1:]):
        opening = spanish[:OPENING]
        found[opening] = max(cell(english, spanish), found.get(opening, 0.0))
    return found


@dataclass(frozen=True, slots=True)
class WordWindow:
    """Words `first` to `last` (inclusive) of a Spanish text, and how well they match.

    Shares by information, 0..1: `covered` of the English words, explained by the
    window; `explained` of the Spanish words in it. `gain` is what the search maximised;
    `solid` the most that any content word is explained (0..1), `missing` the information
    (nats) of the most telling English word left unexplained.
    """

    first: int
    last: int
    covered: float
    explained: float
    gain: float
    missing: float
    solid: float

    def span(self, words: Words, start: int) -> Span:
        """Return the window as offsets, the text beginning at offset `start`."""
        offsets = words.offsets
        return Span(start + int(offsets[self.first, 0]), start + int(offsets[self.last, 1]))


def best_window(quotation: Matcher, spanish: Words) -> WordWindow | None:
    """Return the window of `spanish` that matches the quotation best, None if nothing does.

    It explains most of the quotation with the least unmatched Spanish in it.
    """
    cells = quotation.table(spanish.keys[:MOST])
    if not cells.size:
        return None
    weights, rarities = quotation.weights, spanish.rarities[:MOST]
    matched = (cells * weights[:, None]).max(axis=0)
    if matched.max() <= 0.0:
        return None
    leftover = np.maximum(rarities - matched, 0)
    first, last, gain = _search(cells, weights, matched, leftover)
    for number in spanish_numbers(spanish.keys[:MOST]) if quotation.numbers else ():
        if number.first <= last and first <= number.last:  # whole, not "noventa" of "noventa y uno"
            first, last = min(first, number.first), max(last, number.last)
    best = weights * cells[:, first : last + 1].max(axis=1)
    spoken, total = float(rarities[first : last + 1].sum()) + _FEW, float(weights.sum()) + _FEW
    return WordWindow(
        first,
        last,
        covered=float(best.sum()) / total,
        explained=1 - float(leftover[first : last + 1].sum()) / spoken,
        gain=gain / total,
        missing=float((weights - best).max()),
        solid=float((quotation.content * best / np.maximum(weights, _FEW)).max()),
    )


def _search(
    cells: NDArray[np.float32],
    weights: NDArray[np.float32],
    matched: NDArray[np.float32],
    leftover: NDArray[np.float32],
) -> tuple[int, int, float]:
    """Return first and last word of the window with the highest gain, and the gain."""
    told = np.flatnonzero(matched > 0)  # no window gains by an end that matches nothing
    starts = told
    if len(starts) > _STARTS:
        starts = np.sort(starts[np.argsort(-matched[starts], kind="stable")[:_STARTS]])
    rows = np.flatnonzero(cells.any(axis=1))
    after = told[None, :] >= starts[:, None]
    inside = np.where(after[:, None, :], cells[rows[:, None], told][None], 0)
    np.maximum.accumulate(inside, axis=2, out=inside)
    spent = np.cumsum(leftover, dtype=np.float64)
    price = spent[told][None, :] - (spent - leftover)[starts][:, None]
    gains = np.where(after, weights[rows] @ inside - _LEFTOVER * price, -np.inf)
    at, last = divmod(int(gains.argmax()), gains.shape[1])
    return int(starts[at]), int(told[last]), float(gains[at, last])


# --- Numbers that mean the same, however they are written: "91" and "noventa y uno" ---

_ROLES = ("small", "scale")
_JOINTS = frozenset(("y", "un", "uno", "una"))  # words of a number only beside others


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a text: the values it may mean, and its first and last word."""

    values: frozenset[float]
    first: int
    last: int


def english_numbers(text: str, offsets: Sequence[Sequence[int]]) -> tuple[Number, ...]:
    """Return the numbers of an English text with their places among its words.

    `offsets` are start and end of each word.
    """
    return tuple(_numbers(text, offsets, "en"))


def _numbers(text: str, offsets: Sequence[Sequence[int]], language: str) -> Iterator[Number]:
    for one in quantities(text, language):
        inside = [
            at
            for at, (start, end) in enumerate(offsets)
            if start < one.span.end and one.span.start < end
        ]
        if inside and one.kind != "indefinite":
            yield Number(one.values, inside[0], inside[-1])


def spanish_numbers(keys: Sequence[str]) -> Iterator[Number]:
    """Yield the numbers among Spanish words."""
    known = _number_words()
    places = [at for at, key in enumerate(keys) if key in known or key[0].isdigit()]
    for _, same in groupby(enumerate(places), key=lambda one: one[1] - one[0]):
        run = [at for _, at in same]
        written = tuple(keys[run[0] : run[-1] + 1])
        if not _JOINTS.issuperset(written):
            for one in _read(written):
                yield Number(one.values, run[0] + one.first, run[0] + one.last)


@lru_cache(maxsize=4096)
def _read(keys: tuple[str, ...]) -> tuple[Number, ...]:
    """Return the numbers of Spanish words in a row."""
    ends = list(accumulate(len(key) + 1 for key in keys))
    offsets = [(end - 1 - len(key), end - 1) for end, key in zip(ends, keys, strict=True)]
    return tuple(_numbers(" ".join(keys), offsets, "es"))


@cache
def _number_words() -> frozenset[str]:
    """Return the Spanish words that numbers are written with, and what joins them."""
    return _JOINTS.union(word for role in _ROLES for word in table("es", role))
