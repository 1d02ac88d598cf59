"""Files that a user names, read whole but never without an end: no device, no more than so much."""

from __future__ import annotations

import errno
import os
import stat
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
