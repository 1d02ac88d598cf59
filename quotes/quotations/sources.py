"""Candidates for the source of a quotation (the phrase that speaks) and what speaks for each."""

from __future__ import annotations

from typing import NamedTuple

from quotes.quotations.lexicons import Lexicon
from quotes.quotations.reading import Reading
from quotes.quotations.source_columns import (
    company,
    cue_itself,
    form,
    is_person,
    itself,
    more,
    tree,
    way,
)

_PARTS = frozenset({"compound", "flat", "fixed", "goeswith", "punct", "case", "amod", "nummod"})
_NOMINAL = frozenset({"PROPN", "PRON", "NOUN"})
_HEADS = frozenset({"nsubj", "obj", "obl", "root", "conj", "iobj", "nmod", "appos", "parataxis"})
_REACH = 70  # words outside marks between cue and source


class SourceFeatures(NamedTuple):
    """Features of one noun phrase (its head word) as the source of one cue and stretch."""

    lexicon: float
    upos: float
    entity: float
    pronoun: float
    relation: float
    quoted: float
    is_subject: float
    is_dependent: float
    subject_up: float
    governs: float
    tree_distance: float
    before_cue: float
    distance: float
    before_stretch: float
    stretch_distance: float
    sentences: float
    lines: float
    same_line: float
    rank: float
    people_between: float
    comma_between: float
    stretch_between: float
    definite: float
    opens_sentence: float
    plural: float
    possessive: float
    preposition_by: float
    cue_lexicon: float
    cue_form: float
    cue_has_subject: float
    cue_before: float
    cue_passive: float
    cue_upos: float
    adjacent: float
    signed: float
    subjects_between: float
    after_dash: float
    before_colon: float
    on_line: float
    speaks_often: float
    named_often: float
    only_adverbs: float


def source_candidates(reading: Reading, number: int, cue: int) -> list[int]:
    """Return the heads of the noun phrases around the cue that may be the source."""
    first, last = reading.inner[number]
    centre = cue if cue >= 0 else max(0, first - 1)
    paragraph = min(reading.paragraph[centre], reading.stretches[number].paragraph)
    low = reading.line_words(max(0, paragraph - 2))[0]
    end = max(reading.paragraph[centre], reading.stretches[number].paragraph)
    high = reading.line_words(min(len(reading.lines) - 1, end))[1]
    outside = reading.outside
    return [
        i
        for i in range(low, high)
        if (reading.stretch[i] < 0 or first <= i < min(last, first + 4))
        and abs(outside[i] - outside[centre]) <= _REACH
        and is_head(reading, i)
    ]


def is_head(reading: Reading, index: int) -> bool:
    """Say whether a word heads a noun phrase of its own."""
    upos, relation = reading.words[index].upos, reading.relations[index]
    if upos in _NOMINAL:
        return relation not in _PARTS or upos == "PRON"
    return upos in {"DET", "NUM", "ADJ"} and relation in _HEADS


def source_features(
    reading: Reading, number: int, cue: int, lexicons: dict[str, Lexicon], rivals: list[int]
) -> list[SourceFeatures]:
    """Return the features of every phrase (in text order) as the source of a stretch and cue."""
    people = [index for index in rivals if is_person(reading, index)]
    announced = cue_itself(reading, number, cue, lexicons)
    return [
        SourceFeatures(
            *itself(reading, index, lexicons),
            *tree(reading, cue, index),
            *way(reading, number, cue, index),
            *company(reading, cue, index, rivals, people),
            *form(reading, index),
            *announced,
            *more(reading, number, cue, index),
        )
        for index in rivals
    ]
