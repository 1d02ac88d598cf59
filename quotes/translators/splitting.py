"""Long texts in pieces that an engine takes, each with the white space that follows it."""

from __future__ import annotations

import re
from collections.abc import Iterator

LINE = re.compile(r"([^\r\n]+)([\r\n]*)")
SENTENCE = re.compile(r"[.!?…][\"”’')\]]*\s+")


def pieces(text: str, limit: int) -> list[tuple[str, str]]:
    """Return the paragraphs of a text and what stands after each, to be joined again.

    A paragraph beyond `limit` characters is cut after a sentence where there is one,
    else at a blank, else anywhere.
    """
    found: list[tuple[str, str]] = []
    text = text.encode("utf-8", "replace").decode()  # half a surrogate pair cannot be sent
    for line, gap in LINE.findall(text.strip()):
        *first, last = _cut(line.strip(), limit) if line.strip() else [""]
        found.extend((part, " ") for part in first)
        found.append((last, gap))
    return [(part, gap) for part, gap in found if part or gap]


def _cut(line: str, limit: int) -> Iterator[str]:
    while len(line) > limit:
        head = line[:limit]
        ends = [match.end() for match in SENTENCE.finditer(head)]
        blank = head.rfind(" ")
        at = ends[-1] if ends else blank if blank > 0 else limit
        yield line[:at].strip()
        line = line[at:].strip()
    yield line
