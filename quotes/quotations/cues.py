"""Candidates for the cue of a quotation ("said", "according to") and what speaks for each."""

from __future__ import annotations

from typing import NamedTuple

from quotes.quotations.cue_columns import alone, others, rivalry, signs, tree, way
from quotes.quotations.lexicons import Lexicon
from quotes.quotations.reading import Reading

_REACH = 45  # words outside marks; 99.6 % of PolNeAR's training cues lie within
_LIKELY = -4.2  # log odds under which a word that is no verb is no candidate


class CueFeatures(NamedTuple):
    """Features of one word as the cue of one stretch."""

    lexicon: float
    lexicon_any: float
    upos: float
    form: float
    before: float
    distance: float
    words_between: float
    adjacent: float
    sentences_between: float
    lines_between: float
    stretches_between: float
    relation: float
    governs_top: float
    steps_down: float
    steps_up: float
    subject: float
    subject_source: float
    subject_side: float
    has_object: float
    has_clause: float
    colon_between: float
    comma_between: float
    that_between: float
    stop_between: float
    verbs_between: float
    best_between: float
    best_elsewhere: float
    distance_previous: float
    follows_previous: float
    distance_next: float
    root_distance: float
    finite_aux: float
    negated: float
    subject_above: float
    next_word: float
    previous_word: float
    comma_next: float
    before_name: float
    after_name: float


def candidates(reading: Reading, number: int, lexicons: dict[str, Lexicon]) -> list[int]:
    """Return the words that may announce the stretch: its paragraph and those beside it."""
    paragraph = reading.stretches[number].paragraph
    low = reading.line_words(max(0, paragraph - 2))[0]
    high = reading.line_words(min(len(reading.lines) - 1, paragraph + 1))[1]
    first, last = reading.inner[number]
    outside, found = reading.outside, []
    for index in range(low, high):
        if reading.stretch[index] >= 0 or not _may_announce(reading, index, lexicons):
            continue
        gap = outside[first] - outside[index] if index < first else outside[index] - outside[last]
        if gap <= _REACH:
            found.append(index)
    return found


def _may_announce(reading: Reading, index: int, lexicons: dict[str, Lexicon]) -> bool:
    upos = reading.words[index].upos
    if upos == "VERB":
        return True
    return lexicons["cue"].of(reading.lemmas[index]) > _LIKELY and upos not in {"DET", "PRON"}


def features(
    reading: Reading, number: int, lexicons: dict[str, Lexicon], rivals: list[int]
) -> list[CueFeatures]:
    """Return the features of every candidate (in text order) as the cue of a stretch."""
    odds = [alone(reading, index, lexicons).itself[0] for index in rivals]
    return [_features(reading, number, index, lexicons, rivals, odds) for index in rivals]


def _features(
    reading: Reading,
    number: int,
    index: int,
    lexicons: dict[str, Lexicon],
    rivals: list[int],
    odds: list[float],
) -> CueFeatures:
    own = alone(reading, index, lexicons)
    return CueFeatures(
        *own.itself,
        *way(reading, number, index),
        *tree(reading, number, index),
        *own.arguments,
        *signs(reading, number, index),
        *rivalry(reading, number, index, rivals, odds),
        *others(reading, number, index),
        *own.rest,
        *own.beside,
    )
