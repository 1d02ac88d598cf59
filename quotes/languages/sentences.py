"""Where sentences begin and end in English and Spanish text: by rule, with offsets.

For texts by the thousand, where a parser would take hours. Articles are parsed by Stanza.
"""

from __future__ import annotations

import re
from itertools import pairwise

from quotes.languages.words import fold, phrases
from quotes.model import Span

_END = re.compile(r"""(?:[.!?…]+|\.\.\.)["'”’»)\]]*(?=\s|$)""")
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n\s*|\u2029|\f")
_LINE = re.compile(r"\n\s*")
_LAST_WORD = re.compile(r"([^\W\d_](?:[^\W\d_]|\.(?=[^\W\d_]))*)$")
_WRAPPED = 110  # characters: text wrapped for a screen or a page has no longer lines


def sentences(text: str) -> list[Span]:
    """Return the spans of the sentences of `text`, in order, without outer white space.

    A blank line always ends a sentence; a line end does, unless the text is wrapped
    (no line longer than 110 characters, most lines ended in mid-sentence).
    """
    breaks = _PARAGRAPH if _wrapped(text) else _LINE
    found: list[Span] = []
    start = 0
    for gap in breaks.finditer(text):
        found += _within(text, start, gap.start())
        start = gap.end()
    return found + _within(text, start, len(text))


def _wrapped(text: str) -> bool:
    """Return whether line ends stand inside sentences."""
    lines = [line.strip() for line in text.split("\n")]
    followed = [one for one, two in pairwise(lines) if one and two]
    if len(followed) < 3 or max(map(len, lines)) > _WRAPPED:
        return False
    return sum(line[-1] not in '.!?…:"”»' for line in followed) > 0.6 * len(followed)


def _within(text: str, start: int, end: int) -> list[Span]:
    """Return the sentences of one block of running text."""
    found, begin = [], start
    for stop in _END.finditer(text, start, end):
        if _ends_sentence(text, stop.start(), stop.end(), end):
            found.append(_stripped(text, begin, stop.end()))
            begin = stop.end()
    found.append(_stripped(text, begin, end))
    return [span for span in found if span.end > span.start]


def _ends_sentence(text: str, mark: int, after: int, end: int) -> bool:
    """Return whether the closing mark at `mark` ends a sentence, given what follows."""
    rest = text[after : min(end, after + 40)].lstrip()
    if not rest:
        return True
    if rest[0].islower() or rest[0] in ",;:)":
        return False
    if text[mark] != "." or text[mark : mark + 2] == "..":
        return True
    word = _LAST_WORD.search(text, max(0, mark - 20), mark)
    if word is None:
        return True
    return not _abbreviation(word.group(), before_number=rest[0].isdigit())


def _abbreviation(word: str, *, before_number: bool) -> bool:
    """Return whether `word` with a full stop is an initial or an abbreviation."""
    if len(word) == 1 and word.isupper():
        return True
    lists = ("abbreviations", "before_numbers") if before_number else ("abbreviations",)
    return any(fold(word) in phrases("sentences", name) for name in lists)


def _stripped(text: str, start: int, end: int) -> Span:
    """Return the span without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def in_passing(quote: str) -> bool:
    """Return whether words are quoted in passing, as a part of the article's own sentence.

    They begin in lower case: what their sentence says beside them is not theirs.
    """
    return quote.lstrip("\"'“‘«([… ")[:1].islower()
