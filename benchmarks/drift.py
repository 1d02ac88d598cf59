r"""How well drift is told from faithful translation: surface scores, encoder, and ours.

    python -m benchmarks.drift PAIRS.jsonl [--no-judge] [--no-translator]

PAIRS: labelled pairs ({"id", "original", "quote", "label": "faithful"|"drift",
"category"}). Every method but ours is given the threshold at which it raises 5 % false
alarms on this very file (a help that ours does not get). "all together" is a logistic
regression over the four scores, cross-validated in five parts.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quotes import checks
from quotes.comparison import Comparator
from quotes.errors import QuotesError
from quotes.languages.glossaries import load_glossary
from quotes.model import Case, Verdict
from quotes.settings import cache_folder
from training.risk.train import auc, fitted

Array = NDArray[np.float64]
FALSE_ALARMS = 0.05
METRICS = ("chrF2", "BLEU", "TER", "USE")


def back_translations(quotes: Sequence[str], cache: Path) -> list[str | None]:
    """Return each quotation in Spanish by the default engine; None where there is none."""
    from quotes.translators import default_translator  # noqa: PLC0415 - optional

    try:
        found = default_translator(cache=cache).translate(list(quotes))
    except QuotesError as error:
        print(f"no back-translation, so no chrF, BLEU and TER: {error}", file=sys.stderr)
        return [None] * len(quotes)
    return [item.text if item else None for item in found]


def verdicts(rows: list[dict[str, Any]], backs: list[str | None], judge: bool) -> list[Verdict]:
    """Return what the tool says of every pair."""
    glossary, comparator = load_glossary(), Comparator.open(judge=judge)
    cases = [
        Case(row["original"], row["quote"], back_translation=back, glossary=glossary)
        for row, back in zip(rows, backs, strict=True)
    ]
    return comparator.judge(cases, [checks.run(case) for case in cases])


def together(x: Array, drift: NDArray[np.bool_]) -> Array:
    """Return out-of-fold risks of a logistic regression over the scores."""
    x = (x - x.mean(axis=0)) / (x.std(axis=0) + 1e-9)
    fold, risk = np.arange(len(x)) % 5, np.zeros(len(x))
    for part in range(5):
        inside = fold != part
        weights = fitted(x[inside], drift[inside].astype(float))
        risk[~inside] = x[~inside] @ weights[:-1] + weights[-1]
    return risk


def line(name: str, risk: Array, flagged: NDArray[np.bool_], drift: NDArray[np.bool_]) -> str:
    """Return one row of the table: AUC, false alarms, recall."""
    return (
        f"{name:22} {auc(risk, drift):6.3f} {100 * flagged[~drift].mean():13.1f} "
        f"{100 * flagged[drift].mean():8.1f}"
    )


def table(rows: list[dict[str, Any]], found: list[Verdict]) -> list[str]:
    """Return the table of all methods."""
    drift = np.array([row["label"] == "drift" for row in rows])
    scores = [{s.metric: s.value for s in verdict.scores} for verdict in found]
    names = [name for name in METRICS if any(name in row for row in scores)]
    out = [f"{'method':22} {'AUC':>6} {'false alarms %':>13} {'recall %':>8}"]
    x = np.array([[row.get(name, np.nan) for name in names] for row in scores])
    x = np.where(np.isnan(x), np.nanmean(x, axis=0), x)  # a quotation the engine gave junk for
    columns = {n: (x[:, i] if n == "TER" else -x[:, i]) for i, n in enumerate(names)}
    if len(names) > 1:
        columns["all together"] = together(x, drift)
    for name, risk in columns.items():
        cut = np.quantile(risk[~drift], 1 - FALSE_ALARMS)
        out.append(line(name, risk, risk > cut, drift))
    ours = np.array([verdict.risk for verdict in found])
    out.append(line("quotes", ours, np.array([v.verdict != "faithful" for v in found]), drift))
    return out


def by_category(rows: list[dict[str, Any]], found: list[Verdict]) -> list[str]:
    """Return what share of each category the tool flags."""
    flags: dict[tuple[str, str], list[bool]] = {}
    for row, verdict in zip(rows, found, strict=True):
        flags.setdefault((row["label"], row["category"]), []).append(verdict.verdict != "faithful")
    return [
        f"{label:9} {category:18} {len(v):4d} pairs  flagged {100 * float(np.mean(v)):5.1f} %"
        for (label, category), v in sorted(flags.items())
    ]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--no-judge", action="store_true")
    parser.add_argument("--no-translator", action="store_true")
    parser.add_argument("--cache", type=Path, default=cache_folder())
    args = parser.parse_args()
    if not args.pairs.exists():
        print(f"{args.pairs}: not there; nothing measured", file=sys.stderr)
        return
    rows = [json.loads(row) for row in args.pairs.read_text(encoding="utf8").splitlines() if row]
    nothing: list[str | None] = [None] * len(rows)
    texts = [row["quote"] for row in rows]
    backs = nothing if args.no_translator else back_translations(texts, args.cache)
    found = verdicts(rows, backs, judge=not args.no_judge)
    print("\n".join([*table(rows, found), "", *by_category(rows, found)]))


if __name__ == "__main__":
    main()
