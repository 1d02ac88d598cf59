"""The corpus of originals: a folder of sources, indexed once, asked many times.

Only what changed is read, cut into sentences and encoded; the rest lies in the store.
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from shutil import rmtree

import numpy as np

from quotes.errors import QuotesError, SourceError
from quotes.languages.identification import identify, language_name
from quotes.languages.lexicon import words
from quotes.languages.sentences import sentences
from quotes.languages.words import phrases
from quotes.ml.batching import limit_threads
from quotes.ml.vectors import DIMENSIONS, encode_afresh
from quotes.model import Location, Query, Source, Span, placed, worded
from quotes.originals.index import Index, Library, build, load, related_documents, save, word_keys
from quotes.originals.ranking_stages import SearchContext
from quotes.originals.search import locate
from quotes.originals.store import LAYOUT, Store, Stored, digests_of, folder_of, name_of

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
        self._audited: frozenset[int] = frozenset()
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

        A source that is the `article` itself, or another version of it, is no original of it.
        """
        limit_threads(1)
        return locate(queries, self.context_of(article) if article else self.context)

    def context_of(self, article: str) -> SearchContext:
        """Return what is searched for the quotations of an article, and what is related to it."""
        related = related_documents(article, self.index, self.library)
        return replace(self._without(article), related=related)

    def leave_out(self, articles: Iterable[str]) -> None:
        """Leave out, with a note each, the sources that are versions of any of these articles.

        What is audited is no original of anything, of the other articles of a run neither.
        """
        own = frozenset(one for article in articles for one in self._versions(article))
        self._audited |= own
        self.notes = (*self.notes, *(is_version(self.sources[one].document) for one in sorted(own)))

    def versions(self, article: str) -> tuple[str, ...]:
        """Return the sources that are an article once more, or another version of it.

        Those that are left out of all articles are not among them.
        """
        own = sorted(self._versions(article) - self._audited)
        return tuple(self.sources[number].document for number in own)

    def _versions(self, article: str) -> frozenset[int]:
        own = set(self._by_text.get(_plain(article), ()))
        if self.english_told:
            ours = narrated(article, sentences(article))
            own |= {n for n, theirs in self.english_told.items() if one_article(ours, theirs)}
        return frozenset(own)

    @cached_property
    def english_told(self) -> dict[int, Narrated]:
        """Return what the sources tell in English, by their numbers, those that quote somebody."""
        rows = np.flatnonzero(~self.spanish)
        spans: dict[int, list[Span]] = {}
        for number, (start, end) in zip(
            self.index.documents[rows].tolist(), self.index.spans[rows].tolist(), strict=True
        ):
            spans.setdefault(number, []).append(Span(start, end))
        told = {number: narrated(self.sources[number].text, own) for number, own in spans.items()}
        return {number: one for number, one in told.items() if one.attributed}

    def _without(self, article: str) -> SearchContext:
        """Return what is searched, less the sources that are versions of an article."""
        own = self._versions(article) | self._audited
        if not own:
            return self.context
        spanish = self.spanish & ~np.isin(self.index.documents, list(own))
        return replace(self.context, spanish=spanish, searched=int(spanish.sum()), left_out=own)


# --- Whether a source is an article once more, or another version of it.
# A statement has no "said Mayor Parra": what a text says outside its quotation marks is its
# writer's. Who shares most of that with an article, and a sentence that quotes somebody, was
# written from it, or it from that.

_QUOTED = re.compile(r"“[^”\n]*(?:”|\n|$)|«[^»\n]*(?:»|\n|$)|\"[^\"\n]*(?:\"|\n|$)")
_TELLING = 20  # letters of a sentence outside its marks: "the mayor said" is anybody's
_SHARED = 2


@dataclass(frozen=True, slots=True)
class Narrated:
    """What the sentences of a text say outside quotation marks; of which sentences with some."""

    words: Counter[str]
    attributed: frozenset[str]


def narrated(text: str, spans: Iterable[Span]) -> Narrated:
    """Return what is said outside the marks in the sentences at `spans` of a text."""
    bare = _QUOTED.sub(lambda found: _MARK * len(found.group()), text)
    found, attributed = Counter[str](), set[str]()
    for span in spans:
        words = "".join(filter(str.isalnum, span.of(bare))).casefold()
        if len(words) >= _TELLING:
            found[words] += 1
            if _MARK in span.of(bare):
                attributed.add(words)
    return Narrated(found, frozenset(attributed))


_MARK = "\0"


def one_article(one: Narrated, other: Narrated) -> bool:
    """Return whether two texts share most of what one of them tells."""
    shared = (one.words & other.words).total()
    least = min(one.words.total(), other.words.total())
    return shared >= _SHARED and 2 * shared > least and bool(one.attributed & other.attributed)


