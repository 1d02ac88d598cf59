"""Printed lines into paragraphs: what a page's layout broke is joined again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

PAGE_NUMBER = re.compile(
    r"\s*[-–—|]?\s*(?:(?:page|página|pág\.?|p\.)\s*)?\d{1,4}(?:\s*(?:of|de|/)\s*\d{1,4})?\s*[-–—|]?\s*",
    re.IGNORECASE,
)
HYPHENATED = re.compile(r"[^\W\d_]{2,}[-\u00ad\u2010]$")
SENTENCE_END = re.compile(r"[.!?:…][\"”’»)\]]*$")
# A line ends a paragraph if it closes a sentence and stays this far short of the others.
SHORT = 0.8
# Lines that stand at the edge of this share of the pages are running heads.
REPEATED = 0.5


def joined(lines: Sequence[str]) -> str:
    """Return the lines of a page as paragraphs, a line each.

    Words divided at a line's end are put together. A paragraph ends at a blank line
    and where a line closes a sentence well before the measure of the page.
    """
    measure = max((len(line.strip()) for line in lines), default=0)
    paragraphs: list[str] = []
    fresh = True
    for line in (line.strip() for line in lines):
        if not line:
            fresh = True
            continue
        if fresh or not paragraphs:
            paragraphs.append(line)
        else:
            paragraphs[-1] = _glued(paragraphs[-1], line)
        fresh = bool(SENTENCE_END.search(line)) and len(line) < SHORT * measure
    return "\n".join(re.sub(r"[ \t]{2,}", " ", paragraph) for paragraph in paragraphs)


def without_furniture(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the lines of each page without page numbers and running heads."""
    kept = body_lines(pages)
    return [[lines[at] for at in here] for lines, here in zip(pages, kept, strict=True)]


def body_lines(pages: Sequence[Sequence[str]]) -> list[range]:
    """Return which lines of each page stand between its running head and its foot."""
    edges: Counter[str] = Counter()
    for lines in pages:
        edges.update({_key(line) for line in _edge(lines)})
    often = {key for key, count in edges.items() if count >= max(3, REPEATED * len(pages))}
    return [_between(lines, often) for lines in pages]


def _between(lines: Sequence[str], often: set[str]) -> range:
    start, end = 0, len(lines)
    while start < end and _is_furniture(lines[start], often):
        start += 1
    while start < end and _is_furniture(lines[end - 1], often):
        end -= 1
    return range(start, end)


def _is_furniture(line: str, often: set[str]) -> bool:
    return not line.strip() or bool(PAGE_NUMBER.fullmatch(line)) or _key(line) in often


def _edge(lines: Sequence[str]) -> list[str]:
    filled = [line for line in lines if line.strip()]
    return filled[:2] + filled[-2:]


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split())).casefold()


def _glued(before: str, line: str) -> str:
    if HYPHENATED.search(before) and line[0].islower():
        return before[:-1] + line
    return f"{before} {line}"
