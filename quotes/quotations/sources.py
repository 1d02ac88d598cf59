"""Candidates for the source of a quotation (the phrase that speaks) and what speaks for each."""

from __future__ import annotations

from typing import NamedTuple

from quotes.quotations.cues import subject
from quotes.quotations.lexicons import Lexicon
from quotes.quotations.looks import RELATION
from quotes.quotations.reading import Reading

_UPOS = {"PROPN": 1.0, "PRON": 2.0, "NOUN": 3.0, "DET": 4.0, "NUM": 5.0, "ADJ": 6.0}
_ENTITY = {"PERSON": 1.0, "ORG": 2.0, "LOC": 3.0, "MISC": 4.0}
_PRONOUN = {"he": 1.0, "she": 2.0, "they": 3.0, "i": 4.0, "we": 4.0, "who": 5.0, "it": 6.0,
            "which": 7.0, "that": 7.0, "you": 8.0, "him": 9.0, "her": 9.0, "them": 9.0}  # fmt: skip
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


def source_candidates(reading: Reading, number: int, cue: int) -> list[int]:
    """Return the heads of the noun phrases around the cue (or the stretch) that may be the source."""
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
    reading: Reading,
    number: int,
    cue: int,
    index: int,
    lexicons: dict[str, Lexicon],
    rivals: list[int],
) -> SourceFeatures:
    """Return the features of a noun phrase as the source of a stretch announced by a cue."""
    return SourceFeatures(
        *_itself(reading, index, lexicons),
        *_tree(reading, cue, index),
        *_way(reading, number, cue, index),
        *_company(reading, cue, index, rivals),
        *_form(reading, index),
        *_cue(reading, number, cue, index, lexicons),
    )


def _itself(reading: Reading, index: int, lexicons: dict[str, Lexicon]) -> tuple[float, ...]:
    word, entity = reading.words[index], reading.entity[index]
    relation = word.deprel
    code = 20.0 if relation == "nmod:poss" else RELATION.get(relation.split(":")[0], 0.0)
    return (
        lexicons["source"].of(reading.lemmas[index]),
        _UPOS.get(word.upos, 0.0),
        _ENTITY.get(reading.entities[entity].type, 0.0) if entity >= 0 else 0.0,
        _PRONOUN.get(word.text.lower(), 0.0) if word.upos == "PRON" else 0.0,
        code,
        float(reading.stretch[index] >= 0),
    )


def _tree(reading: Reading, cue: int, index: int) -> tuple[float, ...]:
    if cue < 0:
        return (0.0, 0.0, -1.0, 0.0, -1.0)
    above = [cue, *reading.ancestors(cue)]
    own = [index, *reading.ancestors(index)]
    up = -1.0
    if reading.relations[index] == "nsubj" and reading.heads[index] in above:
        up = float(above.index(reading.heads[index]))
    meeting = next((word for word in own if word in above), -1)
    distance = float(own.index(meeting) + above.index(meeting)) if meeting >= 0 else -1.0
    return (
        float(subject(reading, cue) == index),
        float(reading.heads[index] == cue),
        up,
        float(index in above),
        distance,
    )


def _way(reading: Reading, number: int, cue: int, index: int) -> tuple[float, ...]:
    first, last = reading.inner[number]
    outside, centre = reading.outside, (cue if cue >= 0 else first)
    stretch = outside[first] - outside[index] if index < first else outside[index] - outside[last]
    at = min(centre, len(reading.words) - 1)
    lines = reading.paragraph[at] - reading.paragraph[index]
    return (
        float(index < centre),
        float(abs(outside[centre] - outside[index])),
        float(index < first),
        float(stretch),
        float(reading.sentence[at] - reading.sentence[index]),
        float(lines),
        float(lines == 0),
    )


def _company(reading: Reading, cue: int, index: int, rivals: list[int]) -> tuple[float, ...]:
    low, high = (index + 1, cue) if index < cue else (cue + 1, index)
    nearer = [i for i in rivals if low <= i < high]
    people = [i for i in nearer if _is_person(reading, i)]
    between = {reading.words[i].text for i in range(max(0, low), max(0, high))}
    stretches = {reading.stretch[i] for i in range(max(0, low), max(0, high))} - {-1}
    return (
        float(len(nearer)),
        float(len(people)),
        float("," in between),
        float(len(stretches)),
    )


def _is_person(reading: Reading, index: int) -> bool:
    entity = reading.entity[index]
    return (entity >= 0 and reading.entities[entity].type == "PERSON") or (
        reading.words[index].upos == "PRON"
    )


def _form(reading: Reading, index: int) -> tuple[float, ...]:
    lemmas = {reading.lemmas[child] for child in reading.children[index]}
    word = reading.words[index]
    definite = 2.0 if lemmas & {"the", "this", "that"} else float(bool(lemmas & {"a", "an"}))
    begin = reading.sentences[reading.sentence[index]][0]
    return (
        definite,
        float(index - begin if index - begin < 8 else 8),
        float("Number=Plur" in word.feats),
        float(word.deprel == "nmod:poss"),
        float("by" in lemmas) + 2 * float("to" in lemmas) + 3 * float("from" in lemmas),
    )


def _cue(
    reading: Reading, number: int, cue: int, index: int, lexicons: dict[str, Lexicon]
) -> tuple[float, ...]:
    if cue < 0:
        return (-9.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    word = reading.words[cue]
    form = {"VBD": 1.0, "VBZ": 2.0, "VBP": 2.0, "VBG": 3.0, "VBN": 4.0, "VB": 5.0}
    relations = {reading.words[child].deprel for child in reading.children[cue]}
    own = subject(reading, cue)
    return (
        lexicons["cue"].of(reading.lemmas[cue]),
        form.get(word.xpos, 0.0),
        float(own >= 0) + float(own >= 0 and own < cue),
        float(cue < reading.inner[number][0]),
        float("nsubj:pass" in relations or "aux:pass" in relations),
        {"VERB": 1.0, "NOUN": 2.0, "ADP": 3.0, "AUX": 4.0}.get(word.upos, 0.0),
        float(abs(index - cue) == 1),
    )
