"""Learn which clauses have no counterpart: two forests of boosted trees.

    python -m training.members.train EXAMPLES.npz … --out quotes/weights/members

The first forest sees the signals of words alone and only sorts out (sentence vectors are
costly), the second sees all. With several files each is scored by trees of the others: the
recall at given shares of false alarms over the unchanged pairs is printed, by language of
the clause; an omission is a Spanish clause, an addition an English one.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from quotes.checks.completeness import NEAR, PLAIN
from training.forests import save
from training.locate.train import arrays

Examples = dict[str, NDArray[Any]]
SHARES = (0.002, 0.005, 0.01)


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("examples", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    sets = []
    for path in args.examples:
        with np.load(path) as stored:
            sets.append({name: stored[name] for name in stored.files})
    for at, path in enumerate(args.examples):
        print(path.stem)
        others = [held for i, held in enumerate(sets) if i != at] or sets
        report(sets[at], fitted(others).predict_proba(sets[at]["x"])[:, 1])
    write(args.out, "plain", sorting(sets))
    write(args.out, "all", fitted(sets))


def fitted(sets: Sequence[Examples]) -> Any:  # noqa: ANN401 - scikit-learn has no types
    """Return the forest that decides."""
    x, y = _joined(sets)
    model = HistGradientBoostingClassifier(
        max_iter=200,
        learning_rate=0.06,
        max_leaf_nodes=14,
        min_samples_leaf=30,
        l2_regularization=2.0,
        random_state=1,
    )
    return model.fit(x, y)


def sorting(sets: Sequence[Examples]) -> Any:  # noqa: ANN401 - as above
    """Return the forest that sorts out by the signals of words alone."""
    x, y = _joined(sets)
    model = HistGradientBoostingClassifier(
        max_iter=60, learning_rate=0.1, max_leaf_nodes=8, min_samples_leaf=30, random_state=1
    )
    return model.fit(x[:, : len(PLAIN)], y)


def _joined(sets: Sequence[Examples]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    x, y = (np.concatenate([held[name] for held in sets]) for name in "xy")
    return x[y >= 0], y[y >= 0]


def report(held: Examples, chance: NDArray[np.float64]) -> None:
    """Print the recall of each language's clauses at SHARES of false alarms."""
    pairs = int(held["pairs"])
    for name, mine in (("omitted", held["spanish"]), ("added", ~held["spanish"])):
        alarms = np.sort(_best(held, chance, mine & ~held["made"], pairs))
        hits = _best(held, chance, mine & (held["y"] == 1), 0)
        lines = [float(np.quantile(alarms, 1 - share)) for share in SHARES]
        figures = (
            f"{s:.1%}: {np.mean(hits > t):.3f} from {t:.3f}"
            for s, t in zip(SHARES, lines, strict=True)
        )
        print(f"  {name} ({len(hits)}): recall at false alarms of", ", ".join(figures))


def _best(
    held: Examples, chance: NDArray[np.float64], rows: NDArray[np.bool_], least: int
) -> NDArray[np.float64]:
    """Return the highest chance of each pair, 0 for those without a row up to `least` pairs."""
    best: dict[int, float] = {}
    for pair, value in zip(held["pair"][rows].tolist(), chance[rows].tolist(), strict=True):
        best[pair] = max(value, best.get(pair, 0.0))
    return np.array([*best.values(), *[0.0] * (least - len(best))])


def write(folder: Path, name: str, model: Any) -> None:  # noqa: ANN401 - as above
    """Write a forest as the program reads it."""
    save(folder / name / "trees.txt", PLAIN if name == "plain" else (*PLAIN, *NEAR), arrays(model))


if __name__ == "__main__":
    main()
