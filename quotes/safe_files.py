"""Files that are read within bounds, are for their owner only, or are whole or not there at all."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import platform
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock

from quotes.errors import ReportError

MEGABYTE = 1_000_000


def read_bounded(path: Path, most: int) -> bytes:
    """Return the bytes of a file or a pipe, at most `most` of them.

    Raises OSError, with the reason in its `strerror`: what opening raises, a device such as
    /dev/zero, a file that holds more.
    """
    with path.open("rb") as file:
        mode = os.fstat(file.fileno()).st_mode
        if stat.S_ISBLK(mode) or (stat.S_ISCHR(mode) and not file.isatty()):
            raise OSError(errno.EINVAL, "a device, not a file", str(path))
        return read_stream(file, most, str(path))


def read_stream(stream: BinaryIO, most: int, name: str) -> bytes:
    """Return all that a stream gives, at most `most` bytes; raise OSError where it gives more."""
    data = stream.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, f"more than {most // MEGABYTE} MB", name)
    return data


FOLDER = 0o700
FILE = 0o600
LOCK = ".lock"
LOCKED = 10.0  # seconds that a process waits for what takes another some milliseconds
PREFIX = "quotes-run-"
PART = ".part"  # of a report that is being written


def private_folder(folder: Path) -> Path:
    """Make a folder that its owner alone may enter, or have one that exists closed to others.

    Folders above it are made as usual. Raises OSError where it can be neither.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=FOLDER)
    _close(folder, FOLDER)
    return folder


def private_file(path: Path) -> Path:
    """Make an empty file that its owner alone may read, or have one that exists closed to others.

    Its folder must be there. Raises OSError where it cannot be made.
    """
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE))
    _close(path, FILE)
    return path


def _close(path: Path, mode: int) -> None:
    """Take from others what they may do; what belongs to somebody else is left as it is."""
    with contextlib.suppress(OSError, NotImplementedError):
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            path.chmod(mode)


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep other processes out of what is done to the files of a folder meanwhile.

    For what takes some milliseconds. Where no lock can be had (a folder that cannot be written,
    a process that was stopped while it held one) the work is done without.
    """
    with contextlib.ExitStack() as lock:
        with contextlib.suppress(OSError, NotImplementedError):
            lock.enter_context(FileLock(folder / LOCK, timeout=LOCKED, mode=FILE))
        yield


@contextlib.contextmanager
def temporary_folder(parent: Path | None = None) -> Iterator[Path]:
    """Yield a folder for this run only, closed to others and deleted at its end.

    It lies in `parent`, else where temporary files do. Its name holds the number of this process:
    what a killed one left is deleted by the next.
    """
    _sweep(parent or Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-", dir=parent) as folder:
        yield Path(folder)


def _sweep(folder: Path) -> None:
    for left in folder.glob(f"{PREFIX}*"):
        if _left(left.name.removeprefix(PREFIX), left):
            shutil.rmtree(left, ignore_errors=True)


def _left(name: str, path: Path) -> bool:
    """Return whether a temporary file was left by a process of ours that ended ("NUMBER-…")."""
    number = name.split("-", maxsplit=1)[0]
    with contextlib.suppress(OSError, OverflowError):
        return number.isdecimal() and _own(path) and not _alive(int(number))
    return False


def _own(path: Path) -> bool:
    return not hasattr(os, "getuid") or path.lstat().st_uid == os.getuid()


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def check_writable(folder: Path) -> None:
    """Make `folder` and try a file in it, so that a `ReportError` comes before hours of work."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as trial:
            trial.write(b"quotes\n")
    except (OSError, ValueError) as error:
        raise _refused(folder, error) from error


def write_atomically(path: Path, pieces: Iterable[bytes]) -> Path:
    """Write the pieces to `path` through a temporary file beside it; return `path`.

    Missing folders are made. A `ReportError` (full disk, read-only folder, a file
    where the folder should be) leaves an earlier report under that name untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, pieces)
    except (OSError, ValueError) as error:
        raise _refused(path, error) from error
    return path


def _refused(path: Path, error: Exception) -> ReportError:
    reason = getattr(error, "strerror", None) or str(error)
    advice = "free some space or name another folder"
    return ReportError(f"{path}: the report cannot be written ({reason}); {advice}")


def _replace(path: Path, pieces: Iterable[bytes]) -> None:
    here = f".{path.name}.{platform.node()}-"  # processes of another machine may write there too
    for left in path.parent.glob(f"{glob.escape(here)}*{PART}"):
        if _left(left.name.removeprefix(here), left):
            with contextlib.suppress(OSError):
                left.unlink()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{here}{os.getpid()}-", suffix=PART)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_usual_mode())
        temporary.replace(path)
    except BaseException:  # Ctrl-C too must leave no part behind
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _usual_mode() -> int:
    # A temporary file is private (0600); a report is as readable as any new file.
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
