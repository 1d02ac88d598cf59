"""Fitting boosted trees fold by fold, and writing them as plain arrays."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from catboost import CatBoostClassifier

from quotes.quotations.forests import Floats, Forest

FOLDS = 4
COMMON = {
    "depth": 6, "random_seed": 7, "loss_function": "Logloss", "allow_writing_files": False,
    "verbose": False, "thread_count": 1, "border_count": 64, "boosting_type": "Plain",
}  # fmt: skip
SETTINGS = {  # chosen by the log loss over four folds of the training articles
    "cue": {"iterations": 320, "learning_rate": 0.08, "l2_leaf_reg": 6.0},
    "source": {"iterations": 320, "learning_rate": 0.08, "l2_leaf_reg": 6.0},
    "said": {
        "iterations": 500,
        "learning_rate": 0.05,
        "l2_leaf_reg": 10.0,
        "rsm": 0.4,
        "border_count": 48,
    },
}


def fitted(
    name: str, rows: Floats, labels: Floats, weights: Floats | None = None, seed: int = 7
) -> Forest:
    """Fit the named ranker to rows (n, columns) and labels (n, of 0 and 1)."""
    model = CatBoostClassifier(**(COMMON | SETTINGS[name] | {"random_seed": seed}))
    model.fit(rows, labels, sample_weight=weights)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        return arrays(json.loads(path.read_text(encoding="utf-8")))


def arrays(model: dict[str, object]) -> Forest:
    """Return the trees of a CatBoost model saved as JSON as plain arrays."""
    trees: list[dict[str, list[dict[str, float]]]] = model["oblivious_trees"]  # type: ignore[assignment]
    depth = max(len(tree["splits"]) for tree in trees)
    column = np.zeros((len(trees), depth), dtype=np.int16)
    border = np.full((len(trees), depth), np.inf, dtype=np.float32)
    leaves = np.zeros((len(trees), 2**depth), dtype=np.float32)
    for number, tree in enumerate(trees):
        for level, split in enumerate(tree["splits"]):
            column[number, level] = int(split["float_feature_index"])
            border[number, level] = split["border"]
        values = np.array(tree["leaf_values"], dtype=np.float32)
        leaves[number, : len(values)] = values
    scale, bias = model["scale_and_bias"]  # type: ignore[misc]
    return Forest(column, border, leaves * float(scale), float(np.ravel(bias)[0]))  # type: ignore[has-type]


def joined(forests: Sequence[Forest]) -> Forest:
    """Return one forest whose score is the mean of those of some forests of one depth."""
    return Forest(
        np.vstack([forest.column for forest in forests]),
        np.vstack([forest.border for forest in forests]),
        np.vstack([forest.leaves / np.float32(len(forests)) for forest in forests]),
        float(np.mean([forest.bias for forest in forests])),
    )


def out_of_fold(
    name: str,
    rows: Sequence[Floats],
    labels: Sequence[Floats],
    use: Sequence[bool],
    folds: Sequence[int],
) -> list[Floats]:
    """Return for each block of rows the chances given by trees that never saw its fold."""
    chances: list[Floats] = [np.zeros(0, dtype=np.float32)] * len(rows)
    for fold in range(FOLDS):
        taken = [i for i in range(len(rows)) if folds[i] != fold and use[i] and len(rows[i])]
        forest = fitted(
            name, np.vstack([rows[i] for i in taken]), np.concatenate([labels[i] for i in taken])
        )
        for i in (i for i in range(len(rows)) if folds[i] == fold and len(rows[i])):
            chances[i] = forest.probability(rows[i])
    return chances


def write(forest: Forest, path: Path) -> None:
    """Write a forest as a compressed .npz without pickles."""
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        column=forest.column,
        border=forest.border,
        leaves=forest.leaves.astype(np.float16),
        bias=np.array([forest.bias], dtype=np.float32),
    )
    path.write_bytes(buffer.getvalue())
