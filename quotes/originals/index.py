"""A corpus in memory: its sources, and their sentences, nearest by vector, best by words.

Vectors are searched in two steps, a short projection of all and then the whole of the
nearest; words through an inverted file. Both cost little more for ten times the corpus.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from quotes.languages.lexicon import rarity
from quotes.languages.words import fold
from quotes.model import Passage, Source, Span
from quotes.originals.quoted_speech import speaker_at
from quotes.originals.word_overlap import OPENING, renderings
from quotes.safe_files import private_file, private_folder, temporary_folder

_SHORT = 64  # dimensions of the first stage
_SHORTLIST = 400  # sentences whose whole vectors are then compared
_CHUNK = 16384
# Sentences whose vectors are kept and searched whole, in single precision: 16 MB. Up to there a
# product with all costs less than to bring the shortlist from half precision (0.13 ms, 0.25).
_SMALL = 8000
_FREQUENT = 0.08  # a word in more than this share of the sentences tells little


_ARRAYS = (
    "documents", "spans", "vectors", "short", "axes", "vocabulary", "postings", "starts",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Index:
    """All sentences: document number, offsets, language letter, vector, words.

    `postings` lists sentence numbers by word key; those of `vocabulary[w]` lie from
    `starts[w]` to `starts[w + 1]`. `axes` (512, 64) projects a vector to `short`.
    """

    documents: NDArray[np.int32]
    spans: NDArray[np.int32]
    vectors: NDArray[np.float16] | NDArray[np.float32]
    short: NDArray[np.float32]
    axes: NDArray[np.float32]
    vocabulary: NDArray[np.uint32]
    postings: NDArray[np.int32]
    starts: NDArray[np.int64]

    def nearest(self, vector: NDArray[np.float32], count: int) -> NDArray[np.int64]:
        """Return the numbers of the sentences whose vectors are nearest, best first."""
        if len(self.vectors) <= _SMALL:
            return _top(self.vectors.astype(np.float32, copy=False) @ vector, count)
        rough = self.short @ (self.axes.T @ vector)
        listed = _top(rough, max(count, _SHORTLIST))
        whole = self.vectors[listed].astype(np.float32, copy=False) @ vector
        return np.asarray(listed[_top(whole, count)])

    def cosines(
        self, vector: NDArray[np.float32], numbers: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Return the cosines of `vector` with the sentences `numbers`."""
        return np.asarray(self.vectors[numbers].astype(np.float32, copy=False) @ vector)

    def by_english(
        self, keys: Sequence[str], rarities: NDArray[np.float32], count: int
    ) -> NDArray[np.int64]:
        """Return the sentences whose words best explain English words, best first."""
        scores = np.zeros(len(self.spans), dtype=np.float32)
        for key, weight in dict(zip(keys, rarities.tolist(), strict=True)).items():
            best = np.zeros(0, dtype=np.float32)
            for start, share in sorted(renderings(key).items(), key=lambda one: one[1]):
                hits = self._hits(_key(start))
                if len(hits):
                    best = best if len(best) else np.zeros(len(self.spans), dtype=np.float32)
                    best[hits] = share
            if len(best):
                scores += weight * best
        return _top(scores, count, above=0.0)

    def sharing(self, keys: Sequence[str], count: int) -> NDArray[np.int64]:
        """Return the sentences that share the rarest words with another text, best first."""
        scores = np.zeros(len(self.spans), dtype=np.float32)
        for key in word_keys(keys).tolist():
            hits = self._hits(key)
            scores[hits] += np.log(len(self.spans) / max(1, len(hits)))
        return _top(scores, count, above=0.0)

    def having(self, word: str) -> NDArray[np.int32]:
        """Return the sentences with a word of the same opening, none where it is in too many."""
        return self._hits(_key(word[:OPENING]))

    def _hits(self, key: int) -> NDArray[np.int32]:
        """Return the sentences with a word, none where it is in too many."""
        at = int(np.searchsorted(self.vocabulary, key))
        if at == len(self.vocabulary) or int(self.vocabulary[at]) != key:
            return self.postings[:0]
        hits = self.postings[self.starts[at] : self.starts[at + 1]]
        return hits if len(hits) <= max(50, _FREQUENT * len(self.spans)) else hits[:0]


def word_keys(words: Iterable[str]) -> NDArray[np.uint32]:
    """Return the keys of the words of a sentence, each once: CRC-32 of their openings.

    Inflected forms share an opening and so a key. Two of 100,000 openings share a key by
    chance about once, which costs a useless candidate.
    """
    return np.array(sorted({_key(word[:OPENING]) for word in words}), dtype=np.uint32)


def _key(opening: str) -> int:
    return crc32(opening.encode())


def build(
    documents: NDArray[np.int32],
    spans: NDArray[np.int32],
    vectors: NDArray[np.float16],
    keys: NDArray[np.uint32],
    counts: NDArray[np.int32],
) -> Index:
    """Return the index of sentences: `keys` of all in order, `counts` how many each has."""
    sentence = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    order = np.argsort(keys, kind="stable")
    vocabulary, first = np.unique(keys[order], return_index=True)
    starts = np.append(first, len(keys)).astype(np.int64)
    axes = _principal_axes(vectors)
    short = np.concatenate(
        [vectors[i : i + _CHUNK].astype(np.float32) @ axes for i in range(0, len(vectors), _CHUNK)]
        or [np.zeros((0, axes.shape[1]), dtype=np.float32)]
    )
    kept = vectors.astype(np.float32) if len(vectors) <= _SMALL else vectors
    return Index(documents, spans, kept, short, axes, vocabulary, sentence[order], starts)


