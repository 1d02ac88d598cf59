"""Rows for the learned rankers: cues first, then sources seen from the cues, then "was it said".

Second looks, with the answers for the stretches before and after as columns, were
tried and left out: over PolNeAR's training articles (four folds) they changed the
share of right cues from 91.7 to 91.7 %, of right sources from 89.0 to 89.0 %, and the
best F1 of "was it said" from 97.0 to 96.9.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from quotes.quotations.cues import candidates, features
from quotes.quotations.forests import Floats
from quotes.quotations.grounds import grounds
from quotes.quotations.lexicons import Lexicon
from quotes.quotations.looks import Look, look
from quotes.quotations.reading import Reading
from quotes.quotations.source_columns import tied
from quotes.quotations.sources import source_candidates, source_features
from quotes.quotations.works import naming_signs

_SHAPE = 14  # columns of a candidate's own row, of those before the stretch's look


@dataclass(slots=True)
class Choices:
    """The candidates of one stretch, their rows, and how likely each is."""

    words: list[int]
    rows: Floats
    chances: Floats = field(default_factory=lambda: np.zeros(0, dtype=np.float32))

    def best(self) -> int:
        """Return the position of the likeliest candidate, -1 if there is none."""
        return int(np.argmax(self.chances)) if len(self.chances) else -1

    def best_word(self) -> int:
        """Return the likeliest word, -1 if there is none."""
        best = self.best()
        return self.words[best] if best >= 0 else -1

    def ranked(self) -> list[int]:
        """Return the positions of the candidates, likeliest first."""
        return [int(i) for i in np.argsort(-self.chances, kind="stable")]

    def top_chance(self) -> float:
        """Return how likely the likeliest candidate is, 0 if there is none."""
        return float(self.chances.max()) if len(self.chances) else 0.0


def looks(reading: Reading, lexicons: dict[str, Lexicon]) -> Floats:
    """Return one row a stretch: its own look."""
    rows = [look(reading, number, lexicons) for number in range(len(reading.stretches))]
    return np.array(rows, dtype=np.float32).reshape(len(rows), len(Look._fields))


def cue_choices(
    reading: Reading, number: int, lexicons: dict[str, Lexicon], own: Floats
) -> Choices:
    """Return the cue candidates of a stretch with the rows of the first look."""
    words = candidates(reading, number, lexicons)
    return Choices(words, _beside(features(reading, number, lexicons, words), own))


def source_choices(
    reading: Reading, number: int, cues: Choices, lexicons: dict[str, Lexicon], own: Floats
) -> Choices:
    """Return the source candidates of a stretch, seen from its likeliest cue and the next."""
    order = cues.ranked()
    cue = cues.words[order[0]] if order else -1
    other = cues.words[order[1]] if len(order) > 1 else -1
    chances = [float(cues.chances[i]) for i in order[:2]] + [0.0, 0.0]
    words = source_candidates(reading, number, cue)
    seen = source_features(reading, number, cue, lexicons, words)
    rows = [
        (*row, *chances[:2], *tied(reading, other, i)) for row, i in zip(seen, words, strict=True)
    ]
    return Choices(words, _beside(rows, own))


def _beside(rows: Sequence[tuple[float, ...]], own: Floats) -> Floats:
    """Return the rows with the stretch's own row repeated at the end of each."""
    if not rows:
        return np.zeros((0, 0), dtype=np.float32)
    left = np.array(rows, dtype=np.float32)
    return np.hstack([left, np.repeat(own[None, :], len(left), axis=0)])


def said_rows(
    reading: Reading,
    own: Floats,
    cues: Sequence[Choices],
    sources: Sequence[Choices],
    lexicons: dict[str, Lexicon],
) -> Floats:
    """Return rows for "was this said": look, best cue, best source, signs of a name, grounds."""
    extra = [
        [
            *_best(cue),
            *_best(source),
            *naming_signs(reading, number, lexicons),
            *grounds(reading, number, lexicons),
        ]
        for number, (cue, source) in enumerate(zip(cues, sources, strict=True))
    ]
    return np.hstack([own, np.array(extra, dtype=np.float32).reshape(len(extra), -1)])


def _best(choices: Choices) -> list[float]:
    """Return the two highest chances of some candidates and what the best one looks like."""
    best, order = choices.best(), choices.ranked()
    chances = [float(choices.chances[i]) for i in order[:2]] + [0.0, 0.0]
    shape = choices.rows[best][:_SHAPE].tolist() if best >= 0 else [-9.0] * _SHAPE
    return [*chances[:2], *shape]
