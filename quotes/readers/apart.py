"""Reading in a process of its own, which has bounds on its memory and its time.

A library in C takes what a file makes it take, and cannot be stopped: of PDFium a drawing that
draws itself (a file of 0.8 kB) took 10 GB and did not end, and 520 MB packed into 1.3 MB took
9.8 GB. The process is kept for the next file, started anew where it ended, and ends itself when
the program does, whatever ends that.

    asked("quotes.readers.pdf", data)   what the `read` of that module makes of the bytes
"""

from __future__ import annotations

import atexit
import json
import os
import queue
import subprocess
import sys
import threading
from contextlib import suppress
from importlib import import_module
from typing import IO, Any, Final

MEMORY: Final = (
    1_200_000_000  # bytes that the process may take, its libraries and the file included
)
SECONDS: Final = 30  # of the processor that one file may take
WAITED: Final = 120.0  # by the clock, on a machine that does much else
HEAD: Final = 8  # bytes that say how many follow


class Reader:
    """A process that calls the `read` of a module; several threads may ask it."""

    def __init__(self, module: str) -> None:
        """Start nothing yet."""
        self._module = module
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, data: bytes) -> Any:  # noqa: ANN401 - what the module returns
        """Return what is made of the bytes; None where that takes too much memory or time."""
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                self.end()
                self._process = _started(self._module)
            answer = _answer(self._process, data)
            if answer is None:
                self.end()
            return answer

    def end(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            with suppress(OSError):  # what was not sent yet
                self._process.communicate()
            self._process = None


_READERS: Final[dict[str, Reader]] = {}


def asked(module: str, data: bytes) -> Any:  # noqa: ANN401 - what the module returns
    """Return what `module.read` makes of the bytes, None where it takes too much memory or time.

    Raises OSError where no process can be started.
    """
    reader = _READERS.setdefault(module, Reader(module))
    return reader.ask(data)


@atexit.register
def _end_all() -> None:
    for reader in _READERS.values():
        reader.end()


def _started(module: str) -> subprocess.Popen[bytes]:
    code = (
        f"import sys; sys.path[:] = {sys.path!r}; from {__name__} import serve; serve({module!r})"
    )
    return subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the program
    )


def _answer(process: subprocess.Popen[bytes], data: bytes) -> Any:  # noqa: ANN401
    """Return the answer of a process; None where it ends without one, or is too late."""
    if process.stdin is None or process.stdout is None:
        return None
    late = threading.Timer(WAITED, process.kill)
    late.daemon = True
    late.start()
    try:
        process.stdin.write(len(data).to_bytes(HEAD, "big") + data)
        process.stdin.flush()
        return json.loads(_block(process.stdout) or b"null")
    except (OSError, ValueError):
        return None
    finally:
        late.cancel()


def _block(stream: IO[bytes]) -> bytes | None:
    """Return the next block of a stream, None where it has ended."""
    head = stream.read(HEAD)
    size = int.from_bytes(head, "big")
    block = stream.read(size) if len(head) == HEAD else b""
    return block if len(head) == HEAD and len(block) == size else None


def serve(name: str) -> None:
    """Answer block after block, until the program that asks has ended."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what a library prints
    module, asked_for = import_module(name), queue.SimpleQueue[bytes]()
    threading.Thread(target=_listen, args=(asked_for,), daemon=True).start()
    while True:
        data = asked_for.get()
        bound()
        answer = json.dumps(module.read(data)).encode()
        out.write(len(answer).to_bytes(HEAD, "big") + answer)
        out.flush()


def _listen(asked_for: queue.SimpleQueue[bytes]) -> None:
    """Take up what is asked; end the process, whatever it does, when nobody asks any more."""
    while (block := _block(sys.stdin.buffer)) is not None:
        asked_for.put(block)
    os._exit(0)


def bound() -> None:
    """Bound what this process may take for the next file, where the system can."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + SECONDS
    for what, most in ((resource.RLIMIT_CPU, seconds), (resource.RLIMIT_AS, MEMORY)):
        _, hard = resource.getrlimit(what)
        within = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(OSError, ValueError):
            resource.setrlimit(what, (within, hard))
