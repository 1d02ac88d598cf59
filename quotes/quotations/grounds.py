"""Grounds for taking a stretch as said or as a mere name: what governs it, what it hangs on."""

from __future__ import annotations

from typing import NamedTuple

from quotes.quotations.contents import content
from quotes.quotations.lexicons import Lexicon
from quotes.quotations.reading import Reading
from quotes.quotations.surroundings import outer_words, sentences_of, top
from quotes.quotations.titles import NAMING, REPORTING

_NOTHING = -9.0
_DEFINING = frozenset({"DET", "PRON"})


class Grounds(NamedTuple):
    """Features that only the question "was it said" looks at; log odds are those of cues."""

    above: float
    above_any: float
    reported: float
    in_line: float
    sentence_before: float
    sentence_after: float
    modifies_next: float
    called: float
    genitive_before: float
    defined_after: float
    author_after: float
    characters: float
    same_head: float
    governor_upos: float


def grounds(reading: Reading, number: int, lexicons: dict[str, Lexicon]) -> Grounds:
    """Return the grounds of one stretch."""
    return Grounds(
        *_above(reading, number, lexicons),
        *_around(reading, number, lexicons),
        *_naming(reading, number),
        *_size(reading, number),
    )


def _above(reading: Reading, number: int, lexicons: dict[str, Lexicon]) -> tuple[float, ...]:
    """Return the most cue-like word above the stretch, and whether one reports all of it."""
    governor = top(reading, number)
    words = (
        [i for i in reading.ancestors(governor) if reading.stretch[i] < 0] if governor >= 0 else []
    )
    first, last = reading.inner[number]
    low, high = sentences_of(reading, first, last)
    reporting = [
        i
        for i in range(low, high)
        if reading.stretch[i] < 0
        and (reading.words[i].text.lower() == "according" or reading.lemmas[i] in REPORTING)
    ]
    spans = [content(reading, i) for i in reporting]
    return (
        max((lexicons["cue"].of(reading.lemmas[i]) for i in words), default=_NOTHING),
        max((lexicons["cue_any"].of(reading.lemmas[i]) for i in words), default=_NOTHING),
        float(any(s is not None and s[0] <= first and last <= s[1] + 1 for s in spans)),
    )


def _around(reading: Reading, number: int, lexicons: dict[str, Lexicon]) -> tuple[float, ...]:
    """Return the most cue-like words of the paragraph and of the sentences beside."""
    first, last = reading.inner[number]
    low, high = reading.line_words(reading.stretches[number].paragraph)
    begin, end = sentences_of(reading, first, last)
    before = reading.sentences[reading.sentence[begin - 1]][0] if begin > low else begin
    after = reading.sentences[reading.sentence[end]][1] if end < high else end
    ranges = ((low, high), (max(low, before), begin), (end, min(high, after)))
    return (
        _most(reading, *ranges[0], lexicons),
        _most(reading, *ranges[1], lexicons),
        _most(reading, *ranges[2], lexicons),
    )


def _most(reading: Reading, low: int, high: int, lexicons: dict[str, Lexicon]) -> float:
    cue = lexicons["cue"]
    odds = [cue.of(reading.lemmas[i]) for i in range(low, high) if reading.stretch[i] < 0]
    return max(odds, default=_NOTHING)


def _naming(reading: Reading, number: int) -> tuple[float, ...]:
    """Return the signs of a name: a noun that it modifies, "a play called", "CBS's", "…, the …"."""
    last = reading.inner[number][1]
    governor = top(reading, number)
    head = reading.heads[governor] if governor >= 0 else -1
    before, after = outer_words(reading, number)
    outer = reading.stretches[number].outer
    rest = reading.text[outer.end : outer.end + 40]
    ends = reading.text[max(0, outer.end - 2) : outer.end]
    comma = "," in ends or rest[:1] == ","
    return (
        float(last <= head <= last + 3 and rest[:1] == " "),
        float(before >= 0 and _is_participle(reading, before)),
        float(before >= 0 and reading.words[before].text in {"'s", "’s", "’", "'"}),
        float(comma and after >= 0 and reading.words[after].upos in _DEFINING),
        float(rest.lstrip(" ,").startswith("by ")),
    )


def _is_participle(reading: Reading, index: int) -> bool:
    """Say whether a word gives a noun its name: "a play called", "a plan dubbed"."""
    word = reading.words[index]
    return word.text.lower() in NAMING and (
        reading.relations[index] == "acl"
        or (word.xpos == "VBN" and reading.relations[index] != "root")
    )


def _size(reading: Reading, number: int) -> tuple[float, ...]:
    """Return the characters, whether the neighbour hangs on the same word, the governor's class."""
    governor = top(reading, number)
    head = reading.heads[governor] if governor >= 0 else -1
    beside = [top(reading, n) for n in (number - 1, number + 1) if 0 <= n < len(reading.stretches)]
    shared = [head >= 0 and g >= 0 and head in (g, reading.heads[g]) for g in beside]
    classes = {"VERB": 1.0, "NOUN": 2.0, "PROPN": 3.0, "AUX": 4.0, "ADJ": 5.0}
    span = reading.stretches[number].inner
    return (
        float(min(120, span.end - span.start)),
        float(any(shared)),
        classes.get(reading.words[head].upos, 0.0) if head >= 0 else 0.0,
    )
