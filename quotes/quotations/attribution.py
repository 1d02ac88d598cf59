"""Deciding for every stretch: was it said, which words announce it, which phrase is its source."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from quotes.quotations.forests import Floats, forest
from quotes.quotations.lexicons import lexicons
from quotes.quotations.ranking import (
    Choices,
    cue_choices,
    looks,
    said_rows,
    second_rows,
    source_choices,
)
from quotes.quotations.reading import Reading


@dataclass(frozen=True, slots=True)
class Attributed:
    """What was decided of one stretch: chance that it was said; words of cue and source, or -1."""

    said: float
    cue: int
    source: int
    cue_chance: float
    source_chance: float


def attribute(reading: Reading) -> list[Attributed]:
    """Return one decision a stretch, in text order."""
    if not reading.stretches or not reading.words:
        return [Attributed(0.5, -1, -1, 0.0, 0.0) for _ in reading.stretches]
    known, numbers = lexicons(), range(len(reading.stretches))
    own = looks(reading, known)
    cues = [cue_choices(reading, n, known, own[n]) for n in numbers]
    _rank("cue", cues, [choices.rows for choices in cues])
    said = forest("said").probability(said_rows(own, cues))
    _rank("cue_second", cues, second_rows(cues, said))
    said = forest("said_second").probability(said_rows(own, cues, said))
    sources = [source_choices(reading, n, cues[n].best_word(), known, own[n]) for n in numbers]
    _rank("source", sources, [choices.rows for choices in sources])
    _rank("source_second", sources, second_rows(sources, said))
    return [
        Attributed(
            float(said[n]),
            cues[n].best_word(),
            sources[n].best_word(),
            cues[n].top_chance(),
            sources[n].top_chance(),
        )
        for n in numbers
    ]


def _rank(name: str, choices: list[Choices], rows: list[Floats]) -> None:
    """Give every choice its chances, all stretches of the text at once."""
    filled = [block for block in rows if len(block)]
    if not filled:
        return
    chances = forest(name).probability(np.vstack(filled))
    start = 0
    for choice, block in zip(choices, rows, strict=True):
        choice.chances = chances[start : start + len(block)]
        start += len(block)
