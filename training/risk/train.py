r"""Learn the risk of drift: boosted trees over the named signals of labelled pairs.

    python -m training.risk.train --data DATA --located LOCATED.jsonl --audited AUDITED.jsonl \
        --written benchmarks/written.jsonl --stated training/risk/statements.jsonl \
        --cache DIR --out quotes/weights/risk

DATA holds `drift2/dev.jsonl`, `drift/dev.jsonl` and `mismatch/dev.jsonl`: pairs that the judge was
not trained on ({"original", "quote", "label"}; `minor` pairs teach nothing); LOCATED what
`training.risk.located` made, since an audit compares fragments too, WRITTEN statements of invented
people with renderings as newsrooms print them, right and wrong, STATED more of these; AUDITED what
an audit of the *choose* events of `benchmarks/events` and `benchmarks/parts` compares, with the
words around (`training.risk.audited`); the same quotations with the passages of their keys join
them. All is learned and chosen on the half of the originals whose SHA-1 is even (*choose*), and on
all of STATED and of those events; the other half (*verify*), with all of
`benchmarks/fragments.jsonl`, is scored once, at the end, and only with --verify.

A linear probe of the judge's states is learned first (`probe.py`) and is a signal like the others.
Trees are monotone in all that is common sense; the logistic curve and the lines come from five-fold
predictions within *choose*: `review`, and `located` for what an audit compares, are the lowest
risks at which no more of the faithful pairs are flagged than ALARMS says, `drift` is set where four
in five are drifts. Signals are kept in DIR, by pair: it is to be emptied where a check or the judge
was changed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from benchmarks import events
from quotes import checks
from quotes.comparison import comparator
from quotes.comparison.comparator import (
    LINES,
    PROBE,
    PROBED,
    WITH_JUDGE,
    WITHOUT_JUDGE,
    joined,
    kind_of,
)
from quotes.comparison.features import FOUND, Features, features, similarity
from quotes.languages.glossaries import load_glossary
from quotes.ml.judge import Judge
from quotes.ml.networks import SUMMARY
from quotes.ml.weights import JUDGE, read_shape
from quotes.model import Case, Glossary, Severity
from training.drift import written as own
from training.risk import audited, probe

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Row = dict[str, Any]
SETS = ("drift2", "drift", "mismatch")
LATE = ("late events", "located")  # what an audit locates; no check was written on them
KEYS = "keys"  # the quotations of the events with the passages of their keys, nothing around them
PARTS = "parts"  # what an audit locates of the events about where a quotation is cut
READ = ("stated", "events", LATE[0], PARTS, KEYS)  # sets of which all is *choose*
FOLDERS = (events.FOLDER, events.PARTS)
FRAGMENTS = events.FOLDER.with_name("fragments.jsonl")
KEPT = "fragments"  # the set of which all is *verify*
WEIGHTS = {  # of a pair; 1 for the others
    "mismatch": 2.0,
    "drift": 4.0,
    "drift2": 0.5,  # the judge learned from its like
    "events": 3.0,
    LATE[0]: 3.0,
    PARTS: 4.0,
    KEYS: 2.0,
    "stated": 1.5,
    "located": 0.5,
}
ROUNDS, FOLDS = 400, 5
TREES: dict[str, Any] = {
    "objective": "binary", "learning_rate": 0.05, "num_leaves": 8, "min_data_in_leaf": 25,
    "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5.0,
    "verbose": -1, "num_threads": 1, "seed": 1, "deterministic": True,
}  # fmt: skip
RISING = ("judge ", *FOUND, "lexicon lost", "lexicon added", "dictionary ")  # never lower the risk
FALLING = ("support ", "lexicon original", "lexicon quotation", "pair similarity")
UNSIGNED = (" low share",)  # of those, what says the opposite
# Most faithful pairs flagged, of one set or of several together, by the line they choose. Of
# `drift` 6.5 % are asked: at 7.5 within *choose* it was 4.1 on *verify*, looked at before.
ALARMS: dict[str, dict[tuple[str, ...], float]] = {
    "review": {("drift2",): 0.045, ("drift",): 0.085, ("written", "stated"): 0.15},
    "located": {LATE[:1]: 0.09},
}
RARE = 4  # pairs that a check must have fired on for the trees to know it
FRESH = ("drift2", "drift", "written", "stated", "located")  # sets that no check was written on
SIGHTINGS = 3.0  # pairs that the precision of all kinds together counts for
# Precision where the trees see no drift from which a finding decides by itself, in pairs of any
# kind and in what an audit located, and what it counts for at least. Within *choose* anything from
# 0.35 to 0.6 finds as many drifts for as many false alarms of every set (five-fold); in whole
# articles errors were right far oftener than in free statements (24 of 28 in the audit of the late
# events before this). A plain inversion that is named should be read by a person.
Least = dict[str, float]
LEAST: tuple[Least, Least] = (
    {"error": 0.35, "firm": 0.6, "warning": 0.6},
    {"error": 0.35, "firm": 0.45, "warning": 0.75},
)
READ_BY_A_PERSON = 0.7
SURE = 0.8  # calibrated risk from which a pair is called a drift: four in five are


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labelled pairs with their signals; all arrays are of one length."""

    rows: list[Row]
    signals: list[Features]
    summaries: probe.States
    drift: Flags
    chosen: Flags
    fold: NDArray[np.int64]
    source: NDArray[np.str_]


