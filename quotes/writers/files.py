"""Writing a report file so that it is whole or not there at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from quotes.errors import ReportError


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
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
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
        with suppress(OSError):
            temporary.unlink()
        raise


def _usual_mode() -> int:
    # A temporary file is private (0600); a report is as readable as any new file.
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
