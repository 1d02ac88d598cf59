"""How often a lemma announces quotations or is their source, counted on the training data."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

_PRIOR = 3.0  # pseudo-counts: a lemma seen fewer times than this says little


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Log odds of a role for each lemma; `rate` is the share of all words that have it."""

    rate: float
    odds: dict[str, float] = field(default_factory=dict)

    def of(self, lemma: str) -> float:
        """Return the log odds of the lemma's having the role, the base rate if unknown."""
        found = self.odds.get(lemma)
        return found if found is not None else log_odds(0.0, 0.0, self.rate)


def log_odds(hits: float, seen: float, rate: float) -> float:
    """Return the log odds of `hits` in `seen`, smoothed towards the base rate."""
    share = (hits + _PRIOR * rate) / (seen + _PRIOR)
    return round(math.log(share / (1.0 - share)), 3)


@lru_cache(maxsize=1)
def lexicons() -> dict[str, Lexicon]:
    """Return the lexicons that ship with the program, by name."""
    raw = (files("quotes") / "weights" / "speakers" / "lexicons.json").read_text(encoding="utf-8")
    return {name: Lexicon(entry["rate"], entry["odds"]) for name, entry in json.loads(raw).items()}
