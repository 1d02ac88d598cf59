"""Quoted spans: words between quotation marks, before it is known whether anybody said them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quotes.model import Span

_LINE = re.compile("[^\n\r\u2028\u2029\x0b\x0c\x85]+")


@dataclass(frozen=True, slots=True)
class QuotedSpan:
    """Words between marks: `inner` without the marks and edge spaces, `outer` with them.

    `style` is the family of the opening mark: "curly", "straight", "doubled" (two
    single marks), "angle", "low", "single", or the form without marks: "dash" (a
    dash opens the paragraph), "turn" (a turn of a transcript), "answer" (one of an
    interview), "block" (a block quotation). `closed` is False where the text ran out of its
    paragraph. `paragraph` counts the paragraphs of the text from 0.
    """

    inner: Span
    outer: Span
    style: str
    closed: bool
    paragraph: int


def paragraphs(text: str) -> Iterator[Span]:
    """Yield every non-empty line: the places where a quotation may run out."""
    for line in _LINE.finditer(text):
        if not line.group().isspace():
            yield Span(*line.span())


def trimmed(text: str, start: int, end: int) -> Span:
    """Return the span without white space at its edges; empty at `start` if nothing is left."""
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)


def core(inner: str) -> str:
    """Return quoted words without the punctuation at their end."""
    return inner.rstrip(".,!?;:’'")
