"""Plain text and Markdown: the file's own characters below front matter, and what a page shows.

The characters of a plain text stay where they are (a line end that only the measure set becomes a
space), so that offsets hold in the file, unless something of it is no text: `>` before the lines
of a letter, the address and the marks of a Markdown link, the hyphens of divided words.

Markdown is read as a page made of it shows it: links keep their words and lose their address,
emphasis its asterisks; notes stand at the end; a line end inside a paragraph is joined only where
a measure set it. A file without markup is read as plain text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from quotes.model import Span
from quotes.readers.blocks import blocks, bold_of, parse, text_of
from quotes.readers.documents import Document, Raw
from quotes.readers.front_matter import read_front_matter
from quotes.readers.lines import NARROW, is_divided, unwrapped
from quotes.readers.raw import decode

# "> words", "> > words" and ">>words"; ">> NAME: words" is a turn in captions.
REPLY = re.compile(r"[ \t]*((?:>[ \t]?)+)")
TURN = re.compile(r"[ \t]*>>+[ \t]*[^\W\d_a-z][^a-z\n:]{0,60}:")
# Markdown that nothing else looks like, in a file that calls itself plain text.
LINK = re.compile(
    r"!?\[([^\[\]\n]{1,300})\]\((?:https?://|mailto:)[^\s()]{1,2000}(?:\s\"[^\"\n]{0,200}\")?\)"
)
IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\n]{1,2000}\)")
INDENTED = re.compile(r"\n[ \t]+\S")  # a line that may go on, set in from the edge
STRONG = re.compile(r"\*\*(?=[^\s*])([^*\n]{1,400}?)(?<=[^\s*])\*\*")
STRUCK = re.compile(r"(?<!~)~~(?=[^\s~])[^~\n]{1,400}~~(?!~) ?")
DIVIDED = re.compile(r"([^\W\d_]{2,}[-\u00ad\u2010])\r?\n[ \t]*([^\W\d_A-Z][^\W\d_]*)")
# The number before each line of a court's transcript, with what sets the line apart.
NUMBERED = r"[ \t]{{0,4}}(\d{{1,2}})(?={apart}\S|[ \t]*$)"
NUMBERED_LINES = 4  # fewer are a list, by hand
BLANK_LINES = re.compile(r"\n{2,}")


def read_plain(raw: Raw) -> Document:
    """Return the text of a .txt file; raises InputError for a binary file."""
    return document_of(raw, lambda text: (*plain_text(text), ()))


Shown = tuple[str, tuple[Span, ...], tuple[Span, ...]]  # a text, what is quoted, what is bold


def document_of(raw: Raw, shown: Callable[[str], Shown]) -> Document:
    """Return a text file's document, its body after the front matter as `shown` reads it.

    Raises InputError for a binary file.
    """
    text, warnings = decode(raw)
    front = read_front_matter(text)
    body = text[front.body :]
    read, quoted, bold = shown(body)
    kept = len(read) == len(body) and not quoted
    return Document(
        text=read,
        metadata=front.metadata,
        warnings=warnings + front.warnings,
        quoted=quoted,
        bold=bold,
        body=front.body if kept else None,
    )


def plain_text(text: str) -> tuple[str, tuple[Span, ...]]:
    """Return running text from plain text, and the spans of what `>` sets as quoted."""
    if "\r" in text.replace("\r\n", ""):
        text = text.replace("\r\n", "\n").replace("\r", "\n")  # as old Macs ended lines
    text = without_line_numbers(text)
    if "](" in text or "**" in text:
        text = STRONG.sub(r"\1", LINK.sub(r"\1", IMAGE.sub("", text)))
    text = STRUCK.sub("", text) if "~~" in text else text
    if ">" not in text or not any(_depth(line) for line in text.split("\n")):
        divided = any(is_divided(match[1], match[2]) for match in DIVIDED.finditer(text))
        return unwrapped(text, whole=divided or INDENTED.search(text) is not None), ()
    parts: list[str] = []
    quoted: list[Span] = []
    length = 0
    for depth, lines in _runs(text.split("\n")):
        part = unwrapped("\n".join(lines), narrowest=0 if depth else NARROW)
        if depth:
            part = BLANK_LINES.sub("\n", part.strip("\n"))
            quoted.append(Span(length, length + len(part)))
        parts.append(part)
        length += len(part) + 1
    return "\n".join(parts), tuple(span for span in quoted if span.start < span.end)


def without_line_numbers(text: str, apart: str = "[ \t]{2,}") -> str:
    """Return the text without the numbers that a court's transcript sets before every line.

    They rise by one from 1 (again on each page) on all lines that hold anything, and stand so far
    `apart` from them.
    """
    numbered = re.compile(NUMBERED.format(apart=apart))
    lines = text.split("\n")
    marks = [numbered.match(line) for line in lines if line.strip(" \t\r\f")]
    if len(marks) < NUMBERED_LINES or not all(marks):
        return text
    numbers = [int(mark[1]) for mark in marks if mark]
    if numbers[0] != 1 or any(b not in {1, a + 1} for a, b in pairwise(numbers)):
        return text
    return "\n".join(numbered.sub(lambda mark: " " * len(mark[0]), line) for line in lines)


def _runs(lines: list[str]) -> list[tuple[int, list[str]]]:
    """Return the lines without their `>`, those of one depth together."""
    runs: list[tuple[int, list[str]]] = []
    for line in lines:
        depth = _depth(line)
        bare = REPLY.sub("", line, count=1) if depth else line
        if runs and runs[-1][0] == depth:
            runs[-1][1].append(bare)
        else:
            runs.append((depth, [bare]))
    return runs


def _depth(line: str) -> int:
    if TURN.match(line):
        return 0
    match = REPLY.match(line)
    return match[1].count(">") if match else 0


# --- Markdown.

# Without any of these no line of a text is Markdown.
MARKUP = re.compile(
    r"[*_`\[\]<>\\&#|~]|^ {0,3}(?:[-+]|\d{1,9}[.)])\s|^ {0,3}(?:=+|-{2,})\s*$|^(?: {4}|\t)",
    re.MULTILINE,
)
# What is no text in Markdown: pictures, addresses and tags, what is struck out. Of the other
# letters nearly all are shown.
ADDRESS = re.compile(
    r"!\[[^\[\]]*\]\([^()]*\)|~~[^~]*~~|\]\([^()\s]*(?:\s+\"[^\"\n]*\")?\)|https?://\S+|<[^<>]*>"
    r"|^\[[^\]]*\]:.*$",
    re.MULTILINE,
)
KEPT = 0.8
# No article is longer (reading.py); larger files are read as plain text.
LARGE = 1_000_000


def read_markdown(raw: Raw) -> Document:
    """Return the text of a Markdown file; raises InputError for a binary file."""
    return document_of(raw, markdown_text)


def markdown_text(text: str) -> Shown:
    """Return what a reader sees of Markdown, its block quotations and its bold lines."""
    if not MARKUP.search(text) or len(text) > LARGE:
        return (*plain_text(text), ())
    root = parse(_rendered(text))
    if root is None:
        return (*plain_text(text), ())
    shown = blocks(root)
    # Beyond twenty levels the renderer drops what is nested.
    letters = sum(map(str.isalpha, ADDRESS.sub("", text)))
    if sum(map(str.isalpha, "".join(block.text for block in shown))) < KEPT * letters:
        return (*plain_text(text), ())
    read, quoted = text_of(shown, gap="\n\n")
    return read, quoted, bold_of(shown, read)


def _rendered(text: str) -> str:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only where Markdown is read
    from mdit_py_plugins.footnote import footnote_plugin  # noqa: PLC0415 - the same

    # Line ends stay lines (`breaks`): a turn of a transcript is one, though
    # Markdown would run them together.
    engine = MarkdownIt("commonmark", {"breaks": True}).enable(["table", "strikethrough"])
    engine.use(footnote_plugin)
    engine.add_render_rule("footnote_ref", lambda *_: "")
    engine.add_render_rule("footnote_anchor", lambda *_: "")
    return str(engine.render(text))
