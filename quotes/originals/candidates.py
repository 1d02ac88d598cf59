"""The sentences that may hold the original of a part, and what is known of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quotes.model import Span
from quotes.originals.index import Index
from quotes.originals.matching import Words, words_of
from quotes.originals.parts import Part
from quotes.originals.passages import Library
from quotes.originals.stretches import Stretch, best_stretch

_EACH = 24  # candidates from each way of looking: holds 97 % of the fragments of locate/dev
_STRETCHED = 24  # candidates whose best stretch is sought
_LOOKED_AT = 9  # candidates whose stretch is encoded
_SOLID = 0.25  # share of some content word that a passage must explain


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with its best stretch.

    `cosine`, `back` and `around` are the cosines of the sentence with the part, with its
    back-translation and with the English sentence around it, `close` that of the
    stretch with the part; `context` is the share of the sentence around it that is covered.
    `window` and `window_back` are the highest cosines of the part and of its back-translation
    with a window of the sentence as long as the part. `words` counts the words of the
    sentence. Shares of the part by information: `whole` that the words of the sentence
    explain wherever they stand, `kin` that they explain or come near in meaning.
    """

    sentence: int
    document: int
    span: Span
    stretch: Stretch
    words: int
    cosine: float
    back: float
    whole: float
    kin: float = 0.0
    close: float = 0.0
    window: float = 0.0
    window_back: float = 0.0
    closely: bool = False
    context: float = 0.0
    around: float = 0.0

    @property
    def length(self) -> int:
        """Return the number of words in the stretch."""
        return self.stretch.last - self.stretch.first + 1

    @property
    def share(self) -> float:
        """Return the share of the sentence that the stretch is."""
        return self.length / max(1, self.words)


def candidates(
    part: Part,
    index: Index,
    library: Library,
    spanish: NDArray[np.bool_],
    hints: Sequence[int],
    looked: dict[int, Candidate | None] | None = None,
) -> list[Candidate]:
    """Return the likeliest sentences for a part, best first by a rough order.

    `hints` are sentence numbers to look at besides (near other quotations of the article),
    `looked` what is known already of sentences for this part; it is added to.
    """
    looked = {} if looked is None else looked
    numbers = _numbers(part, index, hints)
    numbers = numbers[spanish[numbers]]
    cosines = index.cosines(part.vector, numbers)
    backs = cosines * 0 if part.back is None else index.cosines(part.back, numbers)
    arounds = cosines * 0 if part.around is None else index.cosines(part.around, numbers)
    promise = 0.7 * cosines + 0.5 * backs + 0.2 * arounds
    wholes = np.array([_coverage(part, index, library, number) for number in numbers.tolist()])
    promise = promise + wholes
    found = []
    for at in np.argsort(-promise, kind="stable")[:_STRETCHED].tolist():
        number = int(numbers[at])
        if number not in looked:
            values = float(cosines[at]), float(backs[at]), float(wholes[at]), float(arounds[at])
            looked[number] = _candidate(part, index, library, number, *values)
        one = looked[number]
        if one is not None:
            found.append(one)
    found.sort(key=lambda one: -_rough(one))
    return found[:_LOOKED_AT]


def sentence_words(index: Index, library: Library, number: int) -> Words:
    """Return the words of a sentence."""
    start, end = index.spans[number].tolist()
    return words_of(library.sources[int(index.documents[number])].text[start:end], "es")


def _coverage(part: Part, index: Index, library: Library, number: int) -> float:
    """Return the share of the part that the words of a sentence explain."""
    cells = part.matcher.table(sentence_words(index, library, number).keys)
    if not cells.size:
        return 0.0
    return float(part.matcher.weights @ cells.max(axis=1) / part.matcher.weights.sum())


def _numbers(part: Part, index: Index, hints: Sequence[int]) -> NDArray[np.int64]:
    """Return the sentences that any way of looking brings up."""
    rows, weights = part.matcher.rows, part.matcher.weights
    split = part.matcher.english
    found = [
        index.nearest(part.vector, _EACH),
        index.by_english(rows[:split], weights[:split], _EACH),
        np.array(hints, dtype=np.int64),
    ]
    if part.back is not None:
        found += [index.nearest(part.back, _EACH), index.by_spanish(rows[split:], _EACH)]
    if part.around is not None:
        found.append(index.nearest(part.around, 6))
    return np.unique(np.concatenate(found))


def _candidate(
    part: Part,
    index: Index,
    library: Library,
    number: int,
    cosine: float,
    back: float,
    whole: float,
    around: float,
) -> Candidate | None:
    """Return what is known of a sentence, None where no word matches."""
    document = int(index.documents[number])
    start = int(index.spans[number, 0])
    words = sentence_words(index, library, number)
    stretch = best_stretch(part.matcher, words)
    if stretch is None or stretch.solid < _SOLID:
        return None
    context = 0.0
    if part.context is not None:
        around_stretch = best_stretch(part.context, words)
        context = around_stretch.covered if around_stretch else 0.0
    values = (number, document, stretch.span(words, start), stretch, len(words.keys))
    return Candidate(*values, cosine, back, whole, context=context, around=around)


def _rough(one: Candidate) -> float:
    """Return a rough score, which only chooses what is looked at more closely."""
    return one.stretch.gain + 0.7 * one.cosine + 0.5 * one.back + 0.2 * one.around
