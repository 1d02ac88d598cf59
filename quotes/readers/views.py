"""The visible characters of a raw file, each with its place: markup and escapes seen through."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from quotes.model import Span
from quotes.readers.documents import Raw
from quotes.readers.lines import body_lines
from quotes.readers.mail import letter
from quotes.readers.packages import open_package, part
from quotes.readers.pdf import page_texts
from quotes.readers.raw import decode

MARKUP = re.compile(
    r"<!--.*?-->|<(script|style|head)\b.*?</\1\s*>|<[^<>]*>", re.DOTALL | re.IGNORECASE
)
# What Word keeps of deleted and moved text, and the codes of its fields.
WORD_MARKUP = re.compile(
    r"<w:(del|moveFrom|instrText|delText)\b[^>]*(?<!/)>.*?</w:\1>|<[^<>]*>", re.DOTALL
)
MARKDOWN = re.compile(
    r"!?\[(?=[^\]\n]*\]\()|"
    r"\]\([^()\s]*(?:\s\"[^\"\n]*\")?\)|\[\^[^\]\n]*\]:?|[*_`~]+|^ {0,3}#{1,6}\s|"
    r"^[ \t]*>[> \t]*",
    re.MULTILINE,
)
REPLIES = re.compile(r"^[ \t]*>[> \t]*", re.MULTILINE)
# The parts of packages that hold text.
PARTS = {
    ".docx": re.compile(r"word/(?:document\d*|footnotes|endnotes)\.xml"),
    ".odt": re.compile(r"content\.xml"),
    ".epub": re.compile(r".*\.x?html?", re.IGNORECASE),
}
ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|\w+);", re.IGNORECASE)
ESCAPE = re.compile(r'(?:\\u[0-9a-fA-F]{4}){1,2}|\\["\\/bfnrt]')
# A caption's number (or name) and times, the head of a WebVTT file, notes, tags.
CAPTION = re.compile(
    r"\AWEBVTT[^\n]*|^NOTE\b.*?(?:\r?\n\r?\n|\Z)|(?:^[^\n]*\r?\n)?^[^\n]*-->[^\n]*$|<[^<>]*>|\{\\[^}]*\}",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class View:
    """What a reader sees of one part of a raw file.

    `raw` is the part as characters, `text` what is visible of it, and `offsets` hold
    the start and end in `raw` of each visible character.
    """

    name: str
    raw: str
    text: str
    offsets: tuple[Span, ...]

    def raw_span(self, span: Span) -> Span:
        """Return the raw characters that a stretch of `text` comes from."""
        return Span(self.offsets[span.start].start, self.offsets[span.end - 1].end)

    @staticmethod
    def join(parts: list[View]) -> View:
        """Return one view with the texts of all parts, for searching across them."""
        return View("", "", "".join(part.text for part in parts), ())


def views(raw: Raw, suffix: str) -> Iterator[View]:
    """Return the parts of a raw file: pages of a PDF, members of a package, else one."""
    if suffix == ".pdf":
        yield from _pages(page_texts(raw))
    elif suffix in PARTS:
        markup = WORD_MARKUP if suffix == ".docx" else MARKUP
        with open_package(raw, "a package") as package:
            for name in package.namelist():
                if PARTS[suffix].fullmatch(name):
                    member = (part(package, name, raw.name) or b"").decode("utf-8", "replace")
                    yield _seen(name, member, markup, ENTITY, html.unescape)
    elif suffix == ".eml":
        body, kind = letter(raw)
        replies = MARKUP if kind == "text/html" else REPLIES
        yield _seen(kind, body, replies, ENTITY, html.unescape)
    else:
        seen, escaped, plain = SIGHTS.get(suffix, (None, None, str))
        yield _seen("", decode(raw)[0], seen, escaped, plain)


def _pages(texts: list[str]) -> Iterator[View]:
    """Return each page without running heads and page numbers, as the reader leaves them out."""
    kept = body_lines([text.splitlines() for text in texts])
    for number, (text, here) in enumerate(zip(texts, kept, strict=True), 1):
        ends = [0, *accumulate(len(line) for line in text.splitlines(keepends=True))]
        span = Span(ends[here.start], ends[here.stop])
        offsets = tuple(Span(at, at + 1) for at in range(span.start, span.end))
        yield View(f"page {number}", text, span.of(text), offsets)


def _unescape_json(escape: str) -> str:
    return str(json.loads(f'"{escape}"')).encode("utf-8", "replace").decode()


SIGHTS: dict[str, tuple[re.Pattern[str] | None, re.Pattern[str] | None, Callable[[str], str]]] = {
    ".html": (MARKUP, ENTITY, html.unescape),
    ".htm": (MARKUP, ENTITY, html.unescape),
    ".md": (MARKDOWN, ENTITY, html.unescape),
    ".markdown": (MARKDOWN, ENTITY, html.unescape),
    ".txt": (REPLIES, None, str),
    ".srt": (CAPTION, ENTITY, html.unescape),
    ".vtt": (CAPTION, ENTITY, html.unescape),
    ".jsonl": (None, ESCAPE, _unescape_json),
}


def _seen(
    name: str,
    raw: str,
    hidden: re.Pattern[str] | None = None,
    escaped: re.Pattern[str] | None = None,
    plain: Callable[[str], str] = str,
) -> View:
    """Return the view of a part: without what `hidden` matches, what `escaped` matches read."""
    shown: list[str] = []
    offsets: list[Span] = []
    at = 0
    for match in hidden.finditer(raw) if hidden else ():
        _add(raw, at, match.start(), escaped, plain, shown, offsets)
        at = match.end()
    _add(raw, at, len(raw), escaped, plain, shown, offsets)
    return View(name, raw, "".join(shown), tuple(offsets))


def _add(
    raw: str,
    start: int,
    end: int,
    escaped: re.Pattern[str] | None,
    plain: Callable[[str], str],
    shown: list[str],
    offsets: list[Span],
) -> None:
    at = start
    for match in escaped.finditer(raw, start, end) if escaped else ():
        shown.extend(raw[at : match.start()])
        offsets.extend(Span(i, i + 1) for i in range(at, match.start()))
        for char in plain(match[0]):
            shown.append(char)
            offsets.append(Span(*match.span()))
        at = match.end()
    shown.extend(raw[at:end])
    offsets.extend(Span(i, i + 1) for i in range(at, end))
