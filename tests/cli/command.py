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
ENVIRONMENT = {"PYTHONPATH": str(ROOT)}  # installed or not


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


def without_privileges() -> tuple[str, ...] | None:
    """The prefix that runs a command without root's right to read and write everything.

    None where there is no such way: root without setpriv, or in a narrow container.
    """
    if os.geteuid() != 0:
        return ()
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        return None
    prefix = (setpriv, "--bounding-set=-dac_override,-dac_read_search")
    done = subprocess.run([*prefix, "true"], capture_output=True, check=False)
    return prefix if done.returncode == 0 else None
