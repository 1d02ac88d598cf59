"""Answers of engines on disk: one SQLite file in the user's cache, safe to delete at any time.

It holds translations and opinions that were accepted, by engine, version and text (of which it
keeps a hash only), and the pace at which a host may be asked, so that all workers of a machine
keep it together.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from quotes.safe_files import held, private_file, private_folder

FILE: Final = "translations.sqlite3"
BUSY: Final = 10.0  # seconds that one process waits for another's write, which takes some ms
# A turn further off than this is no pace but a clock that was set back.
FURTHEST: Final = 600.0
SELECTED: Final = 500  # texts that are looked up at once
SELECT: Final = (
    "SELECT text, answer, day FROM answers WHERE engine = ? AND version = ? AND text IN ({})"
)
SCHEMA: Final = (
    "CREATE TABLE IF NOT EXISTS answers (engine TEXT NOT NULL, version TEXT NOT NULL,"
    " text TEXT NOT NULL, answer TEXT NOT NULL, day TEXT NOT NULL,"
    " PRIMARY KEY (engine, version, text)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS turns (host TEXT PRIMARY KEY, next REAL, held REAL)",
    "CREATE TABLE IF NOT EXISTS claims (engine TEXT NOT NULL, text TEXT NOT NULL,"
    " until REAL NOT NULL, PRIMARY KEY (engine, text)) WITHOUT ROWID",
)


class Kept(NamedTuple):
    """An answer and the day (ISO) on which the engine gave it."""

    answer: str
    day: str


class AnswerCache:
    """Answers by engine, version and text; without a folder, or where none can be kept, empty.

    The cache never stops a run: a file that is broken is made anew, one that cannot
    be written is left alone. Several processes may use it at once.
    """

    def __init__(self, folder: Path | None, engine: str, version: str) -> None:
        self._names = (engine, version)
        self._lock = threading.Lock()
        self._path = folder / FILE if folder else None
        self._connection, self._number = open_file(self._path) if self._path else (None, None)
        self._turns: dict[str, tuple[float, float]] = {}

    def get(self, texts: Iterable[str]) -> dict[str, Kept]:
        """Return the answers that are known, by text."""
        found: dict[str, Kept] = {}
        asked = iter({hashed(text): text for text in texts}.items()) if self._connection else ()
        with self._lock, self._bearing():
            while self._connection and (some := dict(islice(asked, SELECTED))):
                marks = ", ".join("?" * len(some))
                rows = self._connection.execute(SELECT.format(marks), (*self._names, *some))
                found |= {some[text]: Kept(str(answer), str(day)) for text, answer, day in rows}
        return found

    def put(self, answers: Mapping[str, str]) -> None:
        """Keep answers, by text, and end the claims on them."""
        day = datetime.now(UTC).date().isoformat()
        rows = [(*self._names, hashed(text), answer, day) for text, answer in answers.items()]
        # UnicodeError: half a surrogate pair, which no table can hold
        with self._lock, self._bearing(), contextlib.suppress(UnicodeError):
            if self._connection and rows:
                with self._connection:
                    self._connection.executemany(
                        "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?)", rows
                    )
        self.release(answers)

    def claim(self, texts: Sequence[str], seconds: float) -> list[str]:
        """Return those of the texts that no other process is asking for, and claim them."""
        if self._connection is None:
            return list(texts)
        now, mine = time.time(), list[str]()
        with self._lock, contextlib.suppress(sqlite3.Error), self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            for text in texts:
                row = (self._names[0], hashed(text))
                done = self._connection.execute(
                    "INSERT INTO claims VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
                    " SET until = excluded.until WHERE until < ? OR until > ?",
                    (*row, now + seconds, now, now + FURTHEST),
                )
                if done.rowcount:
                    mine.append(text)
            return mine
        return list(texts)

    def release(self, texts: Iterable[str]) -> None:
        """End the claims on texts, answered or not."""
        rows = [(self._names[0], hashed(text)) for text in texts]
        with self._lock, contextlib.suppress(sqlite3.Error):
            if self._connection and rows:
                with self._connection:
                    self._connection.executemany(
                        "DELETE FROM claims WHERE engine = ? AND text = ?", rows
                    )

    def turn(self, host: str, pause: float, longest: float) -> float:
        """Return in how many seconds the host may be asked; take that turn if within `longest`.

        `pause` is what must lie between two turns, whichever process takes them.
        """
        now = time.time()
        with self._lock, self._turn(host, now) as (after, held):
            mine = max(now, after)
            if mine - now <= longest:
                self._set(host, mine + pause, held)
        return mine - now

    def held(self, host: str) -> float:
        """Return for how many seconds the host has asked to be left alone."""
        now = time.time()
        with self._lock, self._turn(host, now) as (_, held):
            return max(0.0, held - now)

    def hold(self, host: str, seconds: float) -> None:
        """Leave the host alone for so many seconds: it asked for it."""
        now = time.time()
        with self._lock, self._turn(host, now) as (after, held):
            self._set(host, after, max(held, now + min(seconds, FURTHEST)))

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    @contextlib.contextmanager
    def _bearing(self) -> Iterator[None]:
        """Go on after a fault of the file: one with broken pages is made anew."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            if _broken(error) and self._path and self._connection:
                with contextlib.suppress(sqlite3.Error):
                    self._connection.close()
                self._connection, self._number = open_file(self._path, self._number)
        except sqlite3.Error:
            return

    @contextlib.contextmanager
    def _turn(self, host: str, now: float) -> Iterator[tuple[float, float]]:
        """Yield when the host may be asked next and until when it is held, others kept out."""
        row: tuple[float, float] | None = self._turns.get(host)
        if self._connection:
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("BEGIN IMMEDIATE")
                query = "SELECT next, held FROM turns WHERE host = ?"
                row = self._connection.execute(query, (host,)).fetchone()
        after, held = (moment if moment - now <= FURTHEST else now for moment in row or (0.0, 0.0))
        try:
            yield after, held
        finally:
            if self._connection:
                with contextlib.suppress(sqlite3.Error):
                    self._connection.commit()

    def _set(self, host: str, after: float, held: float) -> None:
        self._turns[host] = (after, held)
        if self._connection:
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute(
                    "INSERT OR REPLACE INTO turns VALUES (?, ?, ?)", (host, after, held)
                )


