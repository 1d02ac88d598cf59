"""Attributions that the page itself shows: a name and a colon before, a dash and a name after."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quotes.model import Span
from quotes.quotations.spans import QuotedSpan, paragraphs

_WORD = r"[^\W\d_a-z][\w.’'-]*"
_LINK = r"(?:of|the|for|and|de|del|la|los|las|y|&|von|van|da|do)"
_NAME = rf"@?{_WORD}(?:,? (?:{_LINK} )*{_WORD}){{0,7}}"
_IN_MARKS = re.compile(rf"(?P<name>{_WORD}(?: {_WORD}){{0,2}}):\s")
_BEFORE = re.compile(
    rf"(?:[-–—•*]\s*)?(?:(?:From|Via|By|Per)\s+)?(?:the\s+)?(?P<name>{_NAME})"
    r"(?:\s\([^()\n]{1,40}\))?\s?(?P<cue>:)\s*$"
)
_AFTER = re.compile(
    rf"\s*\(?(?P<cue>[-–—―]{{1,2}})\s*(?P<name>{_NAME})(?P<rest>[^\n]*)", re.UNICODE
)
_REST = 60  # characters after a signature: an office, a place, a date; more is a sentence


@dataclass(frozen=True, slots=True)
class Shown:
    """An attribution shown by the layout: the colon or dash, and the name beside it."""

    cue: Span
    source: Span


def shown(text: str, spans: Sequence[QuotedSpan], turns: Mapping[Span, Span]) -> dict[int, Shown]:
    """Return the attributions that the layout shows, by the number of the span.

    `turns` gives the name span of each turn of a transcript, by the turn's inner span.
    """
    found: dict[int, Shown] = {}
    lines = list(paragraphs(text))
    for number, span in enumerate(spans):
        line = lines[span.paragraph]
        name = turns.get(span.inner)
        if name is not None:
            colon = text.index(text[name.end :].lstrip()[0], name.end)
            found[number] = Shown(Span(colon, colon + 1), name)
            continue
        match = _signature(text, span, line) or _named_before(text, span, line)
        if match is not None:
            found[number] = match
    return {**_inside(text, spans), **found}


def _signature(text: str, span: QuotedSpan, line: Span) -> Shown | None:
    """Read "“…” – Commissioner Starks": a dash and a name that end the line."""
    match = _AFTER.match(text, span.outer.end, line.end)
    if match is None or len(match["rest"]) > _REST or re.search(r"[“”\"]", match["rest"]):
        return None
    rest = match["rest"].strip()
    if rest and rest[0] not in ",.()":
        return None
    return Shown(Span(*match.span("cue")), Span(*match.span("name")))


def _named_before(text: str, span: QuotedSpan, line: Span) -> Shown | None:
    """Read "Mayor Quintero: “…”" and "From El Faro: “…”" where nothing else opens the line."""
    match = _BEFORE.fullmatch(text, line.start, span.outer.start)
    if match is None:
        return None
    return Shown(Span(*match.span("cue")), Span(*match.span("name")))


def _inside(text: str, spans: Sequence[QuotedSpan]) -> dict[int, Shown]:
    """Read "“WALLACE: …”": names inside the marks, where at least two spans open so."""
    matches = {
        number: match
        for number, span in enumerate(spans)
        if (match := _IN_MARKS.match(text, span.inner.start, span.inner.end))
    }
    names = [match["name"] for match in matches.values()]
    return {
        number: Shown(Span(match.end("name"), match.end("name") + 1), Span(*match.span("name")))
        for number, match in matches.items()
        if len(names) >= 2 and (names.count(match["name"]) > 1 or match["name"].isupper())
    }
