r"""How well drift is told from faithful translation, on pairs that nobody chose anything on.

    python -m benchmarks.verdicts DATA [--half verify|choose|all] [--ablation] [--scores]

First come the statements of invented people in `benchmarks/` (`written.jsonl`, `fragments.jsonl`,
`contrast.jsonl`: see `training.drift.written`), then what DATA holds: `drift2/dev.jsonl`,
`mismatch/dev.jsonl` and `drift/dev.jsonl`, labelled pairs ({"id", "original", "quote", "label":
"faithful"|"drift"|"minor", "category", "genre"}). The risk was learned and its lines were chosen
on the originals whose SHA-1 is even; `--half verify` (the default) measures on the others,
through the comparator that ships. `--ablation` says what each
check, and the judge, bring: the same pairs without its signals, at the same lines. `--scores`
adds what chrF, BLEU, TER and the sentence encoder would tell at 5 % false alarms.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quotes import checks
from quotes.comparison import Comparator
from quotes.comparison.comparator import joined
from quotes.comparison.features import FOUND, Features, scored, surface
from quotes.errors import QuotesError
from quotes.languages.glossaries import load_glossary
from quotes.model import Case, Finding, Verdict
from training.drift import written
from training.risk.train import auc, digest

Array = NDArray[np.float64]
Row = dict[str, Any]
OWN = {
    name: Path(__file__).parent / f"{name}.jsonl" for name in ("written", "fragments", "contrast")
}
LONG = 29  # words of a quotation from which it counts as long
FALSE_ALARMS = 0.05
TALK = ("spoken-talk", "spoken-telephone", "spoken-interview", "spoken-lecture", "chat")


@dataclass(frozen=True, slots=True)
class Measured:
    """Labelled pairs of one set with what the tool says of them."""

    rows: list[Row]
    verdicts: list[Verdict]
    signals: list[Features]
    findings: list[tuple[Finding, ...]]

    def flagged(self, label: str, wanted: Callable[[Row], bool] = lambda _: True) -> str:
        """Return "flagged %, of how many" among the rows of a label that are wanted."""
        found = [
            verdict.verdict != "faithful"
            for row, verdict in zip(self.rows, self.verdicts, strict=True)
            if row["label"] == label and wanted(row)
        ]
        return f"{100 * float(np.mean(found)):5.1f} % of {len(found)}" if found else "none"

    def macro(self, label: str, key: str) -> float:
        """Return the mean share flagged over the values of a field, in per cent."""
        values = {row[key] for row in self.rows if row["label"] == label}
        shares = [
            np.mean(
                [
                    verdict.verdict != "faithful"
                    for row, verdict in zip(self.rows, self.verdicts, strict=True)
                    if row["label"] == label and row[key] == value
                ]
            )
            for value in values
        ]
        return 100 * float(np.mean(shares))


def having(key: str, value: str) -> Callable[[Row], bool]:
    """Return whether a row has a value in a field, as a function."""
    return lambda row: bool(row[key] == value)


def read(path: Path, half: str) -> list[Row]:
    """Return the pairs of a file that are in the half asked for."""
    if path in OWN.values():
        rows = written.rows(written.read([path]))
    else:
        rows = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines() if line]
    return [row for row in rows if half in ("all", half_of(row))]


def half_of(row: Row) -> str:
    """Return which half a pair belongs to, by a hash of its original."""
    return "choose" if digest(row.get("whole") or row["original"]) % 2 == 0 else "verify"


def measure(rows: list[Row], comparator: Comparator, most: int = 256) -> Measured:
    """Return what the tool says of pairs, and the signals that it read."""
    glossary = load_glossary()
    found = Measured(rows, [], [], [])
    for at in range(0, len(rows), most):
        cases = [
            Case(row["original"], row["quote"], glossary=glossary) for row in rows[at : at + most]
        ]
        findings = [checks.run(case) for case in cases]
        read = comparator.read(cases)
        found.verdicts.extend(comparator.verdicts(cases, findings, read))
        found.findings.extend(findings)
        scores = scored(cases)
        found.signals.extend(
            comparator.signals(case, some, score[0].value, assessment)
            for case, some, score, assessment in zip(cases, findings, scores, read, strict=True)
        )
    return found


def drift2(found: Measured) -> list[str]:
    """Return the table of drift2: the whole, the real categories, genres and lengths."""
    drift = np.array([row["label"] == "drift" for row in found.rows])
    told = np.array([row["label"] != "minor" for row in found.rows])
    risk = np.array([verdict.risk for verdict in found.verdicts])
    lines = [
        f"false alarms                     {found.flagged('faithful')}",
        f"… mean over genres               {found.macro('faithful', 'genre'):5.1f} %",
        f"… of {LONG} words and more          "
        f"{found.flagged('faithful', lambda row: len(row['quote'].split()) >= LONG)}",
        f"… talk, chat                     "
        f"{found.flagged('faithful', lambda row: row['genre'] in TALK)}",
        f"… public service                 "
        f"{found.flagged('faithful', lambda row: row['genre'] == 'public-service')}",
        f"recall                           {found.flagged('drift')}",
        f"… mean over categories           {found.macro('drift', 'category'):5.1f} %",
        f"… real errors (biomqm)           "
        f"{found.flagged('drift', lambda row: row['set'] == 'biomqm')}",
        f"AUC of the risk                  {auc(risk[told], drift[told]):5.3f}",
    ]
    for label in ("drift", "minor"):
        for name in sorted({row["category"] for row in found.rows if row["label"] == label}):
            share = found.flagged(label, having("category", name))
            lines.append(f"  {label:5} {name:24} {share}")
    for name in sorted({row["genre"] for row in found.rows if row["label"] == "faithful"}):
        share = found.flagged("faithful", having("genre", name))
        lines.append(f"  faithful {name:21} {share}")
    return lines


def by_category(found: Measured) -> list[str]:
    """Return what share of each category the tool flags."""
    kinds = sorted({(row["label"], row["category"]) for row in found.rows})
    return [
        f"  {label:8} {name:21} {found.flagged(label, having('category', name))}"
        for label, name in kinds
    ]


def ablation(found: Measured, comparator: Comparator) -> list[str]:
    """Return what is flagged at the same lines without the signals of each check, or the judge."""
    names = {name for row in found.signals for name in row}
    parts = {"(all)": frozenset[str](), "the judge": frozenset(
        name for name in names if name.startswith(("judge ", "support "))
    )}  # fmt: skip
    parts |= {
        check.name: frozenset({f"check {check.name}", f"firm {check.name}"})
        for check in checks.CHECKS
    }
    parts["all checks"] = frozenset(name for name in names if name.startswith(FOUND))
    drift = np.array([row["label"] == "drift" for row in found.rows])
    faithful = np.array([row["label"] == "faithful" for row in found.rows])
    lines = [f"  {'without':24} false alarms %  recall %  faithful and drifts that it fires on"]
    for part, gone in parts.items():
        model = comparator.risk.probabilities(
            [{k: v for k, v in row.items() if k not in gone} for row in found.signals]
        )
        cases = [Case(row["original"], row["quote"]) for row in found.rows]
        risk = np.array(
            [
                joined(p, [comparator.risk.precision(f, case) for f in _left(some, gone)])
                for p, some, case in zip(model, found.findings, cases, strict=True)
            ]
        )
        flagged = risk >= comparator.risk.review
        fired = np.array([bool(gone & set(row)) for row in found.signals])
        lines.append(
            f"  {part:24} {100 * flagged[faithful].mean():14.2f} {100 * flagged[drift].mean():9.2f}"
            f"  {int(fired[faithful].sum())}, {int(fired[drift].sum())}"
        )
    return lines


def _left(findings: Sequence[Finding], gone: frozenset[str]) -> list[Finding]:
    """Return the findings of the checks that are not among the signals left out."""
    return [finding for finding in findings if f"check {finding.name}" not in gone]


def surfaces(found: Measured) -> list[str]:
    """Return what the scores that readers know would tell, each at 5 % false alarms."""
    from quotes.translators import default_translator  # noqa: PLC0415 - optional

    try:
        backs = default_translator().translate([row["quote"] for row in found.rows])
    except QuotesError as error:
        return [f"  no back-translation, so no chrF, BLEU and TER: {error}"]
    drift = np.array([row["label"] == "drift" for row in found.rows])
    rows = [
        surface(row["original"], back.text if back else "")
        for row, back in zip(found.rows, backs, strict=True)
    ]
    lines = []
    for at, name in enumerate(("chrF2", "BLEU", "TER")):
        value = np.array([row[at].value for row in rows]) * (1 if name == "TER" else -1)
        told = value > np.quantile(value[~drift], 1 - FALSE_ALARMS)
        lines.append(
            f"  {name:6} AUC {auc(value, drift):.3f}  recall {100 * told[drift].mean():.1f}"
        )
    return lines


def report(data: Path, args: argparse.Namespace) -> Sequence[str]:
    """Return all lines."""
    comparator = Comparator.open(judge=not args.no_judge, threads=1)
    out: list[str] = []
    files = {name: data / name / "dev.jsonl" for name in ("drift2", "mismatch", "drift")}
    for name, path in (OWN | files).items():
        if not path.exists():
            out.append(f"{path}: not there; nothing measured")
            continue
        found = measure(read(path, args.half), comparator)
        out += ["", f"{name}, {args.half}: {len(found.rows)} pairs"]
        out += drift2(found) if name == "drift2" else by_category(found)
        if name == "drift" or name in OWN:
            out.append(f"  all: {found.flagged('faithful')} false; {found.flagged('drift')} found")
        if args.ablation and name == "drift2":
            out += ablation(found, comparator)
        if args.scores and name == "drift2":
            out += surfaces(found)
    return out


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--half", choices=("verify", "choose", "all"), default="verify")
    for option in ("--no-judge", "--ablation", "--scores"):
        parser.add_argument(option, action="store_true")
    args = parser.parse_args()
    if not args.data.exists():
        print(f"{args.data}: not there; nothing measured", file=sys.stderr)
        return
    print("\n".join(report(args.data, args)))


if __name__ == "__main__":
    main()
