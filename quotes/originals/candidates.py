"""The sentences that may hold the original of a segment, and what is known of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from quotes.model import Query, Span
from quotes.originals.index import Index, Library
from quotes.originals.segments import Segment
from quotes.originals.word_overlap import Words, WordWindow, best_window, words_of

_EACH = 24  # candidates from each way of looking: holds 97 % of the fragments of locate/dev
# Candidates whose best window is sought: among 5,700 sentences the best 20 hold the right one of
# 94 % of the fragments, 12 hold 92 %; among a few hundred fewer are rivals.
_STRETCHED, _STRETCHED_FEW = 20, 12
_FEW = 1000  # sentences
# Sentences nearest to the English one around a fragment, looked at whatever else they are: of 216
# fragments of locate/dev with their sentence the right one was among 20 without for all but four,
# and of those four it was the nearest.
_OF_SENTENCE = 2
_OF_COMPANY = 3  # likeliest of the sentences near other quotations of the article, likewise


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with its best window.

    `cosine` and `around` are the cosines of the sentence with the segment and with the English
    sentence around it; `context` is the share of that sentence that is covered. `words` counts
    the words of the sentence, `whole` is the share of the segment, by information, that they
    explain wherever they stand.
    """

    sentence: int
    document: int
    span: Span
    window: WordWindow
    words: int
    cosine: float
    whole: float
    context: float = 0.0
    around: float = 0.0

    @property
    def length(self) -> int:
        """Return the number of words in the window."""
        return self.window.last - self.window.first + 1

    @property
    def share(self) -> float:
        """Return the share of the sentence that the window is."""
        return self.length / max(1, self.words)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The candidates of a segment with their probabilities, likeliest first.

    `rows` are the features of the first stage, `scores` the log-odds of the closer one
    before they are calibrated, for as many candidates as had it.
    """

    found: list[Candidate]
    rows: NDArray[np.float32]
    chances: NDArray[np.float64]
    scores: NDArray[np.float64]

    def between(self, low: float, high: float) -> bool:
        """Return whether the likeliest candidate is neither hopeless nor sure."""
        return bool(len(self.found)) and low < float(self.chances[0]) < high


@dataclass(slots=True)
class SegmentCache:
    """What was found out for a segment, kept for when it is asked again beside other neighbours.

    `numbers` are the sentences brought up, `looked` those looked at (None: no word matches),
    `rankings` how they are ranked before the cross-encoding, by the neighbours' sentences.
    """

    numbers: NDArray[np.int64] | None = None
    looked: dict[int, Candidate | None] = field(default_factory=dict)
    rankings: dict[tuple[int, ...], Ranking] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SegmentQuery:
    """A segment with its query, and what was found out for it already."""

    segment: Segment
    query: Query
    cache: SegmentCache = field(default_factory=SegmentCache)


def candidates(
    segment: Segment,
    index: Index,
    library: Library,
    spanish: NDArray[np.bool_],
    hints: Sequence[int],
    cache: SegmentCache | None = None,
) -> list[Candidate]:
    """Return the likeliest sentences for a segment, best first by a rough look.

    `hints` are sentence numbers to look at besides (near other quotations of the article),
    `cache` what was found out for this segment already; it is added to.
    """
    cache = SegmentCache() if cache is None else cache
    if cache.numbers is None:
        cache.numbers = _numbers(segment, index)
    numbers = np.union1d(cache.numbers, np.array(hints, dtype=np.int64))
    numbers = numbers[spanish[numbers]]
    looked = cache.looked
    cosines, wholes, arounds = _rough(segment, index, library, numbers)
    promise = 0.7 * cosines + 0.2 * arounds + wholes
    found = []
    count = _STRETCHED if len(index.spans) > _FEW else _STRETCHED_FEW
    order = np.argsort(-promise, kind="stable")[:count].tolist()
    if segment.sentence_vector is not None:
        order += [at for at in np.argsort(-arounds)[:_OF_SENTENCE].tolist() if at not in order]
    near = np.flatnonzero(np.isin(numbers, np.array(hints, dtype=np.int64)))
    best = near[np.argsort(-promise[near], kind="stable")[:_OF_COMPANY]]
    order += [at for at in best.tolist() if at not in order]
    for at in order:
        number = int(numbers[at])
        if number not in looked:
            values = float(cosines[at]), float(wholes[at]), float(arounds[at])
            looked[number] = _candidate(segment, index, library, number, *values)
        one = looked[number]
        if one is not None:
            found.append(one)
    return found


def looked_at(
    segment: Segment, numbers: Sequence[int], index: Index, library: Library
) -> list[Candidate]:
    """Return sentences as candidates of a segment, also those in which no word matches."""
    numbers = list(numbers)
    if not numbers:
        return []
    rough = _rough(segment, index, library, np.array(numbers, dtype=np.int64))
    return [
        _candidate(segment, index, library, number, *values)
        or _unmatched(number, index, library, *values)
        for number, *values in zip(numbers, *(row.tolist() for row in rough), strict=True)
    ]


def _unmatched(
    number: int,
    index: Index,
    library: Library,
    cosine: float,
    whole: float,
    around: float,
) -> Candidate:
    """Return a sentence in which no word of the segment matches, its window the whole of it."""
    words = sentence_words(index, library, number)
    window = WordWindow(0, max(0, len(words.keys) - 1), 0.0, 0.0, 0.0, 0.0, 0.0)
    span = Span(*index.spans[number].tolist())
    values = (number, int(index.documents[number]), span, window, len(words.keys))
    return Candidate(*values, cosine, whole, around=around)


def sentence_words(index: Index, library: Library, number: int) -> Words:
    """Return the words of a sentence."""
    start, end = index.spans[number].tolist()
    return words_of(library.sources[int(index.documents[number])].text[start:end], "es")


def _rough(
    segment: Segment, index: Index, library: Library, numbers: NDArray[np.int64]
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Return `cosine`, `whole` and `around` of sentences (see `Candidate`), each of shape (n,)."""
    cosines, outer = index.cosines(segment.vector, numbers), segment.sentence_vector
    arounds = cosines * 0 if outer is None else index.cosines(outer, numbers)
    return cosines, _coverages(segment, index, library, numbers), arounds


