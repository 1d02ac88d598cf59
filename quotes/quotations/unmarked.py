"""Quotations that news sets without double marks: single marks, dashes, block quotations.

Each form is read only where the page gives it away, since in other articles the same
signs mean something else: single marks count as quotation marks only in an article
that has no double ones (British style) and never where they are apostrophes; a dash
at the head of a paragraph only where a second dash or a reporting clause closes it.
"""

from __future__ import annotations

import re

from quotes.model import Span
from quotes.quotations.spans import QuotedSpan, paragraphs, trimmed

_SINGLE_OPEN = re.compile(r"(?:(?<=^)|(?<=[\s(\[{—–\-:;,…“”\"/]))[‘'‛](?=[^\s'’‘])", re.MULTILINE)
_SINGLE_CLOSE = re.compile(r"(?<=[^\s‘'])[’'](?![\w])")
_ELIDED = re.compile(
    r"[‘'’](?:\d0s|\d\ds?\b|tis\b|twas\b|em\b|til\b|cause\b|bout\b|round\b|n[’'])", re.I
)
_DASH = re.compile(r"[—–―]\s*(?=[^\s—–―])")
_DASH_CLOSE = re.compile(r"\s*[—–―]\s*(?=[a-záéíóúñ])")
_BLOCK = re.compile(r"(?: {4,}|\t|>+ ?)(?=\S)")


def single_marked(text: str, taken: list[QuotedSpan]) -> list[QuotedSpan]:
    """Return spans between single marks, if that is how this article quotes."""
    found = [
        span
        for number, line in enumerate(paragraphs(text))
        for span in _singles(text, line, number)
    ]
    outside = [s for s in found if not any(_holds(t, s) for t in taken)]
    free = [t for t in taken if not any(_holds(s, t) for s in found)]
    return outside if len(outside) > len(free) else []


def _holds(one: QuotedSpan, other: QuotedSpan) -> bool:
    return one.outer.start <= other.outer.start and other.outer.end <= one.outer.end


def _singles(text: str, line: Span, number: int) -> list[QuotedSpan]:
    found: list[QuotedSpan] = []
    at = line.start
    while True:
        opening = _next_opening(text, at, line.end)
        if opening is None:
            return found
        closing = _closing(text, opening.end(), line.end)
        if closing is None:
            if opening.start() == line.start and text[opening.start()] == "‘":
                inner = trimmed(text, opening.end(), line.end)
                found.append(
                    QuotedSpan(inner, Span(opening.start(), line.end), "single", False, number)
                )
            return found
        inner = trimmed(text, opening.end(), closing)
        if any(char.isalnum() for char in inner.of(text)):
            outer = Span(opening.start(), closing + 1)
            found.append(QuotedSpan(inner, outer, "single", closed=True, paragraph=number))
        at = closing + 1


def _next_opening(text: str, start: int, end: int) -> re.Match[str] | None:
    for match in _SINGLE_OPEN.finditer(text, start, end):
        if not _ELIDED.match(text, match.start()):
            return match
    return None


def _closing(text: str, start: int, end: int) -> int | None:
    """Return where the closing mark stands: after punctuation, else the first no genitive."""
    following = _next_opening(text, start, end)
    limit = following.start() if following else end
    marks = [m.start() for m in _SINGLE_CLOSE.finditer(text, start, end)]
    marks = [m for m in marks if not _ELIDED.match(text, m)]
    ended = [m for m in marks if text[m - 1] in ",.?!…;—–"]
    near = [m for m in marks if m < limit]
    certain = [m for m in near if text[m - 1] not in "sz"]
    choices = [m for m in ended if m < limit] or certain or near or ended
    return choices[0] if choices else None


def dashed(text: str, taken: list[QuotedSpan]) -> list[QuotedSpan]:
    """Return speech that a dash at the head of a paragraph opens, without the narrator."""
    found = []
    marked = {span.paragraph for span in taken}
    for number, line in enumerate(paragraphs(text)):
        span = trimmed(text, line.start, line.end)
        opening = _DASH.match(text, span.start, span.end)
        if opening is None or number in marked:
            continue
        pieces = _DASH_CLOSE.split(text[opening.end() : span.end])
        if len(pieces) < 2:
            continue
        at = opening.end()
        for order, piece in enumerate(pieces):
            start = text.index(piece, at)
            at = start + len(piece)
            if order % 2 == 0:
                inner = trimmed(text, start, at)
                found.append(
                    QuotedSpan(inner, Span(start, at), "dash", closed=True, paragraph=number)
                )
    return found


def blocks(text: str, taken: list[QuotedSpan]) -> list[QuotedSpan]:
    """Return block quotations: indented or ">" paragraphs after one that ends with a colon."""
    found, open_block = [], False
    marked = {span.paragraph for span in taken}
    lines = list(paragraphs(text))
    for number, line in enumerate(lines):
        mark = _BLOCK.match(text, line.start, line.end)
        before = lines[number - 1].of(text).rstrip() if number else ""
        open_block = mark is not None and (open_block or before.endswith(":"))
        if not open_block or mark is None:
            continue
        inner = trimmed(text, mark.end(), line.end)
        if number not in marked:
            found.append(QuotedSpan(inner, inner, "block", closed=True, paragraph=number))
    return found
