r"""Learn to tell a more general word from the right one: boosted trees and a line.

    python -m training.broader.train --made PAIRS.jsonl … --dev DEV.jsonl --cache DIR \
        --out quotes/weights/broader --alarms 39

PAIRS: {"original", "quote", "kinds", "changed"}, of `training.broader.make` or
`training.drift.make`; of the latter only pairs without an edit or with a hypernym alone
count. A row is a candidate (a doubted word and what it may stand for); it is right where the
word was changed. The line of the verdict is the lowest at which all that the comparison has
flags at most --alarms of the faithful pairs of DEV (labelled pairs); what it then finds of
each category is printed. What the judge says is kept in DIR between runs: a new judge needs
a new DIR, and all of this anew.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from quotes import checks
from quotes.comparison import Comparator
from quotes.comparison.hypernyms import SIGNALS, Hypernyms, candidates, doubts
from quotes.languages.glossaries import load_glossary
from quotes.ml.judge import Assessment
from quotes.model import Case
from training.forests import save
from training.locate.train import arrays
from training.risk.train import Row, assessed

Array = NDArray[np.float32]
SEEDS = 5  # forests whose trees are joined: one alone moves by two pairs of DEV
RIDGE = 0.1  # scikit-learn's C, on signals of unit variance


def rows(path: Path) -> list[Row]:
    """Return the pairs of a file without an edit, or with a hypernym alone."""
    found = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
    for row in found:
        row["original"] = row["original"].replace("\n", " ")
    return [row for row in found if row.get("kinds", []) in ([], ["hypernym"])]


def table(pairs: Sequence[Row], judged: Sequence[Assessment]) -> tuple[Array, NDArray[np.bool_]]:
    """Return the candidates' signals and whether the word was changed."""
    signals, right = [], []
    for row, assessment in zip(pairs, judged, strict=True):
        original, quote = row["original"], row["quote"]
        for one in candidates(original, quote, doubts(original, quote, assessment)):
            span = one.doubt.word.span
            signals.append(one.signals)
            right.append(any(a < span.end and span.start < b for a, b in row["changed"]))
    return np.array(signals, dtype=np.float32), np.array(right)


def forest(x: Array, y: NDArray[np.bool_]) -> dict[str, Any]:
    """Return the trees of several forests as one: their mean is the sum of smaller leaves."""
    forests = [
        arrays(
            HistGradientBoostingClassifier(
                max_iter=120, learning_rate=0.05, max_leaf_nodes=8, min_samples_leaf=40,
                l2_regularization=5.0, max_features=0.4, random_state=seed,
            ).fit(x, y)
        )
        for seed in range(SEEDS)
    ]  # fmt: skip
    size = max(one["feature"].shape[1] for one in forests)
    joined = {
        name: np.concatenate(
            [np.pad(one[name], ((0, 0), (0, size - one[name].shape[1]))) for one in forests]
        )
        for name in ("feature", "threshold", "left", "right", "value")
    }
    joined["value"] = (joined["value"] / SEEDS).astype(np.float32)
    base = float(np.mean([one["base"] for one in forests]))
    depth = max(int(one["depth"]) for one in forests)
    return {**joined, "depth": np.array(depth), "base": np.array(base)}


def line(x: Array, y: NDArray[np.bool_]) -> tuple[list[float], float]:
    """Return the weight of each signal as it is, and the intercept."""
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-6
    model = LogisticRegression(C=RIDGE, max_iter=1000).fit((x - mean) / spread, y)
    weights = model.coef_[0] / spread
    return [round(float(w), 5) for w in weights], round(
        float(model.intercept_[0] - weights @ mean), 5
    )


def chosen(dev: Path, cache: Path, hypernyms: Hypernyms, alarms: int) -> float:
    """Return the lowest line at which at most `alarms` faithful pairs are flagged in all."""
    pairs = [json.loads(text) for text in dev.read_text(encoding="utf8").splitlines()]
    judged, comparator = assessed(pairs, cache / "dev.pkl"), Comparator.open(threads=1)
    bare = replace(comparator, hypernyms=None)
    glossary = load_glossary()
    odds, flagged = [], []
    for row, assessment in zip(pairs, judged, strict=True):
        case = Case(row["original"], row["quote"], glossary=glossary)
        verdict = bare._verdict(case, checks.run(case), _NO_SCORES, assessment)
        some = candidates(case.original, case.quote, doubts(case.original, case.quote, assessment))
        odds.append(max(hypernyms.odds(some)) if some else -99.0)
        flagged.append(verdict.verdict != "faithful")
    drift = np.array([row["label"] == "drift" for row in pairs])
    kinds = np.array([row["category"] for row in pairs])
    return _reported(np.array(odds), np.array(flagged), drift, kinds, alarms)


_NO_SCORES: Any = (None,)  # with the judge, the risk reads none of them


def _reported(
    odds: NDArray[np.float64],
    flagged: NDArray[np.bool_],
    drift: NDArray[np.bool_],
    kinds: NDArray[np.str_],
    alarms: int,
) -> float:
    left = max(0, alarms - int(flagged[~drift].sum()))
    quiet = np.sort(odds[~drift & ~flagged])[::-1]
    found = round(float(quiet[left]) + 0.001, 3)
    both = flagged | (odds >= found)
    for kind in sorted(set(kinds)):
        mine = kinds == kind
        print(f"{kind:18} {100 * flagged[mine].mean():5.1f} {100 * both[mine].mean():5.1f}")
    for name, mine in (("false alarms", ~drift), ("recall", drift)):
        print(f"{name:18} {100 * flagged[mine].mean():5.1f} {100 * both[mine].mean():5.1f}")
    return found


def main() -> None:
    """Learn, choose the line, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--made", type=Path, nargs="+", required=True)
    for name in ("dev", "cache", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--alarms", type=int, required=True)
    args = parser.parse_args()
    sets = [rows(path) for path in args.made]
    tables = [
        table(pairs, assessed(pairs, args.cache / f"{path.stem}.pkl"))
        for pairs, path in zip(sets, args.made, strict=True)
    ]
    x, y = (np.concatenate([one[n] for one in tables]) for n in (0, 1))
    save(args.out / "trees.txt", SIGNALS, forest(x, y))
    weights, intercept = line(x, y)
    settings = args.out / "settings.json"
    stored = {"weights": weights, "intercept": intercept, "line": 99.0}
    settings.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf8")
    stored["line"] = chosen(args.dev, args.cache, Hypernyms.load(args.out), args.alarms)
    settings.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf8")
    print(f"{len(y)} candidates, {int(y.sum())} right, line {stored['line']}")


if __name__ == "__main__":
    main()
