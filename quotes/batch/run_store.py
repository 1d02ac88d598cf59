"""The run store: one SQLite file in the report folder, a row an article, written as it is done.

    runs       what was asked for, when, with which signature
    articles   each article as read, and what was found out about it, by the keys of `stages`
    sources    the originals that passages come from
    files      what was read from each file, by a digest of it
    written    which report lies in the folder: a digest of its contents, and of its files
    decisions  what a person decided of a quotation (`quotes.review.decisions` keeps it here)

Killed at any moment it holds what was done (WAL, a transaction an article). It holds texts of
drafts: the file is readable by its owner only (0600, in a folder of 0700).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Self, overload

from pydantic import TypeAdapter

from quotes.errors import ReportError
from quotes.model import Article, AuditedArticle, Source
from quotes.safe_files import private_file, private_folder
from quotes.writers.json_report import article_document, article_of, line_of
from quotes.writers.shown_text import whole

FOLDER, FILE = "run", "quotes.sqlite"  # in the report folder
LAYOUT = 1  # raise it when the tables change: an older file is then refused with advice
TABLES = """
CREATE TABLE IF NOT EXISTS runs (
  id INTEGER PRIMARY KEY, identity TEXT NOT NULL, signature TEXT NOT NULL, created TEXT NOT NULL,
  notes TEXT NOT NULL DEFAULT '[]');
CREATE TABLE IF NOT EXISTS articles (
  path TEXT PRIMARY KEY, run INTEGER NOT NULL, position INTEGER NOT NULL, content TEXT NOT NULL,
  article TEXT NOT NULL, found TEXT, located TEXT, judged TEXT, result TEXT, failed TEXT,
  documents TEXT NOT NULL DEFAULT '[]', faults INTEGER NOT NULL DEFAULT 0, seconds REAL);
