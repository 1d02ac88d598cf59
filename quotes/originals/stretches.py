"""The exact stretch of a Spanish text that an English quotation renders."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quotes.model import Span
from quotes.originals.matching import Matcher, Words

_LEFTOVER = 0.35  # price of unmatched Spanish words, in shares of matched English ones
_LONGEST = 160  # words of a text looked at
_FEW = 1e-6
_STARTS = 60  # words that a stretch may begin with, at most


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words `first` to `last` (inclusive) of a Spanish text, and how well they match.

    Shares by information, 0..1: `covered` of the English words, explained by the
    stretch; `returned` of the back-translation's words, found in it; `explained` of
    the Spanish words in it. `gain` is what the search maximised, over all weights;
    `solid` the most that any content word is explained (0..1), `missing` the information
    (nats) of the most telling English word left unexplained.
    """

    first: int
    last: int
    covered: float
    returned: float
    explained: float
    gain: float
    missing: float
    solid: float

    def span(self, words: Words, start: int) -> Span:
        """Return the stretch as offsets, the text beginning at offset `start`."""
        offsets = words.offsets
        return Span(start + int(offsets[self.first, 0]), start + int(offsets[self.last, 1]))


def best_stretch(quotation: Matcher, spanish: Words) -> Stretch | None:
    """Return the stretch of `spanish` that matches the quotation best, None if nothing does.

    It explains most of the quotation with the least unmatched Spanish in it.
    """
    cells = quotation.table(spanish.keys[:_LONGEST])
    if not cells.size or cells.max() <= 0.0:
        return None
    weights, rarities, split = quotation.weights, spanish.rarities[:_LONGEST], quotation.english
    matched = (cells * weights[:, None]).max(axis=0)
    leftover = np.maximum(rarities - matched, 0)
    first, last, gain = _search(cells, weights, matched, leftover)
    best = weights * cells[:, first : last + 1].max(axis=1)
    spoken = float(rarities[first : last + 1].sum()) + _FEW
    return Stretch(
        first,
        last,
        covered=float(best[:split].sum()) / (float(weights[:split].sum()) + _FEW),
        returned=float(best[split:].sum()) / (float(weights[split:].sum()) + _FEW),
        explained=1 - float(leftover[first : last + 1].sum()) / spoken,
        gain=gain / (float(weights.sum()) + _FEW),
        missing=float((weights - best)[:split].max()),
        solid=float((quotation.content * best / np.maximum(weights, _FEW)).max()),
    )


def _search(
    cells: NDArray[np.float32],
    weights: NDArray[np.float32],
    matched: NDArray[np.float32],
    leftover: NDArray[np.float32],
) -> tuple[int, int, float]:
    """Return first and last word of the stretch with the highest gain, and the gain."""
    told = np.flatnonzero(matched > 0)  # no stretch gains by an end that matches nothing
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
    at, last = np.unravel_index(int(np.argmax(gains)), gains.shape)
    return int(starts[at]), int(told[last]), float(gains[at, last])
