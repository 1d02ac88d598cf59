"""Processes that a test starts, and that end with it whatever happens."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

ROOT = Path(__file__).parents[2]
Begin: TypeAlias = Callable[[Path, int], subprocess.Popen[bytes]]


@pytest.fixture
def begin() -> Iterator[Begin]:
    """Return what begins a run of so many articles; its whole group is killed in the end."""
    begun: list[subprocess.Popen[bytes]] = []

    def begin(folder: Path, count: int) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.batch.stub", str(folder), str(count)]
        # No pipe that nobody reads: a full one would hold up who writes to it.
        begun.append(subprocess.Popen(command, cwd=ROOT, start_new_session=True))
        return begun[-1]

    yield begin
    for process in begun:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(60)
