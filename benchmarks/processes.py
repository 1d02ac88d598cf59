"""Run a command and measure its seconds and its peak memory, helpers that it starts included."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

MIB = 1024 * 1024
EVERY = 0.05  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Run:
    """One finished command: wall seconds, peak memory in MiB, standard output."""

    seconds: float
    peak: float
    output: str


def measured(command: list[str], cache: Path, folder: Path) -> Run:
    """Run `command` in `folder` with its own cache; return what it took.

    The peak is the larger of two: what the system says of the process at its end,
    and the sum over the process and all that it started (Apertium), looked at
    every 50 ms where /proc exists. Shared pages are counted once a process, so
    the sum errs on the high side.
    """
    environment = os.environ | {"QUOTES_CACHE": str(cache)}
    started = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, cwd=folder
    )
    watch = _Watch(process.pid)
    output, errors = process.communicate()
    seconds = time.perf_counter() - started
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command[:4])} … failed:\n{errors.decode()[-2000:]}")
    return Run(seconds, watch.stop() / MIB, output.decode())


class _Watch(threading.Thread):
    """Looks at the memory of a process tree until it is stopped."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self.done = pid, 0, threading.Event()
        self.start()

    def run(self) -> None:
        while not self.done.wait(EVERY):
            self.peak = max(self.peak, sum(map(_resident, _tree(self.pid))))

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


def _resident(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
