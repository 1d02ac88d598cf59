"""The learned risk: the probability that a careful bilingual reader would object.

Logistic regression over named signals (features.py). Two models lie in
`weights/risk/`: one with the learned judge's signals, one without. What they were
learned and chosen on is in `weights/risk/CARD.md`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from pathlib import Path

from quotes.errors import ModelError

WEIGHTS = Path(__file__).parents[1] / "weights" / "risk"


@dataclass(frozen=True, slots=True)
class Risk:
    """Weights a signal, an intercept, and the thresholds of the verdict.

    `review` is the risk from which a pair is flagged though no rule objects; `keep` the
    risk from which the warning of a rule stands.
    """

    weights: Mapping[str, float]
    intercept: float
    review: float
    keep: float

    @classmethod
    def load(cls, name: str, folder: Path = WEIGHTS) -> Risk:
        """Read `<name>.json` ("with_judge", "without_judge"); ModelError if it cannot be."""
        path = folder / f"{name}.json"
        try:
            stored = json.loads(path.read_text(encoding="utf8"))
            return cls(stored["weights"], stored["intercept"], stored["review"], stored["keep"])
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"{path}: the risk model cannot be read: reinstall") from error

    def probability(self, features: Mapping[str, float]) -> float:
        """Return the risk (0..1); signals without a weight say nothing."""
        total = self.intercept + sum(
            self.weights.get(name, 0.0) * value for name, value in features.items()
        )
        return 1 / (1 + exp(-max(-30.0, min(30.0, total))))
