"""Quoted spans: words between quotation marks, before it is known whether anybody said them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from quotes.model import Span

_INK = re.compile(r"\S")
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


# Quotation marks to spans, paragraph by paragraph, never giving up on a document.

_MARK = re.compile(
    r"''|``|´´|‘‘|’’|‚‚|′′|,,(?=[\w¿¡])|(?<!<)<<(?=[\w¿¡…])|(?<=[\w.,!?…])>>|[\"“”„‟«»″＂〝〞❝❞‹›「」『』]"
)
_OPENS = {
    "“": "curly", "‟": "curly", "❝": "curly", "〝": "curly", "‘‘": "doubled", "``": "doubled",
    "„": "low", "‚‚": "low", ",,": "low", "«": "angle", "‹": "angle", "<<": "angle",
    "「": "curly", "『": "curly",
}  # fmt: skip
_CLOSES = frozenset({"”", "’’", "´´", "❞", "〞", "»", "›", "」", "』"})
_EITHER = {
    "'": "doubled", "''": "doubled", "′′": "doubled", '"': "straight", "″": "straight",
    "＂": "straight",
}  # fmt: skip
_FITTING = {
    "angle": {"»", "›", ">>"},
    "low": {"“", "”", "‟", "‘‘", '"', "''", "’’", "´´", "′′", "″"},
}
_TURNED = frozenset({"”", "’’"})
_TURNED_ANGLES = {"»": "«", "›": "‹"}  # as German and Danish set them: »Nobody came,« he said.
_FLAT_CLOSE = re.compile(r"[^“”\"]*[\w,.!?…](?:”|’’|\")(?!\w)")
_TAG = re.compile(
    r"(?<!<)<[A-Za-z][\w-]*\s[^<>\n]*=[^<>\n]*>"
)  # attributes of markup left in a text
_SAYS = re.compile(r"(?:said|says|added|adds|told|asked|explained|stated|wrote)\b")
_SAID_NEXT = re.compile(rf"\s*(?:[^\W\d_][\w.’'-]*\s){{0,4}}{_SAYS.pattern}")
# Where a quotation ends whose closing mark was forgotten: “We have no water, said Elvira Montoya.
# Only verbs and forms that hardly mean anything else ("the promised pump", "the charges").
_CLAUSE_VERB = (
    r"(?:said|says|told|tells|wrote|writes|(?:add|ask|explain|insist|warn|complain|conclude|declare"
    r"|lament|shout|argue)(?:e?d|s)|stated|noted|answered|remarked|recalled|replied|replies"
    r"|admitted|acknowledged|according to)\b"
)
_CAPITAL = r"(?!(?:I|We|You)\b)[^\W\d_a-z][\w.’'-]*"
_SUBJECT = "|".join(
    (
        rf"[Tt]he(?:\s[\w’'-]+){{1,5}},(?:\s{_CAPITAL}){{1,4}},\s",  # the mayor, Elvira Montoya,
        rf"{_CAPITAL}(?:\s{_CAPITAL}){{0,3}},\s(?:the|an?|who)\s[^,.;“”\"\n]{{2,60}},\s",
        rf"(?:[Tt]he\s[\w.’'-]+|{_CAPITAL})\s(?:[\w.’'-]+\s){{0,3}}",
        r"(?:he|she|they)\s",
    )
)
_CLAUSE_NEXT = re.compile(
    rf"[,?!](?=\s(?:{_SUBJECT})?{_CLAUSE_VERB})|[.…](?=\s{_CLAUSE_VERB})"
    rf"|(?=\s?[—–]\s?(?:{_SUBJECT})?{_CLAUSE_VERB})"
)
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
        runs_on = bool(found) and not found[-1].closed and found[-1].paragraph == number - 1
        found.extend(_in_paragraph(text, line, number, runs_on=runs_on))
    return found


def _within(at: int, spans: list[Span]) -> bool:
    """Return whether a place lies in one of spans, which are in order and apart."""
    before = bisect_right(spans, at, key=lambda span: span.start)
    return bool(before) and at < spans[before - 1].end


def _in_paragraph(text: str, line: Span, number: int, *, runs_on: bool) -> list[QuotedSpan]:
    tags = [Span(*m.span()) for m in _TAG.finditer(text, line.start, line.end)]
    marks = [
        (m.group(), m.start(), m.end())
        for m in _MARK.finditer(text, line.start, line.end)
        if not _is_measure(text, m.start(), m.group()) and not _within(m.start(), tags)
    ]
    found: list[QuotedSpan] = []
    opened: _Open | None = None
    turned = False
    later = Counter(mark for mark, _, _ in marks)
    for mark, start, end in marks:
        later[mark] -= 1
        if opened is None:
            opened = _opening(text, line, mark, start, end, turned=turned)
            turned = turned or (opened is not None and opened.mark in _TURNED)
            if opened is None and marks[0][1] == start and _lost(text, line, start, end, runs_on):
                opened = _Open(_EITHER.get(mark, "curly"), mark, line.start, line.start)
                _add(found, text, opened, start, end, number, closed=True)
                opened = None
        elif _reopens(text, mark, start, end, opened, later):
            _add_unclosed(found, text, opened, start, number)
            opened = _opening(text, line, mark, start, end)
        elif _closes(text, line, mark, end, opened, later):
            _add(found, text, opened, start, end, number, closed=True)
            opened = None
    if opened is not None:
        _add_unclosed(found, text, opened, line.end, number)
    return found


def _add_unclosed(found: list[QuotedSpan], text: str, opened: _Open, end: int, number: int) -> None:
    """Add a quotation that nothing closes before `end`."""
    at, closed = _unclosed_end(text, opened.mark, opened.inner, end)
    _add(found, text, opened, at, at, number, closed=closed)


def _unclosed_end(text: str, mark: str, inner: int, end: int) -> tuple[int, bool]:
    """Return where words end that nothing closes before `end`, and whether at their "said X".

    At `end` where the next paragraph opens with a mark, and so goes on with them.
    """
    clause = _CLAUSE_NEXT.search(text, inner, end)
    after = _INK.search(text, end)
    opens = after is not None and (text.startswith(mark, after.start()) or after[0] in _OPENS)
    goes_on = opens and _LINE.match(text, end, end + 1) is None
    return (end, False) if clause is None or goes_on else (clause.end(), True)


def _opening(
    text: str, line: Span, mark: str, start: int, end: int, *, turned: bool = False
) -> _Open | None:
    """Return the quotation that this mark opens, or None for a stray closing mark.

    `turned` says that the paragraph has opened one with a closing mark before.
    """
    style = _OPENS.get(mark) or _EITHER.get(mark)
    if mark in _TURNED_ANGLES and _TURNED_ANGLES[mark] in text[end : line.end]:
        style = "angle" if _may_open(text, line, start, end) else None
    if mark in _TURNED and _is_turned_opening(text, line, start, end, known=turned):
        return _Open("curly", mark, start, end)  # ”Nobody came,” he said.
    if style is None or (mark in _EITHER and not _may_open(text, line, start, end)):
        return None
    return _Open(style, mark, start, end)


def _is_turned_opening(text: str, line: Span, start: int, end: int, *, known: bool) -> bool:
    """Say whether a closing mark surely opens: ”Nobody came,” said Ana Mejía.

    A word follows it, none runs into it, and a verb of saying follows the mark that closes it.
    Without that verb all eight such marks of PolNeAR's articles were counted as wrong; the reader
    of articles tells of them (`quotes.readers.reading`).
    """
    before = text[start - 1] if start > line.start else " "
    free = before.isspace() or before in "([—–"
    closing = _FLAT_CLOSE.match(text, end, line.end) if text[end : end + 1].isalnum() else None
    if not free or closing is None:
        return False
    return known or _SAID_NEXT.match(text, closing.end()) is not None


def _lost(text: str, line: Span, start: int, end: int, runs_on: bool) -> bool:
    """Say whether a mark closes words that open their paragraph without one: Nobody came,” he said.

    They are one sentence, or go on with the paragraph before, where nothing closed (`runs_on`).
    """
    words = text[line.start : start].strip()
    whole = not words[:1].islower() and not re.search(r"[.!?…:]\s", words)
    ends = words[-1:] in set(",!?") and _SAID_NEXT.match(text, end, line.end) is not None
    return ends and (runs_on or whole)


def _may_open(text: str, line: Span, start: int, end: int) -> bool:
    """Say whether an undirected mark here can open: something follows, and no word runs into it."""
    if end >= line.end:
        return False
    before = text[start - 1] if start > line.start else " "
    after = text[end]
    return before.isspace() or before in _BEFORE_OPENING or not (after.isspace() or after in ",.;")


def _closes(text: str, line: Span, mark: str, end: int, opened: _Open, later: Counter[str]) -> bool:
    """Say whether the mark ends the open quotation, keeping count of nested pairs."""
    if mark == _TURNED_ANGLES.get(opened.mark) and not text[end - len(mark) - 1].isspace():
        return not text[end : end + 1].isalnum()
    if opened.style in _FITTING:
        fits = mark in _FITTING[opened.style]
    elif opened.style == "straight":
        fits = mark in _EITHER or mark in _CLOSES
        if mark != opened.mark and not opened.depth and later[opened.mark]:
            # another family inside: the mark that fits best comes later
            return _ends_words(text, line, mark, end, opened)
    else:
        fits = mark in _CLOSES or mark in _EITHER or _is_turned(text, mark, end)
    if mark in _OPENS and not (fits and _is_turned(text, mark, end)):
        opened.depth += any(later[closer] for closer in _CLOSES)
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


def _reopens(
    text: str, mark: str, start: int, end: int, opened: _Open, later: Counter[str]
) -> bool:
    """Say whether an opening mark inside an open quotation means that its end was forgotten.

    `later` counts the marks behind it in the paragraph.
    """
    if mark == opened.mark and mark in _OPENS and not _is_turned(text, mark, end):
        closers = sum(later[m] for m in _CLOSES) + later['"']
        return closers < 2 + later[mark] + opened.depth
    if mark != opened.mark or mark not in _EITHER:
        return False
    return _strongly_opens(text, start, end) and later.total() % 2 == 1


def _strongly_opens(text: str, start: int, end: int) -> bool:
    """Say whether an undirected mark has a space before it and a word after it."""
    return text[start - 1].isspace() and text[end : end + 1].isalnum()


def _is_measure(text: str, start: int, mark: str) -> bool:
    """Say whether the mark means inches or seconds: 6'2" tall, 5″."""
    if mark not in {'"', "″", "''", "′′"} or start == 0 or not text[start - 1].isdigit():
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


