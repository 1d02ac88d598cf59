"""Boosted trees: LightGBM models with named features."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quotes.errors import ModelError

STRAIGHT = np.array([[-30.0, -30.0], [30.0, 30.0]])  # log-odds as they are


@dataclass(frozen=True, slots=True)
class Forest:
    """A LightGBM model, the names of its features in order, and how its scores are calibrated."""

    booster: Any
    names: tuple[str, ...]
    bend: NDArray[np.float64] = field(default_factory=lambda: STRAIGHT)

    @classmethod
    def load(cls, path: Path) -> Forest:
        """Read a model that LightGBM wrote as text; raises ModelError where it cannot be read.

        Blanks of a feature's name stand there as underscores.
        """
        import lightgbm  # noqa: PLC0415 - slow to load

        try:
            booster = lightgbm.Booster(model_file=str(path))
        except (lightgbm.basic.LightGBMError, OSError) as error:
            raise ModelError(f"{path}: the model cannot be read: reinstall") from error
        return cls(booster, tuple(name.replace("_", " ") for name in booster.feature_name()))

    def scores(self, rows: Sequence[Mapping[str, float]]) -> NDArray[np.float64]:
        """Return the summed values of the trees for rows of named features, shape (n,).

        A feature that a row lacks is missing to the trees too; one that they do not know
        says nothing.
        """
        if not rows:
            return np.zeros(0)
        table = np.array([[row.get(name, np.nan) for name in self.names] for row in rows])
        found = self.booster.predict(table, raw_score=True, num_threads=1)
        return np.asarray(found, dtype=np.float64)

    def table_scores(self, rows: NDArray[Any], names: Sequence[str]) -> NDArray[np.float64]:
        """Return the summed values of the trees for rows of features so named, shape (n,).

        Raises ModelError where the names are not those that the trees were taught, in order.
        """
        if tuple(names) != self.names:
            wrong = next((n for n, known in zip(names, self.names, strict=False) if n != known), "")
            raise ModelError(
                f"the trees know {len(self.names)} features, not these {len(names)}"
                f" (first that differs: {wrong or 'the count'}): reinstall quotes-audit"
            )
        if not len(rows):
            return np.zeros(0)
        found = self.booster.predict(rows, raw_score=True, num_threads=1)
        return np.asarray(found, dtype=np.float64)

    def calibrated(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probabilities of scores, by the line of straight pieces that was learned."""
        bent = np.interp(scores, self.bend[:, 0], self.bend[:, 1])
        return np.asarray(1 / (1 + np.exp(-bent)))

    def probabilities(self, rows: NDArray[Any], names: Sequence[str]) -> NDArray[np.float64]:
        """Return the calibrated probability of each row of features so named, shape (n,)."""
        return self.calibrated(self.table_scores(rows, names))


@cache
def load_forest(folder: str, name: str = "trees") -> Forest:
    """Return the forest in `quotes/weights/<folder>/<name>.txt`, with `<name>.json` beside it.

    The latter holds the names of the features in order ("features") and, where the scores were
    calibrated, knots of score and log-odds ("calibration").
    """
    path = Path(str(resources.files("quotes"))) / "weights" / folder / f"{name}.txt"
    known = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    booster, names = Forest.load(path).booster, tuple(known["features"])
    if tuple(booster.feature_name()) != tuple(one.replace(" ", "_") for one in names):
        raise ModelError(f"{path}: the features are not those of {name}.json: reinstall")
    return Forest(booster, names, np.array(known.get("calibration", STRAIGHT)))
