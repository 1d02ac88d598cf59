"""Learn the trees of the last look: all looks' scores and the two texts read together.

    python -m training.locate.last YEAR.npz … --out quotes/weights/locate

From quotations of documents with an odd number, as the closer trees are (the reading itself
was learned from the others, `training/locate/together.py`). The scores of a year's first and
closer looks come from trees of the other years, so that they are no better than on new texts.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from quotes.languages.lexicon import located_words
from quotes.ml.reranker import log_odds
from quotes.originals.rank_features import LAST, cross_encoding_features, named
from quotes.originals.ranking_stages import HOPELESS, SETTLED, cross_encoded_count
from training.forests import save
from training.locate.train import Examples, arrays, calibration, chance, looked_at, read, report

_SHORT = 0.4  # weight of a quotation of one to four words


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("examples", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    best, second = looked_at([read(path) for path in args.examples])
    bend = calibration(best, second)
    last = [_last(few, score, bend) for few, score in zip(best, second, strict=True)]
    scores = []
    for at, (path, year) in enumerate(zip(args.examples, last, strict=True)):
        others = [other for i, other in enumerate(last) if i != at] or last
        scores.append(np.asarray(_fitted(others).decision_function(year["x"])))
        print(path.stem)
        report(year, scores[-1])
    forest = arrays(_fitted(last))
    bent = calibration(last, scores)
    save(args.out / "last.txt", named(LAST), forest, bent)


def _last(few: Examples, score: NDArray[np.float64], bend: NDArray[np.float32]) -> Examples:
    """Return the best candidates after the closer look with the features of the last."""
    kept: list[NDArray[np.int64]] = []
    order = np.lexsort((-score, few["group"]))
    for own in np.split(order, np.flatnonzero(np.diff(few["group"][order])) + 1):
        if HOPELESS < chance(bend, score[own[0]]) < SETTLED:
            kept.append(own[: cross_encoded_count(chance(bend, score[own]))])
    rows = np.concatenate(kept)
    pairs = zip(few["excerpt"][rows].tolist(), few["text"][rows].tolist(), strict=True)
    odds = dict(zip(rows.tolist(), log_odds(list(pairs)), strict=True))
    features = []
    for own in kept:
        count = len(located_words(str(few["text"][own[0]])))
        together = np.array([odds[row] for row in own.tolist()])
        said = [str(one) for one in few["said"][own]]
        text = str(few["text"][own[0]])
        looks = score[own], together, few["score"][own]
        features.append(cross_encoding_features(text, count, *looks, said))
    columns = {name: few[name][rows] for name in ("y", "group", "shape")}
    return {**columns, "x": np.concatenate(features)}


def _fitted(years: Sequence[Examples]) -> HistGradientBoostingClassifier:
    x, y, shape = (np.concatenate([year[name] for year in years]) for name in ("x", "y", "shape"))
    model = HistGradientBoostingClassifier(
        max_iter=60,
        max_leaf_nodes=8,
        min_samples_leaf=60,
        monotonic_cst=[direction for _, direction in LAST],
        random_state=1,
    )
    return model.fit(x, y, sample_weight=np.where(np.char.startswith(shape, "short"), _SHORT, 1.0))


if __name__ == "__main__":
    main()
