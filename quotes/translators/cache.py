"""Translations on disk: a table of SQLite in the user's cache, safe to delete at any time."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

SCHEMA = "CREATE TABLE IF NOT EXISTS translations (key TEXT PRIMARY KEY, text TEXT NOT NULL)"
FILE = "translations.sqlite3"


class TranslationCache:
    """Answers by engine, version and text; without a folder, or where none can be kept, empty.

    The cache never stops a run: a file that is broken is made anew, one that cannot
    be written is left alone. Several runs may use it at once.
    """

    def __init__(self, folder: Path | None, engine: str, version: str) -> None:
        self._prefix = f"{engine}\0{version}\0"
        self._lock = threading.Lock()
        self._connection = _open(folder / FILE) if folder else None

    def get(self, texts: Sequence[str]) -> dict[str, str]:
        """Return the answers that are known, by text."""
        found: dict[str, str] = {}
        if self._connection is None:
            return found
        with self._lock, contextlib.suppress(sqlite3.Error):
            for text in texts:
                query = "SELECT text FROM translations WHERE key = ?"
                row = self._connection.execute(query, (self._key(text),)).fetchone()
                if row:
                    found[text] = str(row[0])
        return found

    def put(self, answers: Mapping[str, str]) -> None:
        """Keep answers, by text."""
        if self._connection is None or not answers:
            return
        rows = [(self._key(text), answer) for text, answer in answers.items()]
        # UnicodeError: half a surrogate pair, which no table can hold
        with self._lock, contextlib.suppress(sqlite3.Error, UnicodeError), self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO translations VALUES (?, ?)", rows)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _key(self, text: str) -> str:
        return hashlib.sha256((self._prefix + text).encode("utf-8", "surrogatepass")).hexdigest()


def _open(path: Path) -> sqlite3.Connection | None:
    for last in (False, True):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(path, timeout=5, check_same_thread=False)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(SCHEMA)
            connection.execute("SELECT key, text FROM translations LIMIT 1")
        except sqlite3.DatabaseError as error:
            if last or isinstance(error, sqlite3.OperationalError):
                return None  # locked, read-only, a full disk
            with contextlib.suppress(OSError):
                path.unlink()
        except OSError:
            return None
        else:
            return connection
    return None
