"""How likely each candidate is the original of a part: features and the learned weights.

The weights (`quotes/weights/locate`, with a card) are boosted trees, monotone in every
feature whose direction is known, learned on made quotations from WMT news 2008-2010: some
for a first look at all candidates, others for a closer look at the best where those are unsure.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quotes.languages.folding import fold
from quotes.ml.trees import load_trees
from quotes.originals.candidates import Candidate
from quotes.originals.index import Index
from quotes.originals.interaction import NAMES
from quotes.originals.parts import Part
from quotes.originals.passages import Library

# Name and direction: 1 where more can only make a candidate likelier, -1 less, 0 either.
FIRST = (
    ("cosine", 1),
    ("back", 1),
    ("covered", 1),
    ("returned", 1),
    ("explained", 1),
    ("gain", 1),
    ("words", 0),
    ("information", 0),
    ("ratio", 0),
    ("share", 0),
    ("missing", -1),
    ("solid", 1),
    ("whole", 1),
    ("around", 1),
    ("context", 1),
    ("crowd", 0),
    ("company", 1),
    ("beside", 1),
    ("cosine lead", 1),
    ("back lead", 1),
    ("gain lead", 1),
    ("whole lead", 1),
    ("sum lead", 1),
)
# What a closer look adds: the values of `nearness`, and by how much three of them lead.
CLOSER = (
    *FIRST,
    *((f"near {name}", -1 if name.startswith("lost") else 1) for name in NAMES),
    ("near whole lead", 1),
    ("near weighed lead", 1),
    ("near window lead", 1),
    ("promise", 1),
    ("promise lead", 1),
)
# What the first look's score adds to the closer one's: of 0, 0.25, 0.5 and 1 the best on made
# quotations of other years (fragments in first place 88.3, 88.9, 88.8 %) and on locate/dev.
FIRST_SHARE = 0.25
_LED = 3  # of the values of `nearness`, those whose lead counts
# A sum that alone puts the right one of 20 first in 83.8 % of 400 fragments of locate/dev.
_PROMISE = {"cosine": 0.7, "back": 0.5, "whole": 1.0}
_PROMISE_NEAR = 4.0
_UNKNOWN = -1.0
_NEAR = 4.0  # sentences over which the pull of a neighbouring quotation fades


def first_probabilities(rows: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the probability of each candidate after the first look."""
    return load_trees("locate", "first").probabilities(rows)


def first_scores(rows: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the log-odds of each candidate after the first look, not calibrated."""
    return load_trees("locate", "first").scores(rows)


def closer_scores(rows: NDArray[np.float32], first: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the log-odds by both looks, not calibrated; `first` are the rows of the first.

    The closer trees' score and a quarter of the first ones'.
    """
    return load_trees("locate", "closer").scores(rows) + FIRST_SHARE * first_scores(first)


def closer_probabilities(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probability of each candidate from what `closer_scores` says."""
    bend = load_trees("locate", "closer").bend
    return np.asarray(1 / (1 + np.exp(-np.interp(scores, *bend.T))))


def first_features(
    part: Part,
    found: Sequence[Candidate],
    index: Index,
    library: Library,
    anchors: Sequence[int] = (),
    searched: int = 0,
) -> NDArray[np.float32]:
    """Return the features of every candidate, shape (n, len(FIRST)).

    `anchors` are the sentences where other quotations of the article were found,
    `searched` how many sentences were (by default all).
    """
    crowd = math.log10(max(1, searched or len(index.spans)))
    own = [[*_own(one, part), crowd, *_neighbours(one, index, anchors)] for one in found]
    values = np.array([(o.cosine, o.back, o.stretch.gain, o.whole) for o in found])
    values = np.column_stack([values, values.sum(axis=1)])
    return np.hstack([np.array(own), leads(values, said(found, library))]).astype(np.float32)


def closer_features(
    rows: NDArray[np.float32], near: NDArray[np.float32], texts: Sequence[str]
) -> NDArray[np.float32]:
    """Return the features after the closer look, shape (n, len(CLOSER)).

    `rows` are the first ones of the same candidates, `near` what `nearness` says.
    """
    names = [name for name, _ in FIRST]
    promise = _PROMISE_NEAR * near[:, 0]
    for name, weight in _PROMISE.items():
        promise = promise + weight * np.maximum(rows[:, names.index(name)], 0)
    values = np.column_stack([near[:, :_LED], promise])
    led = leads(values, texts)
    columns = [rows, near, led[:, :_LED], promise[:, None], led[:, _LED:]]
    return np.concatenate(columns, axis=1).astype(np.float32)


def _own(one: Candidate, part: Part) -> list[float]:
    """Return what a candidate alone says, in the order of FIRST."""
    weights = part.matcher.weights[: part.matcher.english]
    count = max(1, len(weights))
    return [
        one.cosine,
        one.back if part.back is not None else _UNKNOWN,
        one.stretch.covered,
        one.stretch.returned if part.back is not None else _UNKNOWN,
        one.stretch.explained,
        one.stretch.gain,
        math.log(count),
        float(weights.sum()) / 10,
        min(4.0, one.length / count),
        one.share,
        one.stretch.missing,
        one.stretch.solid,
        one.whole,
        one.around if part.around is not None else _UNKNOWN,
        one.context if part.context is not None else _UNKNOWN,
    ]


def _neighbours(one: Candidate, index: Index, anchors: Sequence[int]) -> tuple[float, float]:
    """Return the share of the anchors in this document, and how near the nearest is (0..1)."""
    if not anchors:
        return _UNKNOWN, _UNKNOWN
    same = [a for a in anchors if int(index.documents[a]) == one.document]
    if not same:
        return 0.0, 0.0
    away = min(abs(a - one.sentence) for a in same)
    return len(same) / len(anchors), math.exp(-away / _NEAR)


def said(found: Sequence[Candidate], library: Library) -> list[str]:
    """Return the words of the stretches, to tell candidates that say the same."""
    return [fold(library.text(one.document, one.span)) for one in found]


def leads(values: NDArray[Any], texts: Sequence[str]) -> NDArray[Any]:
    """Return by how much each candidate leads the best other one that says something else."""
    others = np.array([[one != other for other in texts] for one in texts])
    best = np.where(others[:, :, None], values[None], -np.inf).max(axis=1)
    return np.asarray(values - np.where(np.isfinite(best), best, 0.0))