# Quotations that news sets without double marks: single marks, dashes, block quotations.

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
    lines = list(paragraphs(text))
    signs = [line.of(text).lstrip()[:1] for line in lines]
    found = [
        span
        for number, line in enumerate(lines)
        for span in _singles(text, line, number, "".join(signs[number + 1 : number + 2]))
    ]
    outside = [s for s in found if not any(_holds(t, s) for t in taken)]
    free = [t for t in taken if not any(_holds(s, t) for s in found)]
    return outside if len(outside) > len(free) else []


def _holds(one: QuotedSpan, other: QuotedSpan) -> bool:
    return one.outer.start <= other.outer.start and other.outer.end <= one.outer.end


def _singles(text: str, line: Span, number: int, next_sign: str) -> list[QuotedSpan]:
    """Return the spans of a paragraph; the last may run on where the next opens with its mark."""
    found: list[QuotedSpan] = []
    at = line.start
    while True:
        opening = _next_opening(text, at, line.end)
        if opening is None:
            return found
        closing = _closing(text, opening.end(), line.end)
        if closing is None:
            mark = text[opening.start()]
            at, closed = _unclosed_end(text, mark, opening.end(), line.end)
            opens = mark == "‘" and (closed or opening.start() == line.start)
            if opens or mark == next_sign:
                inner = trimmed(text, opening.end(), at)
                outer = Span(opening.start(), at)
                found.append(QuotedSpan(inner, outer, "single", closed, number))
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
