"""A segment and its likeliest passages read together, where looking at each alone leaves doubt.

After the cross-encoders of passage ranking (Nogueira and Cho 2019, "Passage re-ranking with
BERT"): the reranker reads both texts at once (`quotes.ml.reranker`). Its answer, the scores of
the stages before it, how far each leads and the length go through small boosted trees
(`quotes/weights/locate/last.txt`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from quotes.ml.trees import load_forest
from quotes.originals.rank_features import leads, matrix, named

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
