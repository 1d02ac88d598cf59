"""Rows for the learned rankers, in two looks: first each stretch alone, then with its neighbours.

In the second look every row also knows what the first look found here, in the
stretch before and in the stretch after, so that "he said. “And …”" is settled by
the cue that the stretch before was given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from quotes.quotations.cues import candidates, features
from quotes.quotations.forests import Floats
from quotes.quotations.lexicons import Lexicon
from quotes.quotations.looks import Look, look
from quotes.quotations.reading import Reading
from quotes.quotations.sources import source_candidates, source_features


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

    def chance_of(self, word: int) -> float:
        """Return how likely a word is here, 0 if it is no candidate."""
        return float(self.chances[self.words.index(word)]) if word in self.words else 0.0

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
    rows = [features(reading, number, index, lexicons, words) for index in words]
    return Choices(words, _beside(rows, own))


def source_choices(
    reading: Reading, number: int, cue: int, lexicons: dict[str, Lexicon], own: Floats
) -> Choices:
    """Return the source candidates of a stretch and its cue with the rows of the first look."""
    words = source_candidates(reading, number, cue)
    rows = [source_features(reading, number, cue, i, lexicons, words) for i in words]
    return Choices(words, _beside(rows, own))


def _beside(rows: Sequence[tuple[float, ...]], own: Floats) -> Floats:
    """Return the rows with the stretch's own row repeated at the end of each."""
    if not rows:
        return np.zeros((0, 0), dtype=np.float32)
    left = np.array(rows, dtype=np.float32)
    return np.hstack([left, np.repeat(own[None, :], len(left), axis=0)])


def said_rows(own: Floats, cues: Sequence[Choices], said: Floats | None = None) -> Floats:
    """Return rows for "was this said": the look, the best cues, and, the second time, neighbours."""
    extra = []
    for number, choices in enumerate(cues):
        chances = np.sort(choices.chances)[::-1]
        row = [float(chances[i]) if i < len(chances) else 0.0 for i in (0, 1)]
        best = choices.best()
        row += [float(v) for v in choices.rows[best][:12]] if best >= 0 else [-9.0] * 12
        if said is not None:
            row += _around(said, number)
        extra.append(row)
    return np.hstack([own, np.array(extra, dtype=np.float32).reshape(len(extra), -1)])


def _around(said: Floats, number: int) -> list[float]:
    before = float(said[number - 1]) if number else -1.0
    after = float(said[number + 1]) if number + 1 < len(said) else -1.0
    return [float(said[number]), before, after, float(said.mean())]


def second_rows(choices: Sequence[Choices], said: Floats) -> list[Floats]:
    """Return the rows of the second look for every stretch: what the first look found around it."""
    found = []
    for number, here in enumerate(choices):
        before = choices[number - 1] if number else None
        after = choices[number + 1] if number + 1 < len(choices) else None
        around = _around(said, number)[:3]
        best = here.top_chance()
        order = np.argsort(np.argsort(-here.chances))
        extra = [
            [
                float(here.chances[i]),
                float(here.chances[i]) - best,
                float(order[i]),
                *_elsewhere(word, before),
                *_elsewhere(word, after),
                *around,
            ]
            for i, word in enumerate(here.words)
        ]
        found.append(_joined(here.rows, extra))
    return found


def _elsewhere(word: int, there: Choices | None) -> list[float]:
    if there is None:
        return [-1.0, -1.0, -1.0]
    return [there.chance_of(word), there.top_chance(), float(there.best_word() == word)]


def _joined(rows: Floats, extra: list[list[float]]) -> Floats:
    if not extra:
        return np.zeros((0, 0), dtype=np.float32)
    return np.hstack([rows, np.array(extra, dtype=np.float32)])
