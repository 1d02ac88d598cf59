"""Many processes at one cache at once: its originals and answers are opened, used, cleared, mended.

    python -m benchmarks.races [--races 100] [--processes 6] [--kind KIND] [--seed 0]

Each race begins with a cache in some state (empty, filled, broken, with broken pages, cut short)
and lets processes loose on it, all at one moment: each opens the index of originals and the
answers, as an audit does, and works with them. Some may clear the cache meanwhile, as `quotes cache
clear` does, or lock its files, or be killed (-9), or find the disk full. Right is: no process fails
or hangs; each has the originals whole; afterwards all that was kept is there, but where it was
cleared; only what was broken was set aside, once; and the next run finds nothing broken.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import resource
import signal
import sqlite3
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from quotes.ml.vectors import encode_afresh
from quotes.network.answer_cache import FILE, AnswerCache
from quotes.originals.corpus import Corpus
from quotes.readers import read_source
from quotes.stored import clear_older, forget

DOCUMENTS, ANSWERS = 6, 20
LIMIT = 60.0  # seconds, after which a process hangs
KINDS: Final = (
    "empty", "filled", "broken", "pages", "cut", "cleared", "killed", "broken, killed", "full",
    "locked",
)  # fmt: skip
FULL = 20_000  # bytes that a file may have where the disk is full


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the originals and the cache lie."""

    folder: Path

    @property
    def cache(self) -> Path:
        """Return the cache."""
        return self.folder / "cache"

    @property
    def root(self) -> Path:
        """Return the originals."""
        return self.folder / "originals"

    def databases(self) -> list[Path]:
        """Return the files of the cache that hold rows."""
        return [*self.cache.rglob("*.sqlite"), *self.cache.glob(FILE)]

    def opened(self) -> Corpus:
        """Open the originals as an audit does."""
        paths = sorted(self.root.iterdir())
        read = partial(read_source, root=self.root)
        return Corpus.open(self.root, read, paths, cache=self.cache / "originals")


def texts(number: int) -> dict[str, str]:
    """Return what a process keeps: answers by text."""
    return {f"text {number} {n}": f"texto {number} {n}" for n in range(ANSWERS)}


def use(desk: Desk, number: int) -> None:
    """Open and use originals and answers; raise where anything is wrong."""
    for _ in range(3):
        corpus = desk.opened()
        held = [source.document for source in corpus.sources]
        if len(held) != DOCUMENTS or len(corpus.index.spans) != 2 * DOCUMENTS:
            raise AssertionError(f"{len(held)} documents, {len(corpus.index.spans)} sentences")
        answers = AnswerCache(desk.cache, "engine", "1")
        answers.put(texts(number))
        answers.get(texts(number))
        answers.close()


def clear(desk: Desk, number: int) -> None:
    """Clear the cache again and again, whole, by age and by article."""
    for turn in range(6):
        if turn % 3 == 0:
            forget(desk.cache, texts(number))
        else:
            clear_older(desk.cache, None if turn % 3 == 1 else 0)
        time.sleep(0.03)


def lock(desk: Desk, _: int) -> None:
    """Lock what there is of the cache, as a program that writes for long would."""
    for _ in range(4):
        for path in desk.databases():
            with closing(sqlite3.connect(path, isolation_level=None)) as file:
                with suppress(sqlite3.OperationalError):  # another was first
                    file.execute("PRAGMA locking_mode=EXCLUSIVE")
                    file.execute("BEGIN EXCLUSIVE")
                time.sleep(0.2)
        time.sleep(0.02)


def fill(desk: Desk, number: int) -> None:
    """Use the cache where no file may grow."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (FULL, resource.RLIM_INFINITY))
    use(desk, number)


def begun(work: Callable[[Desk, int], None], desk: Desk, number: int, at: float) -> None:
    """Do a process's work from a moment on, and end it without a word."""
    said = (desk.folder / f"said-{number}").open("w", buffering=1)
    sys.stdout = sys.stderr = said
    logging.basicConfig(stream=said, force=True)
    time.sleep(max(0.0, at - time.monotonic()))
    try:
        work(desk, number)
    except BaseException:  # noqa: BLE001 - told by the race
        traceback.print_exc(file=said)
        os._exit(1)
    os._exit(0)


