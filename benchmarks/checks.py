r"""How often each check is right: its findings on labelled pairs, faithful and drifting.

    python -m benchmarks.checks PAIRS.jsonl [--every N] [--out quotes/checks/measured.toml]

PAIRS: labelled pairs ({"id", "original", "quote", "label": "faithful"|"minor"|"drift", "set"}),
or statements with their renderings as in `training/drift/written.jsonl`, of which the *verify*
half is taken (`--out quotes/checks/written.toml`).
Checks alone, without the judge and without the risk. A check that fails on a pair is printed
with the pair's id. `--every 3` takes every third pair of a fixed shuffle. The file written is
what `docs/checks.md` shows of each check.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from quotes import checks
from quotes.languages.glossaries import load_glossary
from quotes.model import Case
from training.drift import written
from training.risk.train import digest

Row = dict[str, Any]
Told = Sequence[tuple[str, str]]  # name and severity of each finding of a pair
SEVERITIES = ("error", "warning", "info")


def told(rows: Iterable[Row]) -> Iterator[tuple[Row, Told]]:
    """Yield each pair with what the checks find in it; failures are printed."""
    glossary = load_glossary()
    for row in rows:
        found = checks.run(Case(row["original"], row["quote"], glossary=glossary))
        for finding in found:
            if finding.name == "not-comparable" and finding.firm:
                print(row["id"], finding.message, file=sys.stderr)
        yield row, [(finding.name, finding.severity) for finding in found]


def measured(pairs: Iterable[tuple[Row, Told]], data: str) -> str:
    """Return the counts as TOML: the gravest finding of each check a pair, by label and set."""
    labels: Counter[str] = Counter()
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    sets: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for row, findings in pairs:
        label = row["label"]
        labels[label] += 1
        for name in {name for name, _ in findings}:
            gravest = min((s for n, s in findings if n == name), key=SEVERITIES.index)
            counts[name, label][gravest] += 1
            if gravest != "info" and label in ("faithful", "drift"):
                sets[name][row["set"]][label == "drift"] += 1
    lines = [
        "# How often each check is right. Made by `python -m benchmarks.checks`; not to be edited.",
        "# A check's three counts a label: pairs with an error, with a warning, with a remark of",
        "# it at most; `sets`: pairs with an error or a warning, faithful and drift.",
        f'data = "{data}"',
        f"faithful = {labels['faithful']}",
        f"drift = {labels['drift']}",
    ]
    for name in (check.name for check in checks.CHECKS):
        if any((name, label) in counts for label in labels):
            lines += ["", f"[checks.{name}]"]
            for label in ("faithful", "drift"):
                lines.append(f"{label} = {[counts[name, label][s] for s in SEVERITIES]}")
            pairs_of = ", ".join(f"{k} = {v}" for k, v in sorted(sets[name].items()))
            lines.append(f"sets = {{ {pairs_of} }}")
    return "\n".join(lines) + "\n"


def labelled(path: Path) -> Iterator[Row]:
    """Yield the pairs of a file; of statements with renderings, those of the verify half."""
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines()):
        row = json.loads(line) if line.strip() else {}
        if "quote" in row:
            yield row
        elif row and digest(row["original"]) % 2:
            for place, pair in enumerate(written.rows([row])):
                yield pair | {"id": f"{number}.{place}", "set": "written"}


def main() -> None:
    """Read the arguments and print or write the counts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    if not args.pairs.exists():
        sys.exit(f"{args.pairs}: not there; see the README of the data sets")
    rows = list(labelled(args.pairs))
    random.Random(5).shuffle(rows)
    rows = rows[:: args.every]
    name = f"{args.pairs.parent.name}/{args.pairs.stem}"
    text = measured(told(rows), f"{len(rows):,} pairs of {name}")
    if args.out:
        args.out.write_text(text, encoding="utf8")
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
