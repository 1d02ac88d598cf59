"""Where decisions are kept: a table of the run's SQLite file, to which rows are only added.

The latest row of a quotation is in force. A row is on the disk when `add` returns: killing
the program loses none of them. Several programs may read and add at once.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from pydantic import TypeAdapter

from quotes.errors import ReportError
from quotes.model import Decision
from quotes.writers.json_documents import line_of
from quotes.writers.shown_text import whole

FOLDER, FILE = "run", "quotes.sqlite"  # in the report folder, as quotes/batch/run_store.py has it
TABLE = """
CREATE TABLE IF NOT EXISTS decisions (
  number INTEGER PRIMARY KEY AUTOINCREMENT, quotation TEXT NOT NULL, value TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS decisions_of ON decisions (quotation, number);
"""
DECISION = TypeAdapter(Decision)


class Decisions:
    """The decisions of a report folder; opened by as many as like."""

    def __init__(self, folder: Path) -> None:
        """Open them, making the file where there is none; raise ReportError."""
        self.path = folder / FOLDER / FILE
        with self._told():
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
            self._connection = sqlite3.connect(
                self.path, timeout=30, isolation_level=None, check_same_thread=False
            )
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=FULL")
            self._connection.executescript(TABLE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def add(self, made: Iterable[tuple[str, Decision]]) -> int:
        """Add decisions by the identifiers of their quotations; return the latest row's number."""
        rows = [(whole(id_), line_of(DECISION.dump_python(d, mode="json"))) for id_, d in made]
        with self._told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._connection.executemany(
                    "INSERT INTO decisions (quotation, value) VALUES (?, ?)", rows
                )
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
        return self.latest_number()

    def latest_number(self) -> int:
        """Return the number of the latest row, 0 where there is none."""
        (number,) = self._connection.execute(
            "SELECT coalesce(max(number), 0) FROM decisions"
        ).fetchone()
        return int(number)

    def latest(self, after: int = 0) -> dict[str, Decision]:
        """Return the decision in force by quotation, of those added since row `after`."""
        query = "SELECT quotation, value FROM decisions WHERE number > ? ORDER BY number"
        rows = self._connection.execute(query, (after,))
        return {id_: DECISION.validate_python(json.loads(value)) for id_, value in rows}

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            reason = getattr(error, "strerror", None) or error
            raise ReportError(f"{self.path}: decisions cannot be kept there ({reason})") from error


def kept_decisions(folder: Path) -> dict[str, Decision]:
    """Return the decisions in force of a report folder; none where nobody decided there."""
    if not (folder / FOLDER / FILE).is_file():
        return {}
    with Decisions(folder) as held:
        return held.latest()
