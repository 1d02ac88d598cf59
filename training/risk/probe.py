"""A linear probe of the judge's last states: a logistic regression on pairs the judge never saw.

What the judge's layers know of a pair is more than its one answer, which was learned on other pairs
(Alain and Bengio 2016, "Understanding intermediate layers using linear classifier probes"). The
probe is learned with the risk, on the same rows; what the trees see of a row is by a probe that
has not seen the row's fold, so that they learn how far to believe it.
"""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

RIDGE = 1500.0  # of standardised states; within *choose* 700 to 3,000 are alike (AUC +-0.003)
STEPS = 5  # of Newton's method

Array = NDArray[np.float64]
States = NDArray[np.float32]


def fitted(states: States, drift: NDArray[np.bool_], weight: Array) -> NDArray[np.float32]:
    """Return the weights of the states and, last, a constant, shape (width + 1,)."""
    mean, spread = states.mean(0), states.std(0) + 1e-3
    design = np.column_stack([(states - mean) / spread, np.ones(len(states))]).astype(np.float32)
    ridge = np.append(np.full(states.shape[1], RIDGE), 0.1).astype(np.float32)
    target, heavy = drift.astype(np.float32), weight.astype(np.float32)
    weights = np.zeros(design.shape[1], dtype=np.float32)
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (heavy * (target - chance)) - ridge * weights
        bend = np.maximum(heavy * chance * (1 - chance), 1e-4)
        weights += np.linalg.solve((design.T * bend) @ design + np.diag(ridge), slope)
    plain = weights[:-1] / spread
    return np.append(plain, weights[-1] - mean @ plain).astype(np.float32)


def read(states: States, weights: NDArray[np.float32]) -> Array:
    """Return the log-odds of rows by a probe, shape (rows,)."""
    return np.asarray(states @ weights[:-1] + weights[-1], dtype=np.float64)


def left_out(
    states: States,
    drift: NDArray[np.bool_],
    weight: Array,
    fold: NDArray[np.int64],
    folds: int,
) -> tuple[list[Array], Array]:
    """Return the log-odds of rows by probes that have not seen their fold.

    First, for each fold left out of the trees, those by probes that saw neither that fold nor the
    row's (its own rows: by one that saw all others); then those by probes that saw all but the
    row's. A row of fold -1 is not learned from and stays nan.
    """

    def score(found: Array, unseen: set[int], scored: int) -> None:
        here = (fold >= 0) & ~np.isin(fold, list(unseen))
        there = fold == scored
        found[there] = read(states[there], fitted(states[here], drift[here], weight[here]))

    every = np.full(len(states), np.nan)
    for one in range(folds):
        score(every, {one}, one)
    nested = [np.where(fold == one, every, np.nan) for one in range(folds)]
    for outer, inner in product(range(folds), repeat=2):
        if outer != inner:
            score(nested[outer], {outer, inner}, inner)
    return nested, every
