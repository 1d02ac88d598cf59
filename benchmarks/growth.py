"""Whether an article costs more, or a process takes more memory, when there are more of them.

Usage: python -m benchmarks.growth [--sizes 10,100,1000] [--jobs 1] [--full]

Runs `quotes audit` over so many made-up articles of one or two quotations, each size in a new
folder. Printed: processor time of all processes, and the most memory that the command and a
worker held; then what an article costs between one size and the next, loading left out, and the
ratios. Without `--full` no judge and no translator are asked: what grows is the store, the
report and what a worker remembers.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from benchmarks.kills import QUOTES, ROOT, SAID, SPOKEN

NAMES = ("Rosalba Quintero", "Aurelio Bastidas", "Ramiro Sandoval", "Inés Villarroel")


@dataclass(frozen=True, slots=True)
class Cost:
    """Of a run: its articles, processor seconds, and the peak of its processes in MiB."""

    articles: int
    seconds: float
    command: float
    worker: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth")
    parser.add_argument("--sizes", default="10,100,1000")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--full", action="store_true")
    asked = parser.parse_args()
    options = ["--jobs", str(asked.jobs)]
    options += [] if asked.full else ["--no-judge", "--translator", "none"]
    costs = []
    for size in map(int, asked.sizes.split(",")):
        costs.append(_measured(size, options))
        one = costs[-1]
        print(
            f"{size:6} articles: {one.seconds:7.1f} s of processor time, command "
            f"{one.command:.0f} MiB, worker {one.worker:.0f} MiB",
            flush=True,
        )
    each = [
        (more.seconds - less.seconds) / (more.articles - less.articles)
        for less, more in pairwise(costs)
    ]
    for (less, more), seconds in zip(pairwise(costs), each, strict=True):
        print(f"{less.articles} to {more.articles}: {seconds:.3f} s an article")
    if len(each) > 1:
        first, last = costs[-2], costs[-1]
        print(
            f"ratios: cost {each[-1] / each[0]:.2f}, memory of the command "
            f"{last.command / first.command:.2f}, of a worker {last.worker / first.worker:.2f}"
        )


def _measured(size: int, options: list[str]) -> Cost:
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder)
        _lay_out(desk, size)
        command = ["audit", "articles", "--originals", "originals", "--report", "out", "--quiet"]
        before = os.times()
        process = subprocess.Popen(
            [*QUOTES, *command, "--fail-on", "never", *options],
            cwd=desk,
            stdout=subprocess.DEVNULL,
            env=os.environ
            | {
                "QUOTES_CACHE": str(desk / "cache"),
                "PYTHONPATH": str(ROOT),
                "OMP_NUM_THREADS": "1",
            },
        )
        peaks: dict[int, float] = {}
        while process.poll() is None:
            for pid in (process.pid, *_children(process.pid)):
                peaks[pid] = max(peaks.get(pid, 0.0), _peak(pid))
            time.sleep(0.2)
        after = os.times()
    if process.returncode:
        raise SystemExit(f"the audit ended with {process.returncode}")
    seconds = after.children_user + after.children_system
    seconds -= before.children_user + before.children_system
    command_peak = peaks.pop(process.pid)
    return Cost(size, seconds, command_peak, max(peaks.values(), default=0.0))


def _lay_out(desk: Path, articles: int) -> None:
    (desk / "originals").mkdir()
    (desk / "originals" / "speech.txt").write_text(SPOKEN, encoding="utf-8")
    (desk / "articles").mkdir()
    for number in range(articles):
        name = NAMES[number % len(NAMES)]
        text = f"“{SAID[number % 2]},” {name} told {number + 2} reporters in Puerto Almendro.\n"
        (desk / "articles" / f"{number:05}.txt").write_text(text, encoding="utf-8")


def _children(pid: int) -> list[int]:
    try:
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return list(map(int, listed.split()))


def _peak(pid: int) -> float:
    """Return the most memory that a process held, in MiB."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


if __name__ == "__main__":
    main()
