"""The learned risk: the probability that a careful bilingual reader would object.

Boosted trees over named signals (`features.py`), monotone where that is common sense (more
doubt of the judge or a graver finding never lowers the risk, more counterparts never raise
it), calibrated by a logistic curve (Platt 1999) so that 0.3 means three in ten. Two models lie
in `weights/risk/`: with the judge's signals and without. What they were learned and chosen
on, with a reliability diagram, is in `weights/risk/CARD.md`.

A fact that stands alone joins by its own measured precision: the chance that neither the
model nor the fact is right to object is the product of theirs ("noisy or", Pearl 1988). So the
risk rises without steps, and one number decides.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quotes.errors import ModelError
from quotes.ml.trees import Forest

WEIGHTS = Path(__file__).parents[1] / "weights" / "risk"


@dataclass(frozen=True, slots=True)
class Risk:
    """The trees, the logistic curve over their sum, and the two lines of the verdict.

    From `review` on a person should read the pair; from `drift` on its meaning changed.
    """

    forest: Forest
    slope: float
    shift: float
    review: float
    drift: float

    @classmethod
    def load(cls, name: str, folder: Path = WEIGHTS) -> Risk:
        """Read `<name>.txt` and `<name>.json` ("with_judge", "without_judge").

        Raises ModelError if they cannot be read.
        """
        path = folder / f"{name}.json"
        try:
            stored = json.loads(path.read_text(encoding="utf8"))
            numbers = [float(stored[key]) for key in ("slope", "shift", "review", "drift")]
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"{path}: the risk model cannot be read: reinstall") from error
        return cls(Forest.load(folder / f"{name}.txt"), *numbers)

    def probabilities(self, rows: Sequence[Mapping[str, float]]) -> NDArray[np.float64]:
        """Return the risk (0..1) of each row of named signals, shape (n,).

        What a finding of a check that was ignored would say is taken as nothing found.
        """
        known = [
            {name: 0.0 for name in self.forest.names if name.startswith("check ")} | dict(row)
            for row in rows
        ]
        odds = self.slope * self.forest.scores(known) + self.shift
        return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))))


def joined(risk: float, precisions: Iterable[float]) -> float:
    """Return the chance that the model or one of the facts is right to object."""
    innocent = 1 - risk
    for precision in precisions:
        innocent *= 1 - precision
    return 1 - innocent
