"""Boosted trees are added up as written down, and those that ship can be read."""

from __future__ import annotations

import numpy as np
import pytest

from quotes.quotations import forests
from quotes.quotations.forests import (
    Branching,
    Forest,
    branching,
    columns,
    forest,
    lexicons,
    log_odds,
)

TWO_TREES = Forest(
    column=np.array([[0, 1], [1, 0]], dtype=np.int16),
    border=np.array([[0.5, 2.0], [1.0, np.inf]], dtype=np.float32),
    leaves=np.array([[0.0, 1.0, 10.0, 11.0], [0.0, 100.0, 7.0, 7.0]], dtype=np.float32),
    bias=0.25,
)


@pytest.mark.parametrize(
    ("row", "score"),
    [
        ((0.0, 0.0), 0.25),  # no question is answered yes
        ((1.0, 0.0), 1.25),  # the first level is the lowest bit
        ((0.0, 3.0), 110.25),
        ((1.0, 3.0), 111.25),
        ((0.5, 1.0), 0.25),  # a value on the border is not above it
    ],
)
def test_leaves_are_summed(row: tuple[float, float], score: float) -> None:
    assert TWO_TREES.score(np.array([row], dtype=np.float32))[0] == pytest.approx(score)


def test_no_rows_no_scores() -> None:
    assert TWO_TREES.score(np.zeros((0, 2), dtype=np.float32)).shape == (0,)


@pytest.mark.parametrize("name", ["cue", "source", "said"])
def test_shipped_forests_are_whole(name: str) -> None:
    trees = forest(name)
    assert trees.leaves.shape == (len(trees.column), 2 ** trees.column.shape[1])
    assert np.isfinite(trees.leaves).all()


def test_shipped_lexicons_know_a_cue_from_a_noun() -> None:
    cue = lexicons()["cue"]
    assert cue.of("say") > cue.of("walk") > -9
    assert cue.of("no such lemma") == log_odds(0, 0, cue.rate)


@pytest.mark.parametrize("name", ["cue", "source", "said", "speaker"])
def test_rows_scored_in_parts_score_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found: Forest | Branching = branching(name) if name == "speaker" else forest(name)
    wide = int(found.column.max()) + 1 if name == "speaker" else len(columns(name))
    rows = np.random.default_rng(0).normal(size=(97, wide)).astype(np.float32)
    whole = found.score(rows)
    monkeypatch.setattr(forests, "TOGETHER", 10)
    assert (found.score(rows) == whole).all()
    assert found.score(rows[:0]).shape == (0,)
