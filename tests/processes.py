"""Child processes of tests: each has a limit, and none outlives the test that began it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from quotes.translators import apertium

ends_with_parent = apertium._ends_with_parent
ROOT = Path(__file__).parents[1]
LIMIT = 420.0  # seconds: twenty times what the longest takes, less than a test may (pyproject)


@contextmanager
def begun(command: Sequence[str | Path], **options: Any) -> Iterator[subprocess.Popen[Any]]:
    """Begin a command; at the end it is killed, with all that it began, if it still runs.

    It is killed too where the process of the tests ends in the middle of a test (pytest-timeout).
    """
    whole = [*ends_with_parent(), *map(str, command)]
    with subprocess.Popen(whole, start_new_session=True, **options) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def ended(
    command: Sequence[str | Path], *, given: bytes = b"", limit: float = LIMIT, **options: Any
) -> subprocess.CompletedProcess[bytes]:
    """Run a command to its end, `given` to its stdin, and return what it said."""
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with begun(command, **pipes, **options) as process:
        out, err = process.communicate(given, timeout=limit)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def python(code: str, *arguments: str | Path, **environment: str) -> str:
    """Run Python code in a process of its own and return what it printed; it must succeed."""
    command = (sys.executable, "-c", code, *arguments)
    done = ended(command, cwd=ROOT, env=os.environ | environment)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def descendants(pid: int) -> list[int]:
    """Return the processes that a process began, and those that they began (of /proc)."""
    found = [pid]
    for parent in found:
        with suppress(OSError):
            listed = Path(f"/proc/{parent}/task/{parent}/children").read_text("ascii")
            found += map(int, listed.split())
    return found[1:]


def alive(pid: int) -> bool:
    """Return whether a process is there and no zombie."""
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False


def ended_soon(pids: Iterable[int]) -> bool:
    """Return whether processes end that nothing holds any more; it is waited for them."""
    left, until = [*pids], time.monotonic() + LIMIT
    while (left := [pid for pid in left if alive(pid)]) and time.monotonic() < until:
        time.sleep(0.05)
    return not left
