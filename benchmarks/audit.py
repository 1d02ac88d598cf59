"""What an audit costs beside the bare Stanza pipeline on the same articles.

Usage: python -m benchmarks.audit [--runs 3] [--originals DIR] [ARTICLES…]

Every measurement is a process of its own with an empty cache; the two kinds take
turns, so that a busy machine troubles both. Best and median of the runs are
printed. Memory is looked at in a further run of each kind, since looking takes time.
"articles" is the work on the articles alone (for the audit: parse, find, back-translate,
locate, check, judge, write the page), "start" is loading models, "originals" is reading
and indexing the sources the first time.

On a machine with other work torch's threads wait for one another, and the same run
takes ten times as long: look at the best of several runs, or give both kinds one
thread (OMP_NUM_THREADS=1 python -m benchmarks.audit).
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from benchmarks.processes import Run, measured

ROOT = Path(__file__).parent.parent
QUOTES = [sys.executable, "-c", "from quotes.cli import main; main()"]
PHASES = ("articles", "start", "originals")
COSTS = {
    "articles": "articles",
    "whole process": "process",
}
COST = 1.3  # the audit may take at most so many times the bare pipeline
MEMORY = 1536  # MiB that the audit may take at most
HELP = 0.6  # seconds within which `quotes --help` answers


def main() -> None:
    """Measure and print; exit 0 whatever the figures, which depend on the machine."""
    arguments = _arguments()
    originals = arguments.originals.resolve()
    articles = [str(Path(path).resolve()) for path in arguments.articles]
    kinds: dict[str, list[dict[str, float]]] = {"bare": [], "audit": []}
    for _ in range(arguments.runs):
        for kind, figures in kinds.items():
            figures.append(_child(kind, originals, articles))
    for kind, figures in kinds.items():
        peak = _child(kind, originals, articles, memory=True)["peak"]
        kinds[kind] = [one | {"peak": peak} for one in figures]
    words = kinds["bare"][0]["words"]
    print(f"{len(articles)} paths, {words:.0f} words, {arguments.runs} runs: best (median)\n")
    _table(kinds, words)
    _ratios(kinds)
    _commands(originals, articles, arguments.runs)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.audit")
    parser.add_argument("articles", nargs="*", default=[ROOT / "seeds" / "articles"])
    parser.add_argument("--originals", type=Path, default=ROOT / "seeds" / "originals")
    parser.add_argument("--runs", type=int, default=3)
    return parser.parse_args()


def _child(
    kind: str, originals: Path, articles: list[str], *, memory: bool = False
) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.measured", kind, str(originals), *articles]
    run = _run(command, memory=memory)
    figures: dict[str, float] = json.loads(run.output.splitlines()[-1])
    return figures | {"process": run.seconds, "peak": run.peak or figures["peak"]}


def _run(command: list[str], *, memory: bool = False) -> Run:
    with tempfile.TemporaryDirectory() as cache:
        return measured(command, Path(cache), ROOT, memory=memory)


def _table(kinds: dict[str, list[dict[str, float]]], words: float) -> None:
    print(f"{'':34}{'bare Stanza':>18}{'audit':>18}")
    rows = [(f"{phase}, seconds", phase, 1.0) for phase in (*PHASES, "process")]
    rows.insert(1, ("articles, seconds per 1,000 words", "articles", 1000 / words))
    rows.append(("peak memory, MiB", "peak", 1.0))
    rows.append(("peak memory per 1,000 words, MiB", "peak", 1000 / words))
    for label, key, factor in rows:
        cells = (_spread(run[key] * factor for run in runs) for runs in kinds.values())
        print(f"{label:34}{''.join(f'{cell:>18}' for cell in cells)}")


def _ratios(kinds: dict[str, list[dict[str, float]]]) -> None:
    print()
    for label, key in COSTS.items():
        bare, audit = ([run[key] for run in runs] for runs in kinds.values())
        best, median = min(audit) / min(bare), statistics.median(audit) / statistics.median(bare)
        print(f"audit / bare, {label}: {best:.2f} ({median:.2f})   (at most {COST})")
    peak = max(run["peak"] for run in kinds["audit"])
    print(f"peak memory of the audit: {peak:.0f} MiB   (at most {MEMORY})")


def _commands(originals: Path, articles: list[str], runs: int) -> None:
    """Print what the command line itself takes: one article from nothing, again, and --help."""
    one = _first(articles)
    command = [*QUOTES, "audit", one, "--originals", str(originals), "--fail-on", "never"]
    cold, warm = [], []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as cache:
            cold.append(measured(command, Path(cache), ROOT).seconds)
            warm.append(measured(command, Path(cache), ROOT).seconds)
    name = Path(one).name
    print(f"quotes audit {name}, empty cache: {_spread(cold)} s; again: {_spread(warm)} s")
    helped = _spread(_run([*QUOTES, "--help"]).seconds for _ in range(max(runs, 5)))
    print(f"quotes --help: {helped} s   (at most {HELP})")


def _first(articles: list[str]) -> str:
    path = Path(articles[0])
    return str(sorted(path.iterdir())[0]) if path.is_dir() else str(path)


def _spread(values: Iterable[float]) -> str:
    held = list(values)
    digits = 0 if min(held) >= 100 else 2
    return f"{min(held):.{digits}f} ({statistics.median(held):.{digits}f})"


if __name__ == "__main__":
    main()
