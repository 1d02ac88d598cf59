"""How likely each candidate is the original of a segment: features and the learned weights.

The weights (`quotes/weights/locate`, with a card) are boosted trees, monotone in every
feature whose direction is known, learned on made quotations from WMT news 2008-2010: some
for the first stage, over all candidates, others for late interaction with the best of them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quotes.languages.words import fold
from quotes.ml.trees import load_forest
from quotes.originals.candidates import Candidate
from quotes.originals.index import Index, Library
from quotes.originals.late_interaction import NAMES
from quotes.originals.segments import Segment

Names = Sequence[tuple[str, int]]
# Name and direction: 1 where more can only make a candidate likelier, -1 less, 0 either.
FIRST = (
    ("cosine", 1),
    ("covered", 1),
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
    ("gain lead", 1),
    ("whole lead", 1),
    ("sum lead", 1),
)
# What late interaction adds: its values, and by how much three of them lead.
CLOSER = (
    *FIRST,
    *((f"near {name}", -1 if name.startswith("lost") else 1) for name in NAMES),
    ("near whole lead", 1),
    ("near weighed lead", 1),
    ("near window lead", 1),
    ("promise", 1),
    ("promise lead", 1),
)
# What the first stage's score adds to the closer one's: of 0, 0.25, 0.5 and 1 the best on made
# quotations of other years (fragments in first place 88.3, 88.9, 88.8 %) and on locate/dev.
FIRST_SHARE = 0.25
_LEADS = ("cosine lead", "gain lead", "whole lead", "sum lead")
# Of the values of late interaction, those whose lead counts, and the sum.
_LED = ("near whole", "near weighed", "near window", "promise")
# A sum that alone puts the right one of 20 first in 83.8 % of 400 fragments of locate/dev.
_PROMISE = {"cosine": 0.7, "whole": 1.0}
_PROMISE_NEAR = 4.0
_UNKNOWN = -1.0
_NEAR = 4.0  # sentences over which the pull of a neighbouring quotation fades


def first_probabilities(rows: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the probability of each candidate after the first stage."""
    return load_forest("locate", "first").probabilities(rows, named(FIRST))


