"""The columns that speak for a noun phrase as the source of a stretch and its cue."""

from __future__ import annotations

import re
from bisect import bisect_left

from quotes.quotations.cue_columns import stretches_in, subject
from quotes.quotations.lexicons import Lexicon
from quotes.quotations.reading import Reading
from quotes.quotations.surroundings import RELATION
from quotes.quotations.tallies import between

_EASY = frozenset({"ADV", "AUX", "PART", "PUNCT"})
_DASHED = re.compile(r"[-–—―]\s*(?:\S+\s){0,3}$")
_UPOS = {"PROPN": 1.0, "PRON": 2.0, "NOUN": 3.0, "DET": 4.0, "NUM": 5.0, "ADJ": 6.0}
_ENTITY = {"PERSON": 1.0, "ORG": 2.0, "LOC": 3.0, "MISC": 4.0}
_PRONOUN = {"he": 1.0, "she": 2.0, "they": 3.0, "i": 4.0, "we": 4.0, "who": 5.0, "it": 6.0,
            "which": 7.0, "that": 7.0, "you": 8.0, "him": 9.0, "her": 9.0, "them": 9.0}  # fmt: skip


def itself(reading: Reading, index: int, lexicons: dict[str, Lexicon]) -> tuple[float, ...]:
    """Return how source-like the phrase itself is: lexicon, class, entity, relation."""
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


def tree(reading: Reading, cue: int, index: int) -> tuple[float, ...]:
    """Return how phrase and cue hang together in the parse."""
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


def way(reading: Reading, number: int, cue: int, index: int) -> tuple[float, ...]:
    """Return sides and distances between phrase, cue and stretch."""
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


def company(
    reading: Reading, cue: int, index: int, rivals: list[int], people: list[int]
) -> tuple[float, ...]:
    """Return what stands between phrase and cue: rivals, people, a comma, stretches.

    `people` are those of the rivals who are persons; both are in text order.
    """
    low, high = (index + 1, cue) if index < cue else (cue + 1, index)
    low, high = max(0, low), max(0, high)
    return (
        float(_count(rivals, low, high)),
        float(_count(people, low, high)),
        float(between(reading.tallies.commas, low, high) > 0),
        float(stretches_in(reading, low, high)),
    )


def _count(words: list[int], low: int, high: int) -> int:
    return max(0, bisect_left(words, high) - bisect_left(words, low))


def is_person(reading: Reading, index: int) -> bool:
    """Say whether a word is a pronoun or part of a person's name."""
    entity = reading.entity[index]
    return (entity >= 0 and reading.entities[entity].type == "PERSON") or (
        reading.words[index].upos == "PRON"
    )


def form(reading: Reading, index: int) -> tuple[float, ...]:
    """Return article, place in the sentence, number, genitive, preposition."""
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


def cue_itself(
    reading: Reading, number: int, cue: int, lexicons: dict[str, Lexicon]
) -> tuple[float, ...]:
    """Return what kind of cue it is: lexicon, form, own subject, side, passive."""
    if cue < 0:
        return (-9.0, 0.0, 0.0, 0.0, 0.0, 0.0)
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
    )


def more(reading: Reading, number: int, cue: int, index: int) -> tuple[float, ...]:
    """Return signs that hold where the parse went wrong, and how often the word speaks."""
    centre = cue if cue >= 0 else reading.inner[number][0]
    low, high = (index + 1, centre) if index < centre else (centre + 1, index)
    near = min(high, low + 40)
    start, end = reading.words[index].span.start, reading.words[index].span.end
    subjects = between(reading.tallies.subjects, low, near)
    speaks, named = reading.frequencies.get(reading.lemmas[index], (0, 0))
    return (
        float(cue >= 0 and abs(index - cue) == 1),
        float(max(-30, min(30, centre - index))),
        float(subjects),
        float(_DASHED.search(reading.text[max(0, start - 25) : start]) is not None),
        float(reading.text[end : end + 1] == ":"),
        float(reading.paragraph[index] == reading.stretches[number].paragraph),
        float(min(8, speaks)),
        float(min(12, named)),
        float(high - low < 5 and all(w.upos in _EASY for w in reading.words[low:high])),
    )


def tied(reading: Reading, cue: int, index: int) -> tuple[float, float]:
    """Say whether a phrase is the subject of the second likeliest cue, and how far off it is."""
    if cue < 0:
        return (0.0, 60.0)
    away = abs(reading.outside[cue] - reading.outside[index])
    return (float(subject(reading, cue) == index), float(min(60, away)))
