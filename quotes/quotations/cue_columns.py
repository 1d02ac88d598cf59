"""The columns that speak for a word as the cue of a stretch."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from quotes.quotations.lexicons import Lexicon
from quotes.quotations.surroundings import RELATION, outer_words, top
from quotes.quotations.tallies import between

if TYPE_CHECKING:
    from quotes.quotations.reading import Reading

_VERB_FORM = {"VBD": 1.0, "VBZ": 2.0, "VBP": 2.0, "VBG": 3.0, "VBN": 4.0, "VB": 5.0}
_UPOS = {"VERB": 1.0, "AUX": 2.0, "NOUN": 3.0, "ADP": 4.0, "PUNCT": 5.0, "PROPN": 6.0, "SCONJ": 7.0}
_NEXT = {"that": 1.0, "of": 2.0, "to": 3.0, ":": 4.0, "the": 5.0, "a": 5.0, "in": 6.0, "on": 7.0,
         "for": 8.0, "it": 9.0, "as": 10.0, "with": 11.0}  # fmt: skip
_PREVIOUS = {"to": 1.0, "be": 2.0, "have": 3.0, "and": 4.0, ",": 5.0, "not": 6.0, "would": 7.0,
             "who": 8.0, "by": 9.0, "also": 10.0, "as": 11.0}  # fmt: skip


class Alone(NamedTuple):
    """What speaks for a word as a cue whatever the stretch, in the order of its columns."""

    itself: tuple[float, ...]
    arguments: tuple[float, ...]
    rest: tuple[float, ...]
    beside: tuple[float, ...]


def alone(reading: Reading, index: int, lexicons: dict[str, Lexicon]) -> Alone:
    """Return the columns of a word that hold for every stretch; a text keeps them."""
    found = reading.alone.get(index)
    if found is None:
        found = reading.alone[index] = Alone(
            _itself(reading, index, lexicons),
            _arguments(reading, index, lexicons),
            _rest(reading, index),
            _beside(reading, index),
        )
    return found


def _itself(reading: Reading, index: int, lexicons: dict[str, Lexicon]) -> tuple[float, ...]:
    """Return how cue-like the word itself is: lexicons, class, verb form."""
    word = reading.words[index]
    lemma = reading.lemmas[index]
    return (
        lexicons["cue"].of(lemma),
        lexicons["cue_any"].of(lemma),
        _UPOS.get(word.upos, 0.0),
        _VERB_FORM.get(word.xpos, 0.0),
    )


def way(reading: Reading, number: int, index: int) -> tuple[float, ...]:
    """Return side, distances and whether it stands right beside the stretch."""
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
        float(stretches_in(reading, low, high) - _own(reading, number, low, high)),
    )


def stretches_in(reading: Reading, low: int, high: int) -> int:
    """Return how many stretches a range of words touches."""
    if high <= low:
        return 0
    goes_on = reading.stretch[low] >= 0 and not between(reading.tallies.begun, low, low + 1)
    return between(reading.tallies.begun, low, high) + goes_on


def _own(reading: Reading, number: int, low: int, high: int) -> bool:
    """Say whether a gap beside a stretch holds words of its own: those of its outer edge."""
    return high > low and number in (reading.stretch[low], reading.stretch[high - 1])


def tree(reading: Reading, number: int, index: int) -> tuple[float, ...]:
    """Return how the word and the stretch hang together in the parse."""
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


def _arguments(reading: Reading, index: int, lexicons: dict[str, Lexicon]) -> tuple[float, ...]:
    """Return what the verb has of its own: subject, object, clause."""
    agent = subject(reading, index)
    relations = [reading.relations[child] for child in reading.children[index]]
    return (
        0.0 if agent < 0 else 1.0 + float(reading.words[agent].upos in {"PROPN", "PRON"}),
        lexicons["source"].of(reading.lemmas[agent]) if agent >= 0 else -9.0,
        0.0 if agent < 0 else float(agent < index) + 1.0,
        float("obj" in relations),
        float("ccomp" in relations),
    )


def _rest(reading: Reading, index: int) -> tuple[float, ...]:
    """Return depth, auxiliary, negation."""
    relations = [reading.relations[child] for child in reading.children[index]]
    lemmas = {reading.lemmas[child] for child in reading.children[index]}
    return (
        float(len(reading.ancestors(index, 6))),
        float("aux" in relations),
        float("not" in lemmas or "n't" in lemmas),
    )


def signs(reading: Reading, number: int, index: int) -> tuple[float, ...]:
    """Return what stands in the journalist's words between: colon, comma, "that", a stop."""
    low, high = gap(reading, number, index)
    known = reading.tallies
    counts = (known.colons, known.own_commas, known.thats, known.stops)
    return tuple(float(between(count, low, high) > 0) for count in counts)


def rivalry(
    reading: Reading, number: int, index: int, rivals: list[int], odds: list[float]
) -> tuple[float, ...]:
    """Return how many rivals stand between, and the most cue-like there and elsewhere.

    `odds` are the rivals' log odds as cues; rivals are in text order.
    """
    low, high = gap(reading, number, index)
    first, last = bisect_left(rivals, low), bisect_left(rivals, high)
    last = max(first, last)
    own = bisect_left(rivals, index)
    inside = odds[first:last]
    before, after = (odds[:own], odds[last:]) if index < low else (odds[:first], odds[own + 1 :])
    elsewhere = before + after
    return (float(len(inside)), max(inside, default=-9.0), max(elsewhere, default=-9.0))


def others(reading: Reading, number: int, index: int) -> tuple[float, ...]:
    """Return distances to the stretches before and after."""
    outside = reading.outside
    previous = reading.inner[number - 1][1] if number else -1
    following = reading.inner[number + 1][0] if number + 1 < len(reading.inner) else -1
    to_previous = abs(outside[index] - outside[previous]) if previous >= 0 else 60
    to_next = abs(outside[following] - outside[index]) if following >= 0 else 60
    return (
        float(min(60, to_previous)),
        float(previous >= 0 and index >= previous),
        float(min(60, to_next)),
    )


def _beside(reading: Reading, index: int) -> tuple[float, ...]:
    """Look at the words right beside a word, which hold where the parse went wrong."""
    words, last = reading.words, len(reading.words) - 1
    after = reading.lemmas[index + 1] if index < last else ""
    before = reading.lemmas[index - 1] if index else ""
    nominal = {"PROPN": 2.0, "PRON": 3.0, "NOUN": 1.0}
    above = [i for i in reading.ancestors(index, 3) if subject(reading, i) >= 0]
    return (
        float(bool(above)),
        _NEXT.get(after, 0.0),
        _PREVIOUS.get(before, 0.0),
        float(after == ","),
        nominal.get(words[index + 1].upos, 0.0) if index < last else 0.0,
        nominal.get(words[index - 1].upos, 0.0) if index else 0.0,
    )


def gap(reading: Reading, number: int, index: int) -> tuple[int, int]:
    """Return the range of words between a word and a stretch."""
    first, last = reading.inner[number]
    return (index + 1, first) if index < first else (last, index)


def subject(reading: Reading, index: int) -> int:
    """Return the subject of a verb among its own dependents, -1 if it has none there."""
    for child in reading.children[index]:
        if reading.relations[child] == "nsubj":
            return child
    return -1
