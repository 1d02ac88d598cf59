"""How likely each candidate is the original of a part: features and the learned weights.

The weights (`quotes/weights/locate`, with a card) are boosted trees, monotone in every
feature whose direction is known, learned on made quotations from WMT news 2008-2010.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from quotes.languages.folding import fold
from quotes.languages.trees import load_trees
from quotes.originals.candidates import Candidate
from quotes.originals.index import Index
from quotes.originals.parts import Part
from quotes.originals.passages import Library

# Name and direction: 1 where more can only make a candidate likelier, -1 less, 0 either.
FEATURES = (
    ("cosine", 1),
    ("close", 1),
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
    ("around", 1),
    ("context", 1),
    ("company", 1),
    ("nearness", 1),
    ("cosine lead", 1),
    ("back lead", 1),
    ("gain lead", 1),
    ("whole lead", 1),
    ("kin lead", 1),
    ("sum lead", 1),
    ("whole", 1),
    ("kin", 1),
    ("crowd", 0),
    ("window", 1),
    ("window back", 1),
    ("window lead", 1),
)
_UNKNOWN = -1.0
_NEAR = 4.0  # sentences over which the pull of a neighbouring quotation fades


def probabilities(rows: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the probability of each candidate from its features, shape (n,)."""
    return load_trees("locate").probabilities(rows)


def features(
    part: Part,
    found: Sequence[Candidate],
    index: Index,
    library: Library,
    anchors: Sequence[int] = (),
    searched: int = 0,
) -> NDArray[np.float32]:
    """Return the features of every candidate, shape (n, len(FEATURES)).

    `anchors` are the sentences where other quotations of the article were found,
    `searched` how many sentences were (by default all).
    """
    crowd = math.log10(max(1, searched or len(index.spans)))
    own = [[*_own(one, part), *_neighbours(one, index, anchors)] for one in found]
    leads = _leads(found, library)
    rest = [
        [one.whole, one.kin, crowd, one.window, one.window_back, _lead(one, found)] for one in found
    ]
    rows = [[*a, *b, *c] for a, b, c in zip(own, leads, rest, strict=True)]
    return np.array(rows, dtype=np.float32)


def _own(one: Candidate, part: Part) -> list[float]:
    """Return what a candidate alone says, in the order of FEATURES."""
    weights = part.matcher.weights[: part.matcher.english]
    count = max(1, len(weights))
    return [
        one.cosine,
        one.close,
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
        one.around if part.around is not None else _UNKNOWN,
        one.context if part.context is not None else _UNKNOWN,
    ]


def _lead(one: Candidate, found: Sequence[Candidate]) -> float:
    """Return by how much the best windows of a candidate lead those of any other sentence."""
    others = (o.window + o.window_back for o in found if o.sentence != one.sentence)
    return one.window + one.window_back - max(others, default=0.0)


def _neighbours(one: Candidate, index: Index, anchors: Sequence[int]) -> tuple[float, float]:
    """Return the share of the anchors in this document, and how near the nearest is (0..1)."""
    if not anchors:
        return _UNKNOWN, _UNKNOWN
    same = [a for a in anchors if int(index.documents[a]) == one.document]
    if not same:
        return 0.0, 0.0
    away = min(abs(a - one.sentence) for a in same)
    return len(same) / len(anchors), math.exp(-away / _NEAR)


def _leads(found: Sequence[Candidate], library: Library) -> list[list[float]]:
    """Return by how much each candidate leads the best other one that says something else."""
    texts = [fold(library.text(one.document, one.span)) for one in found]
    values = np.array([(o.cosine, o.back, o.stretch.gain, o.whole, o.kin) for o in found])
    values = np.column_stack([values, values.sum(axis=1) + [one.close for one in found]])
    leads = []
    for at, text in enumerate(texts):
        others = [i for i, other in enumerate(texts) if other != text]
        best = values[others].max(axis=0) if others else np.zeros(values.shape[1])
        leads.append((values[at] - best).tolist())
    return leads
