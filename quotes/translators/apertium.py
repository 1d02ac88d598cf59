"""Debian's Apertium: English to Spanish by rules, and its pipes, which the pivot uses too.

The engine has BLEU 15 on news, but nothing to download. A pipe is one long-lived process: the
stages of a mode file, each flushed by NUL.

A process a call manages 4 sentences a second, this some hundreds. What must be known:

- `apertium -z` hangs, so the pipe is built from the mode file with `-z` on every stage.
- A block must end in white space, because lt-proc (3.7) in generation waits for what
  follows a last "$".
- What Apertium's stream format means by [ ] { } ^ $ / @ < > and the backslash is escaped.
- apertium-tagger (3.8) tags unknown words otherwise once it has met a class of ambiguity that
  its model lacks, and stays so: 48 of 420 lines came out one way or the other, as the lines
  before them had it. Every pipe is therefore given such a word first (`PRIMERS`); after
  that no order of lines has changed an answer.
- The processes end with the program whatever ends it: the kernel kills them (`setpriv
  --pdeathsig`) where that program is there, elsewhere they end when their input does.
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
from concurrent.futures import Future
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import IO

from quotes.errors import TranslatorError
from quotes.translators.engines import LocalEngine
from quotes.translators.normalization import like
from quotes.translators.spanish import written_spanish

MODE = "eng-spa"
ADVICE = "install Debian's package apertium-eng-spa"


class ApertiumEngine(LocalEngine):
    """English to Spanish by Apertium's rules alone."""

    name = "apertium"
    patience = 20.0

    def __init__(self) -> None:
        mode = find_mode(MODE)
        if mode is None:
            raise TranslatorError(f"apertium: not installed: {ADVICE}")
        self.version = f"{MODE} {fingerprint(mode)}, primed"
        self._pipe = Pipe(mode, self.patience)

    def translate(self, texts: Sequence[str]) -> list[str]:
        """Return one answer a text; raises TimeoutError on a hang, and starts anew after it."""
        answers = self._pipe.translate([plain(text) for text in texts])
        return [
            like(text, written_spanish(answer)) for text, answer in zip(texts, answers, strict=True)
        ]

    def close(self) -> None:
        """End the processes."""
        self._pipe.close()


def missing() -> str:
    """Return what is missing in one line, or ""."""
    return "" if find_mode(MODE) else ADVICE


def plain(text: str) -> str:
    """Return the text with straight apostrophes, which the dictionaries spell words with."""
    return text.replace("’", "'").replace("‘", "'")


MODES = (Path("/usr/share/apertium/modes"), Path("/usr/local/share/apertium/modes"))
# "Mas", "Nós" and "a lot of" are of classes that the taggers' models lack.
PRIMERS = {"pt-es": "Mas Nós pagamos.", "eng-spa": "There are a lot of people."}
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
        self._primer = PRIMERS.get(mode.stem, "")
        self._patience = patience
        self._lock = threading.Lock()
        self._run: _Run | None = None

    def translate(self, lines: Sequence[str]) -> list[str]:
        """Return the translation of each line, with Apertium's marks for unknown words.

        Raises TimeoutError where an answer does not come within the patience given, and
        TranslatorError where the programs do not run.
        """
        with self._lock:
            if self._run is None or not self._run.alive():
                self._stop()
                self._run = _Run(self._commands)
                weakref.finalize(self, self._run.kill)
                if self._primer:
                    self._answers([self._primer])
            return self._answers(lines)

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            self._stop()

    def _answers(self, lines: Sequence[str]) -> list[str]:
        run = self._run
        if run is None:
            raise TimeoutError("apertium was stopped")
        blocks = b"".join(_block(line) for line in lines)
        threading.Thread(target=run.write, args=(blocks,), daemon=True).start()
        answers = []
        for _ in lines:
            block = run.read(self._patience)
            if block is None:
                self._stop()
                raise TimeoutError("apertium gave no answer and was stopped")
            answer = ESCAPED.sub(r"\1", block.decode("utf-8", errors="replace"))
            answers.append(answer.strip("\n "))
        return answers

    def _stop(self) -> None:
        if self._run is not None:
            self._run.kill()
            self._run = None


