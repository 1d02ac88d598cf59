"""Gradient boosted trees as numbers: loading them and adding them up with numpy alone.

All trees are oblivious (every level asks one question of all rows), so that a row's
leaf is a number in binary: CatBoost, Prokhorenkova et al., NeurIPS 2018.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
# Rows that are scored together: the choices of 1,500 short quotations took 3 GB at once.
TOGETHER = 1_024


def in_parts(score: Callable[[Floats], Floats], rows: Floats) -> Floats:
    """Return the scores of rows, worked out part by part."""
    parts = np.array_split(rows, -(-len(rows) // TOGETHER) or 1)
    return np.concatenate([score(part) for part in parts])


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees of one depth: `column` and `border` (trees, depth), `leaves` (trees, 2**depth)."""

    column: npt.NDArray[np.int16]
    border: Floats
    leaves: Floats
    bias: float

    def score(self, rows: Floats) -> Floats:
        """Return the summed leaves for each row (rows, columns): log odds."""
        return in_parts(self._score, rows)

    def _score(self, rows: Floats) -> Floats:
        if not len(rows):
            return np.zeros(0, dtype=np.float32)
        trees, depth = self.column.shape
        above = rows[:, self.column.ravel()] > self.border.ravel()
        places = above.reshape(len(rows), trees, depth) @ (1 << np.arange(depth))
        values = np.take_along_axis(self.leaves, places.T, axis=1)
        return np.asarray(values.sum(axis=0) + self.bias, dtype=np.float32)

    def probability(self, rows: Floats) -> Floats:
        """Return the probability (0..1) for each row."""
        return np.asarray(1.0 / (1.0 + np.exp(-self.score(rows))), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Branching:
    """Trees of any shape, all arrays (trees, nodes): a leaf leads left and right to itself."""

    column: npt.NDArray[np.int16]
    border: Floats
    left: npt.NDArray[np.int16]
    right: npt.NDArray[np.int16]
    values: Floats

    def score(self, rows: Floats) -> Floats:
        """Return the summed leaves for each row (rows, columns)."""
        return in_parts(self._score, rows)

    def _score(self, rows: Floats) -> Floats:
        trees = np.arange(len(self.column))
        at = np.zeros((len(rows), len(trees)), dtype=np.int16)
        every = np.arange(len(rows))[:, None]
        while True:
            below = rows[every, self.column[trees, at]] <= self.border[trees, at]
            after = np.where(below, self.left[trees, at], self.right[trees, at])
            if (after == at).all():
                return np.asarray(self.values[trees, at].sum(axis=1), dtype=np.float32)
            at = after


@lru_cache(maxsize=1)
def branching(name: str) -> Branching:
    """Return trees of any shape that ship with the program: "speaker"."""
    raw = (files("quotes") / "weights" / "speakers" / f"{name}.npz").read_bytes()
    with np.load(BytesIO(raw), allow_pickle=False) as arrays:
        return Branching(*(arrays[key] for key in ("column", "border", "left", "right", "values")))


@lru_cache(maxsize=8)
def forest(name: str) -> Forest:
    """Return a forest that ships with the program: "cue", "source", "said"."""
    raw = (files("quotes") / "weights" / "speakers" / f"{name}.npz").read_bytes()
    with np.load(BytesIO(raw), allow_pickle=False) as arrays:
        return Forest(
            arrays["column"], arrays["border"], arrays["leaves"], float(arrays["bias"][0])
        )


@lru_cache(maxsize=8)
def learned(name: str) -> dict[str, Any]:
    """Return what was learned under a name: "antecedents", "certainty"; see `columns`."""
    raw = (files("quotes") / "weights" / "speakers" / f"{name}.json").read_text(encoding="utf-8")
    return dict(json.loads(raw))


def columns(name: str) -> tuple[str, ...]:
    """Return the names of the features that a forest reads, in the order of its columns."""
    return tuple(learned("features")[name])


# How often a lemma announces quotations or is their source, counted on the training data.

_PRIOR = 3.0  # pseudo-counts: a lemma seen fewer times than this says little


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Log odds of a role for each lemma; `rate` is the share of all words that have it."""

    rate: float
    odds: dict[str, float] = field(default_factory=dict)

    def of(self, lemma: str) -> float:
        """Return the log odds of the lemma's having the role, the base rate if unknown."""
        found = self.odds.get(lemma)
        return found if found is not None else log_odds(0.0, 0.0, self.rate)


def log_odds(hits: float, seen: float, rate: float) -> float:
    """Return the log odds of `hits` in `seen`, smoothed towards the base rate."""
    share = (hits + _PRIOR * rate) / (seen + _PRIOR)
    return round(math.log(share / (1.0 - share)), 3)


@lru_cache(maxsize=1)
def lexicons() -> dict[str, Lexicon]:
    """Return the lexicons that ship with the program, by name."""
    raw = (files("quotes") / "weights" / "speakers" / "lexicons.json").read_text(encoding="utf-8")
    return {name: Lexicon(entry["rate"], entry["odds"]) for name, entry in json.loads(raw).items()}
