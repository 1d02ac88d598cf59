"""Learn the weights that tell the original of a quotation among its candidates.

    python -m training.locate.train EXAMPLES.npz … --out quotes/weights/locate

Boosted trees (scikit-learn's histogram trees), monotone where the features say so: some for
the first look at all candidates, others for the closer look at the six best. With several
files (one a year) every year is scored by trees of the others, which chooses the six
best, sets the calibration (isotonic regression) and is printed; those shipped learn from all.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression

from quotes.originals.rank_features import CLOSER, FIRST, FIRST_SHARE, closer_features, named
from quotes.originals.ranking_stages import HOPELESS, LIKELY, READ_CANDIDATES
from training.forests import save

Examples = dict[str, NDArray[Any]]
Names = Sequence[tuple[str, int]]
_LEAST, _MOST = 0.01, 0.97  # probability by the first look; a little wider than what is asked


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("examples", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    years = [read(path) for path in args.examples]
    first = [_held_out(years, at, FIRST) for at in range(len(years))]
    bend = calibration(years, first)
    best, second = closer_looks(years, first, bend)
    for path, year, score, few, closely in zip(
        args.examples, years, first, best, second, strict=True
    ):
        print(path.stem)
        report(year, score)
        report(few, closely)
    args.out.mkdir(parents=True, exist_ok=True)
    unsure = [few["first"] for few in best]
    asked = [(chance(bend, x) > HOPELESS) & (chance(bend, x) < LIKELY) for x in unsure]
    kept = [{n: c[a] for n, c in few.items()} for few, a in zip(best, asked, strict=True)]
    bends = bend, calibration(kept, [s[a] for s, a in zip(second, asked, strict=True)])
    for name, table, names, own in (
        ("first", years, FIRST, bends[0]),
        ("closer", best, CLOSER, bends[1]),
    ):
        forest = arrays(_fitted(table, names))
        save(args.out / f"{name}.txt", named(names), forest, own)


def closer_looks(
    years: Sequence[Examples], first: Sequence[NDArray[np.float64]], bend: NDArray[np.float32]
) -> tuple[list[Examples], list[NDArray[np.float64]]]:
    """Return the best candidates of the years, and their scores by trees of the other years.

    `first` are the scores of the first look by such trees, `bend` their calibration.
    """
    best = [_closer(year, score, bend) for year, score in zip(years, first, strict=True)]
    second = [
        _held_out(best, at, CLOSER) + FIRST_SHARE * few["score"] for at, few in enumerate(best)
    ]
    return best, second


def looked_at(years: Sequence[Examples]) -> tuple[list[Examples], list[NDArray[np.float64]]]:
    """Return what `closer_looks` does of the first look by trees of the other years."""
    first = [_held_out(years, at, FIRST) for at in range(len(years))]
    return closer_looks(years, first, calibration(years, first))


def read(path: Path) -> Examples:
    """Return the examples of one year."""
    with np.load(path) as stored:
        return {name: stored[name] for name in stored.files}


def chance(bend: NDArray[np.float32], score: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """Return the probability that a calibration makes of a score."""
    return np.asarray(1 / (1 + np.exp(-np.interp(score, bend[:, 0], bend[:, 1]))))


def _closer(year: Examples, score: NDArray[np.float64], bend: NDArray[np.float32]) -> Examples:
    """Return the best candidates with the features of the closer look, where it is asked.

    Only quotations of documents with an odd number: the word encoder's turns are learned
    from the others. Column `score` is that of the first look, `first` that of the best.
    """
    rows: list[NDArray[np.float32]] = []
    kept: list[int] = []
    tops: list[float] = []
    order = np.lexsort((-score, year["group"]))
    for own in np.split(order, np.flatnonzero(np.diff(year["group"][order])) + 1):
        few = own[:READ_CANDIDATES]
        if year["document"][few[0]] % 2 == 0 or not _LEAST < chance(bend, score[few[0]]) < _MOST:
            continue
        texts = [str(one) for one in year["said"][few]]
        rows.append(closer_features(year["x"][few], year["near"][few], texts))
        kept += few.tolist()
        tops += [float(score[few[0]])] * len(few)
    names = ("y", "group", "shape", "said", "text", "excerpt")
    columns = {name: year[name][kept] for name in names}
    scores = {"first": np.array(tops), "score": score[kept]}
    return {**columns, **scores, "x": np.concatenate(rows)}


def _fitted(years: Sequence[Examples], names: Names) -> Any:  # noqa: ANN401 - no types there
    x = np.concatenate([year["x"] for year in years])
    y = np.concatenate([year["y"] for year in years])
    model = HistGradientBoostingClassifier(
        max_iter=150 if names is CLOSER else 220,
        learning_rate=0.06,
        max_leaf_nodes=14,
        min_samples_leaf=100 if names is CLOSER else 30,
        l2_regularization=2.0,
        monotonic_cst=[direction for _, direction in names],
        random_state=1,
    )
    return model.fit(x, y)


def _held_out(years: Sequence[Examples], at: int, names: Names) -> NDArray[np.float64]:
    """Return the log-odds of one year by trees of the others (of itself where it is alone)."""
    others = [year for i, year in enumerate(years) if i != at] or list(years)
    return np.asarray(_fitted(others, names).decision_function(years[at]["x"]))


def _best(year: Examples, score: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the row of the best candidate of every quotation."""
    order = np.lexsort((-score, year["group"]))
    _, first = np.unique(year["group"][order], return_index=True)
    return np.asarray(order[first])


