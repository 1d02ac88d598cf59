"""The finding that a word of the quotation is more general than what was said.

What the judge, the lexicon and WordNet know of a doubted word is weighed by boosted trees
and by a line through the same signals; the sum of both log-odds decides. What they were
learned and chosen on is in `quotes/weights/broader/CARD.md`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from quotes.checks.broader_term import CHECK
from quotes.comparison.generality.candidates import Candidate, candidates
from quotes.comparison.generality.doubts import doubts
from quotes.errors import ModelError
from quotes.ml.trees import load_trees
from quotes.model import Case, Finding

if TYPE_CHECKING:
    from quotes.ml.judge import Assessment

WEIGHTS = Path(__file__).parents[2] / "weights" / "broader"


@dataclass(frozen=True, slots=True)
class Generality:
    """The weights of the signals beside the trees, and the log-odds from which it is told."""

    weights: tuple[float, ...]
    intercept: float
    line: float

    @classmethod
    def load(cls, folder: Path = WEIGHTS) -> Generality:
        """Read `settings.json`; raises ModelError if it cannot be."""
        path = folder / "settings.json"
        try:
            stored = json.loads(path.read_text(encoding="utf8"))
            return cls(tuple(stored["weights"]), stored["intercept"], stored["line"])
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"{path}: the weights cannot be read: reinstall") from error

    def finding(self, case: Case, assessment: Assessment) -> Finding | None:
        """Return the finding of a pair, None where no word stands out as too general."""
        doubted = doubts(case.original, case.quote, assessment)
        some = candidates(case.original, case.quote, doubted)
        if not some:
            return None
        odds = self.odds(some)
        best = max(range(len(some)), key=odds.__getitem__)
        return _told(case, some[best]) if odds[best] >= self.line else None

    def odds(self, some: Sequence[Candidate]) -> list[float]:
        """Return the summed log-odds of candidates."""
        rows = np.array([one.signals for one in some], dtype=np.float32)
        linear = rows @ np.array(self.weights, dtype=np.float32) + self.intercept
        joint: list[float] = (load_trees("broader").scores(rows) + linear).tolist()
        return joint


def _told(case: Case, best: Candidate) -> Finding:
    """Return the finding that names both words."""
    word, spanish = best.doubt.word.span, best.original.span
    message = (
        f"“{word.of(case.quote)}” is more general than “{best.specific}”, "
        f"which “{spanish.of(case.original)}” in the original means."
    )
    return CHECK.finding(message, (spanish,), (word,))