def save(index: Index, folder: Path) -> None:
    """Write the arrays of an index to a folder that then appears whole; nothing where it cannot.

    Every worker maps them into memory, so that they are held once a machine.
    """
    try:
        with temporary_folder(folder.parent) as making:
            for name in _ARRAYS:
                path = private_file(making / f"{name}.npy")
                np.save(path, getattr(index, name), allow_pickle=False)
            private_folder(making.rename(folder))
            making.mkdir()  # for its owner to take away
    except OSError:  # no room, or another run was first
        return


def load(folder: Path) -> Index | None:
    """Return the index that `save` wrote, its arrays mapped from the disk; None where none is.

    As plain arrays: numpy takes some ten times as long to take a row out of a `memmap`.
    """
    try:
        arrays = {
            name: np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False))
            for name in _ARRAYS
        }
    except (OSError, ValueError):
        return None
    return Index(**arrays)


def _principal_axes(vectors: NDArray[np.float16]) -> NDArray[np.float32]:
    """Return the axes (512, 64) along which a sample of the vectors varies most."""
    step = max(1, len(vectors) // 4000)
    sample = vectors[::step].astype(np.float32)
    _, axes = np.linalg.eigh(sample.T @ sample)
    return np.ascontiguousarray(axes[:, -_SHORT:], dtype=np.float32)


def _top(scores: NDArray[np.float32], count: int, above: float | None = None) -> NDArray[np.int64]:
    """Return the numbers of the highest scores, best first."""
    if above is not None:  # of by far the most sentences no word matches
        listed = np.flatnonzero(scores > above)
        return np.asarray(listed[_top(scores[listed], count)])
    count = min(count, len(scores))
    if count == 0:
        return np.zeros(0, dtype=np.int64)
    listed = np.argpartition(-scores, count - 1)[:count]
    return listed[np.argsort(-scores[listed], kind="stable")]


# --- The sources, and spans of them as passages ---

_CONTEXT = 240  # characters shown on either side


@dataclass(frozen=True, slots=True)
class Library:
    """The sources by document number."""

    sources: tuple[Source, ...]

    def text(self, document: int, span: Span) -> str:
        """Return the words of a window."""
        return span.of(self.sources[document].text)

    def passage(self, document: int, span: Span, score: float, language: str = "es") -> Passage:
        """Return a span of a document as a passage."""
        source = self.sources[document]
        return Passage(
            document=source.document,
            span=span,
            text=span.of(source.text),
            score=round(score, 4),
            language=language,
            before=source.text[max(0, span.start - _CONTEXT) : span.start],
            after=source.text[span.end : span.end + _CONTEXT],
            place=_place(source, span),
            speaker=speaker_at(source, span),
        )


def _place(source: Source, span: Span) -> str | None:
    """Return the label of the page or time that holds most of the window."""
    best = max(source.places, key=lambda one: one.span.overlap(span), default=None)
    return best.label if best and best.span.overlap(span) else None


# --- Sources that tell of what an article tells: they share names that few other sources have ---
# A newsroom quotes four words of a bulletin of which nothing else is quoted. Whether they come from
# there the words alone cannot say, but the bulletin names the volcano and the town that the article
# names. Of the 268 sources of the *choose* events of `benchmarks/events` 75 % share two rare names
# with their own article; of the 28,676 pairs with another event's article 0.08 % do. Without
# `_RARE` it would be 81 and 0.2 %, and US articles would be related to old Spanish news by their
# states.

_NAMES = 2  # names that an article shares with a source of its own
_FEW = 5  # sources at most that have such a name
_RARE = 12.0  # information (nats) of a word that newspapers seldom print: "Indiana" has 12.6
# A word with a capital, of four letters at least.
_WORD = r"[^\W\d_a-zà-ÿ][^\W\d_]{3,}"
_CAPITAL = re.compile(rf"(?<!\w){_WORD}")
# Such words in a row, which no sentence or quotation begins with.
_NAME = re.compile(rf"(?<=[^\W\d_][ ]){_WORD}(?:[ -](?:(?:de|del|la|los|las|y) ){{0,2}}{_WORD})*")


def related_documents(article: str, index: Index, library: Library) -> frozenset[int]:
    """Return the numbers of the sources that share two rare names with an article."""
    names = {tuple(map(fold, _CAPITAL.findall(one.group()))) for one in _NAME.finditer(article)}
    naming = {word: _naming(word, index, library) for name in names for word in name}
    shared: Counter[int] = Counter()
    counted: set[str] = set()
    for name in sorted(names, key=lambda name: (-len(name), name)):
        if counted.isdisjoint(name):  # the surname alone is the name once more
            few = [naming[word] for word in name if len(naming[word]) <= _FEW]
            shared.update(set().union(*few))
            counted.update(name)
    return frozenset(number for number, count in shared.items() if count >= _NAMES)


def _naming(name: str, index: Index, library: Library) -> set[int]:
    """Return the sources that have a rare word as a name; none where it is no such word."""
    found: set[int] = set()
    if rarity(name, "es") < _RARE:
        return found
    for sentence in index.having(name).tolist():
        number = int(index.documents[sentence])
        start, end = index.spans[sentence].tolist()
        text = library.sources[number].text
        if any(fold(one.group()) == name for one in _CAPITAL.finditer(text, start, end)):
            found.add(number)
    return found