def prepared(kind: str, desk: Desk) -> None:
    """Put the cache into the state that a race begins with."""
    if kind in ("empty", "killed"):
        return
    use(desk, 0)
    for path in desk.databases():
        with closing(sqlite3.connect(path)) as file:
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        data = path.read_bytes()
        if kind.startswith("broken"):
            path.write_bytes(b"no database at all " * 900)
        elif kind == "pages":
            path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))
        elif kind == "cut":
            path.write_bytes(data[: len(data) // 2])


def race(kind: str, desk: Desk, many: int, chance: random.Random) -> list[str]:
    """Run one race and return what was wrong, nothing where all was right."""
    desk.root.mkdir(parents=True)
    for number in range(DOCUMENTS):
        text = (
            f"No vamos a subir el impuesto número {number}. El puente {number} se abre en marzo.\n"
        )
        (desk.root / f"{number}.txt").write_text(text, encoding="utf-8")
    prepared(kind, desk)
    context = get_context("fork")  # models loaded once: the processes are to meet, not to wait
    at = time.monotonic() + 0.1
    other = {"cleared": clear, "locked": lock, "full": fill}.get(kind, use)
    works = [other] * (many // 3) + [use] * (many - many // 3)
    processes = [
        context.Process(
            target=begun, args=(work, desk, number, at + chance.choice((0, 0, chance.random() / 9)))
        )
        for number, work in enumerate(works, 1)
    ]
    for process in processes:
        process.start()
    killed = processes[: many // 2] if "killed" in kind else []
    for process in killed:
        time.sleep(0.1 / len(killed) + chance.random() / 9)
        if process.pid:
            os.kill(process.pid, signal.SIGKILL)
    for process in processes:
        process.join(LIMIT)
    wrong = []
    for number, process in enumerate(processes, 1):
        if process.is_alive():
            process.kill()
            wrong.append(f"process {number} hangs")
        elif process.exitcode and process not in killed:
            said = (desk.folder / f"said-{number}").read_text().strip().splitlines() or ["nothing"]
            wrong.append(f"process {number}: {said[-1]}")
    ended = [n for n, process in enumerate(processes, 1) if process.exitcode == 0]
    return wrong + left(kind, desk, [n for n in ended if works[n - 1] is use])


def left(kind: str, desk: Desk, ended: Sequence[int]) -> list[str]:
    """Return what of that which was kept is not there after a race."""
    wrong = []
    if kind != "cleared":
        answers = AnswerCache(desk.cache, "engine", "1")
        kept = {text: answer for number in ended for text, answer in texts(number).items()}
        found = {text: one.answer for text, one in answers.get(kept).items()}
        answers.close()
        if found != kept:
            wrong.append(f"{len(kept) - len(found)} of {len(kept)} answers lost")
        (path,) = desk.cache.rglob("corpus-*.sqlite")
        with closing(sqlite3.connect(path)) as file:
            (rows,) = file.execute("SELECT count(*) FROM texts").fetchone()
        if rows != DOCUMENTS:
            wrong.append(f"{DOCUMENTS - rows} of {DOCUMENTS} originals lost")
    told = [note for note in desk.opened().notes if "index" in note]
    aside = [*desk.cache.rglob("*.broken-*")]
    if told:
        wrong.append(f"told afterwards: {told[0]}")
    if kind not in ("broken", "pages", "cut", "broken, killed") and aside:
        wrong.append(f"{len(aside)} files set aside that were not broken")
    if len(aside) > 1:
        wrong.append(f"{len(aside)} files set aside for one that was broken")
    return wrong


def main() -> None:
    """Run the races and print them by kind; exit 1 where anything was wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--races", type=int, default=100)
    parser.add_argument("--processes", type=int, default=6)
    parser.add_argument("--kind", choices=KINDS, action="append")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    encode_afresh(["Carguen los modelos."])
    kinds = asked.kind or KINDS
    chance, ran, failed = random.Random(asked.seed), Counter[str](), Counter[str]()
    for number in range(asked.races):
        kind = kinds[number % len(kinds)]
        with tempfile.TemporaryDirectory() as folder:
            wrong = race(kind, Desk(Path(folder)), asked.processes, chance)
        ran[kind] += 1
        failed[kind] += bool(wrong)
        for one in wrong:
            print(f"race {number} ({kind}): {one}", flush=True)
    for kind in kinds:
        print(f"{kind:16} {ran[kind] - failed[kind]:4} of {ran[kind]:4} right")
    print(f"{ran.total() - failed.total()} of {ran.total()} races right")
    sys.exit(failed.total() > 0)


if __name__ == "__main__":
    main()
