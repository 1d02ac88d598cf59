"""The ranker over all candidates: its trees, its certainty, and who may have spoken."""

from __future__ import annotations

import numpy as np
import pytest

from quotes.quotations.attribution import matrix
from quotes.quotations.forests import Branching, branching, columns
from quotes.quotations.names import key_of
from quotes.quotations.ranking import certainty, shares, signs

SURE = {
    "phrase rank": 0.0,
    "meant": 0.97,
    "said": 0.99,
    "alone": 0.0,
    "phrase": 0.95,
    "is person": 1.0,
}


def test_trees_of_any_shape_are_walked_to_their_leaves() -> None:
    # one tree: x0 <= 1 gives 5; else x1 <= 2 gives 7, above it 9
    trees = Branching(
        np.array([[0, 0, 1, 0, 0]], dtype=np.int16),
        np.array([[1, 0, 2, 0, 0]], dtype=np.float32),
        np.array([[1, 1, 3, 3, 4]], dtype=np.int16),
        np.array([[2, 1, 4, 3, 4]], dtype=np.int16),
        np.array([[0, 5, 0, 7, 9]], dtype=np.float32),
    )
    rows = np.array([[1, 9], [2, 2], [2, 3]], dtype=np.float32)
    assert trees.score(rows).tolist() == [5.0, 7.0, 9.0]


def test_the_trees_that_ship_know_their_features() -> None:
    rows = matrix("speaker", [{}, {"phrase rank": 0.0, "phrase": 0.9}])
    assert rows.shape == (2, len(columns("speaker")))
    scores = branching("speaker").score(rows)
    assert scores[1] > scores[0]


def test_a_clear_lead_is_surer() -> None:
    clear, close = (np.array(pair, dtype=np.float32) for pair in ([1.0, -1.0], [0.1, 0.0]))
    assert shares(clear).sum() == pytest.approx(1.0)
    assert certainty(signs(SURE, clear)) > certainty(signs(SURE, close))


@pytest.mark.parametrize(
    ("one", "other"),
    [("the Mayor", "mayor"), ("Inés Zapata", "Ines  Zapata"), ("A clerk", "clerk")],
)
def test_names_are_compared_without_article_and_accents(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)
