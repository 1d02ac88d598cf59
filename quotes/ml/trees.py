"""Boosted trees: LightGBM models with named features, and older ones kept as arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quotes.errors import ModelError


@dataclass(frozen=True, slots=True)
class Forest:
    """A LightGBM model and the names of its features, in the order of its columns."""

    booster: Any
    names: tuple[str, ...]

    @classmethod
    def load(cls, path: Path) -> Forest:
        """Read a model that LightGBM wrote as text; raises ModelError where it cannot be read.

        Blanks of a feature's name stand there as underscores.
        """
        import lightgbm  # noqa: PLC0415 - slow to load

        try:
            booster = lightgbm.Booster(model_file=str(path))
        except (lightgbm.basic.LightGBMError, OSError) as error:
            raise ModelError(f"{path}: the model cannot be read: reinstall") from error
        return cls(booster, tuple(name.replace("_", " ") for name in booster.feature_name()))

    def scores(self, rows: Sequence[Mapping[str, float]]) -> NDArray[np.float64]:
        """Return the summed values of the trees for rows of named features, shape (n,).

        A feature that a row lacks is missing to the trees too; one that they do not know
        says nothing.
        """
        if not rows:
            return np.zeros(0)
        table = np.array([[row.get(name, np.nan) for name in self.names] for row in rows])
        found = self.booster.predict(table, raw_score=True, num_threads=1)
        return np.asarray(found, dtype=np.float64)


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
