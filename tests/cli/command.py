"""The real command line in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

QUOTES = (sys.executable, "-c", "from quotes.cli import main; main()")
ROOT = Path(__file__).parents[2]
NOBODY = 65534
ENVIRONMENT = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(ROOT)}  # installed or not


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str


def quotes(
    *arguments: str | Path,
    folder: Path,
    prefix: Sequence[str] = (),
    command: Sequence[str] = QUOTES,
    limit: int | None = None,
    stdin: bytes = b"",
) -> Answer:
    """Run `quotes` in `folder`; `limit` is the size in bytes that a file may reach (ulimit -f)."""

    def limited() -> None:
        if limit is not None:
            import resource

            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        [*prefix, *command, *map(str, arguments)],
        capture_output=True,
        cwd=folder,
        input=stdin,
        preexec_fn=limited,
        timeout=600,
        check=False,
        env=os.environ | ENVIRONMENT,
    )
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


def as_nobody() -> tuple[str, ...]:
    """The prefix that runs a command without root's right to read everything."""
    if os.geteuid() != 0:
        return ()
    setpriv = shutil.which("setpriv")
    nobody = f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"
    return (setpriv, *nobody) if setpriv else ()


def can_become_nobody(folder: Path) -> bool:
    """Whether a command without root's rights runs and reaches `folder` and this program."""
    if os.geteuid() != 0:
        return True
    command = [*as_nobody(), sys.executable, "-c", "import quotes.cli, os; os.listdir('.')"]
    if not as_nobody():
        return False
    done = subprocess.run(
        command, cwd=folder, capture_output=True, check=False, env=os.environ | ENVIRONMENT
    )
    return done.returncode == 0