def digest(text: str) -> int:
    """Return the number that decides which half and which fold an original belongs to."""
    return int(hashlib.sha1(text.encode()).hexdigest()[:8], 16)  # noqa: S324 - no secret


def read(data: Path, located: Path, compared: Path, written: Path, stated: Path) -> list[Row]:
    """Return the labelled pairs of all sets, with the name of the set."""
    found = [row | {"source": "written"} for row in own.rows(own.read([written]))]
    found += [row | {"source": "stated"} for row in own.rows(own.read([stated]))]
    found += [row | {"source": KEPT} for row in own.rows(own.read([FRAGMENTS]))]
    found += [row | {"source": KEYS} for row in events.pairs("choose", *FOLDERS)]
    parts = {int(event.name) for event in events.PARTS.iterdir()}
    for row in map(json.loads, compared.read_text(encoding="utf8").splitlines()):
        pair = {"original": row["case"]["original"], "quote": row["case"]["quote"]}
        late = PARTS if row["event"] in parts else LATE[0]
        found.append(row | pair | {"source": late if row["event"] > events.CHECKED else "events"})
    files = {name: data / name / "dev.jsonl" for name in SETS} | {"located": located}
    for name, path in files.items():
        for line in path.read_text(encoding="utf8").splitlines():
            row = json.loads(line)
            if row["label"] != "minor":
                found.append(row | {"source": name})
    return found


def measured(rows: Sequence[Row], cache: Path) -> tuple[list[Features], probe.States]:
    """Return signals and summaries of all pairs; what was worked out before is in the cache."""
    names = [hashlib.sha1(json.dumps(_asked(row)).encode()).digest() for row in rows]  # noqa: S324
    known: dict[bytes, tuple[Features, probe.States]] = {}
    if cache.exists():
        known = pickle.loads(cache.read_bytes())  # noqa: S301 - our own file
    new = [(name, row) for name, row in zip(names, rows, strict=True) if name not in known]
    judge, glossary = Judge.load(threads=1), load_glossary()
    width = SUMMARY * read_shape(JUDGE).width
    for at in range(0, len(new), 256):
        some = new[at : at + 256]
        cases = [case_of(row, glossary) for _, row in some]
        scores = similarity([(case.original, case.quote) for case in cases])
        for (name, _), case, score, assessment in zip(
            some, cases, scores, comparator.read(judge, cases), strict=True
        ):
            signals = features(case, checks.run(case), score.value, assessment)
            summary = assessment.summary
            known[name] = signals, np.zeros(width, np.float32) if summary is None else summary
        print(f"{at + len(some)} of {len(new)} pairs", flush=True)
    cache.parent.mkdir(parents=True, exist_ok=True)
    cache.write_bytes(pickle.dumps(known))
    return [known[name][0] for name in names], np.array([known[name][1] for name in names])


