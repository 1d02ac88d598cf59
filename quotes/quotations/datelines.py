"""Datelines: "PUERTO ALMENDRO, Colombia (Sabanalta Wire) – The mayor said …".

Parsers take the town for the subject of the sentence. Here it is cut out of the tree:
the first phrase after the dash that hung on it takes its place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotes.quotations.reading import Reading

_CAPITALS = "A-ZÁÉÍÓÚÜÑ"
_DATELINE = re.compile(
    rf"\s*[{_CAPITALS}][{_CAPITALS} .'’-]{{2,}}[^“”\"«»:!?\n–—]{{0,70}}?"
    r"\s?(?:[–—]|--|\s[-_])\s?(?=\S)"
)
_SMALL = frozenset({"de", "del", "la", "las", "los", "el", "of", "the", "and", "y"})
_NEAR = 60  # words after a dateline that can hang on it
_NOMINAL = frozenset({"PROPN", "PRON", "NOUN"})


def mend(reading: Reading) -> None:
    """Take every dateline out of the tree: its words govern and are governed by nothing."""
    for number, line in enumerate(reading.lines):
        match = _DATELINE.match(reading.text, line.start, line.end)
        if match is None or not _is_place_and_date(match.group()):
            continue
        low, high = reading.line_words(number)
        end = min(high, bisect_left(reading.starts, match.end()))
        if low < end:
            _cut(reading, low, end)


def _is_place_and_date(written: str) -> bool:
    """Say whether all words are capitalised, numbers or small words of names."""
    words = re.findall(r"[^\W_][\w.'’-]*", written)
    return all(w[0].isupper() or w[0].isdigit() or w in _SMALL for w in words)


def _cut(reading: Reading, low: int, end: int) -> None:
    """Unhook the words of a dateline; the first phrase that hung on them takes their place."""
    inside = range(low, end)
    tops = [i for i in inside if reading.heads[i] not in inside]
    near = range(end, min(end + _NEAR, len(reading.words)))
    hanging = [i for i in near if reading.heads[i] in inside]
    heir = next((i for i in hanging if reading.words[i].upos in _NOMINAL), -1)
    if heir >= 0 and tops:
        _hang(reading, heir, reading.heads[tops[0]], reading.words[tops[0]].deprel)
    for index in hanging:
        if index != heir:
            _hang(reading, index, heir, reading.words[index].deprel)
    for index in inside:
        _hang(reading, index, -1, "dep")


def _hang(reading: Reading, index: int, head: int, relation: str) -> None:
    reading.heads[index] = head
    reading.relations[index] = relation.split(":", maxsplit=1)[0]
    reading.words[index] = replace(reading.words[index], deprel=relation)
