"""The named stretches of an article: what the tagger found, mended where it cuts names in two."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotes.quotations.given_names import gender_of
from quotes.quotations.names import folded, is_title
from quotes.quotations.reading import Reading
from quotes.quotations.titles import (
    BODIES,
    HONORIFICS,
    NO_NAMES,
    OUTLETS,
    PARTICLES,
    ROLES,
    SHORT_TITLES,
)

_NICKNAME = re.compile(r" [“\"][A-ZÁÉÍÓÚÑ][\w’' -]{1,20}[”\"] ")
_CONTRACTED = re.compile(r"I['’](?:ll|m|ve|d)$")
_KINDS = {"PERSON": "person", "ORG": "organisation", "LOC": "place"}


@dataclass(frozen=True, slots=True)
class Named:
    """A stretch of words that names something: first word, end (exclusive), text, kind."""

    first: int
    end: int
    text: str
    kind: str


def named(reading: Reading) -> list[Named]:
    """Return every named stretch in text order, none overlapping another."""
    taken = [False] * len(reading.words)
    found = []
    for first, end, tagged in [*_tagged(reading), *_titled(reading)]:
        low, high = _stripped(reading, first, end)
        kind = "person" if _is_somebody(reading, low, high) else tagged
        if low >= high or any(taken[low:high]) or _is_bare_title(reading, low, high):
            continue
        low = _widened_left(reading, low, taken) if kind == "person" else low
        wide = _widened(reading, low, high, taken) if kind == "person" else high
        taken[low:wide] = [True] * (wide - low)
        found.append(Named(low, wide, written(reading, low, wide), kind))
    found.sort(key=lambda name: name.first)
    return [n for n in found if any(c.isalpha() for c in n.text) and not _CONTRACTED.match(n.text)]


def _is_somebody(reading: Reading, low: int, high: int) -> bool:
    """Say whether a full name is a person's whatever its tag: "Nubia Cabarcas Ríos, who …"."""
    name = [w.text for w in reading.words[low:high]]
    follows = [w.text for w in reading.words[high : high + 2]]
    if not 2 <= len(name) <= 4 or follows not in ([",", "who"], [",", "whose"]):
        return False
    return all(w[:1].isupper() and folded(w) not in BODIES | OUTLETS for w in name)


def written(reading: Reading, low: int, high: int) -> str:
    """Return words as written, without nicknames, a final possessive and line breaks."""
    text = reading.text[reading.words[low].span.start : reading.words[high - 1].span.end]
    text = _NICKNAME.sub(" ", text)
    for ending in ("’s", "'s", "’", "'"):
        text = text.removesuffix(ending)
    return " ".join(text.strip(" “”\"‘’'.,;:()[]—–").split())


def _tagged(reading: Reading) -> list[tuple[int, int, str]]:
    """Return the tagger's entities as ranges of words; halves of one name are joined."""
    found: list[tuple[int, int, str]] = []
    for entity in reading.entities:
        low, high = reading.within(entity.span)
        if low >= high:
            continue
        kind = _KINDS.get(entity.type, "other")
        if found and _goes_on(reading, found[-1][0], found[-1][1], low):
            found[-1] = (found[-1][0], high, found[-1][2])
        else:
            found.append((low, high, kind))
    return found


def _goes_on(reading: Reading, first: int, end: int, start: int) -> bool:
    """Say whether a range goes on with the name that ends before it.

    García-Peña; Ramiro “Mincho” Pájaro, whose nickname may be tagged by itself.
    """
    begin = reading.words[end - 1].span.end
    gap = reading.text[begin : reading.words[start].span.start]
    if gap in {" “", ' "'}:
        return _NICKNAME.match(reading.text, begin) is not None
    if gap in {"” ", '" '}:
        return bool({"“", '"'} & set(reading.text[reading.words[first].span.start : begin]))
    return gap in {"-", "–"} or _NICKNAME.fullmatch(gap) is not None


