"""How near in meaning the words of a part and of a passage are, each in its context.

Late interaction after Khattab and Zaharia (2020), "ColBERT": every English word takes the
cosine of the nearest Spanish one. It holds where no lexicon has the rendering ("punched",
"golpeados"), at the price of reading the passage, so it is asked only of the few best.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from quotes.originals.candidates import Candidate, sentence_words
from quotes.originals.index import Index
from quotes.originals.matching import function_words, words_of
from quotes.originals.parts import Part
from quotes.originals.passages import Library
from quotes.word_encoder import word_states

# Shares of the part by information, but `weakest`: `whole` sentence, best `window`; its content
# words alone; the nearest of its least near content word; the most telling one not near;
# how much of the Spanish window is near to an English word; within the lexicon's stretch;
# and how close together the counterparts of neighbouring words stand.
NAMES = ("whole", "window", "content", "weakest", "lost", "returned", "stretch", "order")
_FLOOR, _CEILING = 0.1, 0.7  # cosines: of random news words 0.1, of linked ones 0.7 (medians)
_TOLD = 0.35  # cosine from which a Spanish word renders an English content word
_SMALL = 0.25  # weight of a function word beside a content word
_FACTORS = (1.1, 1.6)  # Spanish words for an English one
_TOGETHER = 3  # words apart at most that counterparts of neighbours stand
_WHOLE = 45  # words of a sentence that is read whole
_AROUND = 12  # words on either side of the stretch read of a longer one


@dataclass(frozen=True, slots=True)
class Near:
    """The values of `NAMES` of every candidate, shape (n, 8), and the words that come near.

    `first` and `last` are words of each candidate's sentence, shape (n,).
    """

    values: NDArray[np.float32]
    first: NDArray[np.int32]
    last: NDArray[np.int32]


def nearness(part: Part, found: Sequence[Candidate], index: Index, library: Library) -> Near:
    """Return how near the words of every candidate are to those of the part."""
    texts = [excerpt(one, index, library) for one in found]
    states = word_states([part.text, *(text for text, _ in texts)])
    return rows_of(part, found, states[0], states[1:], [skipped for _, skipped in texts])


def read(asked: Sequence[tuple[Part, Sequence[Candidate]]], index: Index, library: Library) -> None:
    """Read all that `nearness` will ask for in one go, which costs less than one by one."""
    texts = [part.text for part, _ in asked]
    texts += [excerpt(one, index, library)[0] for _, found in asked for one in found]
    word_states(texts)


def rows_of(
    part: Part,
    found: Sequence[Candidate],
    ours: NDArray[np.float16],
    theirs: Sequence[NDArray[np.float16]],
    skipped: Sequence[int],
) -> Near:
    """Return the nearness from the states of the part and of the excerpts."""
    english = words_of(part.text, "en")
    content = np.array([key not in function_words() for key in english.keys])
    weights = english.rarities * np.where(content, 1.0, _SMALL)
    left = seen(ours, 0)
    rows = np.zeros((len(found), len(NAMES)), dtype=np.float32)
    edges = np.array([(one.stretch.first, one.stretch.last) for one in found], dtype=np.int32)
    for at, (one, own, before) in enumerate(zip(found, theirs, skipped, strict=True)):
        if len(left) and len(own):
            cosines = left @ seen(own, 1).T
            inner = slice(max(0, one.stretch.first - before), one.stretch.last - before + 1)
            window = _window(cosines, english.rarities)
            rows[at] = _row(cosines, english.rarities, weights, content, inner, window)
            told = np.flatnonzero(_told(cosines, content)[window.start : window.stop] >= _TOLD)
            if len(told):
                edges[at] = told[[0, -1]] + window.start + before
    return Near(rows, edges[:, 0], edges[:, 1])


def _told(cosines: NDArray[np.float32], content: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return how near each Spanish word is to an English content word."""
    return np.asarray(cosines[content if content.any() else slice(None)].max(axis=0))


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


def _row(
    cosines: NDArray[np.float32],
    rarities: NDArray[np.float32],
    weights: NDArray[np.float32],
    content: NDArray[np.bool_],
    inner: slice,
    window: slice,
) -> tuple[float, ...]:
    """Return the values of one candidate from the cosines, shape (English, Spanish)."""
    best = cosines[:, window].max(axis=1)
    near = np.clip((best - _FLOOR) / (_CEILING - _FLOOR), 0, 1)
    inside = cosines[:, inner]
    told = cosines[:, window].max(axis=0)
    places = cosines[:, window].argmax(axis=1)
    close = np.abs(np.diff(places)) <= _TOGETHER
    return (
        float(rarities @ cosines.max(axis=1) / rarities.sum()),
        float(rarities @ best / rarities.sum()),
        float(weights @ best / weights.sum()),
        float(best[content].min()) if content.any() else float(best.min()),
        float((rarities * content * (1 - near)).max()),
        float(told.mean()),
        float(rarities @ inside.max(axis=1) / rarities.sum()) if inside.size else 0.0,
        float(close.mean()) if len(close) else 1.0,
    )


def _window(cosines: NDArray[np.float32], weights: NDArray[np.float32]) -> slice:
    """Return the window of Spanish words where the English ones are nearest."""
    count, length = cosines.shape
    found, highest = slice(0, length), -np.inf
    for factor in _FACTORS:
        size = min(length, int(factor * count) + 2)
        sums = weights @ sliding_window_view(cosines, size, axis=1).max(axis=-1)
        at = int(sums.argmax())
        if sums[at] > highest + 1e-6:
            found, highest = slice(at, at + size), float(sums[at])
    return found


def seen(states: NDArray[np.float16], language: int) -> NDArray[np.float32]:
    """Return states of a language (0 English, 1 Spanish) as compared: whitened, of length 1."""
    centres, matrix = _sight()
    turned = (states.astype(np.float32) - centres[language]) @ matrix
    return np.asarray(turned / np.maximum(np.linalg.norm(turned, axis=1, keepdims=True), 1e-6))


@cache
def _sight() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the mean state of English and Spanish words in news, and the whitening matrix."""
    path = resources.files("quotes") / "weights" / "locate" / "sight.npz"
    with resources.as_file(path) as file, np.load(file, allow_pickle=False) as stored:
        return stored["centres"].astype(np.float32), stored["matrix"].astype(np.float32)
