"""The probability that a stretch is the original of a quotation."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of a candidate."""

    cosine: float
    close: float
    covered: float
    explained: float
    length: int


def probability(features: Features) -> float:
    """Return the probability (0..1)."""
    f = features
    score = (
        5 * (f.covered - 0.45)
        + 5 * (f.close - 0.5)
        + 2 * (f.explained - 0.4)
        + 2 * (f.cosine - 0.4)
    )
    return 1 / (1 + math.exp(-2 * score))
