"""How the words of an English and a Spanish text account for each other, by their vectors.

The vectors are turned, and the English words weighed, as learned with the word encoder's
low-rank turns (`quotes/weights/locate`, `training/locate/turns.py`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from quotes.originals.matching import Words

# Of the English words by weight, 0..1: near some word of the `whole` sentence (by information,
# then as `weighed` by what was learned) or of the best `window`; its content words; the least
# near one, and the least near quarter; `lost`: the most telling one not near (nats). `returned`
# of the Spanish words of the window, and of `all`; within the lexicon's `stretch`; how close
# together the counterparts of neighbours stand; the most telling Spanish word of the window not
# near; and the log-odds that the training itself gave the sentence against none at all.
NAMES = (
    "whole",
    "weighed",
    "window",
    "content",
    "weakest",
    "quarter",
    "lost",
    "returned",
    "returned all",
    "stretch",
    "order",
    "lost back",
    "odds",
)
# Cosines of content words, on made quotations: with the nearest of another sentence 0.14, of the
# right one 0.70 (medians). Nine in ten are nearer than 0.35 in the right one, fewer than one in
# twenty in another.
_FLOOR, _CEILING, _TOLD = 0.15, 0.7, 0.35
_SMALL = 0.25  # weight of a function word beside a content word
_FACTORS = (1.1, 1.6)  # Spanish words for an English one
_TOGETHER = 3  # words apart at most that counterparts of neighbours stand

Values = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Told:
    """The words of a text: unit vectors (n, 384), rarities (nats), which tell, and weights."""

    vectors: Values
    rarities: Values
    content: NDArray[np.bool_]
    weights: Values


def told(ours: Told, theirs: Told, inner: slice) -> tuple[tuple[float, ...], int, int]:
    """Return the values of `NAMES`, and the first and last Spanish word that is told.

    `inner` are the Spanish words of the lexicon's stretch. Where no word of the window is
    near a content word, the last comes before the first.
    """
    cosines = ours.vectors @ theirs.vectors.T
    window = _window(cosines, ours.weights)
    values = (*_of_english(ours, cosines, window, inner), *_of_spanish(theirs, cosines, window))
    order, mean = _order(cosines, window), values[1]
    content = ours.content if ours.content.any() else np.ones_like(ours.content)
    near = np.flatnonzero(cosines[content][:, window].max(axis=0) >= _TOLD)
    edges = (window.start + near[0], window.start + near[-1]) if len(near) else (1, 0)
    whole, back, lost_back, stretch = values[:7], values[8:10], values[10], values[7]
    row = (*whole, *back, stretch, order, lost_back, _odds(mean, len(cosines)))
    return row, int(edges[0]), int(edges[1])


def _of_english(ours: Told, cosines: Values, window: slice, inner: slice) -> tuple[float, ...]:
    """Return how near the English words are: seven values, and within the stretch."""
    rarities, weights, content = ours.rarities, ours.weights, ours.content
    best, full, inside = (cosines[:, window].max(axis=1), cosines.max(axis=1), cosines[:, inner])
    telling = weights * np.where(content, 1.0, _SMALL)
    least = np.sort(best[content] if content.any() else best)
    quarter = least[: max(1, (int(content.sum()) + 3) // 4)]
    return (
        float(rarities @ full / rarities.sum()),
        float(weights @ full / weights.sum()),
        float(weights @ best / weights.sum()),
        float(telling @ best / telling.sum()),
        float(least[0]),
        float(quarter.mean()),
        float((rarities * content * (1 - _near(best))).max()),
        float(weights @ inside.max(axis=1) / weights.sum()) if inside.size else 0.0,
    )


def _of_spanish(theirs: Told, cosines: Values, window: slice) -> tuple[float, float, float]:
    """Return how near the Spanish words of the window and of all are, and the worst lost."""
    best = cosines.max(axis=0)
    inside = cosines[:, window].max(axis=0)
    telling = theirs.rarities * np.where(theirs.content, 1.0, _SMALL)
    lost = theirs.rarities[window] * theirs.content[window] * (1 - _near(inside))
    return (
        float(telling[window] @ inside / max(1e-6, float(telling[window].sum()))),
        float(telling @ best / max(1e-6, float(telling.sum()))),
        float(lost.max()),
    )


def _near(cosines: Values) -> Values:
    """Return cosines as shares, 0 for what words of other sentences have, 1 for renderings."""
    return np.asarray(np.clip((cosines - _FLOOR) / (_CEILING - _FLOOR), 0, 1))


def _order(cosines: Values, window: slice) -> float:
    """Return the share of neighbouring words whose counterparts stand close together."""
    places = cosines[:, window].argmax(axis=1)
    return float((np.abs(np.diff(places)) <= _TOGETHER).mean()) if len(places) > 1 else 1.0


def _odds(mean: float, count: int) -> float:
    """Return the learned log-odds of a sentence of this mean against no sentence."""
    (steep, more), (none, longer) = _sight().scale
    length = math.log(count)
    return (steep + more * length) * mean - (none + longer * length)


def _window(cosines: Values, weights: Values) -> slice:
    """Return the window of Spanish words where the English ones are nearest."""
    count, length = cosines.shape
    found, highest = slice(0, length), -np.inf
    for factor in _FACTORS:
        size = min(length, int(factor * count) + 2)
        sums = weights @ sliding_window_view(cosines, size, axis=1).max(axis=-1)
        at = int(sums.argmax())
        if sums[at] > highest + 1e-6:
            found, highest = slice(at, at + size), float(sums[at])
    return found


def heard(states: NDArray[np.float16], language: int) -> Values:
    """Return states of a language (0 English, 1 Spanish) as compared: turned, of length 1."""
    sight = _sight()
    turned = (states.astype(np.float32) - sight.centres[language]) @ sight.matrix
    return np.asarray(turned / np.maximum(np.linalg.norm(turned, axis=1, keepdims=True), 1e-6))


def weights_of(states: NDArray[np.float16], words: Words, content: NDArray[np.bool_]) -> Values:
    """Return what each English word counts: its rarity, and what its context says."""
    sight = _sight()
    turned = states.astype(np.float32) @ sight.telling + sight.function * ~content
    return np.asarray(words.rarities * np.exp(turned), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Sight:
    """What `sight.npz` holds: centre of each language, matrix, direction of telling words."""

    centres: Values
    matrix: Values
    telling: Values
    function: float
    scale: tuple[tuple[float, float], tuple[float, float]]


@cache
def _sight() -> _Sight:
    path = resources.files("quotes") / "weights" / "locate" / "sight.npz"
    with resources.as_file(path) as file, np.load(file, allow_pickle=False) as stored:
        kept = {name: stored[name].astype(np.float32) for name in stored.files}
    (a, b), (c, d) = kept["scale"].tolist()
    centres, matrix, telling = kept["centres"], kept["matrix"], kept["telling"]
    return _Sight(centres, matrix, telling, float(kept["function"]), ((a, b), (c, d)))
