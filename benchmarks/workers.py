"""More workers against one; the same command again; and again with one article changed.

Usage: python -m benchmarks.workers --originals DIR [--articles 24] [--jobs 1,2] ARTICLES…

Runs `quotes audit` over copies of the articles, each number of workers into a new folder with a
cache of its own. Printed of each: the time of the whole command, how many articles an hour are
stored once each worker has stored one (that is without opening tools and originals), the
processor time of all processes, and the peak memory of the largest of them. Time passes for
everybody: run it on an idle machine, or say what else ran.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
QUOTES = (sys.executable, "-c", "from quotes.cli import main; main()")


@dataclass(frozen=True, slots=True)
class Took:
    """Of a command: seconds, processor seconds, when it began and each article was told done."""

    wall: float
    processor: float
    began: float
    told: tuple[float, ...]
    jobs: int

    @property
    def rate(self) -> float:
        """Articles an hour, once each worker has done one."""
        later = self.told[self.jobs - 1 :]
        return 3600 * (len(later) - 1) / (later[-1] - later[0]) if len(later) > 1 else 0.0


def audit(folder: Path, originals: Path, jobs: str) -> Took:
    """Audit the articles of a folder by so many workers; raise where it could not be done."""
    command = [*QUOTES, "audit", "articles", "--originals", str(originals), "--report", jobs]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with subprocess.Popen(
        [*command, "--fail-on", "never", "--log", "json", "--jobs", jobs],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"QUOTES_CACHE": str(folder / f"{jobs}.cache"), "PYTHONPATH": str(ROOT)},
    ) as process:
        lines = process.stderr or ()
        told = [time.monotonic() for line in lines if line.startswith('{"event": "article"')]
    wall, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise RuntimeError(f"exit code {process.returncode}")
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(wall, spent, began, tuple(told), int(jobs))


def show(what: str, took: Took) -> None:
    """Print a line."""
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{what}: {took.wall:.1f} s, {len(took.told)} articles audited"
        + (f", the first after {took.told[0] - took.began:.1f} s" if took.told else "")
        + (f", {took.rate:.0f} an hour from then on" if took.rate else "")
        + f"; {took.processor:.1f} s of processor time; largest process so far {peak:.0f} MiB",
        flush=True,
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.workers")
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--originals", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=24)
    parser.add_argument("--jobs", default="1,2")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "articles").mkdir()
        for path in asked.paths[: asked.articles]:
            shutil.copy(path, folder / "articles")
        originals, took = asked.originals.resolve(), list[Took]()
        for jobs in asked.jobs.split(","):
            took.append(audit(folder, originals, jobs))
            show(f"--jobs {jobs}", took[-1])
            first = took[0]
            if took[1:]:
                whole, rate = first.wall / took[-1].wall, took[-1].rate / first.rate
                print(
                    f"  {whole:.2f} times as fast as --jobs {first.jobs}, {rate:.2f} from then on"
                )
        again = audit(folder, originals, jobs)
        show("nothing changed", again)
        print(f"  {took[-1].processor / again.processor:.0f} times less processor time")
        changed = sorted((folder / "articles").iterdir())[0]
        text = changed.read_text(encoding="utf-8")
        changed.write_text(f"{text}\n\nThe council meets again on Tuesday.\n", encoding="utf-8")
        show("one article changed", audit(folder, originals, jobs))


if __name__ == "__main__":
    main()
