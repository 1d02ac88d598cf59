"""The corpus of originals: a folder of sources, indexed once, asked many times."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from shutil import rmtree

import numpy as np

from quotes.errors import SourceError
from quotes.ml.batching import limit_threads
from quotes.model import Location, Query, Source, placed, worded
from quotes.originals.index import Index, build, load, save
from quotes.originals.indexing import Contents, Progress, Read, contents
from quotes.originals.library import Library
from quotes.originals.ranking_stages import SearchContext
from quotes.originals.search import locate
from quotes.originals.store import Store, Stored, digests_of, folder_of, name_of

_NAMED = 5  # sources named in a note
_OLD = 86_400  # seconds after which the index of an earlier state is taken away


class Corpus:
    """All sources of a folder, ready to be asked where quotations come from.

    `notes` are one-line messages: files that could not be read or are in a third language.
    """

    def __init__(self, held: Contents, index: Index | None = None) -> None:
        """Build the index in memory unless it is given; use `Corpus.open`."""
        self.notes = (*held.notes, *_without_spanish(held.stored))
        self.library = Library(tuple(one.source for one in held.stored if one.source))
        self.index = index if index is not None else _index(held.stored)
        self._by_name = {source.document: source for source in self.library.sources}
        self.spanish = np.array([c == "s" for one in held.stored for c in one.languages], bool)
        self._by_text: dict[str, list[int]] = {}
        for number, source in enumerate(self.library.sources):
            self._by_text.setdefault(_plain(source.text), []).append(number)
        self.context = SearchContext(
            self.index, self.library, self.spanish, int(self.spanish.sum())
        )

    @classmethod
    def open(
        cls,
        root: Path,
        read: Read,
        paths: Sequence[Path],
        *,
        audited: Sequence[Path] = (),
        cache: Path | None = None,
        progress: Progress = lambda done, total: None,
    ) -> Corpus:
        """Open the corpus of the files `paths` under `root`, reading only what has changed.

        `read` turns a file into a source. `cache` is the folder for the index; by default
        it lies in the user's cache. Files with the content of the `audited` ones are left out
        with a note. Raises SourceError where there is no usable file.
        """
        names = {name_of(path, root): path for path in paths}
        if not names:
            raise SourceError(placed(root, worded("holds no document of a kind that can be read")))
        folder = folder_of(root, cache)
        store = Store(folder)
        try:
            indexed = lambda key: _kept(folder, key).is_dir()  # noqa: E731 - asked once
            own = digests_of(audited)
            held = contents(store, names, read, progress, indexed, own)
            if not any(one.languages for one in held.stored):
                why = f" ({held.notes[0]})" if held.notes else ""
                raise SourceError(
                    placed(
                        root,
                        worded(
                            "no Spanish or English text in {count} files{why}",
                            count=len(names),
                            why=why,
                        ),
                    )
                )
            index = _mapped(folder, held)
            if index is None:  # another run took it away just now
                held = contents(store, names, read, progress, audited=own)
                index = _index(held.stored)
        finally:
            store.close()
        return cls(held, index)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Return the sources in the corpus."""
        return self.library.sources

    def source(self, document: str) -> Source:
        """Return the source whose path relative to the folder is `document`."""
        return self._by_name[document]

    def locate(self, queries: Sequence[Query], article: str | None = None) -> list[Location]:
        """Return where each quotation comes from; queries of one `group` help each other.

        A source with the text of the `article` itself is no original of it.
        """
        limit_threads(1)
        return locate(queries, self._without(article) if article else self.context)

    def _without(self, article: str) -> SearchContext:
        """Return what is searched, less the sources with the text of an article."""
        own = self._by_text.get(_plain(article))
        if own is None:
            return self.context
        spanish = self.spanish & ~np.isin(self.index.documents, own)
        return replace(
            self.context, spanish=spanish, searched=int(spanish.sum()), left_out=frozenset(own)
        )


def _index(stored: Sequence[Stored]) -> Index:
    """Return the index over all sentences of all documents."""
    spans = np.concatenate([one.spans for one in stored])
    lengths = [len(one.spans) for one in stored]
    vectors = np.concatenate([one.vectors for one in stored])
    keys = np.concatenate([one.keys for one in stored])
    counts = np.concatenate([one.counts for one in stored])
    documents = np.repeat(np.arange(len(stored), dtype=np.int32), lengths)
    return build(documents, spans, vectors, keys, counts)


def _without_spanish(stored: Sequence[Stored]) -> list[str]:
    """Return a line that counts and names the sources that hold no Spanish, none where all do."""
    others = [one.source.document for one in stored if one.source and "s" not in one.languages]
    if not others:
        return []
    named = ", ".join(others[:_NAMED]) + (", …" if len(others) > _NAMED else "")
    return [
        worded(
            "{n} of {all} sources hold no Spanish: {named}",
            n=len(others),
            all=len(stored),
            named=named,
        )
    ]


def _kept(folder: Path, key: str) -> Path:
    """Return the folder of the index of a key."""
    return folder / f"index-{key}"


def _mapped(folder: Path, held: Contents) -> Index | None:
    """Return the index of documents as it lies on the disk, made now where it does not.

    None where it does not and the documents came without their words.
    """
    kept = _kept(folder, held.key)
    found = load(kept)
    if found is not None and len(found.spans) == sum(len(one.spans) for one in held.stored):
        return found
    if not held.stored or any(len(one.vectors) < len(one.spans) for one in held.stored):
        return None
    made = _index(held.stored)
    for old in folder.glob("index-*"):
        with suppress(OSError):  # taken away just now
            if time.time() - old.stat().st_mtime > _OLD:
                rmtree(old, ignore_errors=True)
    save(made, kept)
    return load(kept) or made


def _plain(text: str) -> str:
    """Return what two readings of one text share, white space and mark-up signs left out."""
    return sha256("".join(filter(str.isalnum, text)).encode("utf8", "replace")).hexdigest()
