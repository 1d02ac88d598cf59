"""From files to an index: read what changed, cut it into sentences, encode them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from quotes.errors import QuotesError
from quotes.languages.identification import identify, language_name
from quotes.languages.lexicon import words
from quotes.languages.sentences import sentences
from quotes.languages.wordlists import phrases
from quotes.ml.sentence_vectors import DIMENSIONS, encode_afresh
from quotes.ml.threads import limit_threads
from quotes.model import Source
from quotes.originals.index import word_keys
from quotes.originals.store import Store, Stored

Read = Callable[[Path], Source]
Progress = Callable[[int, int], None]
_BATCH = 32  # documents in one transaction: what a killed run loses at most
_LONGEST = 1200  # characters of a sentence that are encoded


@dataclass(frozen=True, slots=True)
class Contents:
    """The documents of a folder, as stored, and what to tell the user about the others."""

    stored: tuple[Stored, ...]
    notes: tuple[str, ...]


def contents(store: Store, paths: dict[str, Path], read: Read, progress: Progress) -> Contents:
    """Return every usable document of `paths`, reading only those not stored yet."""
    notes: list[str] = []
    digests = store.digests(paths)
    known = store.known()
    missing = [name for name, digest in digests.items() if (digest, name) not in known]
    done = len(paths) - len(missing)
    for at in range(done):
        progress(at + 1, len(paths))
    for batch in _batches(missing):
        fresh = [(digests[n], n, _indexed(n, paths[n], read, notes)) for n in batch]
        store.put((digest, name, one) for digest, name, one in fresh if one is not None)
        for _ in batch:
            done += 1
            progress(done, len(paths))
    store.prune(digests)
    held = list(store.get(digests))
    notes += [one.error for _, one in held if one.error]
    return Contents(tuple(one for _, one in held if one.source), tuple(notes))


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
        return _empty(f"{name}: holds no text; left out")
    if language not in ("es", "en"):
        return _empty(
            f"{name}: is in {language_name(language)}, neither Spanish nor English; left out"
        )
    return cut(source, language)


def cut(source: Source, language: str) -> Stored:
    """Return the sentences of a source with their languages and vectors."""
    limit_threads(1)
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
