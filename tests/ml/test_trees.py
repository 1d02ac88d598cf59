"""Forests written for LightGBM answer as their trees do, and a wrong column is an error by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from quotes.errors import ModelError
from quotes.ml.trees import Forest, load_forest
from tests.processes import python
from training.forests import save

NAMES = ("first one", "second")
# A split at 0.5 of the first, above it one at 2 of the second; and a tree that is a leaf.
ARRAYS: dict[str, Any] = {
    "feature": np.array([[0, 0, 1, 0, 0], [0, 0, 0, 0, 0]], dtype=np.int16),
    "threshold": np.array([[0.5, 0, 2, 0, 0], [0, 0, 0, 0, 0]], dtype=np.float32),
    "left": np.array([[1, 1, 3, 3, 4], [0, 0, 0, 0, 0]], dtype=np.int16),
    "right": np.array([[2, 1, 4, 3, 4], [0, 0, 0, 0, 0]], dtype=np.int16),
    "value": np.array([[0, 1, 0, 10, 100], [0.5, 0, 0, 0, 0]], dtype=np.float32),
    "base": np.array(0.25),
}
ROWS = [
    ((0.5, 9.0), 1.75),  # a value on the threshold is not above it
    ((0.6, 2.0), 10.75),
    ((0.6, 2.1), 100.75),
    ((np.nan, 0.0), 10.75),  # what is missing goes right
]


@pytest.fixture
def forest(tmp_path: Path) -> Forest:
    save(tmp_path / "trees.txt", NAMES, ARRAYS)
    return Forest.load(tmp_path / "trees.txt")


@pytest.mark.parametrize(("row", "score"), ROWS)
def test_leaves_are_summed(forest: Forest, row: tuple[float, float], score: float) -> None:
    table = np.array([row], dtype=np.float32)
    assert forest.table_scores(table, NAMES) == pytest.approx([score])


def test_no_rows_no_scores(forest: Forest) -> None:
    assert forest.table_scores(np.zeros((0, 2)), NAMES).shape == (0,)


@pytest.mark.parametrize("names", [("second", "first one"), ("first one",), ("first one", "third")])
def test_a_wrong_column_is_an_error_by_name(forest: Forest, names: tuple[str, ...]) -> None:
    with pytest.raises(ModelError, match=r"second|third|count"):
        forest.table_scores(np.zeros((1, len(names))), names)


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("locate", "first"),
        ("locate", "closer"),
        ("locate", "last"),
        ("members/plain", "trees"),
        ("members/all", "trees"),
    ],
)
def test_shipped_forests_know_their_features(folder: str, name: str) -> None:
    forest = load_forest(folder, name)
    rows = np.zeros((3, len(forest.names)), dtype=np.float32)
    found = forest.probabilities(rows, forest.names)
    assert found.shape == (3,)
    assert ((found > 0) & (found < 1)).all()


def test_a_worker_loads_no_package_of_lightgbm() -> None:
    code = (
        "import pickle, sys; from quotes.ml.trees import load_forest; "
        "f = pickle.loads(pickle.dumps(load_forest('locate', 'last'))); "
        "print(len(f.names), {'lightgbm', 'scipy', 'pandas', 'sklearn'} & set(sys.modules))"
    )
    assert python(code).split(maxsplit=1)[1].strip() == "set()"
