"""Where the words of an article stand in its file, for editors and code hosts that open a line.

Readers take front matter, markup and the line ends of a measure away, so that a line of the
text is no line of the file. Here the words of both are laid side by side: the text's words come
in the file's order nearly always, with words of the file between them that are no text (tags,
addresses, menus); where they do not, four words in a row find their place again.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from html import unescape

from quotes.readers.documents import INVISIBLE, as_seen

# A character reference, or a word with the accents and invisible signs in it.
PIECE = re.compile(
    r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});"
    r"|(?:[^\W\u02b9\u02bc\u02c8\ua78c]|[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff])+"
)
LARGEST = 2_000_000  # characters of a file looked at: twice the longest article
NEAR = 40  # words of the file that may stand between two of the text: a link, a tag's address
ROW = 4  # words in a row that find a place again
SILENT = ("script", "style")
Word = tuple[int, str]


def file_lines(raw: str, text: str, *, markup: bool) -> tuple[tuple[int, int, int], ...]:
    """Return where stretches of `text` begin in the file: (offset in `text`, line, column).

    Line and column count from 1. Within a stretch characters run alongside. `markup` says that
    tags of the file are no text. Empty where the file is too large to be looked through.
    """
    if len(raw) > LARGEST:
        return ()
    starts = [0, *(found.end() for found in re.finditer("\n", raw))]
    told: list[tuple[int, int, int]] = []
    last = (-1, 0)
    for here, there in _alongside(
        _words(text), [word for word in _file_words(raw, markup=markup) if word[1]]
    ):
        line = bisect_right(starts, there)
        if (line, there - here) != last:
            told.append((here, line, there - starts[line - 1] + 1))
            last = line, there - here
    return tuple(told)


def _words(text: str) -> list[Word]:
    return [(found.start(), found[0]) for found in re.finditer(r"\w+", text)]


def _file_words(raw: str, *, markup: bool) -> Iterator[Word]:
    """Yield the words of a file, its characters as the text has them, with where each begins."""
    begin, word, after = 0, "", -1
    for start, piece in _pieces(raw, markup=markup):
        said = unescape(piece) if piece[0] == "&" else piece
        if piece[0] == "&" and not (said.isalnum() or INVISIBLE.fullmatch(said)):
            continue
        if word and start != after:
            yield begin, as_seen(word)
            word = ""
        begin = begin if word else start
        word, after = word + said, start + len(piece)
    if word:
        yield begin, as_seen(word)


def _pieces(raw: str, *, markup: bool) -> Iterator[Word]:
    for start, end in _texts(raw) if markup else [(0, len(raw))]:
        for found in PIECE.finditer(raw, start, end):
            yield found.start(), found[0]


def _texts(raw: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a page between its tags, comments, scripts and styles."""
    at, lower = 0, raw.lower()
    while (opened := raw.find("<", at)) >= 0:
        yield at, opened
        closing = ">"
        if raw.startswith("<!--", opened):
            closing = "-->"
        else:
            name = next((name for name in SILENT if lower.startswith(name, opened + 1)), "")
            closing = f"</{name}" if name else closing
        closed = lower.find(closing, opened)
        if closed < 0:
            return
        at = closed + len(closing) if closing in (">", "-->") else raw.find(">", closed) + 1
        if at == 0:
            return
    yield at, len(raw)


def _alongside(text: list[Word], file: list[Word]) -> Iterator[tuple[int, int]]:
    """Yield the offsets of words that are the same ones in both."""
    rows: dict[int, list[int]] = {}
    for at in range(len(file) - ROW + 1):
        rows.setdefault(_row(file, at), []).append(at)
    at = 0
    for number, (start, word) in enumerate(text):
        if at >= len(file) or file[at][1] != word:
            found = _next(text, number, file, at, rows)
            if found is None:
                continue
            at = found
        yield start, file[at][0]
        at += 1


def _row(words: list[Word], at: int) -> int:
    return hash(tuple(word for _, word in words[at : at + ROW]))


def _next(
    text: list[Word], number: int, file: list[Word], at: int, rows: dict[int, list[int]]
) -> int | None:
    """Return the place of a word in the file, near ahead or where its row of words stands."""
    word = text[number][1]
    follower = text[number + 1][1] if number + 1 < len(text) else None
    for ahead in range(at, min(at + NEAR, len(file))):
        if file[ahead][1] == word:
            after = file[ahead + 1][1] if ahead + 1 < len(file) else None
            if after == follower:
                return ahead
    known = rows.get(_row(text, number), []) if number + ROW <= len(text) else []
    if not known:
        return None
    return known[min(bisect_left(known, at), len(known) - 1)]
