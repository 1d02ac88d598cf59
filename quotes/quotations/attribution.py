"""Deciding for every stretch: was it said, which words announce it, which phrase is its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from quotes.model import Span
from quotes.quotations.forests import Floats, forest
from quotes.quotations.layouts import Shown
from quotes.quotations.lexicons import lexicons
from quotes.quotations.phrases import cue_span, phrase_span
from quotes.quotations.ranking import (
    Choices,
    cue_choices,
    looks,
    said_rows,
    source_choices,
)
from quotes.quotations.reading import Reading

_WITHOUT_MARKS = frozenset({"turn", "block", "dash"})  # nobody sets a scare quote so
SOURCE_AT_LEAST = 0.02  # chance under which the text names no source; set by hand, never swept


@dataclass(frozen=True, slots=True)
class Attributed:
    """What was decided of one stretch.

    `said` is the chance that it was said; `cue` and `source` are spans of the text,
    `cue_word` and `source_word` their head words (-1 if none), `chance` how likely
    the source is right.
    """

    said: float
    cue: Span | None = None
    cue_word: int = -1
    source: Span | None = None
    source_word: int = -1
    chance: float = 0.0


def attribute(reading: Reading, shown: Mapping[int, Shown]) -> list[Attributed]:
    """Return one decision a stretch, in text order; what the layout shows is taken as it is."""
    if not reading.stretches or not reading.words:
        return [Attributed(0.0) for _ in reading.stretches]
    said, cues, sources = _ranked(reading)
    found = []
    for number, stretch in enumerate(reading.stretches):
        chance = 1.0 if stretch.style in _WITHOUT_MARKS else float(said[number])
        if number in shown:
            found.append(_as_shown(reading, shown[number]))
        else:
            found.append(_as_ranked(reading, chance, cues[number], sources[number]))
    return found


def _ranked(reading: Reading) -> tuple[Floats, list[Choices], list[Choices]]:
    """Run the rankers: chances of being said, cues, sources."""
    known, numbers = lexicons(), range(len(reading.stretches))
    own = looks(reading, known)
    cues = [cue_choices(reading, n, known, own[n]) for n in numbers]
    _rank("cue", cues)
    sources = [source_choices(reading, n, cues[n], known, own[n]) for n in numbers]
    _rank("source", sources)
    said = forest("said").probability(said_rows(reading, own, cues, sources, known))
    return said, cues, sources


def _rank(name: str, choices: list[Choices]) -> None:
    """Give every choice its chances, all stretches of the text at once."""
    filled = [choice.rows for choice in choices if len(choice.rows)]
    if not filled:
        return
    chances = forest(name).probability(np.vstack(filled))
    start = 0
    for choice in choices:
        choice.chances = chances[start : start + len(choice.rows)]
        start += len(choice.rows)


def _as_ranked(reading: Reading, said: float, cues: Choices, sources: Choices) -> Attributed:
    cue, source, chance = cues.best_word(), sources.best_word(), sources.top_chance()
    if chance < SOURCE_AT_LEAST:
        source = -1
    return Attributed(
        said,
        cue_span(reading, cue) if cue >= 0 else None,
        cue,
        phrase_span(reading, source) if source >= 0 else None,
        source,
        chance,
    )


def _as_shown(reading: Reading, shown: Shown) -> Attributed:
    low, high = reading.within(shown.source)
    inside = [i for i in range(low, high) if not low <= reading.heads[i] < high]
    head = inside[0] if inside else low
    return Attributed(1.0, shown.cue, -1, shown.source, head if low < high else -1, 1.0)
