"""Candidates for the cue of a quotation ("said", "according to") and what speaks for each."""

from __future__ import annotations

from typing import NamedTuple

from quotes.quotations.lexicons import Lexicon
from quotes.quotations.looks import RELATION, outer_words, top
from quotes.quotations.reading import Reading

_VERB_FORM = {"VBD": 1.0, "VBZ": 2.0, "VBP": 2.0, "VBG": 3.0, "VBN": 4.0, "VB": 5.0}
_UPOS = {"VERB": 1.0, "AUX": 2.0, "NOUN": 3.0, "ADP": 4.0, "PUNCT": 5.0, "PROPN": 6.0, "SCONJ": 7.0}
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
    reading: Reading, number: int, index: int, lexicons: dict[str, Lexicon], rivals: list[int]
) -> CueFeatures:
    """Return the features of a word as the cue of a stretch; `rivals` are all candidates."""
    return CueFeatures(
        *_itself(reading, index, lexicons),
        *_way(reading, number, index),
        *_tree(reading, number, index),
        *_arguments(reading, number, index, lexicons),
        *_between(reading, number, index, lexicons, rivals),
        *_others(reading, number, index),
    )


def _itself(reading: Reading, index: int, lexicons: dict[str, Lexicon]) -> tuple[float, ...]:
    word = reading.words[index]
    lemma = reading.lemmas[index]
    return (
        lexicons["cue"].of(lemma),
        lexicons["cue_any"].of(lemma),
        _UPOS.get(word.upos, 0.0),
        _VERB_FORM.get(word.xpos, 0.0),
    )


def gap(reading: Reading, number: int, index: int) -> tuple[int, int]:
    """Return the range of words between a word and a stretch."""
    first, last = reading.inner[number]
    return (index + 1, first) if index < first else (last, index)


def _way(reading: Reading, number: int, index: int) -> tuple[float, ...]:
    first, last = reading.inner[number]
    low, high = gap(reading, number, index)
    before_word, after_word = outer_words(reading, number)
    edge = reading.sentence[first if index < first else max(first, last - 1)] if last > first else 0
    return (
        float(index < first),
        float(reading.outside[high] - reading.outside[low]),
        float(min(60, high - low)),
        float(index in {before_word, after_word}),
        float(min(4, abs(edge - reading.sentence[index]))),
        float(reading.stretches[number].paragraph - reading.paragraph[index]),
        float(len({reading.stretch[i] for i in range(low, high)} - {-1, number})),
    )


def _tree(reading: Reading, number: int, index: int) -> tuple[float, ...]:
    governor = top(reading, number)
    if governor < 0:
        return (0.0, 0.0, -1.0, -1.0)
    above = reading.ancestors(governor)
    own = reading.ancestors(index)
    down = float(above.index(index)) if index in above else -1.0
    up = float(own.index(governor)) if governor in own else -1.0
    relation = reading.words[index].deprel
    code = 20.0 if relation == "acl:relcl" else RELATION.get(relation.split(":")[0], 0.0)
    return (code, float(reading.heads[governor] == index), down, up)


def subject(reading: Reading, index: int) -> int:
    """Return the subject of a verb among its own dependents, -1 if it has none there."""
    for child in reading.children[index]:
        if reading.relations[child] == "nsubj":
            return child
    return -1


def _arguments(
    reading: Reading, number: int, index: int, lexicons: dict[str, Lexicon]
) -> tuple[float, ...]:
    agent = subject(reading, index)
    relations = [reading.relations[child] for child in reading.children[index]]
    return (
        0.0 if agent < 0 else 1.0 + float(reading.words[agent].upos in {"PROPN", "PRON"}),
        lexicons["source"].of(reading.lemmas[agent]) if agent >= 0 else -9.0,
        0.0 if agent < 0 else float(agent < index) + 1.0,
        float("obj" in relations),
        float("ccomp" in relations),
        *_signs(reading, number, index),
    )


def _rest(relations: list[str], lemmas: set[str]) -> tuple[float, ...]:
    return (float("aux" in relations), float("not" in lemmas or "n't" in lemmas))


def _signs(reading: Reading, number: int, index: int) -> tuple[float, ...]:
    low, high = gap(reading, number, index)
    between = {reading.words[i].text.lower() for i in range(low, high) if reading.stretch[i] < 0}
    return (
        float(":" in between),
        float("," in between),
        float("that" in between),
        float(bool(between & {".", "!", "?", ";"})),
    )


def _between(
    reading: Reading, number: int, index: int, lexicons: dict[str, Lexicon], rivals: list[int]
) -> tuple[float, ...]:
    low, high = gap(reading, number, index)
    cue = lexicons["cue"]
    inside = [cue.of(reading.lemmas[i]) for i in rivals if low <= i < high]
    elsewhere = [cue.of(reading.lemmas[i]) for i in rivals if i != index and not low <= i < high]
    return (float(len(inside)), max(inside, default=-9.0), max(elsewhere, default=-9.0))


def _others(reading: Reading, number: int, index: int) -> tuple[float, ...]:
    outside = reading.outside
    previous = reading.inner[number - 1][1] if number else -1
    following = reading.inner[number + 1][0] if number + 1 < len(reading.inner) else -1
    to_previous = abs(outside[index] - outside[previous]) if previous >= 0 else 60
    to_next = abs(outside[following] - outside[index]) if following >= 0 else 60
    relations = [reading.relations[child] for child in reading.children[index]]
    lemmas = {reading.lemmas[child] for child in reading.children[index]}
    return (
        float(min(60, to_previous)),
        float(previous >= 0 and index >= previous),
        float(min(60, to_next)),
        float(len(reading.ancestors(index, 6))),
        *_rest(relations, lemmas),
    )
