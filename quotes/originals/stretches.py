"""The exact stretch of a Spanish text that an English quotation renders."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quotes.model import Span
from quotes.originals.matching import Words, table

_LEFTOVER = 0.35  # price of unmatched Spanish words, in shares of matched English ones
_LONGEST = 220  # words of a text looked at
_FEW = 1e-6


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words `first` to `last` (inclusive) of a Spanish text, and how well they match.

    `covered`: the share (0..1, by information) of the English words that they explain,
    `explained` that of the Spanish words in them, `whole` that of the English words
    explained by the text around them too. `kept` says which English words are matched.
    """

    first: int
    last: int
    covered: float
    explained: float
    whole: float
    gain: float
    kept: NDArray[np.float32]

    def span(self, words: Words, start: int) -> Span:
        """Return the stretch as offsets, the text beginning at offset `start`."""
        offsets = words.offsets
        return Span(start + int(offsets[self.first, 0]), start + int(offsets[self.last, 1]))


def best_stretch(english: Words, spanish: Words) -> Stretch | None:
    """Return the stretch of `spanish` that matches `english` best, None if nothing does.

    It explains most of the English with the least unmatched Spanish in it. The price
    of leftovers was chosen on pairs of WMT news 2008-2010 set between their neighbours.
    """
    cells = table(english.keys, spanish.keys[:_LONGEST])
    if not cells.size or cells.max() <= 0.0:
        return None
    weights, rarities = english.rarities, spanish.rarities[:_LONGEST]
    matched = (cells * weights[:, None]).max(axis=0) / np.maximum(rarities, _FEW)
    leftover = rarities * (1 - np.minimum(1, matched))
    first, last, gain = _search(cells, weights, leftover)
    inside = cells[:, first : last + 1].max(axis=1)
    total = float(weights.sum()) + _FEW
    spoken = float(rarities[first : last + 1].sum()) + _FEW
    return Stretch(
        first,
        last,
        covered=float(weights @ inside) / total,
        explained=1 - float(leftover[first : last + 1].sum()) / spoken,
        whole=float(weights @ cells.max(axis=1)) / total,
        gain=gain / total,
        kept=inside,
    )


def _search(
    cells: NDArray[np.float32], weights: NDArray[np.float32], leftover: NDArray[np.float32]
) -> tuple[int, int, float]:
    """Return first and last word of the stretch with the highest gain, and the gain."""
    best = (0, 0, -np.inf)
    anchors = np.flatnonzero(cells.max(axis=0) > 0)
    for first in anchors.tolist():
        inside = np.maximum.accumulate(cells[:, first:], axis=1)
        gains = weights @ inside - _LEFTOVER * np.cumsum(leftover[first:])
        last = int(np.argmax(gains))
        if gains[last] > best[2]:
            best = (first, first + last, float(gains[last]))
    return best