def hashed(text: str) -> str:
    """Return the key of a text: a hash, so that the file does not hold the article's words.

    What follows a NUL (the rest of what an opinion was asked for) is hashed by itself, so that
    all that is kept of a quotation can be found by its words alone.
    """
    words, *rest = text.split("\0", 1)
    return ":".join(
        hashlib.sha256(part.encode("utf-8", "surrogatepass")).hexdigest() for part in (words, *rest)
    )


def open_file(
    path: Path, broken: int | None = None
) -> tuple[sqlite3.Connection | None, int | None]:
    """Return the open file, closed to others, and its number; None where none can be kept there.

    A file that is no database, or the one of the number `broken`, is made anew. Nobody else opens
    one meanwhile: what another process has made anew would be taken for the broken one.
    """
    try:
        private_folder(path.parent)
        with held(path.parent):
            if broken is not None and path.exists() and path.stat().st_ino == broken:
                _delete(path)
            try:
                return _opened(path), path.stat().st_ino
            except sqlite3.DatabaseError as error:
                if not _broken(error):
                    return None, None  # locked, read-only, a full disk
            _delete(path)
            return _opened(path), path.stat().st_ino
    except (OSError, sqlite3.Error):
        return None, None


def _opened(path: Path) -> sqlite3.Connection:
    private_file(path)
    connection = sqlite3.connect(path, timeout=BUSY, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA secure_delete=ON")  # what is cleared is overwritten
        for table in SCHEMA:
            connection.execute(table)
        connection.execute("DROP TABLE IF EXISTS translations")  # of earlier versions
        connection.execute("SELECT engine, version, text, answer, day FROM answers LIMIT 1")
        connection.commit()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _broken(error: sqlite3.DatabaseError) -> bool:
    """Return whether a file is no database or has broken pages, and is not locked or full."""
    return type(error) is sqlite3.DatabaseError


def _delete(path: Path) -> None:
    for one in (path, path.with_name(f"{FILE}-wal"), path.with_name(f"{FILE}-shm")):
        with contextlib.suppress(OSError):
            one.unlink()