def _titled(reading: Reading) -> list[tuple[int, int, str]]:
    """Return runs of capitalised words after a title or from a given name that no tag covers."""
    found = []
    for index, word in enumerate(reading.words):
        if not _is_capital(reading, index):
            continue
        before = reading.words[index - 1].text if index else ""
        lower = folded(before)
        titled = (
            lower in HONORIFICS
            or lower in SHORT_TITLES
            or (lower in ROLES and before[:1].isupper())
        )
        given = gender_of(word.text) is not None and index + 1 < len(reading.words)
        if (titled and not is_title(word.text)) or (given and _is_capital(reading, index + 1)):
            found.append((index, _run(reading, index), "person"))
    return found


def _is_capital(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    if not word.text[:1].isupper() or folded(word.text) in NO_NAMES:
        return False
    return word.upos in {"PROPN", "NOUN", "ADJ", "X"} and not (
        len(word.text) > 4 and word.text.isupper()
    )


def _run(reading: Reading, index: int) -> int:
    """Return the end of the run of capitalised words and particles that starts at a word."""
    end = index + 1
    while end < len(reading.words) and reading.paragraph[end] == reading.paragraph[index]:
        joined = PARTICLES if end + 1 < len(reading.words) else frozenset()
        if _is_capital(reading, end) and not _breaks(reading, end):
            end += 1
        elif folded(reading.words[end].text) in joined and _is_capital(reading, end + 1):
            end += 2
        else:
            break
    return end


def _breaks(reading: Reading, index: int) -> bool:
    """Say whether a word cannot go on with the name before it: a space is missing or a title."""
    gap = reading.text[reading.words[index - 1].span.end : reading.words[index].span.start]
    word = folded(reading.words[index].text)
    return gap not in {" ", "\u00a0", "-", ""} or word in BODIES | OUTLETS


def _widened(reading: Reading, low: int, high: int, taken: list[bool]) -> int:
    """Return the end of a person's name with surnames that the tagger left out."""
    end = high
    while end < len(reading.words) and not taken[end]:
        word = folded(reading.words[end].text)
        gap = reading.text[reading.words[end - 1].span.end : reading.words[end].span.start]
        hyphen = word in {"", "-"} and reading.words[end].text in {"-", "–"} and gap == ""
        if hyphen and end + 1 < len(reading.words) and _is_capital(reading, end + 1):
            end += 2
        elif reading.words[end - 1].text.lower().endswith(("’s", "'s")) or gap not in {" ", ""}:
            break
        elif word in PARTICLES and end + 1 < len(reading.words) and _is_capital(reading, end + 1):
            end += 2
        elif word in {"jr", "sr", "ii", "iii", "iv"} or (
            reading.words[end].upos == "PROPN"
            and _is_capital(reading, end)
            and not is_title(reading.words[end].text)
            and word not in BODIES | OUTLETS
        ):
            end += 1
        else:
            break
    return end


def _is_bare_title(reading: Reading, low: int, high: int) -> bool:
    """Say whether a tagged name is only a title: "Bishop", "Governor"."""
    return all(folded(reading.words[i].text) in ROLES for i in range(low, high))


def _widened_left(reading: Reading, low: int, taken: list[bool]) -> int:
    """Return the start of a person's name with given names that the tagger left out."""
    while low and not taken[low - 1] and reading.words[low - 1].upos == "PROPN":
        word = reading.words[low - 1]
        gap = reading.text[word.span.end : reading.words[low].span.start]
        joined = reading.heads[low] == low - 1 or reading.heads[low - 1] == low
        before = reading.words[low - 2].upos if low > 1 else ""
        if before == "ADP" or folded(word.text) in BODIES | OUTLETS:
            break
        if gap != " " or not joined or is_title(word.text) or not _is_capital(reading, low - 1):
            break
        low -= 1
    return low


def _stripped(reading: Reading, low: int, high: int) -> tuple[int, int]:
    """Return the range without titles at its start and marks at its edges."""
    while low < high - 1 and is_title(reading.words[low].text):
        low += 1
    while high > low and reading.words[high - 1].text in {"’s", "'s", ",", ".", "”", '"', "’", "'"}:
        high -= 1
    return low, high
