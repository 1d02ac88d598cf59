"""Where decisions are kept, and the file in which they travel between people.

They are a table of the run's SQLite file, to which rows are only added. The latest row of a
quotation is in force. A row is on the disk when `add` returns: killing the program loses none of
them. Several programs may read and add at once. The file that travels is what the page saves and
what `--import` takes.
"""

from __future__ import annotations

import errno
import json
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Self

from pydantic import TypeAdapter, ValidationError

from quotes.errors import InputError, ReportError
from quotes.model import Decision, worded
from quotes.safe_files import read_bounded
from quotes.writers.json_report import line_of, text_of
from quotes.writers.shown_text import whole

FOLDER, FILE = "run", "quotes.sqlite"  # in the report folder, as quotes/batch/run_store.py has it
TABLE = """
CREATE TABLE IF NOT EXISTS decisions (
  number INTEGER PRIMARY KEY AUTOINCREMENT, quotation TEXT NOT NULL, value TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS decisions_of ON decisions (quotation, number);
"""
BUSY = 30.0  # seconds that an audit which reads its articles may hold the file
DECISION = TypeAdapter(Decision)


class Decisions:
    """The decisions of a report folder; opened by as many as like."""

    def __init__(self, folder: Path) -> None:
        """Open them, making the file where there is none; raise ReportError."""
        self.path = folder / FOLDER / FILE
        self._lock = threading.Lock()  # of a connection, which has one transaction for all
        with self._told():
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
            self._connection = sqlite3.connect(
                self.path, timeout=BUSY, isolation_level=None, check_same_thread=False
            )
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=FULL")
            self._connection.executescript(TABLE)
            self._opened = self.path.stat()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def add(self, made: Iterable[tuple[str, Decision]]) -> int:
        """Add decisions by the identifiers of their quotations; return the latest row's number."""
        rows = [(whole(id_), line_of(DECISION.dump_python(d, mode="json"))) for id_, d in made]
        with self._told(), self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            with self._connection:  # commits, or rolls back what SQLite has not itself
                self._connection.executemany(
                    "INSERT INTO decisions (quotation, value) VALUES (?, ?)", rows
                )
            self._check_there()
        return self.latest_number()

    def _check_there(self) -> None:
        """Raise OSError where the file was moved, deleted or replaced since it was opened.

        What is added then goes into a file that nobody will open again, and SQLite says nothing.
        """
        if not os.path.samestat(self.path.stat(), self._opened):
            raise OSError(errno.ESTALE, "another file lies there now", str(self.path))

    def latest_number(self) -> int:
        """Return the number of the latest row, 0 where there is none."""
        query = "SELECT coalesce(max(number), 0) FROM decisions"
        with self._lock:
            (number,) = self._connection.execute(query).fetchone()
        return int(number)

    def latest(self, after: int = 0) -> dict[str, Decision]:
        """Return the decision in force by quotation, of those added since row `after`."""
        query = "SELECT quotation, value FROM decisions WHERE number > ? ORDER BY number"
        with self._lock:
            rows = self._connection.execute(query, (after,)).fetchall()
        return {id_: DECISION.validate_python(json.loads(value)) for id_, value in rows}

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            reason = getattr(error, "strerror", None) or error
            busy = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
            advice = (
                "an audit is being begun there: decide again in a moment"
                if busy
                else "put it back or free some space, and begin the review again"
            )
            raise ReportError(
                f"{self.path}: decisions cannot be kept there ({reason}): {advice}"
            ) from error


def kept_decisions(folder: Path) -> dict[str, Decision]:
    """Return the decisions in force of a report folder; none where nobody decided there."""
    if not (folder / FOLDER / FILE).is_file():
        return {}
    with Decisions(folder) as held:
        return held.latest()


VERSION = 1
LONGEST = 20_000  # characters of a note: ten pages; the page shows, searches and prints it whole
LARGEST = 50_000_000  # bytes; 30,000 decisions with long notes are some 15 MB


def decisions_file(latest: Mapping[str, Decision]) -> str:
    """Return decisions as the text of such a file."""
    held = [
        {"quotation": id_, **DECISION.dump_python(made, mode="json")}
        for id_, made in latest.items()
    ]
    return text_of({"quotes_decisions": VERSION, "decisions": held}, indent=2) + "\n"


def read_decisions(path: Path) -> list[tuple[str, Decision]]:
    """Return the decisions of a file by quotation; an InputError says what is wrong with it."""
    advice = "save one in the page with “Save decisions as a file”"
    try:
        held = json.loads(read_bounded(path, LARGEST))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); {advice}") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: no JSON ({error}); {advice}") from error
    if not isinstance(held, dict) or held.get("quotes_decisions") != VERSION:
        raise InputError(f"{path}: not a file of decisions; {advice}")
    try:
        return [(str(one["quotation"]), decision_of(one)) for one in held["decisions"]]
    except (KeyError, TypeError, ValueError) as error:
        first = " ".join(str(error).split())
        raise InputError(f"{path}: not a file of decisions ({first}); {advice}") from error


def decision_of(document: object) -> Decision:
    """Return the decision that a JSON object stands for; a ValueError says what is wrong."""
    try:
        decision: Decision = DECISION.validate_python(document)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in fault["loc"])
        raise ValueError(f"{where}: {fault['msg']}") from error
    for field in fields(decision):
        value = getattr(decision, field.name)
        if isinstance(value, str) and len(value) > LONGEST:
            raise ValueError(
                worded(
                    "{field} has {n} characters, more than {most}",
                    field=field.name,
                    n=f"{len(value):,}",
                    most=f"{LONGEST:,}",
                )
            )
    return decision
