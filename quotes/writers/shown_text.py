"""An article's words as reports show them: harmless, counted in lines, cut into runs for marking.

An article may hold escape sequences that repaint a terminal, or bidirectional controls that show
words in another order than they are stored. Both would let a text lie about itself in a report,
so they are shown instead of obeyed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Generic, TypeVar

from quotes.model import AuditedArticle, AuditedQuotation, Span

KEPT = "\n\t\u200b\u200c\u200d\u2060\u00ad\ufeff"
"""Line structure, and the invisible joiners and breaks that web texts are full of."""
SURROGATE = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    """Return `text` with each lone surrogate replaced, one character for one.

    File names that are no UTF-8 carry such characters; no encoder accepts them.
    Offsets into the text stay true.
    """
    return SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def visible(text: str) -> str:
    """Return `text` with control, format and bidirectional characters shown as signs."""
    if text.replace("\n", " ").isprintable():
        return text
    return "".join(_sign(character) for character in text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """Return `visible(text)` on one line, with white space collapsed to single spaces."""
    return " ".join(visible(" ".join(text.split())).split())


def _sign(character: str) -> str:
    category = unicodedata.category(character)
    if category[0] != "C" or category in ("Cn", "Co") or character in KEPT:
        return character
    if category == "Cs":
        return "\N{REPLACEMENT CHARACTER}"
    if ord(character) < 0x20:
        return chr(0x2400 + ord(character))  # the "control pictures" block mirrors ASCII
    return "\N{SYMBOL FOR DELETE}" if character == "\x7f" else f"[U+{ord(character):04X}]"


@lru_cache(maxsize=8)
def _starts(text: str) -> tuple[int, ...]:
    return (0, *(at + 1 for at, character in enumerate(text) if character == "\n"))


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return the line and the column of a character, both counted from 1."""
    starts = _starts(text)
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


def whole_span(audited: AuditedQuotation) -> Span:
    """Return the stretch of the article from a quotation's first segment to its last."""
    segments = audited.quotation.segments
    return Span(segments[0].start, segments[-1].end) if segments else Span(0, 0)


def place_of(article: AuditedArticle, audited: AuditedQuotation) -> str:
    """Return "path:line:column" of a quotation, which terminals and editors open."""
    line, column = line_and_column(article.article.text, whole_span(audited).start)
    return f"{article.article.path}:{line}:{column}"


Mark = TypeVar("Mark")


@dataclass(frozen=True, slots=True)
class Run(Generic[Mark]):
    """A stretch of text that lies in the same marks throughout.

    `marks` cover it, in the order given; `opens` and `closes` are those that begin
    or end with it.
    """

    text: str
    span: Span
    marks: tuple[Mark, ...]
    opens: tuple[Mark, ...]
    closes: tuple[Mark, ...]


def runs(
    text: str, marked: Sequence[tuple[Span, Mark]], within: Span | None = None
) -> list[Run[Mark]]:
    """Cut `text` (or the stretch `within` of it) at every border of a marked span.

    The runs joined give the text back. Spans may overlap, nest or reach beyond
    the text; empty ones are dropped.
    """
    frame = _clipped(within or Span(0, len(text)), Span(0, len(text)))
    held = [(_clipped(span, frame), mark) for span, mark in marked]
    held = [(span, mark) for span, mark in held if span.start < span.end]
    borders = {frame.start, frame.end} | {edge for s, _ in held for edge in (s.start, s.end)}
    edges = sorted(borders)
    return [_run(text, Span(start, end), held) for start, end in pairwise(edges)]


def _run(text: str, span: Span, held: Sequence[tuple[Span, Mark]]) -> Run[Mark]:
    over = [(s, mark) for s, mark in held if s.start <= span.start and span.end <= s.end]
    return Run(
        text=span.of(text),
        span=span,
        marks=tuple(mark for _, mark in over),
        opens=tuple(mark for s, mark in over if s.start == span.start),
        closes=tuple(mark for s, mark in over if s.end == span.end),
    )


def _clipped(span: Span, frame: Span) -> Span:
    start = min(max(span.start, frame.start), frame.end)
    return Span(start, min(max(span.end, start), frame.end))