CREATE INDEX IF NOT EXISTS articles_in_order ON articles (run, position);
CREATE TABLE IF NOT EXISTS sources (document TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS stages (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS files (
  path TEXT PRIMARY KEY, digest TEXT NOT NULL, article TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS written (digest TEXT NOT NULL, files TEXT NOT NULL);
"""
_ARTICLE, _SOURCE = TypeAdapter(Article), TypeAdapter(Source)


@dataclass(frozen=True, slots=True)
class Stage:
    """The originals of a run: digest by document, what was left out, what is missing."""

    sources: dict[str, str]
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


_STAGE = TypeAdapter(Stage)


@dataclass(frozen=True, slots=True)
class Run:
    """One run as recorded; `notes` are what is to be known of it besides its articles."""

    id: int
    signature: str
    created: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """An article of the run and the keys of what is stored of it (None: nothing is)."""

    article: Article
    found: str | None
    located: str | None
    judged: str | None
    failed: str | None


class RunStore:
    """The run store of a report folder; without a folder, one that is gone when it is closed."""

    def __init__(self, folder: Path | None) -> None:
        """Open the store, making it where there is none; raise ReportError."""
        self.path = store_path(folder) if folder else None
        with self._told():
            if self.path:
                private_folder(self.path.parent)
                private_file(self.path)
            self._connection = sqlite3.connect(
                self.path or "", timeout=60, isolation_level=None, check_same_thread=False
            )
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=NORMAL")
            self._connection.executescript(TABLES)
            self._check_layout()

    def _check_layout(self) -> None:
        (layout,) = self._connection.execute("PRAGMA user_version").fetchone()
        if layout not in (0, LAYOUT):
            raise ReportError(
                f"{self.path}: made by another version of quotes: name another --report folder"
            )
        self._connection.execute(f"PRAGMA user_version={LAYOUT}")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- a run ---

    def begin(
        self, articles: Iterable[Article], key: str, signature: Callable[[], str], created: str
    ) -> Run:
        """Record what is asked for and return the run: the last one, if it asked for the same.

        `key` stands for everything that the answer depends on besides the articles. Of an
        article that changed, what was stored is forgotten. Articles of one path are told
        apart by a number. `signature` is asked only of a run that is new.
        """
        digest = sha256(key.encode())
        with self._transaction():
            last = self.last_run()
            number = last.id + 1 if last else 1
            for position, article in enumerate(articles):
                digest.update(self._put_input(number, position, article).encode())
            identity = digest.hexdigest()
            if last and self._identity(last.id) == identity:
                self._connection.execute("UPDATE articles SET run=? WHERE run=?", (last.id, number))
                return last
            signed = signature()
            self._connection.execute(
                "INSERT INTO runs (id, identity, signature, created) VALUES (?, ?, ?, ?)",
                (number, identity, signed, created),
            )
            return Run(number, signed, created)

    def _put_input(self, run: int, position: int, article: Article) -> str:
        path, count = article.path, 1
        seen = "SELECT 1 FROM articles WHERE path=? AND run=?"
        while self._connection.execute(seen, (whole(path), run)).fetchone():
            count += 1
            path = f"{article.path} ({count})"
        value = whole(json.dumps(_ARTICLE.dump_python(article, mode="json") | {"path": path}))
        content = sha256(value.encode()).hexdigest()
        self._connection.execute(
            """INSERT INTO articles (path, run, position, content, article)
            VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (path) DO UPDATE SET run=?2, position=?3,
            article=?5, found=iif(content=?4, found, NULL), result=iif(content=?4, result, NULL),
            failed=iif(content=?4, failed, NULL), documents=iif(content=?4, documents, '[]'),
            content=?4""",
            (whole(path), run, position, content, value),
        )
        return content

    def _identity(self, run: int) -> str:
        (identity,) = self._connection.execute(
            "SELECT identity FROM runs WHERE id=?", (run,)
        ).fetchone()
        return str(identity)

    def last_run(self) -> Run | None:
        """Return the latest run, None where there is none yet."""
        row = self._connection.execute(
            "SELECT id, signature, created, notes FROM runs ORDER BY id DESC LIMIT 1"
        ).fetchone()
        return Run(row[0], row[1], row[2], tuple(json.loads(row[3]))) if row else None

    def note(self, run: Run, notes: Sequence[str]) -> Run:
        """Record what is to be known of a run; return it."""
        with self._transaction():
            self._connection.execute(
                "UPDATE runs SET notes=? WHERE id=?", (json.dumps(list(notes)), run.id)
            )
        return Run(run.id, run.signature, run.created, tuple(notes))

    def forget(self) -> None:
        """Forget all results and runs, for `--fresh`; decisions stay."""
        with self._transaction():
            for table in ("articles", "runs", "sources", "stages", "files", "written"):
                self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - fixed names

    # --- articles ---

    def file(self, path: Path, digest: str) -> Article | None:
        """Return the article that was read from a file of this digest; None where none was."""
        query = "SELECT article FROM files WHERE path=? AND digest=?"
        row = self._connection.execute(query, (whole(str(path)), digest)).fetchone()
        return _article(row[0]) if row else None

    def put_file(self, path: Path, digest: str, article: Article) -> None:
        """Keep what was read from a file, within the transaction under way."""
        value = whole(json.dumps(_ARTICLE.dump_python(article, mode="json")))
        with self._told():
            self._connection.execute(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?)", (whole(str(path)), digest, value)
            )

    def row(self, path: str) -> Row:
        """Return the article at a path, with the keys of what is stored of it."""
        value, *keys = self._connection.execute(
            "SELECT article, found, located, judged, failed FROM articles WHERE path=?",
            (whole(path),),
        ).fetchone()
        return Row(_article(value), *keys)

    def rows(self, run: Run) -> Iterator[Row]:
        """Yield the articles of a run in order, with the keys of what is stored of each."""
        last = -1
        query = (
            "SELECT position, article, found, located, judged, failed FROM articles "
            "WHERE run=? AND position>? ORDER BY position LIMIT 1"
        )
        while row := self._connection.execute(query, (run.id, last)).fetchone():
            last, value, *keys = row
            yield Row(_article(value), *keys)

    def result(self, path: str) -> AuditedArticle | None:
        """Return what is stored of an article, None where nothing is."""
        row = self._connection.execute(
            "SELECT article, result, failed FROM articles WHERE path=?", (whole(path),)
        ).fetchone()
        return _audited(*row) if row else None

    def put(
        self,
        audited: AuditedArticle,
        keys: tuple[str, str, str],
        sources: Iterable[Source] = (),
        seconds: float = 0.0,
    ) -> None:
        """Store what was found out about an article, with the sources that it cites."""
        documents = json.dumps(sorted(cited(audited)))
        result = None if audited.failed else line_of(article_document(audited))
        faults = sum(bool(q.notes) for q in audited.quotations)
        path = whole(audited.article.path)
        with self._transaction():
            self._put_sources(sources)
            self._connection.execute(
                "UPDATE articles SET found=?, located=?, judged=?, result=?, failed=?, "
                "documents=?, faults=?, seconds=? WHERE path=?",
                (*keys, result, audited.failed, documents, faults, seconds, path),
            )

    def amend(self, audited: AuditedArticle, sources: Iterable[Source] = ()) -> None:
        """Put what a person had judged anew in the place of what the run found of an article.

        It lasts as long as the answer for its article: until the originals that it cites or the
        article change, or `--fresh`. Nothing happens where no run is stored of the article.
        """
        plain = replace(
            audited, quotations=tuple(replace(q, decision=None) for q in audited.quotations)
        )
        with self._transaction():
            self._put_sources(sources)
            self._connection.execute(
                "UPDATE articles SET result=?, documents=? WHERE path=? AND result IS NOT NULL",
                (
                    line_of(article_document(plain)),
                    json.dumps(sorted(cited(plain))),
                    whole(audited.article.path),
                ),
            )

    def _put_sources(self, sources: Iterable[Source]) -> None:
        self._connection.executemany(
            "INSERT OR REPLACE INTO sources VALUES (?, ?)",
            [(s.document, line_of(_SOURCE.dump_python(s, mode="json"))) for s in sources],
        )

    def renew(self, path: str, keys: tuple[str, str, str]) -> None:
        """Record that what is stored of an article holds for new keys too."""
        with self._transaction():
            self._connection.execute(
                "UPDATE articles SET found=?, located=?, judged=? WHERE path=?",
                (*keys, whole(path)),
            )

    def articles(self, run: Run) -> StoredArticles:
        """Return the articles done of a run, read from the file one after the other."""
        return StoredArticles(self._connection, run.id)

    def sources(self, run: Run) -> tuple[Source, ...]:
        """Return the sources that the articles of a run cite, by document."""
        names = {
            name
            for (held,) in self._connection.execute(
                "SELECT documents FROM articles WHERE run=?", (run.id,)
            )
            for name in json.loads(held)
        }
        query = "SELECT value FROM sources WHERE document=?"
        rows = (self._connection.execute(query, (name,)).fetchone() for name in sorted(names))
        return tuple(_SOURCE.validate_python(json.loads(row[0])) for row in rows if row)

    def failures(self, run: Run) -> tuple[list[str], int]:
        """Return a line for each article that failed, and how many quotations have a fault."""
        failed = self._connection.execute(
            "SELECT path, failed FROM articles WHERE run=? AND failed IS NOT NULL "
            "ORDER BY position",
            (run.id,),
        )
        lines = [f"{path}: {reason}" for path, reason in failed]
        (faults,) = self._connection.execute(
            "SELECT total(faults) FROM articles WHERE run=?", (run.id,)
        ).fetchone()
        return lines, int(faults)

    def digest(self, run: Run) -> str:
        """Return a digest of all that a report of a run is made of."""
        digest = sha256(repr(run).encode())
        articles = "SELECT article, result, failed FROM articles WHERE run=? ORDER BY position"
        sources = "SELECT document, value FROM sources ORDER BY document"
        for query, values in ((articles, (run.id,)), (sources, ())):
            for row in self._connection.execute(query, values):
                digest.update(repr(row).encode())
        return digest.hexdigest()

    def is_written(self, digest: str, files: str) -> bool:
        """Return whether the report that was written last had this content and these files."""
        row = self._connection.execute("SELECT digest, files FROM written").fetchone()
        return row is not None and tuple(row) == (digest, files)

    def put_written(self, digest: str, files: str) -> None:
        """Record which report lies in the folder."""
        with self._transaction():
            self._connection.execute("DELETE FROM written")
            self._connection.execute("INSERT INTO written VALUES (?, ?)", (digest, files))

    # --- what a key stands for ---

    def stage(self, key: str | None) -> Stage | None:
        """Return what was recorded of the originals under a key, None where nothing is."""
        row = self._connection.execute("SELECT value FROM stages WHERE key=?", (key,)).fetchone()
        return _STAGE.validate_python(json.loads(row[0])) if row else None

    def put_stage(self, key: str, stage: Stage) -> None:
        """Record what a key stands for."""
        with self._transaction():
            self._connection.execute(
                "INSERT OR REPLACE INTO stages VALUES (?, ?)",
                (key, line_of(_STAGE.dump_python(stage, mode="json"))),
            )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise ReportError(
                f"{self.path or 'the temporary run store'}: cannot be written "
                f"({getattr(error, 'strerror', None) or error}): free some space or name another "
                "--report folder; run the same command again, and what is done is kept"
            ) from error


class StoredArticles(Sequence[AuditedArticle]):
    """The articles done of a run, in order of input; each is read when it is asked for."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        run: int,
        change: Callable[[AuditedArticle], AuditedArticle] = lambda audited: audited,
    ) -> None:
        """Read nothing yet; `change` is made to each article that is read."""
        self._connection, self._run, self._change = connection, run, change
        self._where = "FROM articles WHERE run=? AND (result IS NOT NULL OR failed IS NOT NULL)"

    def __len__(self) -> int:
        (count,) = self._connection.execute(
            f"SELECT count(*) {self._where}", (self._run,)
        ).fetchone()
        return int(count)

    def __iter__(self) -> Iterator[AuditedArticle]:
        query = f"SELECT article, result, failed {self._where} ORDER BY position"
        for row in self._connection.execute(query, (self._run,)):
            yield self._change(_audited(*row))

    @overload
    def __getitem__(self, index: int) -> AuditedArticle: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[AuditedArticle, ...]: ...
    def __getitem__(self, index: int | slice) -> AuditedArticle | tuple[AuditedArticle, ...]:
        if isinstance(index, slice):
            return tuple(self[number] for number in range(*index.indices(len(self))))
        number = index + len(self) if index < 0 else index
        query = f"SELECT article, result, failed {self._where} ORDER BY position LIMIT 1 OFFSET ?"
        row = self._connection.execute(query, (self._run, number)).fetchone()
        if row is None or number < 0:
            raise IndexError(index)
        return self._change(_audited(*row))

    def changed(self, change: Callable[[AuditedArticle], AuditedArticle]) -> StoredArticles:
        """Return the same articles, each with one more change made to it when it is read."""
        before = self._change
        return StoredArticles(self._connection, self._run, lambda audited: change(before(audited)))


def store_path(folder: Path) -> Path:
    """Return where the run store of a report folder lies."""
    return folder / FOLDER / FILE


def cited(audited: AuditedArticle) -> set[str]:
    """Return the documents that the quotations of an article come from or may come from."""
    return {
        passage.document
        for q in audited.quotations
        for passage in (*q.location.passages, *q.location.candidates, *q.location.editions)
    }


def _article(value: str) -> Article:
    article: Article = _ARTICLE.validate_python(json.loads(value))
    return article


def _audited(article: str, result: str | None, failed: str | None) -> AuditedArticle | Any:  # noqa: ANN401
    if result is not None:
        return article_of(json.loads(result))
    return AuditedArticle(_article(article), (), failed) if failed else None
