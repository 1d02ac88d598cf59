"""Sentences of ours in another language: a sentence is known again by its template.

A report holds its sentences in English, as plain text (`quotes.model.worded` made them). The
catalogue of the page holds the templates with their translations. Here a sentence is taken apart
into templates and the words that fill them, so that the page can say it in either language,
wherever it comes from: this run, the file of another one, a report that was replayed.

What stands in “…” in a template are words of somebody else's and stay as they are; what stands
bare may be a sentence of ours itself ("locating it failed"). A line may join several sentences,
at a full stop, a colon or a semicolon; what is none of ours there (a file's name, an error of a
library, the note of a glossary) stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from quotes.writers.page_texts import catalogue

Part = str | list["int | str | list[Part]"]
"""A text as it is, or a template: its number, then what fills its places in their order."""

JOINTS = re.compile(r"(?<=[.?!”)]) |[:;] ")
MOST = 12  # joints looked at: a line of ours has few, an error of a library may have many
LONGEST = 4_000  # characters of a line that is taken apart
PLACE = re.compile(r"(“?)\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Template:
    """A template by its number: the pattern of its sentences, and which of its places stand bare.

    `literal` is how many characters of it are fixed.
    """

    number: int
    pattern: re.Pattern[str]
    opening: str
    bare: tuple[bool, ...]
    literal: int


@cache
def templates() -> tuple[str, ...]:
    """Return the templates in the catalogue, sorted: a part names one by its place here."""
    return tuple(sorted(catalogue("es", "worded")))


def parts(line: str) -> str | list[Part]:
    """Return a line taken apart: what is none of ours, and templates with what fills them.

    A line in which nothing is ours stays a text. Of all ways to take it apart the one is meant
    that has most of it fixed by templates.
    """
    return _best(line)[1]


def translated(held: str | list[Part], language: str) -> str:
    """Return what `parts` took apart in another language ("es"), as the page's script does."""
    if isinstance(held, str):
        return held
    return "".join(
        part if isinstance(part, str) else _said(part[0], part[1:], language) for part in held
    )


def _said(number: Any, words: list[Any], language: str) -> str:  # noqa: ANN401 - see Part
    english = templates()[number]
    filled = dict(zip(PLACE.findall(english), words, strict=True))
    places = {name: translated(inner, language) for (_, name), inner in filled.items()}
    return catalogue(language, "worded")[english].format_map(places)


@lru_cache(maxsize=8192)
def _best(line: str) -> tuple[int, str | list[Part]]:
    """Return how many characters of a line its templates fix, and the line taken apart."""
    joints = [found.span() for found in JOINTS.finditer(line[:LONGEST])][:MOST]
    starts = [0, *(end for _, end in joints), len(line)]
    ends = [*(start for start, _ in joints), len(line)]
    best: list[tuple[int, list[Part]]] = [(0, [])] * len(starts)  # of what begins at a start
    for at in range(len(ends) - 1, -1, -1):
        weight, after = best[at + 1]
        best[at] = weight, [line[starts[at] : starts[at + 1]], *after]
        for to in range(at, len(ends)):
            fixed, part = _matched(line[starts[at] : ends[to]])
            weight, after = best[to + 1]
            if part is not None and fixed + weight > best[at][0]:
                best[at] = fixed + weight, [part, line[ends[to] : starts[to + 1]], *after]
    weight, held = best[0]
    return (weight, _together(held)) if weight else (0, line)


def _matched(sentence: str) -> tuple[int, Part | None]:
    """Return a sentence as the template that fixes most of it, filled; None where none fits."""
    best: tuple[int, Part | None] = (0, None)
    for template in _by_opening() if len(sentence) <= LONGEST else ():
        if not sentence.startswith(template.opening):
            continue
        found = template.pattern.fullmatch(sentence)
        if found is None:
            continue
        filled = [
            _best(words) if bare else (0, words)
            for words, bare in zip(found.groups(), template.bare, strict=True)
        ]
        weight = template.literal + sum(inner for inner, _ in filled)
        if weight > best[0]:
            best = weight, [template.number, *(words for _, words in filled)]
    return best


def _together(held: list[Part]) -> list[Part]:
    """Return parts of which no two texts stand side by side."""
    joined: list[Part] = []
    for part in held:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        elif part:
            joined.append(part)
    return joined


@cache
def _by_opening() -> list[Template]:
    return [_template(number, text) for number, text in enumerate(templates())]


def _template(number: int, text: str) -> Template:
    pattern, bare, at = "", [], 0
    for place in PLACE.finditer(text):
        start = place.start() + len(place[1])
        pattern += f"{re.escape(text[at:start])}(.+?)"
        bare.append(not place[1])
        at = place.end()
    opening = text.partition("{")[0]
    literal = len(PLACE.sub("", text))
    whole = re.compile(pattern + re.escape(text[at:]), re.DOTALL)
    return Template(number, whole, opening, tuple(bare), literal)
