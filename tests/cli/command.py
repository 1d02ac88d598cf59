"""The real command line in a process of its own."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.processes import LIMIT, ROOT, ended

QUOTES = (sys.executable, "-c", "from quotes.cli import main; main()")
ENVIRONMENT = {"PYTHONPATH": str(ROOT)}  # installed or not

# Starting Python and importing the libraries would take most of the time of a command that
# only refuses its input: a process that has them forks into one for each command.
FORKED = get_context("forkserver")
FORKED.set_forkserver_preload(
    ["numpy", "lxml.html", "quotes.batch", "quotes.cli", "quotes.cli.audit", "quotes.readers",
     "quotes.writers", "quotes.originals.corpus", "quotes.checks", "quotes.translators"]
)  # fmt: skip


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
    command: Sequence[str] = (),
    limit: int | None = None,
    stdin: bytes = b"",
) -> Answer:
    """Run `quotes` in `folder`; `limit` is the size in bytes that a file may reach (ulimit -f).

    With a `prefix` or another `command` Python is started anew, else it is a fork.
    """
    given = [*map(str, arguments)]
    if not prefix and not command:
        return _forked(given, folder, stdin, limit)
    assert limit is None, "of a fork alone"
    began = (*prefix, *(command or QUOTES), *given)
    done = ended(began, cwd=folder, given=stdin, env=os.environ | ENVIRONMENT)
    return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())


def _forked(arguments: list[str], folder: Path, stdin: bytes, limit: int | None) -> Answer:
    with TemporaryDirectory() as held:
        streams = [Path(held, name) for name in ("stdin", "stdout", "stderr")]
        streams[0].write_bytes(stdin)
        process = FORKED.Process(
            target=_run, args=(arguments, folder, streams, {**os.environ} | ENVIRONMENT, limit)
        )
        process.start()
        try:
            process.join(LIMIT)
            code = process.exitcode
        finally:
            process.kill()  # its own children end with it
            process.join(LIMIT)
        assert code is not None, "the command did not end"
        return Answer(code, streams[1].read_text("utf-8"), streams[2].read_text("utf-8"))


def _run(
    arguments: list[str],
    folder: Path,
    streams: Sequence[Path],
    environment: Mapping[str, str],
    limit: int | None,
) -> None:
    """Be the command: its folder, environment, streams and arguments."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for number, path in enumerate(streams):
        opened = os.open(path, os.O_WRONLY | os.O_CREAT if number else os.O_RDONLY, 0o600)
        os.dup2(opened, number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - as at its start
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.argv = ["quotes", *arguments]
    if limit is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    from quotes.cli import main

    main()


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
    return prefix if ended((*prefix, "true")).returncode == 0 else None
