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
from quotes.quotations.titles import ROLES

_WITHOUT_MARKS = frozenset({"turn", "block", "dash"})  # nobody sets a scare quote so
SOURCE_AT_LEAST = 0.02  # chance under which the text names no source; set by hand, never swept
VERB_AT_LEAST = 0.1  # chance over which a verb is named as the cue instead of its colon; by hand


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
            source = _source_word(reading, number, sources[number])
            found.append(_as_ranked(reading, chance, _cue_word(reading, cues[number]), source))
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


def _cue_word(reading: Reading, cues: Choices) -> int:
    """Return the likeliest cue; instead of a colon the verb of its sentence, if that may be it."""
    best = cues.best_word()
    if best < 0 or reading.words[best].text != ":":
        return best
    for position in cues.ranked():
        word = cues.words[position]
        if cues.chances[position] < VERB_AT_LEAST:
            break
        if reading.words[word].upos == "VERB" and reading.sentence[word] == reading.sentence[best]:
            return word
    return best


def _source_word(reading: Reading, number: int, sources: Choices) -> tuple[int, float]:
    """Return the head word of the likeliest source and its chance; -1 if the text names none.

    A word between the marks is a source only before a colon (“WALLACE: …”). What a role or
    a body belongs to does not speak in its stead: "the finance secretary of Puerto Almendro".
    """
    for position in sources.ranked():
        word, chance = sources.words[position], float(sources.chances[position])
        if chance < SOURCE_AT_LEAST:
            break
        if reading.stretch[word] == number and not _before_colon(reading, word):
            continue
        head = reading.heads[word]
        owned = reading.relations[word] == "nmod" and head in sources.words
        speaks = owned and reading.words[word].deprel == "nmod" and reading.lemmas[head] in ROLES
        return (head if speaks else word), chance
    return -1, sources.top_chance()


def _before_colon(reading: Reading, index: int) -> bool:
    return ":" in [word.text for word in reading.words[index + 1 : index + 4]]


def _as_ranked(reading: Reading, said: float, cue: int, source: tuple[int, float]) -> Attributed:
    word, chance = source
    return Attributed(
        said,
        cue_span(reading, cue) if cue >= 0 else None,
        cue,
        phrase_span(reading, word) if word >= 0 else None,
        word,
        chance,
    )


def _as_shown(reading: Reading, shown: Shown) -> Attributed:
    low, high = reading.within(shown.source)
    inside = [i for i in range(low, high) if not low <= reading.heads[i] < high]
    head = inside[0] if inside else low
    return Attributed(1.0, shown.cue, -1, shown.source, head if low < high else -1, 1.0)