def is_version(document: str) -> str:
    """Return the note that a source is a version of what is audited."""
    return placed(
        document, worded("is another version of an audited article, and no original; left out")
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


# --- From files to sentences: read what changed, cut it, encode it ---

Read = Callable[[Path], Source]
Progress = Callable[[int, int], None]
_BATCH = 32  # documents in one transaction: what a killed run loses at most
_TOLD = 50  # warnings of readers told one by one
_LONGEST = 1200  # characters of a sentence that are encoded


@dataclass(frozen=True, slots=True)
class Contents:
    """The documents of a folder, as stored, and what to tell the user about the others.

    `key` names what is held: it changes whenever a document does. Where an index of that key
    was there already, the documents come without vectors and words.
    """

    stored: tuple[Stored, ...]
    notes: tuple[str, ...]
    key: str = ""


def contents(
    store: Store,
    paths: dict[str, Path],
    read: Read,
    progress: Progress,
    indexed: Callable[[str], bool] = lambda _: False,
    audited: frozenset[str] = frozenset(),
) -> Contents:
    """Return every usable document of `paths`, reading only those not stored yet.

    `indexed` says whether there is an index of a key; `audited` are the digests of the files
    that are audited, which are no originals of anything.
    """
    try:
        return _contents(store, paths, read, progress, indexed, audited)
    except sqlite3.DatabaseError as error:
        store.mend(error)
        return _contents(store, paths, read, progress, indexed, audited)


def _contents(
    store: Store,
    paths: dict[str, Path],
    read: Read,
    progress: Progress,
    indexed: Callable[[str], bool],
    audited: frozenset[str],
) -> Contents:
    digests = store.digests(paths)
    own = [name for name, digest in digests.items() if digest in audited]
    notes = [placed(name, worded("is itself audited, and no original; left out")) for name in own]
    digests = {name: digest for name, digest in digests.items() if name not in own}
    known = store.known()
    missing = [name for name, digest in digests.items() if (digest, name) not in known]
    done = len(paths) - len(missing)
    for at in range(done):
        progress(at + 1, len(paths))
    fresh: dict[str, Stored | None] = {}
    for batch in _batches(missing):
        fresh |= {name: _indexed(name, paths[name], read, notes) for name in batch}
        store.put((digests[name], name, one) for name in batch if (one := fresh[name]))
        for _ in batch:
            done += 1
            progress(done, len(paths))
    store.prune(digests)
    listed = "\n".join([str(LAYOUT), *(f"{digest} {name}" for name, digest in digests.items())])
    key = sha256(listed.encode("utf8", "surrogateescape")).hexdigest()[:16]
    words = bool(fresh) or not indexed(key)
    held = fresh | dict(store.get(digests, words=words))
    for name in digests:  # taken away by another run that saw the folder at another time
        if name not in held:
            held[name] = _indexed(name, paths[name], read, notes)
    found = [(name, held[name]) for name in digests]
    notes += [one.error for _, one in found if one and one.error]
    usable = tuple(one for _, one in found if one and one.source)
    notes += _doubts([one.source for one in usable if one.source])
    return Contents(usable, (*store.notes, *notes), key)


def _doubts(sources: Sequence[Source]) -> list[str]:
    """Return what the readers warn of; beyond `_TOLD` lines, how many more there are."""
    lines = [warning for source in sources for warning in source.warnings]
    more = f"{len(lines) - _TOLD} more warnings of originals: read them one by one to see them"
    return [*lines[:_TOLD], more] if len(lines) > _TOLD else lines


def _batches(names: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(names), _BATCH):
        yield names[start : start + _BATCH]


def _indexed(name: str, path: Path, read: Read, notes: list[str]) -> Stored | None:
    """Return a file as stored; None, with a note, where it cannot be read."""
    try:
        source = read(path)
    except QuotesError as error:
        notes.append(str(error))
        return None
    language = identify(source.text) or source.language
    if not source.text.strip():
        return _empty(placed(name, worded("holds no text; left out")))
    if language not in ("es", "en"):
        return _empty(
            placed(
                name,
                worded(
                    "is in {language}, neither Spanish nor English; left out",
                    language=language_name(language),
                ),
            )
        )
    return cut(source, language)


def cut(source: Source, language: str) -> Stored:
    """Return the sentences of a source with their languages and vectors."""
    spans = sentences(source.text)
    texts = [span.of(source.text) for span in spans]
    keys = [word_keys(words(text)) for text in texts]
    return Stored(
        source=source,
        spans=np.array([(s.start, s.end) for s in spans], dtype=np.int32).reshape(-1, 2),
        languages="".join(_language(text, language) for text in texts),
        vectors=encode_afresh([text[:_LONGEST] for text in texts]).astype(np.float16),
        keys=np.concatenate([*keys, word_keys(())]),
        counts=np.array([len(one) for one in keys], dtype=np.int32),
    )


def _language(text: str, document: str) -> str:
    """Return the letter of a sentence's language: "s" Spanish, "n" English.

    The document's own, unless function words of the other outnumber its own three to one.
    """
    spanish, english = (phrases("function_words", name) for name in ("spanish", "english"))
    found = words(text)
    theirs, ours = (english, spanish) if document == "es" else (spanish, english)
    other = sum(word in theirs and word not in ours for word in found)
    own = sum(word in ours and word not in theirs for word in found)
    turned = other >= 2 and other >= 3 * own
    return "s" if (document == "es") != turned else "n"


def _empty(error: str) -> Stored:
    nothing = np.zeros((0, 2), dtype=np.int32)
    vectors = np.zeros((0, DIMENSIONS), dtype=np.float16)
    return Stored(None, nothing, "", vectors, word_keys(()), nothing[:, 0], error)
