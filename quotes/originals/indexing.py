"""From files to an index: read what changed, cut it into sentences, encode them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from quotes.errors import QuotesError
from quotes.languages.identification import identify, language_name
from quotes.languages.lexicon import words
from quotes.languages.sentences import sentences
from quotes.languages.words import phrases
from quotes.ml.vectors import DIMENSIONS, encode_afresh
from quotes.model import Source, placed, worded
from quotes.originals.index import word_keys
from quotes.originals.store import Store, Stored

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
    listed = "\n".join(f"{digest} {name}" for name, digest in digests.items())
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