def first_scores(rows: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the log-odds of each candidate after the first stage, not calibrated."""
    return load_forest("locate", "first").table_scores(rows, named(FIRST))


def closer_scores(rows: NDArray[np.float32], first: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the log-odds by both stages, not calibrated; `first` are the rows of the first.

    The closer trees' score and a quarter of the first ones'.
    """
    closer = load_forest("locate", "closer").table_scores(rows, named(CLOSER))
    return closer + FIRST_SHARE * first_scores(first)


def closer_probabilities(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the probability of each candidate from what `closer_scores` says."""
    return load_forest("locate", "closer").calibrated(scores)


def named(names: Names) -> list[str]:
    """Return the names of features without their directions."""
    return [name for name, _ in names]


def first_features(
    segment: Segment,
    found: Sequence[Candidate],
    index: Index,
    library: Library,
    neighbours: Sequence[int] = (),
    searched: int = 0,
) -> NDArray[np.float32]:
    """Return the features of every candidate, shape (n, len(FIRST)).

    `neighbours` are the sentences where other quotations of the article were found,
    `searched` how many sentences were (by default all).
    """
    own = [_own(one, segment) | _near_neighbours(one, index, neighbours) for one in found]
    columns = {name: np.array([one[name] for one in own]) for name in own[0]}
    columns["crowd"] = np.full(len(found), math.log10(max(1, searched or len(index.spans))))
    values = np.array([(o.cosine, o.window.gain, o.whole) for o in found])
    led = leads(np.column_stack([values, values.sum(axis=1)]), said(found, library))
    columns |= dict(zip(_LEADS, led.T, strict=True))
    return matrix(columns, FIRST)


def closer_features(
    rows: NDArray[np.float32], near: NDArray[np.float32], texts: Sequence[str]
) -> NDArray[np.float32]:
    """Return the features after late interaction, shape (n, len(CLOSER)).

    `rows` are the first ones of the same candidates, `near` the values of `NAMES`.
    """
    columns = {name: rows[:, at] for at, (name, _) in enumerate(FIRST)}
    columns |= {f"near {name}": near[:, at] for at, name in enumerate(NAMES)}
    promise = _PROMISE_NEAR * columns["near whole"]
    for name, weight in _PROMISE.items():
        promise = promise + weight * np.maximum(columns[name], 0)
    columns["promise"] = promise
    values = np.column_stack([columns[name] for name in _LED])
    columns |= {f"{name} lead": led for name, led in zip(_LED, leads(values, texts).T, strict=True)}
    return matrix(columns, CLOSER)


def matrix(columns: dict[str, NDArray[Any]], names: Names) -> NDArray[np.float32]:
    """Return the columns in the order in which a model was taught them."""
    return np.column_stack([columns[name] for name, _ in names]).astype(np.float32)


def _own(one: Candidate, segment: Segment) -> dict[str, float]:
    """Return what a candidate alone says, by the names of FIRST."""
    weights = segment.matcher.weights
    count = max(1, len(weights))
    window = one.window
    return {
        "cosine": one.cosine,
        "covered": window.covered,
        "explained": window.explained,
        "gain": window.gain,
        "words": math.log(count),
        "information": float(weights.sum()) / 10,
        "ratio": min(4.0, one.length / count),
        "share": one.share,
        "missing": window.missing,
        "solid": window.solid,
        "whole": one.whole,
        "around": one.around if segment.sentence_vector is not None else _UNKNOWN,
        "context": one.context if segment.sentence_matcher is not None else _UNKNOWN,
    }


def _near_neighbours(one: Candidate, index: Index, neighbours: Sequence[int]) -> dict[str, float]:
    """Return the share of the neighbours in this document, and how near the nearest is (0..1)."""
    if not neighbours:
        return {"company": _UNKNOWN, "beside": _UNKNOWN}
    same = [a for a in neighbours if int(index.documents[a]) == one.document]
    if not same:
        return {"company": 0.0, "beside": 0.0}
    away = min(abs(a - one.sentence) for a in same)
    return {"company": len(same) / len(neighbours), "beside": math.exp(-away / _NEAR)}


def said(found: Sequence[Candidate], library: Library) -> list[str]:
    """Return the words of the stretches, to tell candidates that say the same."""
    return [fold(library.text(one.document, one.span)) for one in found]


def leads(values: NDArray[Any], texts: Sequence[str]) -> NDArray[Any]:
    """Return by how much each candidate leads the best other one that says something else."""
    others = np.array([[one != other for other in texts] for one in texts])
    best = np.where(others[:, :, None], values[None], -np.inf).max(axis=1)
    return np.asarray(values - np.where(np.isfinite(best), best, 0.0))


# --- A segment and its likeliest passages read together ---
# After the cross-encoders of passage ranking (Nogueira and Cho 2019, "Passage re-ranking with
# BERT"): the reranker reads both texts at once (`quotes.ml.reranker`), where looking at each alone
# leaves doubt. Its answer, the scores of the stages before it, how far each leads and the length
# go through small boosted trees (`quotes/weights/locate/last.txt`).

# Name and direction, as in `ranking.FIRST`.
LAST = (
    ("closer", 1),
    ("together", 1),
    ("words", 0),
    ("first", 1),
    ("together lead", 1),
    ("closer lead", 1),
    ("sentence", 0),
)
_SENTENCE = re.compile(r"[\W_]*[^\W\d_a-z].*[.!?]\W*$", re.DOTALL)


def cross_encoding_features(
    text: str,
    count: int,
    closer: NDArray[np.float64],
    together: NDArray[np.float64],
    first: NDArray[np.float64],
    said: Sequence[str],
) -> NDArray[np.float32]:
    """Return the features of the cross-encoding, shape (n, len(LAST)).

    For a text of so many words: `closer`, `together` and `first` are the log-odds of the stages,
    `said` tells which candidates say the same.
    """
    led = leads(np.column_stack([together, closer]), said)
    same = np.ones(len(closer))
    words = math.log(max(1, count)) * same
    sentence = is_sentence(text) * same
    columns = {
        "closer": closer,
        "together": together,
        "words": words,
        "first": first,
        "together lead": led[:, 0],
        "closer lead": led[:, 1],
        "sentence": sentence,
    }
    return matrix(columns, LAST)


def cross_encoding_probabilities(rows: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the probability of each candidate after all stages."""
    return load_forest("locate", "last").probabilities(rows, named(LAST))


def is_sentence(text: str) -> bool:
    """Return whether a text begins and ends as a sentence does."""
    return bool(_SENTENCE.match(text))
