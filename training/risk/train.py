r"""Learn the risk of drift: logistic regression over the signals of labelled pairs.

    python -m training.risk.train --train MADE.jsonl --dev DEV.jsonl --cache DIR \\
        --out quotes/weights/risk --model with_judge --alarms 0.0465

MADE: lines of `training.drift.make` whose rows the judge never saw ({"original", "quote",
"kinds"}); DEV: labelled pairs ({"original", "quote", "label"}). Weights are learned on
MADE (both labels weighed alike, L2), thresholds chosen on DEV: `review` is the lowest at which
rules and risk together flag at most the given share of the faithful pairs. With the judge, its
evidence is the one signal: on DEV it did better alone than beside the others, whose weights
MADE teaches. Signals and the judge's answers are kept in DIR between runs.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quotes import checks
from quotes.comparison.comparator import vague
from quotes.comparison.features import Features, features, judged
from quotes.comparison.scores import similarity
from quotes.languages.glossaries import load_glossary
from quotes.ml.judge import Assessment, Judge
from quotes.model import Case, Finding

Array = NDArray[np.float64]
Row = dict[str, Any]
# Odds of `keep` in those of `review`: a rule that objects is evidence of its own.
KEEP = {"with_judge": 0.4, "without_judge": 0.25}
RIDGE = 3.0  # pairs' worth of doubt about every weight


def rows(path: Path, most: int) -> list[Row]:
    """Return the first `most` pairs of a file with `drift`: whether they are labelled so."""
    found = []
    for line in path.read_text(encoding="utf8").splitlines()[:most]:
        row = json.loads(line)
        row["drift"] = bool(row["kinds"]) if "kinds" in row else row["label"] == "drift"
        found.append(row)
    return found


def assessed(pairs: list[Row], cache: Path) -> list[Assessment]:
    """Return what the judge says of each pair, from the cache if it is there."""
    if cache.exists():
        stored: list[Assessment] = pickle.loads(cache.read_bytes())  # noqa: S301 - our own file
        return stored
    judge = Judge.load()
    found: list[Assessment] = []
    for start in range(0, len(pairs), 64):
        found += judge.assess([(r["original"], r["quote"]) for r in pairs[start : start + 64]])
    cache.write_bytes(pickle.dumps(found))
    return found


def signals(
    pairs: list[Row], assessments: Iterable[Assessment | None]
) -> list[tuple[Features, str]]:
    """Return the signals of each pair, and whether a rule's finding is "firm", "vague" or "".

    The signals are those that the risk reads: the judge's where it assessed the pair.
    """
    glossary = load_glossary()
    near = similarity([(row["original"], row["quote"]) for row in pairs])
    found = []
    for row, score, assessment in zip(pairs, near, assessments, strict=True):
        case = Case(row["original"], row["quote"], glossary=glossary)
        objections = checks.run(case)
        read = judged(assessment) if assessment else features(case, objections, score.value)
        found.append((read, _strength(objections)))
    return found


def _strength(findings: Iterable[Finding]) -> str:
    """Return whether some finding stands whatever the risk, or one does that the risk weighs."""
    grave = [f for f in findings if f.severity != "info"]
    if any(f.severity == "error" or not vague(f) for f in grave):
        return "firm"
    return "vague" if any(not checks.by_name(f.name).loose for f in grave) else ""


def matrix(found: list[Features], names: list[str]) -> Array:
    """Return the signals as an array, shape (pairs, names)."""
    return np.array([[row.get(name, 0.0) for name in names] for row in found])


def fitted(x: Array, y: Array) -> Array:
    """Return weights and, last, the intercept: Newton's method, labels weighed alike."""
    design = np.hstack([x, np.ones((len(x), 1))])
    balance = np.where(y > 0, 0.5 / y.mean(), 0.5 / (1 - y.mean()))
    penalty = np.diag([RIDGE] * x.shape[1] + [1e-6])
    weights = np.zeros(design.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (balance * (p - y)) + penalty @ weights
        curve = design.T @ (design * (balance * p * (1 - p))[:, None]) + penalty
        weights -= np.linalg.solve(curve, slope)
    return weights


def chosen(found: list[Features], y: Array) -> tuple[list[str], Array]:
    """Return the signals kept and their weights: a finding never lowers the risk."""
    names = sorted({signal for row in found for signal in row})
    while True:
        weights = fitted(matrix(found, names), y)
        pairs = list(zip(names, weights[:-1], strict=True))
        names = [name for name, weight in pairs if weight > 0 or not name.startswith("check ")]
        if len(names) == len(pairs):
            return names, weights


def keep_of(review: float, ratio: float) -> float:
    """Return the risk whose odds are a share of those of another."""
    odds = ratio * review / (1 - review)
    return odds / (1 + odds)


def review_of(
    risk: Array, drift: NDArray[np.bool_], rules: NDArray[np.str_], ratio: float, alarms: float
) -> float:
    """Return the lowest line at which rules and risk flag a share of the faithful pairs."""
    best = 1.0
    for line in np.sort(risk[~drift])[::-1]:
        review = float(line) + 1e-4
        flagged = (risk >= review) | (rules == "firm")
        flagged |= (rules == "vague") & (risk >= keep_of(review, ratio))
        if flagged[~drift].mean() > alarms:
            break
        best = review
    return best


def auc(risk: Array, drift: NDArray[np.bool_]) -> float:
    """Return the area under the curve (ties count in file order)."""
    ranks = np.argsort(np.argsort(risk, kind="stable"))
    n1, n0 = int(drift.sum()), int((~drift).sum())
    return float((ranks[drift].sum() - n1 * (n1 - 1) / 2) / (n1 * n0))


def learn(
    name: str,
    sets: list[list[Row]],
    found: list[list[Features]],
    rules: NDArray[np.str_],
    args: argparse.Namespace,
) -> None:
    """Learn one model, choose its thresholds, write it and print its figures."""
    train, dev = sets
    names, weights = chosen(found[0], np.array([row["drift"] for row in train], dtype=float))
    drift = np.array([row["drift"] for row in dev])
    x = matrix(found[1], names)
    risk = 1 / (1 + np.exp(-np.clip(x @ weights[:-1] + weights[-1], -30, 30)))
    review = review_of(risk, drift, rules, KEEP[name], args.alarms)
    stored = {
        "weights": {n: round(float(w), 4) for n, w in zip(names, weights[:-1], strict=True)},
        "intercept": round(float(weights[-1]), 4),
        "review": round(review, 4),
        "keep": round(keep_of(review, KEEP[name]), 4),
    }
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / f"{name}.json").write_text(json.dumps(stored, indent=1) + "\n", encoding="utf8")
    flagged = (risk >= review) | (rules == "firm")
    print(f"{name}: AUC dev {auc(risk, drift):.3f}; faithful flagged {flagged[~drift].mean():.3f}; "
          f"drift flagged {flagged[drift].mean():.3f}; review {review:.3f}")  # fmt: skip


def main() -> None:
    """Learn one model."""
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("train", "dev", "cache", "out"):
        parser.add_argument(f"--{option}", type=Path, required=True)
    parser.add_argument("--model", choices=sorted(KEEP), default="with_judge")
    parser.add_argument("--most", type=int, default=1_000_000)
    parser.add_argument("--alarms", type=float, default=0.0465)
    args = parser.parse_args()
    sets = [rows(args.train, args.most), rows(args.dev, 1_000_000)]
    both = []
    for pairs, name in zip(sets, ("train.pkl", "dev.pkl"), strict=True):
        asked = args.model == "with_judge"
        both.append(
            signals(pairs, assessed(pairs, args.cache / name) if asked else [None] * len(pairs))
        )
    found = [[row for row, _ in some] for some in both]
    learn(args.model, sets, found, np.array([strength for _, strength in both[1]]), args)


if __name__ == "__main__":
    main()
