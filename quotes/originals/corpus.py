"""The corpus of originals: a folder of sources, indexed once, asked many times."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np

from quotes.errors import SourceError
from quotes.ml.threads import limit_threads
from quotes.model import Location, Query, Source
from quotes.originals.index import Index, build
from quotes.originals.indexing import Contents, Progress, Read, contents
from quotes.originals.passages import Library
from quotes.originals.ranking_stages import SearchContext
from quotes.originals.search import locate
from quotes.originals.store import Store, Stored
from quotes.settings import cache_folder


class Corpus:
    """All sources of a folder, ready to be asked where quotations come from.

    `notes` are one-line messages: files that could not be read or are in a third language.
    """

    def __init__(self, held: Contents) -> None:
        """Build the index in memory; use `Corpus.open` or `Corpus.of`."""
        self.notes = held.notes
        self.library = Library(tuple(one.source for one in held.stored if one.source))
        self.index = _index(held.stored)
        self._by_name = {source.document: source for source in self.library.sources}
        self.spanish = np.array([c == "s" for one in held.stored for c in one.languages], bool)
        self._ground = SearchContext(
            self.index, self.library, self.spanish, int(self.spanish.sum())
        )

    @classmethod
    def open(
        cls,
        root: Path,
        read: Read,
        paths: Sequence[Path],
        *,
        cache: Path | None = None,
        progress: Progress = lambda done, total: None,
    ) -> Corpus:
        """Open the corpus of the files `paths` under `root`, reading only what has changed.

        `read` turns a file into a source. `cache` is the folder for the index; by default
        it lies in the user's cache. Raises SourceError where there is no usable file.
        """
        names = {_name(path, root): path for path in paths}
        if not names:
            raise SourceError(f"{root}: holds no document of a kind that can be read")
        store = Store(_folder(root, cache))
        try:
            held = contents(store, names, read, progress)
        finally:
            store.close()
        if not any(one.languages for one in held.stored):
            reason = f" ({held.notes[0]})" if held.notes else ""
            raise SourceError(f"{root}: no Spanish or English text in {len(names)} files{reason}")
        return cls(held)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Return the sources in the corpus."""
        return self.library.sources

    def source(self, document: str) -> Source:
        """Return the source whose path relative to the folder is `document`."""
        return self._by_name[document]

    def locate(self, queries: Sequence[Query]) -> list[Location]:
        """Return where each quotation comes from; queries of one `group` help each other."""
        limit_threads(1)
        return locate(queries, self._ground)


def _index(stored: Sequence[Stored]) -> Index:
    """Return the index over all sentences of all documents."""
    spans = np.concatenate([one.spans for one in stored])
    lengths = [len(one.spans) for one in stored]
    vectors = np.concatenate([one.vectors for one in stored])
    keys = np.concatenate([one.keys for one in stored])
    counts = np.concatenate([one.counts for one in stored])
    documents = np.repeat(np.arange(len(stored), dtype=np.int32), lengths)
    return build(documents, spans, vectors, keys, counts)


def _name(path: Path, root: Path) -> str:
    """Return the path relative to the folder, in posix form."""
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
    # A name that is no UTF-8 is written with escapes, as readers name the source.
    return name.encode("utf-8", "backslashreplace").decode()


def _folder(root: Path, cache: Path | None) -> Path:
    """Return the folder of the index of a root in the cache."""
    parent = cache or cache_folder() / "originals"
    return parent / sha256(str(root.resolve()).encode()).hexdigest()[:16]


def digests(root: Path, paths: Sequence[Path], cache: Path | None = None) -> dict[str, str]:
    """Return the SHA-256 of each file by its name in the corpus; reads what may have changed."""
    store = Store(_folder(root, cache))
    try:
        return store.digests({_name(path, root): path for path in paths if path.is_file()})
    finally:
        store.close()
