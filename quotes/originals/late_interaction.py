"""How the words of an English and a Spanish text account for each other, by their vectors.

The vectors are turned, and the English words weighed, as learned with the word encoder's
low-rank turns (`quotes/weights/locate`, `training/locate/turns.py`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from quotes.ml.vectors import word_states
from quotes.originals.candidates import Candidate, sentence_words
from quotes.originals.index import Index, Library
from quotes.originals.segments import Segment
from quotes.originals.word_overlap import Words, content_of, words_of

# Of the English words by weight, 0..1: near some word of the `whole` sentence (by information,
# then as `weighed` by what was learned) or of the best `window`; its content words; the least
# near one, and the least near quarter; `lost`: the most telling one not near (nats). `returned`
# of the Spanish words of the window, and of `all`; within the lexicon's `stretch`; how close
# together the counterparts of neighbours stand; the most telling Spanish word of the window not
# near; and the log-odds that the training itself gave the sentence against none at all.
NAMES = (
    "whole",
    "weighed",
    "window",
    "content",
    "weakest",
    "quarter",
    "lost",
    "returned",
    "returned all",
    "stretch",
    "order",
    "lost back",
    "odds",
)
# Cosines of content words, on made quotations: with the nearest of another sentence 0.14, of the
# right one 0.70 (medians). Nine in ten are nearer than 0.35 in the right one, fewer than one in
# twenty in another.
_FLOOR, _CEILING, _NEAR = 0.15, 0.7, 0.35
_SMALL = 0.25  # weight of a function word beside a content word
_FACTORS = (1.1, 1.6)  # Spanish words for an English one
_TOGETHER = 3  # words apart at most that counterparts of neighbours stand

Values = NDArray[np.float32]
_WHOLE = 45  # words of a sentence that is read whole
_AROUND = 12  # words on either side of the stretch read of a longer one


@dataclass(frozen=True, slots=True)
class ProjectedText:
    """The words of a text: unit vectors (n, 384), rarities (nats), which tell, and weights."""

    vectors: Values
    rarities: Values
    content: NDArray[np.bool_]
    weights: Values


def interact(
    ours: ProjectedText, theirs: ProjectedText, inner: slice
) -> tuple[dict[str, float], int, int]:
    """Return the values of `NAMES`, and the first and last Spanish word that comes near.

    `inner` are the Spanish words of the lexicon's window. Where no word of the window is
    near a content word, the last comes before the first.
    """
    cosines = ours.vectors @ theirs.vectors.T
    window = _window(cosines, ours.weights)
    values = _of_english(ours, cosines, window, inner) | _of_spanish(theirs, cosines, window)
    values["order"] = _order(cosines, window)
    values["odds"] = _odds(values["weighed"], len(cosines))
    content = ours.content if ours.content.any() else np.ones_like(ours.content)
    near = np.flatnonzero(cosines[content][:, window].max(axis=0) >= _NEAR)
    edges = (window.start + near[0], window.start + near[-1]) if len(near) else (1, 0)
    return values, int(edges[0]), int(edges[1])


def _of_english(
    ours: ProjectedText, cosines: Values, window: slice, inner: slice
) -> dict[str, float]:
    """Return how near the English words are, and within the lexicon's window."""
    rarities, weights, content = ours.rarities, ours.weights, ours.content
    best, full, inside = (cosines[:, window].max(axis=1), cosines.max(axis=1), cosines[:, inner])
    telling = weights * np.where(content, 1.0, _SMALL)
    least = np.sort(best[content] if content.any() else best)
    quarter = least[: max(1, (int(content.sum()) + 3) // 4)]
    return {
        "whole": float(rarities @ full / rarities.sum()),
        "weighed": float(weights @ full / weights.sum()),
        "window": float(weights @ best / weights.sum()),
        "content": float(telling @ best / telling.sum()),
        "weakest": float(least[0]),
        "quarter": float(quarter.mean()),
        "lost": float((rarities * content * (1 - nearness(best))).max()),
        "stretch": float(weights @ inside.max(axis=1) / weights.sum()) if inside.size else 0.0,
    }


def _of_spanish(theirs: ProjectedText, cosines: Values, window: slice) -> dict[str, float]:
    """Return how near the Spanish words of the window and of all are, and the worst lost."""
    best = cosines.max(axis=0)
    inside = cosines[:, window].max(axis=0)
    telling = theirs.rarities * np.where(theirs.content, 1.0, _SMALL)
    lost = theirs.rarities[window] * theirs.content[window] * (1 - nearness(inside))
    return {
        "returned": float(telling[window] @ inside / max(1e-6, float(telling[window].sum()))),
        "returned all": float(telling @ best / max(1e-6, float(telling.sum()))),
        "lost back": float(lost.max()),
    }


def nearness(cosines: Values) -> Values:
    """Return cosines as shares, 0 for what words of other sentences have, 1 for renderings."""
    return np.asarray(np.clip((cosines - _FLOOR) / (_CEILING - _FLOOR), 0, 1))


def _order(cosines: Values, window: slice) -> float:
    """Return the share of neighbouring words whose counterparts stand close together."""
    places = cosines[:, window].argmax(axis=1)
    return float((np.abs(np.diff(places)) <= _TOGETHER).mean()) if len(places) > 1 else 1.0


def _odds(mean: float, count: int) -> float:
    """Return the learned log-odds of a sentence of this mean against no sentence."""
    (steep, more), (none, longer) = _projection().scale
    length = math.log(count)
    return (steep + more * length) * mean - (none + longer * length)


def _window(cosines: Values, weights: Values) -> slice:
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


def project(states: NDArray[np.float16], language: int) -> Values:
    """Return states of a language (0 English, 1 Spanish) as compared: turned, of length 1."""
    projection = _projection()
    turned = (states.astype(np.float32) - projection.centres[language]) @ projection.matrix
    return np.asarray(turned / np.maximum(np.linalg.norm(turned, axis=1, keepdims=True), 1e-6))


def weights_of(states: NDArray[np.float16], words: Words, content: NDArray[np.bool_]) -> Values:
    """Return what each English word counts: its rarity, and what its context says."""
    projection = _projection()
    turned = states.astype(np.float32) @ projection.telling + projection.function * ~content
    return np.asarray(words.rarities * np.exp(turned), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Projection:
    """What `sight.npz` holds: centre of each language, matrix, direction of telling words."""

    centres: Values
    matrix: Values
    telling: Values
    function: float
    scale: tuple[tuple[float, float], tuple[float, float]]


@cache
def _projection() -> _Projection:
    path = resources.files("quotes") / "weights" / "locate" / "sight.npz"
    with resources.as_file(path) as file, np.load(file, allow_pickle=False) as stored:
        kept = {name: stored[name].astype(np.float32) for name in stored.files}
    (a, b), (c, d) = kept["scale"].tolist()
    centres, matrix, telling = kept["centres"], kept["matrix"], kept["telling"]
    return _Projection(centres, matrix, telling, float(kept["function"]), ((a, b), (c, d)))


@dataclass(frozen=True, slots=True)
class Interaction:
    """The values of `NAMES` of every candidate, shape (n, 13), and the words that come near.

    `first` and `last` are words of each candidate's sentence, shape (n,).
    """

    values: NDArray[np.float32]
    first: NDArray[np.int32]
    last: NDArray[np.int32]


def late_interaction(
    segment: Segment, found: Sequence[Candidate], index: Index, library: Library
) -> Interaction:
    """Return how near the words of every candidate are to those of the segment."""
    texts = [excerpt(one, index, library) for one in found]
    states = word_states([segment.text, *(text for text, _ in texts)])
    words = words_of(segment.text, "en")
    content = content_of(words.keys)
    ours = ProjectedText(
        project(states[0], 0), words.rarities, content, weights_of(states[0], words, content)
    )
    rows = np.zeros((len(found), len(NAMES)), dtype=np.float32)
    edges = np.array([(one.window.first, one.window.last) for one in found], dtype=np.int32)
    for at, (one, own, (text, before)) in enumerate(zip(found, states[1:], texts, strict=True)):
        if not (len(ours.vectors) and len(own)):
            continue
        spanish = words_of(text, "es")
        theirs = ProjectedText(
            project(own, 1), spanish.rarities, content_of(spanish.keys), spanish.rarities
        )
        inner = slice(max(0, one.window.first - before), one.window.last - before + 1)
        values, first, last = interact(ours, theirs, inner)
        rows[at] = [values[name] for name in NAMES]
        if first <= last:
            edges[at] = first + before, last + before
    return Interaction(rows, edges[:, 0], edges[:, 1])


def read(
    asked: Sequence[tuple[Segment, Sequence[Candidate]]], index: Index, library: Library
) -> None:
    """Read all that `late_interaction` will ask for in one go, which costs less than one by one."""
    texts = [segment.text for segment, _ in asked]
    texts += [excerpt(one, index, library)[0] for _, found in asked for one in found]
    word_states(texts)


def excerpt(one: Candidate, index: Index, library: Library) -> tuple[str, int]:
    """Return the sentence of a candidate and 0, or of a long one what is around its window.

    With it the number of words left out before.
    """
    words = sentence_words(index, library, one.sentence)
    start, end = index.spans[one.sentence].tolist()
    text = library.sources[one.document].text[start:end]
    if len(words.keys) <= _WHOLE:
        return text, 0
    first = max(0, one.window.first - _AROUND)
    last = min(len(words.keys) - 1, one.window.last + _AROUND)
    return text[int(words.offsets[first, 0]) : int(words.offsets[last, 1])], first
