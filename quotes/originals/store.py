"""What is kept of a corpus between runs: read texts, sentences and vectors, in SQLite.

Safe to delete at any time, safe to kill at any time (every batch of documents is one
transaction), safe for several runs at once (WAL, and a batch replaces what it stores). It holds
the originals in full, so it is its owner's alone (0600 in 0700).
A file counts as unchanged only while its size, times and inode are those recorded, and
the record is older than the clock's grain; otherwise its bytes are hashed again.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotes.model import Place, Source, Span, worded
from quotes.safe_files import FOLDER, held, private_file, private_folder
from quotes.settings import cache_folder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Raise it when what is stored changes, or how readers extract text: older files are left alone.
LAYOUT = 10
_PATIENCE = 60  # seconds that another run may hold the file
_GRAIN_NS = 2_000_000_000  # a file changed this close to its record may change again unseen
# Larger files than the readers take are not hashed: the reader says why they are left out.
_LARGEST = 200_000_000
_TABLES = """
CREATE TABLE IF NOT EXISTS files (
  document TEXT PRIMARY KEY, stamp TEXT NOT NULL, stamped INTEGER NOT NULL, sha256 TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS texts (
  sha256 TEXT NOT NULL, document TEXT NOT NULL, error TEXT, source TEXT, spans BLOB, languages TEXT,
  vectors BLOB, keys BLOB, counts BLOB, PRIMARY KEY (sha256, document));
"""


@dataclass(frozen=True, slots=True)
class Stored:
    """A document as indexed: its source, its sentences, and their vectors in half precision.

    `spans` has shape (n, 2), `vectors` (n, 512); `languages` one letter a sentence
    ("s" Spanish, "n" English). `keys` are the word keys of the sentences one after the
    other, `counts` how many each has. `error` says why the file holds nothing usable.
    """

    source: Source | None
    spans: NDArray[np.int32]
    languages: str
    vectors: NDArray[np.float16]
    keys: NDArray[np.uint32]
    counts: NDArray[np.int32]
    error: str | None = None


class Store:
    """The stored documents of one originals folder.

    `notes` say in a line what was wrong with the file and what was done about it. Where it can
    not be written (a full disk, a lock held for a minute) the run goes on without it.
    """

    def __init__(self, folder: Path) -> None:
        """Open the store in `folder`; a file that is no database is set aside and made anew."""
        self.notes: list[str] = []
        self._path = folder / f"corpus-{LAYOUT}.sqlite"
        self._connection = self._connected()

    def _connected(self, broken: int | None = None, why: str = "") -> sqlite3.Connection:
        """Return a connection to the file, or to memory where the file cannot be used.

        `broken` is the number of a file that has to be set aside before. Nobody else opens or
        sets aside meanwhile: what another run has made anew would be taken for the broken one.
        """
        folder = self._path.parent
        try:
            folder.parent.mkdir(parents=True, exist_ok=True, mode=FOLDER)
            with held(folder.parent):
                private_folder(folder)
                if broken is not None:
                    self._set_aside(broken, why)
                try:
                    return self._opened(str(self._path))
                except sqlite3.OperationalError:  # locked, full, closed: it is not broken
                    raise
                except sqlite3.DatabaseError as error:
                    self._set_aside(_identity(self._path), str(error))
                    return self._opened(str(self._path))
        except (OSError, sqlite3.Error) as error:
            return self._in_memory(error)

    def _in_memory(self, why: OSError | sqlite3.Error) -> sqlite3.Connection:
        """Return a connection to memory, and tell why."""
        self._tell(
            worded(
                "cannot be used now ({error}); the originals are indexed for this run only",
                error=getattr(why, "strerror", None) or why,
            )
        )
        return self._opened(":memory:")

    def _opened(self, name: str) -> sqlite3.Connection:
        if name != ":memory:":
            private_file(self._path)
        connection = sqlite3.connect(name, timeout=_PATIENCE, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.executescript(_TABLES)
        except sqlite3.Error:
            connection.close()
            raise
        self._identity = None if name == ":memory:" else _identity(self._path)
        return connection

    def _set_aside(self, broken: int | None, why: str) -> None:
        """Rename a broken file, unless another run has done so already."""
        if _identity(self._path) != broken:
            return
        aside = self._path.with_suffix(f".broken-{time.time_ns()}")
        with suppress(OSError):
            self._path.rename(aside)
            for rest in ("-wal", "-shm"):
                Path(f"{self._path}{rest}").unlink(missing_ok=True)
        self._tell(
            worded(
                "was broken ({why}); it is kept as {name}, and the originals are read anew",
                why=why,
                name=aside.name,
            )
        )

    def mend(self, error: sqlite3.DatabaseError) -> None:
        """Begin anew after a fault that was met while the file was read: see `_connected`.

        One that is broken is set aside, one that cannot be used now is left alone.
        """
        with suppress(sqlite3.Error):
            self._connection.close()
        if isinstance(error, sqlite3.OperationalError):
            self._connection = self._in_memory(error)
        else:
            self._connection = self._connected(self._identity, str(error))

    def _tell(self, what: str) -> None:
        note = worded("index {path} {what}", path=self._path, what=what)
        if note not in self.notes:
            self.notes.append(note)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def digests(self, paths: dict[str, Path]) -> dict[str, str]:
        """Return the SHA-256 of every file, hashing only those that may have changed."""
        recorded = self._recorded()
        found, fresh = {}, []
        for document, path in paths.items():
            try:
                stamp, changed = _stamp(path)
            except OSError:  # gone or closed since it was listed: the reader says so
                found[document] = "unreadable"
                continue
            known = recorded.get(document)
            if known and known[0] == stamp and known[1] > changed + _GRAIN_NS:
                found[document] = known[2]
                continue
            now = time.time_ns()
            found[document] = digest_of(path)
            fresh.append((document, stamp, now, found[document]))
        try:
            self._put("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", fresh)
        except sqlite3.DatabaseError as error:
            self.mend(error)
        return found

    def _recorded(self) -> dict[str, list[Any]]:
        """Return what is known of each file; nothing where it cannot be read."""
        try:
            rows = self._connection.execute("SELECT document, stamp, stamped, sha256 FROM files")
            return {document: rest for document, *rest in rows}
        except sqlite3.OperationalError as error:
            self._tell(
                worded("could not be read ({error}); the originals are hashed anew", error=error)
            )
        except sqlite3.DatabaseError as error:
            self.mend(error)
        return {}

    def known(self) -> set[tuple[str, str]]:
        """Return the (digest, document) pairs that are stored."""
        return set(self._connection.execute("SELECT sha256, document FROM texts"))

    def put(self, entries: Iterable[tuple[str, str, Stored]]) -> None:
        """Store documents, given as (digest, document, stored), in one transaction."""
        rows = [(digest, document, *_row(stored)) for digest, document, stored in entries]
        self._put("INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def get(self, wanted: dict[str, str], *, words: bool) -> Iterator[tuple[str, Stored]]:
        """Yield the stored documents of `wanted` (document → digest) in its order.

        Without `words`, vectors and word keys are left out: the index holds them already.
        """
        kept = "vectors, keys, counts" if words else "x'', x'', x''"
        columns = f"error, source, spans, languages, {kept}"
        query = f"SELECT {columns} FROM texts WHERE sha256=? AND document=?"  # noqa: S608 - fixed
        for document, digest in wanted.items():
            row = self._connection.execute(query, (digest, document)).fetchone()
            if row is not None:
                yield document, _stored(row)

    def prune(self, wanted: dict[str, str]) -> None:
        """Forget the documents that are gone or have changed."""
        gone = [pair for pair in self.known() if wanted.get(pair[1]) != pair[0]]
        self._put("DELETE FROM texts WHERE sha256=? AND document=?", gone)

    def _put(self, statement: str, rows: list[Any]) -> None:
        """Write rows in one transaction; told, not raised, where there is no room or no turn."""
        if not rows:
            return
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany(statement, rows)
            self._connection.execute("COMMIT")
        except sqlite3.OperationalError as error:
            self._tell(
                worded(
                    "could not be written ({error}); the next run reads these originals again",
                    error=error,
                )
            )
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")


def _identity(path: Path) -> int | None:
    """Return the number of a file on its disk, None where there is none."""
    try:
        return path.stat().st_ino
    except OSError:
        return None


def digests_of(paths: Iterable[Path]) -> frozenset[str]:
    """Return the SHA-256 of every file that can be read."""
    return frozenset(digest for digest in map(digest_of, paths) if len(digest) == _HEX)


_HEX = 64  # digits of a SHA-256


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, a word for why there is none where it cannot be read."""
    try:
        if path.stat().st_size > _LARGEST:
            return "too large"
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return "unreadable"


def digests(root: Path, paths: Sequence[Path], cache: Path | None = None) -> dict[str, str]:
    """Return the SHA-256 of each file by its name in the corpus; reads what may have changed."""
    store = Store(folder_of(root, cache))
    try:
        return store.digests({name_of(path, root): path for path in paths if path.is_file()})
    finally:
        for note in store.notes:
            logging.getLogger("quotes").warning(note)
        store.close()


def name_of(path: Path, root: Path) -> str:
    """Return the path relative to the folder, in posix form: the document's name."""
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
    # A name that is no UTF-8 is written with escapes, as readers name the source.
    return name.encode("utf-8", "backslashreplace").decode()


def folder_of(root: Path, cache: Path | None) -> Path:
    """Return the folder of the index of a root in the cache."""
    parent = cache or cache_folder() / "originals"
    return parent / sha256(str(root.resolve()).encode()).hexdigest()[:16]


def _stamp(path: Path) -> tuple[str, int]:
    """Return what changes when a file does, and when it last did (ns)."""
    state = path.stat()
    stamp = f"{state.st_size}.{state.st_mtime_ns}.{state.st_ctime_ns}.{state.st_ino}"
    return stamp, max(state.st_mtime_ns, state.st_ctime_ns)


def _row(stored: Stored) -> tuple[Any, ...]:
    source = None if stored.source is None else json.dumps(asdict(stored.source), default=str)
    spans, vectors = stored.spans.astype("<i4"), stored.vectors.astype("<f2")
    words = (stored.keys.astype("<u4").tobytes(), stored.counts.astype("<i4").tobytes())
    return (stored.error, source, spans.tobytes(), stored.languages, vectors.tobytes(), *words)


def _stored(row: tuple[Any, ...]) -> Stored:
    import numpy as np  # noqa: PLC0415 - a run that finds nothing changed needs none of it

    error, source, spans, languages, vectors, keys, counts = row
    return Stored(
        source=None if source is None else _source(json.loads(source)),
        spans=np.frombuffer(spans, dtype="<i4").reshape(-1, 2),
        languages=languages,
        vectors=np.frombuffer(vectors, dtype="<f2").reshape(-1, 512),
        keys=np.frombuffer(keys, dtype="<u4"),
        counts=np.frombuffer(counts, dtype="<i4"),
        error=error,
    )


def _source(fields: dict[str, Any]) -> Source:
    """Return the source that `asdict` and JSON took apart."""
    for name in ("date", "retrieved"):
        fields[name] = None if fields[name] is None else date.fromisoformat(fields[name])
    places = (Place(Span(**one["span"]), one["label"], one["speaker"]) for one in fields["places"])
    return Source(**{**fields, "places": tuple(places), "warnings": tuple(fields["warnings"])})
