"""Boosted trees as arrays: numpy alone answers, scikit-learn only trains them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Trees:
    """All trees' nodes end to end, from `roots` down; a leaf points to itself.

    Node n asks whether column `feature[n]` is at most `threshold[n]`, and goes on to
    `children[2 * n + 1]` if it is, else to `children[2 * n]`. `bend` (knots, 2) maps the summed
    score to a calibrated log-odds, piecewise linear.
    """

    roots: NDArray[np.int64]
    feature: NDArray[np.int64]
    threshold: NDArray[np.float32]
    children: NDArray[np.int64]
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
        columns = rows.ravel()
        first = (np.arange(len(rows)) * rows.shape[1])[:, None]
        node = np.repeat(self.roots[None, :], len(rows), axis=0)
        for _ in range(self.depth):
            low = columns.take(first + self.feature.take(node)) <= self.threshold.take(node)
            node = self.children.take(2 * node + low)
        total = self.value.take(node).sum(axis=1, dtype=np.float64)
        return np.asarray(total + self.base)


@cache
def load_trees(folder: str, name: str = "trees") -> Trees:
    """Return the trees in `quotes/weights/<folder>/<name>.npz`, arrays of shape (trees, nodes)."""
    path = resources.files("quotes") / "weights" / folder / f"{name}.npz"
    with resources.as_file(path) as file, np.load(file, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    depth, base = int(arrays.pop("depth")), float(arrays.pop("base"))
    roots = np.arange(len(arrays["left"]), dtype=np.int64) * arrays["left"].shape[1]
    sides = [arrays[side].astype(np.int64) + roots[:, None] for side in ("right", "left")]
    return Trees(
        roots=roots,
        feature=arrays["feature"].astype(np.int64).ravel(),
        threshold=arrays["threshold"].ravel(),
        children=np.stack(sides, axis=-1).ravel(),
        value=arrays["value"].ravel(),
        depth=depth,
        base=base,
        bend=arrays["bend"],
    )
