"""Stretches that nobody said, whatever the rankers think: nicknames, glosses, credits."""

from __future__ import annotations

import re

from quotes.quotations.reading import Reading

_DIRECTION = re.compile(r"[(\[][A-Z .,;:…-]{3,}[)\]]?[. ]*")
_CREDIT = re.compile(r"(?:Follow|Contact|Email|Like) .*(?:@|Twitter|Facebook|Instagram)")
_GLOSS = re.compile(
    r"\b(?:Spanish|English|French|Latin|Italian|Portuguese|German|Russian|Arabic|Greek|Hebrew|Chinese"
    r"|Japanese|slang|shorthand|short|code) for $"
)


def is_label(reading: Reading, number: int) -> bool:
    """Say whether a stretch is a nickname in a name, a gloss, a stage direction or a credit.

    Luis “Shorty” Páez; Spanish for “goodbye”; “(CROSSTALK)”; “Follow us on Twitter”.
    """
    stretch = reading.stretches[number]
    inner = stretch.inner.of(reading.text)
    line = reading.lines[stretch.paragraph]
    before = reading.text[max(line.start, stretch.outer.start - 30) : stretch.outer.start]
    return (
        _DIRECTION.fullmatch(inner) is not None
        or _CREDIT.match(inner) is not None
        or _GLOSS.search(before) is not None
        or _is_nickname(reading, number)
    )


def _is_nickname(reading: Reading, number: int) -> bool:
    """Say whether one or two capitalised words stand between the two halves of a person's name."""
    stretch = reading.stretches[number]
    words = stretch.inner.of(reading.text).split()
    low, high = reading.within(stretch.outer)
    if not 1 <= len(words) <= 2 or not 0 < low < high < len(reading.words):
        return False
    text, outer = reading.text, stretch.outer
    if text[outer.start - 1] != " " or text[outer.end : outer.end + 1] != " ":
        return False
    sides = (low - 1, high)
    return (
        all(word[:1].isupper() and word[-1:].isalnum() for word in words)
        and all(_is_name(reading, side) for side in sides)
        and any(_is_person(reading, side) for side in sides)
    )


def _is_name(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    return word.upos in {"PROPN", "NOUN"} and word.text[:1].isupper()


def _is_person(reading: Reading, index: int) -> bool:
    entity = reading.entity[index]
    return entity >= 0 and reading.entities[entity].type == "PERSON"
