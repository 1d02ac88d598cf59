"""What lies in the cache folder, and its deletion: indexes of originals and answers."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quotes.errors import InputError
from quotes.network import answer_cache
from quotes.safe_files import LOCK, PREFIX, held
from quotes.translators.normalization import pieces

DAY: Final = 86_400
KINDS: Final = {
    answer_cache.FILE: "translations and second opinions (by hashes of quotations)",
    "originals": "originals in full, with their index",
}


@dataclass(frozen=True, slots=True)
class Stored:
    """One entry of the cache folder: its size in bytes, and when it was last written (seconds)."""

    path: Path
    what: str
    size: int
    used: float


def stored(folder: Path) -> list[Stored]:
    """Return what is kept, each index of originals by itself, the largest first."""
    found = [_entry(path) for path in _entries(folder)]
    return sorted((one for one in found if one), key=lambda one: -one.size)


def clear_older(folder: Path, days: int | None) -> int:
    """Delete what was not used for so many days (None: everything) and return the bytes freed.

    Translations have a day of their own each; an index goes as a whole. Raises InputError where
    something cannot be deleted.
    """
    before = sum(one.size for one in stored(folder))
    for one in stored(folder):
        if days is not None and one.path.name == answer_cache.FILE:
            _forget_before(one.path, days)
        elif days is None or one.used < time.time() - days * DAY:
            _delete(one.path)
    return before - sum(one.size for one in stored(folder))


def forget(folder: Path, texts: Iterable[str]) -> int:
    """Delete what every engine said of texts, and return how many answers there were.

    Raises InputError where it cannot be deleted.
    """
    path, gone = folder / answer_cache.FILE, 0
    if not path.is_file():
        return 0
    whole = set(texts)
    parts = {part for text in whole for limit in _LIMITS for part, _ in pieces(text, limit)}
    with _opened(path) as file:
        with file:
            rows = [(key, f"{key}:*") for key in map(answer_cache.hashed, parts | whole)]
            query = "DELETE FROM answers WHERE text = ? OR text GLOB ?"
            gone = file.executemany(query, rows).rowcount
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return gone


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield the file of answers, in which what is deleted is overwritten.

    One that is broken is deleted whole: what is to go from it cannot be found in it.
    """
    try:
        with contextlib.closing(sqlite3.connect(path, timeout=answer_cache.BUSY)) as file:
            file.execute("PRAGMA secure_delete=ON")
            yield file
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return
        raise InputError(
            f"{path}: nothing could be deleted ({error}): end what uses it, or delete it by hand"
        ) from error
    except sqlite3.DatabaseError:
        _delete(path)


_LIMITS: Final = (450, 2_000, 4_500, 5_000, 10_000)  # those of the engines


def _entries(folder: Path) -> Iterator[Path]:
    with contextlib.suppress(OSError):
        for path in sorted(folder.iterdir()):
            if path.name == "originals" and path.is_dir():
                yield from (one for one in sorted(path.iterdir()) if one.name != LOCK)
            elif not path.name.endswith(("-wal", "-shm", LOCK)):
                yield path


def _entry(path: Path) -> Stored | None:
    try:
        files = [one for one in path.rglob("*") if one.is_file()] if path.is_dir() else [path]
        if not path.is_dir():
            files += [one for one in _beside(path) if one.exists()]
        status = [one.stat() for one in files]
    except OSError:
        return None
    kind = KINDS.get(path.name) or KINDS.get(path.parent.name) or "of an earlier version"
    used = max((one.st_mtime for one in status), default=0.0)
    return Stored(path, f"{kind}: {path.name}", sum(one.st_size for one in status), used)


def _beside(path: Path) -> tuple[Path, Path]:
    return path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")


def _delete(path: Path) -> None:
    """Delete a file or folder while nobody opens it; who has it open keeps what was there."""
    try:
        with held(path.parent):
            if path.is_dir():
                # Out of the way at once: another run may write into it, another clear delete it.
                gone = path.with_name(f"{PREFIX}{os.getpid()}-{path.name}")
                path.rename(gone)
                shutil.rmtree(gone)
                return
            for one in (path, *_beside(path)):
                one.unlink(missing_ok=True)
    except FileNotFoundError:
        return  # by another process
    except OSError as error:
        raise InputError(
            f"{path}: cannot be deleted ({error.strerror}): check its rights"
        ) from error


def _forget_before(path: Path, days: int) -> None:
    with _opened(path) as file:
        with file:
            file.execute("DELETE FROM answers WHERE day < date('now', ?)", (f"-{days} days",))
        file.execute("VACUUM")
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
