"""The words that an indirect quotation reports: where they begin and end."""

from __future__ import annotations

from quotes.quotations.reading import Reading
from quotes.quotations.titles import ADDRESSED, REPORTING

_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "parataxis", "obj", "acl", "nmod", "obl", "dep"})
_OWN = frozenset({"advmod", "punct", "compound", "aux", "nsubj", "discourse"})
_LATER = frozenset({"conj", "parataxis"})
_OPENERS = frozenset({"that", "whether", "if", "how", "why", "what", "when", "where", "who", "to"})


def content(reading: Reading, cue: int) -> tuple[int, int] | None:
    """Return the range of words that a reporting verb reports, None if it reports none here."""
    low, high = reading.sentences[reading.sentence[cue]]
    while high > low and reading.words[high - 1].upos == "PUNCT":
        high -= 1
    if _is_according(reading, cue):
        return _around_phrase(reading, cue, low, high)
    after = _after(reading, cue, high)
    return after if after is not None else _before(reading, cue, low)


def _is_according(reading: Reading, cue: int) -> bool:
    return reading.words[cue].text.lower() == "according"


def _around_phrase(reading: Reading, cue: int, low: int, high: int) -> tuple[int, int] | None:
    """Return what stands before "according to X", or after it where it opens the sentence."""
    if cue > low + 2:
        return _trim(reading, low, cue)
    for index in range(cue, high):
        if reading.words[index].text == ",":
            return _trim(reading, index + 1, high)
    return None


def _after(reading: Reading, cue: int, high: int) -> tuple[int, int] | None:
    """Return the complement right of a verb, from its opener to the next act of the speaker."""
    start = _start(reading, cue, high)
    if start is None:
        return None
    return _trim(reading, start, _end(reading, cue, start, high))


def _start(reading: Reading, cue: int, high: int) -> int | None:
    """Return the first word of the complement: a clause, found by its verb or its opener."""
    clauses = [
        child
        for child in reading.children[cue]
        if child > cue and reading.relations[child] in {"ccomp", "xcomp"}
    ]
    if clauses:
        inside = [i for i in reading.subtree(clauses[0]) if i > cue]
        start = min(inside)
        while start < high and reading.words[start].upos == "PUNCT":
            start += 1
        return start
    for index in range(cue + 1, min(cue + 8, high)):
        if reading.words[index].upos == "PUNCT":
            return None
        if reading.words[index].text.lower() in _OPENERS:
            return index
    return _object(reading, cue, high)


def _object(reading: Reading, cue: int, high: int) -> int | None:
    """Return the first word of a bare clause or thing said after the verb and its addressee."""
    index = cue + 1
    if reading.lemmas[cue] in ADDRESSED:
        people = [
            c for c in reading.children[cue] if c > cue and reading.relations[c] in {"obj", "iobj"}
        ]
        index = max(reading.subtree(people[0])) + 1 if people else index
    while index < high and reading.relations[index] in {"advmod", "case"} and index < cue + 3:
        index += 1
    rest = range(index, high)
    if not any(reading.words[i].upos in {"VERB", "AUX"} for i in rest):
        return None
    return index if index < high and reading.words[index].upos != "PUNCT" else None


def _end(reading: Reading, cue: int, start: int, high: int) -> int:
    """Return where the complement ends: before the verb's next clause, else with the sentence."""
    for index in range(start + 1, high):
        if reading.heads[index] == cue and reading.relations[index] in _LATER:
            first = min(i for i in reading.subtree(index) if i >= start)
            if first > start:
                return first
        text = reading.words[index].text.lower()
        if text == "," and index + 1 < high:
            following = reading.words[index + 1]
            if following.xpos == "VBG" and reading.lemmas[index + 1] in REPORTING:
                return index
            if following.text.lower() == "according":
                return index
    return high


def _before(reading: Reading, cue: int, low: int) -> tuple[int, int] | None:
    """Return what stands before ", X said": the sentence up to the comma before source or verb."""
    agents = [c for c in reading.children[cue] if reading.relations[c] == "nsubj"]
    edge = min([min(reading.subtree(a)) for a in agents if a < cue] or [cue])
    commas = [i for i in range(low, edge) if reading.words[i].text == ","]
    if not commas or edge - commas[-1] > 8 or commas[-1] - low < 3:
        return None
    return _trim(reading, low, commas[-1])


def _trim(reading: Reading, low: int, high: int) -> tuple[int, int] | None:
    while high > low and (
        reading.words[high - 1].upos == "PUNCT"
        or reading.words[high - 1].text.lower() in {"and", "but"}
    ):
        high -= 1
    while low < high and reading.words[low].upos == "PUNCT":
        low += 1
    return (low, high) if high - low >= 2 else None
