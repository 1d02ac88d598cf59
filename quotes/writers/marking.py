"""A text cut into runs at the borders of spans, for marking words in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from quotes.model import Span

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
