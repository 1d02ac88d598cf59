"""Run a command and measure its seconds and its peak memory, helpers that it starts included."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

MIB = 1024 * 1024
EVERY = 0.2  # seconds between two looks at the memory: a look takes some milliseconds


@dataclass(frozen=True, slots=True)
class Run:
    """One finished command: wall seconds, peak memory in MiB, standard output."""

    seconds: float
    peak: float
    output: str


def measured(command: list[str], cache: Path, folder: Path, *, memory: bool = False) -> Run:
    """Run `command` in `folder` with its own cache; return what it took.

    If its `memory` is looked at, that is five times a second, the sum over the process and
    all that it started (the parser's process, Apertium); of pages that several share, each is
    charged its part. 0 where there is no /proc. Every look holds up the processes looked at,
    the larger the longer, so such a run says nothing of time.
    """
    environment = os.environ | {"QUOTES_CACHE": str(cache)}
    started = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=folder
    )
    watch = _Watch(process.pid) if memory else None
    output, errors = process.communicate()
    seconds = time.perf_counter() - started
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command[:4])} … failed:\n{errors.decode()[-2000:]}")
    return Run(seconds, watch.stop() / MIB if watch else 0.0, output.decode())


class _Watch(threading.Thread):
    """Looks at the memory of a process tree until it is stopped."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self.done = pid, 0, threading.Event()
        self.start()

    def run(self) -> None:
        while not self.done.wait(EVERY):
            self.peak = max(self.peak, sum(map(_own, _tree(self.pid))))

    def stop(self) -> int:
        self.done.set()
        self.join()
        return self.peak


def _tree(pid: int) -> list[int]:
    """Return the process and all that descend from it."""
    found = [pid]
    for parent in found:
        try:
            children = Path(f"/proc/{parent}/task/{parent}/children").read_text()
        except OSError:
            continue
        found += map(int, children.split())
    return found


def _own(pid: int) -> int:
    """Return the bytes of a process in memory, its part of what it shares included (PSS)."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
