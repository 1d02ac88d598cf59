"""What the words of a part and of a passage, read in their contexts, say of each other.

Late interaction after Khattab and Zaharia (2020), "ColBERT": every English word takes the
cosine of the nearest Spanish one. It holds where no lexicon has the rendering ("punched",
"golpeados"), at the price of reading the passage, so it is asked only of the few best.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quotes.ml.word_vectors import word_states
from quotes.originals.candidates import Candidate, sentence_words
from quotes.originals.index import Index
from quotes.originals.interaction import NAMES, Told, heard, told, weights_of
from quotes.originals.matching import Words, function_words, words_of
from quotes.originals.parts import Part
from quotes.originals.passages import Library

_WHOLE = 45  # words of a sentence that is read whole
_AROUND = 12  # words on either side of the stretch read of a longer one


@dataclass(frozen=True, slots=True)
class Near:
    """The values of `NAMES` of every candidate, shape (n, 13), and the words that come near.

    `first` and `last` are words of each candidate's sentence, shape (n,).
    """

    values: NDArray[np.float32]
    first: NDArray[np.int32]
    last: NDArray[np.int32]


def nearness(part: Part, found: Sequence[Candidate], index: Index, library: Library) -> Near:
    """Return how near the words of every candidate are to those of the part."""
    texts = [excerpt(one, index, library) for one in found]
    states = word_states([part.text, *(text for text, _ in texts)])
    words = words_of(part.text, "en")
    content = _content(words)
    ours = Told(heard(states[0], 0), words.rarities, content, weights_of(states[0], words, content))
    rows = np.zeros((len(found), len(NAMES)), dtype=np.float32)
    edges = np.array([(one.stretch.first, one.stretch.last) for one in found], dtype=np.int32)
    for at, (one, own, (text, before)) in enumerate(zip(found, states[1:], texts, strict=True)):
        if not (len(ours.vectors) and len(own)):
            continue
        spanish = words_of(text, "es")
        theirs = Told(heard(own, 1), spanish.rarities, _content(spanish), spanish.rarities)
        inner = slice(max(0, one.stretch.first - before), one.stretch.last - before + 1)
        rows[at], first, last = told(ours, theirs, inner)
        if first <= last:
            edges[at] = first + before, last + before
    return Near(rows, edges[:, 0], edges[:, 1])


def _content(words: Words) -> NDArray[np.bool_]:
    """Return which words are no function words, shape (n,)."""
    return np.array([key not in function_words() for key in words.keys], dtype=np.bool_)


def read(asked: Sequence[tuple[Part, Sequence[Candidate]]], index: Index, library: Library) -> None:
    """Read all that `nearness` will ask for in one go, which costs less than one by one."""
    texts = [part.text for part, _ in asked]
    texts += [excerpt(one, index, library)[0] for _, found in asked for one in found]
    word_states(texts)


def excerpt(one: Candidate, index: Index, library: Library) -> tuple[str, int]:
    """Return the sentence of a candidate and 0, or of a long one what is around its stretch.

    With it the number of words left out before.
    """
    words = sentence_words(index, library, one.sentence)
    start, end = index.spans[one.sentence].tolist()
    text = library.sources[one.document].text[start:end]
    if len(words.keys) <= _WHOLE:
        return text, 0
    first = max(0, one.stretch.first - _AROUND)
    last = min(len(words.keys) - 1, one.stretch.last + _AROUND)
    return text[int(words.offsets[first, 0]) : int(words.offsets[last, 1])], first
