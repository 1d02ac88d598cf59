"""Files that are read within bounds, and files that are for their owner only."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

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
PREFIX = "quotes-run-"


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
def temporary_folder() -> Iterator[Path]:
    """Yield a folder for this run only, closed to others and deleted at its end.

    Its name holds the number of this process: what a killed one left is deleted by the next.
    """
    _sweep(Path(tempfile.gettempdir()))
    with tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-") as folder:
        yield Path(folder)


def _sweep(folder: Path) -> None:
    for left in folder.glob(f"{PREFIX}*"):
        number = left.name.removeprefix(PREFIX).split("-")[0]
        with contextlib.suppress(OSError):
            if number.isdecimal() and _own(left) and not _alive(int(number)):
                shutil.rmtree(left, ignore_errors=True)


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
