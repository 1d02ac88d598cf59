"""Boosted trees of scikit-learn as text that LightGBM reads, with the names of their features.

Forests fitted by scikit-learn (monotone in known directions) are written so; `quotes.ml.trees`
reads them. Splits and leaves stay what they were: both sides ask whether a value is at most a
threshold, and missing values go right.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_MISSING_RIGHT = 8  # LightGBM's decision type


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree's splits, the first of them the root, and its leaves.

    `left` (at most the threshold) and `right` hold the number of a split, or -1 less that of a
    leaf.
    """

    feature: Sequence[int]
    threshold: Sequence[float]
    left: Sequence[int]
    right: Sequence[int]
    leaves: Sequence[float]


def from_nodes(
    feature: NDArray[np.int16],
    threshold: NDArray[np.float32],
    left: NDArray[np.int16],
    right: NDArray[np.int16],
    value: NDArray[np.float32],
) -> Tree:
    """Return a tree of nodes of which a leaf points to itself, the root first."""
    order, stack = [], [0]
    while stack:
        node = stack.pop()
        order.append(node)
        if left[node] != node:
            stack += [int(right[node]), int(left[node])]
    splits = [node for node in order if left[node] != node]
    leaves = [node for node in order if left[node] == node]
    number = {node: at for at, node in enumerate(splits)}
    number |= {node: -1 - at for at, node in enumerate(leaves)}
    return Tree(
        [int(feature[node]) for node in splits],
        [float(threshold[node]) for node in splits],
        [number[int(left[node])] for node in splits],
        [number[int(right[node])] for node in splits],
        [float(value[node]) for node in leaves],
    )


def save(
    path: Path,
    names: Sequence[str],
    arrays: Mapping[str, NDArray[Any]],
    bend: NDArray[np.float32] | None = None,
) -> None:
    """Write a forest kept as arrays (trees, nodes), with its features and calibration beside it.

    `bend` holds knots of score and calibrated log-odds.
    """
    kinds = ("feature", "threshold", "left", "right", "value")
    trees = (from_nodes(*(arrays[kind][at] for kind in kinds)) for at in range(len(arrays["left"])))
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, names, trees, float(arrays["base"]))
    known: dict[str, Any] = {"features": list(names)}
    if bend is not None:
        known["calibration"] = bend.tolist()
    path.with_suffix(".json").write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")


def write(path: Path, names: Sequence[str], trees: Iterable[Tree], base: float) -> None:
    """Write a forest as LightGBM's text; `base` is added to the sum of the trees."""
    blocks = [_block(at, tree) for at, tree in enumerate([Tree([], [], [], [], [base]), *trees])]
    head = [
        "tree",
        "version=v4",
        "num_class=1",
        "num_tree_per_iteration=1",
        "label_index=0",
        f"max_feature_idx={len(names) - 1}",
        "objective=regression",
        "feature_names=" + " ".join(name.replace(" ", "_") for name in names),
        "feature_infos=" + " ".join(["[-1e300:1e300]"] * len(names)),
        "tree_sizes=" + " ".join(str(len(block.encode())) for block in blocks),
    ]
    end = "end of trees\n\nparameters:\nend of parameters\n"
    text = "\n".join(head) + "\n\n" + "".join(blocks) + end
    path.write_text(text, encoding="utf-8")


def _block(number: int, tree: Tree) -> str:
    """Return a tree as LightGBM writes it."""
    lines = [f"Tree={number}", f"num_leaves={len(tree.leaves)}", "num_cat=0"]
    if tree.feature:
        lines += [
            "split_feature=" + _row(tree.feature),
            "split_gain=" + _row([1] * len(tree.feature)),
            "threshold=" + _row(tree.threshold),
            "decision_type=" + _row([_MISSING_RIGHT] * len(tree.feature)),
            "left_child=" + _row(tree.left),
            "right_child=" + _row(tree.right),
        ]
    lines += ["leaf_value=" + _row(tree.leaves), "is_linear=0", "shrinkage=1", "", "", ""]
    return "\n".join(lines)


def _row(values: Iterable[float]) -> str:
    return " ".join(repr(value) for value in values)