def _asked(row: Row) -> list[Any]:
    """Return what the signals of a row depend on."""
    return [row["original"], row["quote"], row.get("case")]


def case_of(row: Row, glossary: Glossary) -> Case:
    """Return what the checks and the judge may look at of a row."""
    if "case" in row:
        return audited.case_of(row, glossary)
    return Case(row["original"], row["quote"], glossary=glossary)


def prepared(rows: list[Row], signals: list[Features], summaries: probe.States) -> Pairs:
    """Return the pairs with their halves and folds."""
    numbers = [digest(str(row.get("event") or row.get("whole") or row["original"])) for row in rows]
    source = np.array([row["source"] for row in rows])
    return Pairs(
        rows,
        signals,
        summaries,
        np.array([row["label"] == "drift" for row in rows]),
        (np.array([number % 2 == 0 for number in numbers]) | np.isin(source, READ))
        & (source != KEPT),
        np.array([number // 2 % FOLDS for number in numbers]),
        source,
    )


def named(pairs: Pairs, judge: bool) -> list[str]:
    """Return the signals that the trees read, in order."""
    counts: dict[str, int] = {}
    for signals, chosen in zip(pairs.signals, pairs.chosen, strict=True):
        for name in signals if chosen else ():
            counts[name] = counts.get(name, 0) + 1
    return sorted(
        name
        for name, count in counts.items()
        if (judge or not name.startswith(("judge ", "support ")))
        and (count >= RARE or not name.startswith(FOUND))
    )


def sign(name: str) -> int:
    """Return 1 for a signal that never lowers the risk, -1 for one that never raises it."""
    if name.startswith(RISING):
        return 1
    if name.startswith(FALLING):
        return 1 if name.endswith(UNSIGNED) else -1
    return 0


def table(pairs: Pairs, names: Sequence[str]) -> Array:
    """Return the signals as an array, shape (pairs, names)."""
    return np.array(
        [
            [row.get(name, 0.0 if name.startswith(FOUND) else np.nan) for name in names]
            for row in pairs.signals
        ]
    )


def fitted(x: Array, y: Flags, weight: Array, names: Sequence[str]) -> Any:  # noqa: ANN401 - no types
    """Return the trees learned on rows."""
    data = lightgbm.Dataset(
        x, y.astype(int), weight=weight, feature_name=[name.replace(" ", "_") for name in names]
    )
    return lightgbm.train(TREES | {"monotone_constraints": list(map(sign, names))}, data, ROUNDS)


def platt(scores: Array, drift: Flags) -> tuple[float, float]:
    """Return slope and shift of the logistic curve from scores to probabilities (Newton)."""
    design = np.column_stack([scores, np.ones(len(scores))])
    weights = np.array([1.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        curve = design.T @ (design * (p * (1 - p))[:, None]) + 1e-6 * np.eye(2)
        weights -= np.linalg.solve(curve, design.T @ (p - drift))
    return float(weights[0]), float(weights[1])


def auc(risk: Array, drift: Flags) -> float:
    """Return the area under the curve (ties count in file order)."""
    ranks = np.argsort(np.argsort(risk, kind="stable"))
    n1, n0 = int(drift.sum()), int((~drift).sum())
    return float((ranks[drift].sum() - n1 * (n1 - 1) / 2) / (n1 * n0))


def kinds(signals: Features, quote: str) -> list[str]:
    """Return the kinds of findings among the signals of a pair, as the comparator names them."""
    levels: dict[float, Severity] = {2.0: "warning", 3.0: "error"}
    found = []
    for name, value in signals.items():
        if name.startswith("check ") and value in levels:
            check = checks.by_name(name.removeprefix("check "))
            firm = f"firm {check.name}" in signals
            found.append(kind_of(check.finding("", severity=levels[value], firm=firm), quote))
    return found


def shares(
    pairs: Pairs, seen: Flags, sources: Sequence[str], before: Mapping[str, float]
) -> dict[str, float]:
    """Return how often each kind of finding is right in the pairs `seen` of some sets (0..1).

    What was known `before` of a kind, else what is true of it in quotations of any length, else of
    all kinds together, counts as SIGHTINGS pairs.
    """
    counts: dict[str, list[int]] = {kind: [0, 0] for kind in before}
    for at in np.flatnonzero(seen & np.isin(pairs.source, sources)):
        for kind in kinds(pairs.signals[at], pairs.rows[at]["quote"]):
            for one in {kind, kind.removesuffix(" short")}:
                counts.setdefault(one, [0, 0])[int(pairs.drift[at])] += 1
    every = np.array(list(counts.values())).sum(0)
    usual = float(every[1] / max(1, every.sum()))
    found: dict[str, float] = {}
    for kind in sorted(counts):  # "… error" before "… error short", which is like it
        wrong, right = counts[kind]
        prior = before.get(kind, found.get(kind.removesuffix(" short"), usual))
        found[kind] = (right + SIGHTINGS * prior) / (wrong + right + SIGHTINGS)
    return found


def alone(risk: Array, pairs: Pairs, seen: Flags, flagged: float) -> list[dict[str, float]]:
    """Return the kinds of findings that decide by themselves with their precisions.

    First of pairs of any kind, then of what an audit locates; learned where the risk by the trees
    is below `flagged`, on sets that no check was written on.
    """
    calm = seen & (risk < flagged)
    every = shares(pairs, calm, FRESH, {})
    # Of what an audit locates little is known: how right a kind is of all pairs stands for that.
    located = shares(pairs, calm, (*LATE, PARTS), shares(pairs, seen, FRESH, {}))
    return [
        {
            kind: round(max(share, READ_BY_A_PERSON), 3)
            for kind, share in sorted(known.items())
            if share >= least[next(one for one in least if f" {one}" in kind)]
        }
        for known, least in zip((every, located), LEAST, strict=True)
    ]


def with_facts(risk: Array, pairs: Pairs, known: Mapping[str, float]) -> Array:
    """Return the risks joined by the findings that decide by themselves; nan stays nan."""
    found = [
        [known[kind] for kind in kinds(signals, row["quote"]) if kind in known]
        for signals, row in zip(pairs.signals, pairs.rows, strict=True)
    ]
    return np.array([joined(p, some) for p, some in zip(risk, found, strict=True)])


def line(risk: Array, pairs: Pairs, name: str) -> float:
    """Return the lowest risk at which no more faithful pairs are flagged than ALARMS says of it.

    It is no higher than what a finding counts that decides by itself.
    """
    calm = pairs.chosen & ~pairs.drift
    wanted = max(
        float(np.quantile(risk[calm & np.isin(pairs.source, sources)], 1 - most))
        for sources, most in ALARMS[name].items()
    )
    return min(wanted, READ_BY_A_PERSON)


def reliability(risk: Array, drift: Flags) -> list[str]:
    """Return the rows of the reliability table: in ten bins, what was said and what was."""
    found = []
    for low in np.arange(0, 1, 0.1):
        inside = (risk >= low) & (risk < low + 0.1 + (low > 0.85))
        if inside.any():
            found.append(
                f"| {low:.1f}–{low + 0.1:.1f} | {inside.sum()} | {risk[inside].mean():.2f} "
                f"| {drift[inside].mean():.2f} |"
            )
    return found


def learn(pairs: Pairs, name: str, out: Path) -> tuple[Any, Array, dict[str, float]]:
    """Learn one model, choose its lines and write it; return it with all its risks."""
    judged = name == WITH_JUDGE
    names = named(pairs, judged)
    weight = np.array([WEIGHTS.get(name, 1.0) for name in pairs.source])
    x = table(pairs, names)
    tables = [x] * FOLDS
    if judged:
        names = [*names, PROBED]
        states, chosen = pairs.summaries, pairs.chosen
        folds = np.where(chosen, pairs.fold, -1)
        nested, probed = probe.left_out(states, pairs.drift, weight, folds, FOLDS)
        weights = probe.fitted(states[chosen], pairs.drift[chosen], weight[chosen])
        probed = np.where(chosen, probed, probe.read(states, weights))
        tables = [np.column_stack([x, column]) for column in nested]
        x = np.column_stack([x, probed])
        out.mkdir(parents=True, exist_ok=True)
        save_file({"weights": weights}, out / PROBE)
    inner = np.full(len(x), np.nan)
    for fold in range(FOLDS):
        here = pairs.chosen & (pairs.fold != fold)
        there = pairs.chosen & (pairs.fold == fold)
        trees = fitted(tables[fold][here], pairs.drift[here], weight[here], names)
        inner[there] = trees.predict(tables[fold][there], raw_score=True)
    news = pairs.chosen & np.isin(
        pairs.source, [one for of in ALARMS.values() for some in of for one in some]
    )
    slope, shift = platt(inner[news], pairs.drift[news])
    model = 1 / (1 + np.exp(-(slope * inner + shift)))
    flagged = line(model, pairs, "review")
    risks = [np.full(len(x), np.nan) for _ in ALARMS]
    for fold in range(FOLDS):  # a pair's own label does not say how right its findings are
        there = pairs.chosen & (pairs.fold == fold)
        elsewhere = pairs.chosen & (pairs.fold != fold)
        for risk, known in zip(risks, alone(model, pairs, elsewhere, flagged), strict=True):
            risk[there] = with_facts(model, pairs, known)[there]
    review, located = (line(risk, pairs, one) for risk, one in zip(risks, ALARMS, strict=True))
    risk = risks[0]
    trees = fitted(x[pairs.chosen], pairs.drift[pairs.chosen], weight[pairs.chosen], names)
    out.mkdir(parents=True, exist_ok=True)
    trees.save_model(str(out / f"{name}.txt"), importance_type="gain")
    stored = {
        key: round(value, 4)
        for key, value in zip(
            ("slope", "shift", *LINES), (slope, shift, review, located, SURE), strict=True
        )
    }
    known, known_located = alone(model, pairs, pairs.chosen, flagged)
    told = {**stored, "alone": known, "alone_located": known_located}
    text = json.dumps(told, indent=1)
    (out / f"{name}.json").write_text(text + "\n", encoding="utf8")
    print(f"{name}: AUC within choose {auc(risk[news], pairs.drift[news]):.3f}; {stored}")
    for label, here in (("faithful", ~pairs.drift), ("drift", pairs.drift)):
        print(f"  {label} flagged {(risk[news & here] >= review).mean():.3f}")
    print("\n".join(reliability(risk[news], pairs.drift[news])))
    whole = 1 / (1 + np.exp(-(slope * trees.predict(x, raw_score=True) + shift)))
    return trees, with_facts(whole, pairs, known), stored


def verified(pairs: Pairs, risk: Array, stored: dict[str, float]) -> None:
    """Print the figures on *verify*."""
    for source in (*SETS, "located", "written", KEPT):
        here = ~pairs.chosen & (pairs.source == source)
        for label, kind in (("faithful", ~pairs.drift), ("drift", pairs.drift)):
            share = (risk[here & kind] >= stored["review"]).mean()
            print(f"verify {source}: {label} flagged {share:.3f} of {(here & kind).sum()}")
        print(f"verify {source}: AUC {auc(risk[here], pairs.drift[here]):.3f}")
    here = ~pairs.chosen & (pairs.source == "drift2")
    print("\n".join(reliability(risk[here], pairs.drift[here])))


def main() -> None:
    """Learn both models."""
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("data", "located", "audited", "written", "stated", "cache", "out"):
        parser.add_argument(f"--{option}", type=Path, required=True)
    parser.add_argument("--verify", action="store_true")
    args = parser.parse_args()
    rows = read(args.data, args.located, args.audited, args.written, args.stated)
    pairs = prepared(rows, *measured(rows, args.cache / "signals.pkl"))
    for name in (WITH_JUDGE, WITHOUT_JUDGE):
        _, risk, stored = learn(pairs, name, args.out)
        if args.verify:
            verified(pairs, risk, stored)


if __name__ == "__main__":
    main()