class _Run:
    """The processes of one pipe, started by a thread that lives as long as they do.

    The kernel's signal at the parent's death comes when the *thread* that started a
    process ends, so no thread of a single request may start one.

    Nobody closes an end that another thread may be about to read or write: the number of the
    closed file would be the next pipe's, whose answers that thread would take.
    """

    def __init__(self, commands: Sequence[Sequence[str]]) -> None:
        self.processes: list[subprocess.Popen[bytes]] = []
        self._blocks: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._writing = threading.RLock()  # a finalizer may meet its own thread
        started: Future[None] = Future()
        threading.Thread(target=self._serve, args=(commands, started), daemon=True).start()
        try:
            started.result()
        except FileNotFoundError as error:
            raise TranslatorError(
                f"apertium: {error.filename} does not run ({error.strerror}): install apertium"
            ) from error
        except (OSError, RuntimeError, MemoryError) as error:
            why = getattr(error, "strerror", None) or str(error) or type(error).__name__
            raise TranslatorError(f"apertium: no process could be started ({why})") from error

    def alive(self) -> bool:
        """Return whether every stage still runs."""
        return all(process.poll() is None for process in self.processes)

    def write(self, blocks: bytes) -> None:
        """Send blocks to the first stage; where the pipe has ended, `read` says so."""
        stdin = self.processes[0].stdin
        with self._writing, contextlib.suppress(OSError, ValueError):
            if stdin:
                stdin.write(blocks)

    def read(self, patience: float) -> bytes | None:
        """Return the next block of the last stage, None where none comes within `patience`."""
        try:
            return self._blocks.get(timeout=patience)
        except queue.Empty:
            return None

    def kill(self) -> None:
        """End the processes and wait for them."""
        for process in self.processes:
            process.kill()
        for process in self.processes:
            process.wait()
        with self._writing:  # free at once: what was being written has no reader any more
            _close(*(process.stdin for process in self.processes[:1]))
        _close(*(process.stdout for process in self.processes[:-1]))

    def _serve(self, commands: Sequence[Sequence[str]], started: Future[None]) -> None:
        try:
            self._start(commands)
        except BaseException as error:  # noqa: BLE001 - handed on: who asked waits for a word
            self.kill()
            started.set_exception(error)
        else:
            started.set_result(None)
            self._collect(self.processes[-1])
            self._blocks.put(None)
        finally:
            _close(*(process.stdout for process in self.processes[-1:]))

    def _start(self, commands: Sequence[Sequence[str]]) -> None:
        source: IO[bytes] | int | None = subprocess.PIPE
        for command in commands:
            if shutil.which(command[0]) is None:
                raise FileNotFoundError(2, "no such program", command[0])
            process = subprocess.Popen(
                [*_ends_with_parent(), *command],
                stdin=source,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                start_new_session=True,  # Ctrl-C is for the program, not for the pipe
            )
            self.processes.append(process)
            source = process.stdout

    def _collect(self, process: subprocess.Popen[bytes]) -> None:
        rest = b""
        if process.stdout:
            with contextlib.suppress(OSError):
                while data := process.stdout.read(65536):
                    *blocks, rest = (rest + data).split(b"\0")
                    for block in blocks:
                        self._blocks.put(block)


def _close(*ends: IO[bytes] | None) -> None:
    for end in ends:
        if end:
            with contextlib.suppress(OSError):
                end.close()


@cache
def _ends_with_parent() -> tuple[str, ...]:
    """Return the command before a command that has the kernel kill it when its parent ends."""
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        return ()
    probe = [setpriv, "--pdeathsig", "KILL", "true"]
    done = subprocess.run(probe, capture_output=True, check=False)
    return tuple(probe[:-1]) if done.returncode == 0 else ()


def _block(line: str) -> bytes:
    text = SPECIAL.sub(lambda match: "\\" + match[0], line.replace("\0", " "))
    return text.replace("\n", " ").encode("utf-8", errors="replace") + b"\n\0"
