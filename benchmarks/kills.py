"""kill -9 of a whole process group at random moments of a run, each resumed.

Usage: python -m benchmarks.kills [--moments 50] [--articles 40] [--jobs 2] [--seed 0]
                                  [--seeds] [--quick | --stub]

A run of small articles is measured undisturbed; then, for each moment, a run is begun with a new
folder and a new cache, its whole group is killed there, and it is begun again until it ends.
Every other moment is drawn from the time that the run takes, most of which is loading models; the
others from how many articles are stored. Printed: whether the final report.json is the
undisturbed one byte for byte, how many articles were stored at the kill, how many were audited
after it (none twice), and whether a process (whatever its group or session) or a temporary file
was left.
`--seeds`: the ten articles of `seeds/` and their originals instead of small ones.
`--quick`: without the judge and the translator, which changes nothing of the store.
`--stub`: workers that load no model and find each article to be one quotation after 0.1 s: the
command, its processes, store and report are the real ones, and most kills fall among articles.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
QUOTES = [sys.executable, "-c", "from quotes.cli import main; main()"]
STUBBED = [
    sys.executable,
    "-c",
    "from quotes.batch.workers import Auditor; from quotes.cli import main; "
    "from tests.batch.stub import opened; Auditor.open = opened; main()",
]
SPOKEN = (
    "Vamos a terminar el puente en marzo. El concejo aprobó los contratos de la obra. "
    "No subiremos el impuesto al agua antes del 3 de mayo.\n"
)
SAID = ("We will finish the bridge in March", "The council approved the contracts of the works")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the articles lie, and how they are audited."""

    folder: Path
    options: list[str]
    program: list[str]

    def begin(self, report: str) -> subprocess.Popen[bytes]:
        """Begin a run in a process group of its own."""
        command = ["audit", "articles", "--originals", "originals", "--report", report]
        return subprocess.Popen(
            [*self.program, *command, "--fail-on", "never", "--log", "json", *self.options],
            cwd=self.folder,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=(self.folder / f"{report}.log").open("ab"),
            env=os.environ
            | {
                "QUOTES_CACHE": str(self.folder / "caches" / report),
                "TMPDIR": str(self.temporary),
                "SOURCE_DATE_EPOCH": "1700000000",
                "PYTHONPATH": str(ROOT),
                "OMP_NUM_THREADS": "1",
            },
        )

    @property
    def temporary(self) -> Path:
        """Return the folder of temporary files."""
        return self.folder / "tmp"

    def stored(self, report: str) -> int:
        """Return how many articles are in the store."""
        path = self.folder / report / "run" / "quotes.sqlite"
        if not path.exists():
            return 0
        try:
            with sqlite3.connect(path) as file:
                query = "SELECT count(*) FROM articles WHERE result IS NOT NULL"
                return int(file.execute(query).fetchone()[0])
        except sqlite3.OperationalError:
            return 0

    def audited(self, report: str) -> int:
        """Return how many articles were told to be done in all runs of a report."""
        lines = (self.folder / f"{report}.log").read_text().splitlines()
        return sum('"event": "article"' in line for line in lines)


@dataclass(frozen=True, slots=True)
class _Wait:
    """So many seconds, counted from the moment at which so many articles are stored."""

    seconds: float
    stored: int | None

    def for_(self, desk: Desk, report: str, process: subprocess.Popen[bytes]) -> None:
        """Wait, or until the process ends."""
        while self.stored is not None and desk.stored(report) < self.stored:
            if process.poll() is not None:
                return
            time.sleep(0.02)
        with suppress(subprocess.TimeoutExpired):
            process.wait(self.seconds)


def main() -> None:
    """Measure and print; exit 1 where anything was lost, done twice or left behind."""
    asked = _arguments()
    options = ["--jobs", str(asked.jobs)]
    options += ["--no-judge", "--translator", "none"] if asked.quick or asked.stub else []
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder), options, STUBBED if asked.stub else QUOTES)
        articles = asked.articles
        if asked.seeds:
            for name in ("articles", "originals"):
                shutil.copytree(ROOT / "seeds" / name, desk.folder / name)
            articles = len([*(desk.folder / "articles").iterdir()])
        else:
            _lay_out(desk.folder, articles, stub=asked.stub)
        desk.temporary.mkdir()
        began = time.perf_counter()
        if desk.begin("whole").wait():
            raise SystemExit((desk.folder / "whole.log").read_text()[-2000:])
        seconds = time.perf_counter() - began
        print(f"undisturbed: {articles} articles in {seconds:.0f} s", flush=True)
        chance = random.Random(asked.seed)
        good = 0
        for number in range(asked.moments):
            after, stored = chance.uniform(0.05, 0.98) * seconds, chance.randrange(articles)
            wait = _Wait(after, None) if number % 2 else _Wait(chance.uniform(0, 0.3), stored)
            good += _killed(desk, f"killed{number}", wait)
    print(f"{good} of {asked.moments} moments: nothing lost, nothing twice, the same report")
    sys.exit(good != asked.moments)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills")
    parser.add_argument("--moments", type=int, default=50)
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seeds", action="store_true")
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument("--quick", action="store_true")
    kinds.add_argument("--stub", action="store_true")
    return parser.parse_args()


def _lay_out(folder: Path, articles: int, *, stub: bool) -> None:
    (folder / "originals").mkdir()
    (folder / "originals" / "speech.txt").write_text(SPOKEN, encoding="utf-8")
    (folder / "articles").mkdir()
    for number in range(articles):
        text = f"“{SAID[number % 2]},” Mayor Rosalba Quintero told reporters on day {number}.\n"
        text = "sleep 0.1" if stub else text
        (folder / "articles" / f"{number:03}.txt").write_text(text, encoding="utf-8")


def _killed(desk: Desk, report: str, wait: _Wait) -> bool:
    began = time.perf_counter()
    process = desk.begin(report)
    wait.for_(desk, report, process)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    after = time.perf_counter() - began
    held, told = desk.stored(report), desk.audited(report)
    left = _left(desk.folder)
    code = desk.begin(report).wait()
    files = [path.name for path in desk.temporary.iterdir()]
    same = _report(desk, report) == _report(desk, "whole")
    # An article that was stored and not yet told about is done, and not told later either.
    twice = max(0, desk.audited(report) - told - (desk.stored(report) - held))
    what = f"{len(left)} processes, {len(files)} temporary files"
    print(
        f"killed at {after:6.1f} s: {held:3} stored, {desk.audited(report) - told:3} after it, "
        f"{twice} twice, {what} left, report {'the same' if same else 'ANOTHER'}",
        flush=True,
    )
    return code == 0 and same and not twice and not left and not files and not _left(desk.folder)


def _report(desk: Desk, report: str) -> bytes:
    return (desk.folder / report / "report.json").read_bytes()


def _left(folder: Path) -> list[int]:
    """Return the processes of a desk that stay after its run has ended or was killed.

    A killed process still has to be given the processor once to end: a busy machine takes seconds.
    """
    until = time.monotonic() + 30
    while (found := _processes(folder)) and time.monotonic() < until:
        time.sleep(0.2)
    return found


def _processes(folder: Path) -> list[int]:
    """Return the processes that were given the cache of a desk; a zombie's environment is empty."""
    mark, found = f"QUOTES_CACHE={folder}/".encode(), []
    for path in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if mark in path.read_bytes():
                found.append(int(path.parent.name))
    return found


if __name__ == "__main__":
    main()
