"""Quotation marks to spans, paragraph by paragraph, never giving up on a document.

Marks are read with a stack of one: the outermost pair counts and what stands inside
it belongs to it. A straight mark opens or closes by what stands around it, a mark
that never closes runs to the end of its paragraph (news repeats the opening mark
in each paragraph of one quotation), and a closing mark without an opening one is
passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotes.model import Span
from quotes.quotations.spans import QuotedSpan, paragraphs, trimmed

_MARK = re.compile(r"''|``|´´|‘‘|’’|‚‚|,,(?=\w)|[\"“”„‟«»″＂〝〞❝❞‹›]")
_OPENS = {
    "“": "curly", "‟": "curly", "❝": "curly", "〝": "curly", "‘‘": "doubled", "``": "doubled",
    "„": "low", "‚‚": "low", ",,": "low", "«": "angle", "‹": "angle",
}  # fmt: skip
_CLOSES = frozenset({"”", "’’", "´´", "❞", "〞", "»", "›"})
_EITHER = {"'": "doubled", "''": "doubled", '"': "straight", "″": "straight", "＂": "straight"}
_FITTING = {"angle": {"»", "›"}, "low": {"“", "”", "‟", "‘‘", '"'}}
_TURNED = frozenset({"”", "’’"})
_FLAT_CLOSE = re.compile(r"[^“”\"]*[\w,.!?…](?:”|’’|\")(?!\w)")
_TAG = re.compile(r"<[A-Za-z][\w-]*\s[^<>\n]*>")  # attributes of markup left in a text
_SAYS = re.compile(r"(?:said|says|added|adds|told|asked|explained|stated|wrote)\b")
_SAID_NEXT = re.compile(rf"\s*(?:[^\W\d_][\w.’'-]*\s){{0,4}}{_SAYS.pattern}")
_BEFORE_OPENING = frozenset("([{—–-―/:;,…=>|~*_¿¡'‘’")


@dataclass(slots=True)
class _Open:
    style: str
    mark: str
    start: int
    inner: int
    depth: int = 0


def marked(text: str) -> list[QuotedSpan]:
    """Return the spans between double marks, in text order, none inside another."""
    found: list[QuotedSpan] = []
    for number, line in enumerate(paragraphs(text)):
        found.extend(_in_paragraph(text, line, number))
    return found


def _in_paragraph(text: str, line: Span, number: int) -> list[QuotedSpan]:
    tags = [m.span() for m in _TAG.finditer(text, line.start, line.end)]
    marks = [
        (m.group(), m.start(), m.end())
        for m in _MARK.finditer(text, line.start, line.end)
        if not _is_measure(text, m.start(), m.group())
        and not any(start <= m.start() < end for start, end in tags)
    ]
    found: list[QuotedSpan] = []
    opened: _Open | None = None
    for index, (mark, start, end) in enumerate(marks):
        if opened is None:
            opened = _opening(text, line, mark, start, end)
        elif _reopens(text, marks, index, opened):
            _add(found, text, opened, start, start, number, closed=False)
            opened = _opening(text, line, mark, start, end)
        elif _closes(text, line, mark, end, opened):
            _add(found, text, opened, start, end, number, closed=True)
            opened = None
    if opened is not None:
        _add(found, text, opened, line.end, line.end, number, closed=False)
    return found


def _opening(text: str, line: Span, mark: str, start: int, end: int) -> _Open | None:
    """Return the quotation that this mark opens, or None for a stray closing mark."""
    style = _OPENS.get(mark) or _EITHER.get(mark)
    if mark == "»" and "«" in text[end : line.end]:
        style = "angle" if _may_open(text, line, start, end) else None
    if mark in _TURNED and _is_turned_opening(text, line, start, end):
        return _Open("curly", mark, start, end)  # ”Nobody came,” he said.
    if style is None or (mark in _EITHER and not _may_open(text, line, start, end)):
        return None
    return _Open(style, mark, start, end)


def _is_turned_opening(text: str, line: Span, start: int, end: int) -> bool:
    """Say whether a closing mark surely opens: ”Nobody came,” said Ana Mejía.

    A word follows it, none runs into it, and a verb of saying follows the mark that closes it.
    Without that verb all eight such marks of PolNeAR's articles were counted as wrong; the reader
    of articles tells of them (`quotes.readers.articles`).
    """
    before = text[start - 1] if start > line.start else " "
    free = before.isspace() or before in "([—–"
    closing = _FLAT_CLOSE.match(text, end, line.end) if text[end : end + 1].isalnum() else None
    return free and closing is not None and _SAID_NEXT.match(text, closing.end()) is not None


def _may_open(text: str, line: Span, start: int, end: int) -> bool:
    """Say whether an undirected mark here can open: something follows, and no word runs into it."""
    if end >= line.end:
        return False
    before = text[start - 1] if start > line.start else " "
    after = text[end]
    return before.isspace() or before in _BEFORE_OPENING or not (after.isspace() or after in ",.;")


def _closes(text: str, line: Span, mark: str, end: int, opened: _Open) -> bool:
    """Say whether the mark ends the open quotation, keeping count of nested pairs."""
    if opened.style in _FITTING:
        fits = mark in _FITTING[opened.style]
    elif opened.style == "straight":
        fits = mark in _EITHER or mark in _CLOSES
        if mark != opened.mark and not opened.depth and opened.mark in text[end : line.end]:
            # another family inside: the mark that fits best comes later
            return _ends_words(text, line, mark, end, opened)
    else:
        fits = mark in _CLOSES or mark in _EITHER or _is_turned(text, mark, end)
    if mark in _OPENS and not (fits and _is_turned(text, mark, end)):
        opened.depth += any(closer in text[end : line.end] for closer in _CLOSES)
        return False
    if fits and opened.depth:
        opened.depth -= 1
        return False
    return fits


def _ends_words(text: str, line: Span, mark: str, end: int, opened: _Open) -> bool:
    """Say whether a curly mark closes a straight one: the next straight one opens words again."""
    follows = text.find(opened.mark, end, line.end)
    plain = mark == "”" and text[end : end + 1].isspace()
    return plain and text[end - 2] in ",.!?…" and _strongly_opens(text, follows, follows + 1)


def _is_turned(text: str, mark: str, end: int) -> bool:
    """Say whether an opening mark stands where only a closing one makes sense: fair.“ he said."""
    if mark not in {"“", "‘‘"}:
        return False
    before = text[end - len(mark) - 1 : end - len(mark)]
    if not before.isspace():
        says = before in ",.!?…" and _SAYS.match(text, end) is not None
        return says or not text[end : end + 1].isalnum()
    # Apart on both sides, or glued to the verb of its clause: "out. “ she said", "out. “said X".
    return text[end : end + 1] in {" ", ""} or _SAYS.match(text, end) is not None


def _reopens(text: str, marks: list[tuple[str, int, int]], index: int, opened: _Open) -> bool:
    """Say whether an opening mark inside an open quotation means that its end was forgotten."""
    mark, start, end = marks[index]
    rest = [m for m, _, _ in marks[index + 1 :]]
    if mark == opened.mark and mark in _OPENS and not _is_turned(text, mark, end):
        closers = sum(m in _CLOSES or m == '"' for m in rest)
        return closers < 2 + sum(m == mark for m in rest) + opened.depth
    if mark != opened.mark or mark not in _EITHER:
        return False
    return _strongly_opens(text, start, end) and len(rest) % 2 == 1


def _strongly_opens(text: str, start: int, end: int) -> bool:
    """Say whether an undirected mark has a space before it and a word after it."""
    return text[start - 1].isspace() and text[end : end + 1].isalnum()


def _is_measure(text: str, start: int, mark: str) -> bool:
    """Say whether the mark means inches or seconds: 6'2" tall, 5″."""
    if mark not in {'"', "″", "''"} or start == 0 or not text[start - 1].isdigit():
        return False
    return re.search(
        r"\d['′’]\d+$|(?<![\w\"“])\d+$", text[max(0, start - 8) : start]
    ) is not None and (
        '"' not in text[max(0, start - 120) : start].rsplit("\n", maxsplit=1)[-1]
        and "''" not in text[max(0, start - 120) : start].rsplit("\n", maxsplit=1)[-1]
    )


def _add(
    found: list[QuotedSpan],
    text: str,
    opened: _Open,
    end: int,
    outer: int,
    number: int,
    *,
    closed: bool,
) -> None:
    inner = trimmed(text, opened.inner, end)
    if any(char.isalnum() for char in inner.of(text)):
        found.append(QuotedSpan(inner, Span(opened.start, outer), opened.style, closed, number))
