"""Apertium as one long-lived process: the stages of a mode file, each flushed by NUL.

A process a call manages 4 sentences a second, this some hundreds. Three things must be
known: `apertium -z` hangs, so the pipe is built from the mode file with `-z` on every
stage; a block must end in white space, because lt-proc (3.7) in generation waits for
what follows a last "$"; and what Apertium's stream format means by [ ] { } ^ $ / @ < >
and the backslash must be escaped.
"""

from __future__ import annotations

import contextlib
import queue
import re
import shlex
import shutil
import subprocess
import threading
import weakref
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from quotes.errors import TranslatorError

MODES = (Path("/usr/share/apertium/modes"), Path("/usr/local/share/apertium/modes"))
SPECIAL = re.compile(r"[\[\]{}^$/@<>\\]")
ESCAPED = re.compile(r"\\(.)")


def find_mode(name: str) -> Path | None:
    """Return the mode file of a language pair ("pt-es"), or None where it is not installed."""
    paths = (folder / f"{name}.mode" for folder in MODES)
    return next((path for path in paths if path.is_file() and shutil.which("lt-proc")), None)


def fingerprint(mode: Path) -> str:
    """Return the day of the installed language data: an update changes it, and so the cache."""
    stamps = [path.stat().st_mtime for path in (mode, *_data(mode))]
    return datetime.fromtimestamp(max(stamps), tz=UTC).date().isoformat()


def _data(mode: Path) -> list[Path]:
    words = mode.read_text(encoding="utf-8").replace("'", " ").split()
    return [Path(word) for word in words if word.startswith("/") and Path(word).is_file()]


def stages(mode: Path) -> list[list[str]]:
    """Return the commands of a mode file, each null-flushed, unknown words marked by "*"."""
    text = mode.read_text(encoding="utf-8").strip().replace("$1", "-g").replace("$2", "")
    commands = [shlex.split(stage) for stage in text.split("|")]
    return [[command[0], "-z", *command[1:]] for command in commands if command]


class Pipe:
    """One running pipe; safe to use from several threads, killed and started anew on a hang."""

    def __init__(self, mode: Path, patience: float) -> None:
        self._commands = stages(mode)
        self._patience = patience
        self._lock = threading.Lock()
        self._processes: list[subprocess.Popen[bytes]] = []
        self._answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()

    def translate(self, lines: Sequence[str]) -> list[str]:
        """Return the translation of each line, with Apertium's marks for unknown words.

        Raises TimeoutError where an answer does not come within the patience given, and
        TranslatorError where the programs do not run.
        """
        with self._lock:
            if not self._running():
                self._start()
            blocks = b"".join(_block(line) for line in lines)
            threading.Thread(target=self._write, args=(blocks,), daemon=True).start()
            return [self._read() for _ in lines]

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            self._stop()

    def _running(self) -> bool:
        return bool(self._processes) and all(p.poll() is None for p in self._processes)

    def _start(self) -> None:
        self._stop()
        source: int | object = subprocess.PIPE
        try:
            for command in self._commands:
                process = subprocess.Popen(
                    command,
                    stdin=source,  # type: ignore[arg-type] # a pipe's end or PIPE
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    bufsize=0,
                    start_new_session=True,  # Ctrl-C is for the program, not for the pipe
                )
                self._processes.append(process)
                source = process.stdout
        except OSError as error:
            self._stop()
            raise TranslatorError(
                f"apertium: {error.filename} does not run ({error.strerror}): install apertium"
            ) from error
        # The reader knows this run's queue only: a late answer of a killed run is lost.
        self._answers = queue.SimpleQueue()
        reader = threading.Thread(
            target=_collect, args=(self._processes[-1], self._answers), daemon=True
        )
        reader.start()
        self._guard = weakref.finalize(self, _kill, list(self._processes))

    def _write(self, blocks: bytes) -> None:
        with contextlib.suppress(OSError, ValueError):  # the pipe ended: the reader says so
            stdin = self._processes[0].stdin
            if stdin:
                stdin.write(blocks)

    def _read(self) -> str:
        try:
            block = self._answers.get(timeout=self._patience)
        except queue.Empty:
            block = None
        if block is None:
            self._stop()
            raise TimeoutError("apertium gave no answer and was stopped")
        return _unescape(block.decode("utf-8", errors="replace")).strip("\n ")

    def _stop(self) -> None:
        _kill(self._processes)
        self._processes = []


def _collect(process: subprocess.Popen[bytes], answers: queue.SimpleQueue[bytes | None]) -> None:
    rest = b""
    if process.stdout:
        with contextlib.suppress(OSError, ValueError):  # the pipe was closed while it was read
            while data := process.stdout.read(65536):
                *blocks, rest = (rest + data).split(b"\0")
                for block in blocks:
                    answers.put(block)
    answers.put(None)


def _kill(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.kill()
    for process in processes:
        process.wait()
        for end in (process.stdin, process.stdout):
            if end:
                with contextlib.suppress(OSError):
                    end.close()


def _block(line: str) -> bytes:
    text = SPECIAL.sub(lambda match: "\\" + match[0], line.replace("\0", " "))
    return text.replace("\n", " ").encode("utf-8", errors="replace") + b"\n\0"


def _unescape(text: str) -> str:
    return ESCAPED.sub(r"\1", text)
