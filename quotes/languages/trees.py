"""Boosted trees as arrays: numpy alone answers, scikit-learn only trains them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees of equal node count; a leaf points to itself. `feature` … have shape (trees, nodes).

    `bend` (knots, 2) maps the summed score to a calibrated log-odds, piecewise linear.
    """

    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    value: NDArray[np.float32]
    depth: int
    base: float
    bend: NDArray[np.float32]

    def probabilities(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the calibrated probability of each row of features, shape (n,)."""
        bent = np.interp(self.scores(rows), self.bend[:, 0], self.bend[:, 1])
        return 1 / (1 + np.exp(-bent))

    def scores(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the summed values of the trees, shape (n,)."""
        tree = np.arange(len(self.feature))[None, :]
        node = np.zeros((len(rows), len(self.feature)), dtype=np.int64)
        row = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            low = rows[row, self.feature[tree, node]] <= self.threshold[tree, node]
            node = np.where(low, self.left[tree, node], self.right[tree, node])
        total = self.value[tree, node].sum(axis=1, dtype=np.float64)
        return np.asarray(total + self.base)


@cache
def load_trees(folder: str, name: str = "trees") -> Trees:
    """Return the trees in `quotes/weights/<folder>/<name>.npz`."""
    path = resources.files("quotes") / "weights" / folder / f"{name}.npz"
    with resources.as_file(path) as file, np.load(file, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    depth, base = int(arrays.pop("depth")), float(arrays.pop("base"))
    return Trees(**arrays, depth=depth, base=base)