def _coverages(
    segment: Segment, index: Index, library: Library, numbers: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Return the share of the segment that the words of each sentence explain, shape (n,)."""
    texts = [sentence_words(index, library, number).keys for number in numbers.tolist()]
    lengths = np.array([len(keys) for keys in texts], dtype=np.int64)
    cells = segment.matcher.table([key for keys in texts for key in keys])
    shares = np.zeros(len(texts), dtype=np.float32)
    full = np.flatnonzero(lengths)
    if len(full):
        starts = (np.cumsum(lengths) - lengths)[full]
        weights = segment.matcher.weights
        best = np.maximum.reduceat(cells, starts, axis=1)
        shares[full] = weights @ best / weights.sum()
    return shares


def _numbers(segment: Segment, index: Index) -> NDArray[np.int64]:
    """Return the sentences that any way of looking brings up."""
    found = [
        index.nearest(segment.vector, _EACH),
        index.by_english(segment.matcher.rows, segment.matcher.weights, _EACH),
    ]
    if segment.sentence_vector is not None:
        found.append(index.nearest(segment.sentence_vector, 6))
    return np.unique(np.concatenate(found))


def _candidate(
    segment: Segment,
    index: Index,
    library: Library,
    number: int,
    cosine: float,
    whole: float,
    around: float,
) -> Candidate | None:
    """Return what is known of a sentence, None where no word matches."""
    document = int(index.documents[number])
    start = int(index.spans[number, 0])
    words = sentence_words(index, library, number)
    window = best_window(segment.matcher, words)
    if window is None:
        return None
    context = 0.0
    if segment.sentence_matcher is not None:
        around_window = best_window(segment.sentence_matcher, words)
        context = around_window.covered if around_window else 0.0
    values = (number, document, window.span(words, start), window, len(words.keys))
    return Candidate(*values, cosine, whole, context=context, around=around)


def moved(one: Candidate, first: int, last: int, index: Index, library: Library) -> Candidate:
    """Return a candidate whose window is the words `first` to `last` of its sentence."""
    words = sentence_words(index, library, one.sentence)
    window = replace(one.window, first=first, last=last)
    return replace(one, window=window, span=window.span(words, int(index.spans[one.sentence, 0])))