def report(year: Examples, score: NDArray[np.float64]) -> None:
    """Print, a shape of quotation a line, how often the best candidate is right."""
    best = _best(year, score)
    shapes, right = year["shape"][best], year["y"][best]
    for shape in sorted(set(shapes.tolist())):
        of = best[shapes == shape]
        found = score[of] > 0
        print(
            f"  {shape:18} {len(of):5}  best right {100 * year['y'][of].mean():5.1f} %"
            f"  found {100 * found.mean():5.1f} %  found and right"
            f" {100 * (found & (year['y'][of] == 1)).mean():5.1f} %"
        )
    print(f"  all: {100 * right.mean():.1f} % of the best right")


def calibration(
    years: Sequence[Examples], scores: Sequence[NDArray[np.float64]]
) -> NDArray[np.float32]:
    """Return knots from the score of a best candidate to calibrated log-odds."""
    best = [_best(year, score) for year, score in zip(years, scores, strict=True)]
    x = np.concatenate([score[b] for score, b in zip(scores, best, strict=True)])
    y = np.concatenate([year["y"][b] for year, b in zip(years, best, strict=True)])
    fitted = IsotonicRegression(y_min=0.002, y_max=0.998, out_of_bounds="clip").fit(x, y)
    knots = np.unique(np.quantile(x, np.linspace(0.01, 0.99, 13)))
    smooth = [float(fitted.predict(np.linspace(k - 0.5, k + 0.5, 21)).mean()) for k in knots]
    odds = np.log(np.array(smooth) / (1 - np.array(smooth)))
    odds = np.maximum.accumulate(odds) + np.arange(len(odds)) * 1e-4
    ends = [(knots[0] - 10, odds[0] - 4), (knots[-1] + 10, odds[-1] + 4)]
    return np.array([ends[0], *zip(knots, odds, strict=True), ends[1]], dtype=np.float32)


def arrays(model: Any) -> dict[str, NDArray[Any]]:  # noqa: ANN401 - as above
    """Return the trees as arrays of equal length; a leaf points to itself."""
    trees = [group[0].nodes for group in model._predictors]
    size = max(len(nodes) for nodes in trees)
    shape = (len(trees), size)
    found: dict[str, NDArray[Any]] = {
        "feature": np.zeros(shape, np.int16),
        "threshold": np.zeros(shape, np.float32),
        "left": np.zeros(shape, np.int16),
        "right": np.zeros(shape, np.int16),
        "value": np.zeros(shape, np.float32),
    }
    for at, nodes in enumerate(trees):
        count, leaf = len(nodes), nodes["is_leaf"].astype(bool)
        own = np.arange(count)
        found["feature"][at, :count] = np.where(leaf, 0, nodes["feature_idx"])
        found["threshold"][at, :count] = np.where(leaf, 0, nodes["num_threshold"])
        found["left"][at, :count] = np.where(leaf, own, nodes["left"])
        found["right"][at, :count] = np.where(leaf, own, nodes["right"])
        found["value"][at, :count] = nodes["value"]
    depth = max(int(nodes["depth"].max()) for nodes in trees)
    base = float(np.ravel(model._baseline_prediction)[0])
    return {**found, "depth": np.array(depth), "base": np.array(base)}


if __name__ == "__main__":
    main()
