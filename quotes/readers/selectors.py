"""W3C Web Annotation selectors: name a passage so that others find it again.

A TextQuoteSelector holds the words with a little of what stands before and after, a
TextPositionSelector their offsets in the extracted text
(https://www.w3.org/TR/annotation-model/#selectors). Both name the same passage; the
quote survives where a text is edited or extracted by another program.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from quotes.errors import InputError
from quotes.model import Span, placed, worded
from quotes.readers.documents import Raw
from quotes.readers.formats import load, read_document, suffix_of
from quotes.readers.lines import body_lines
from quotes.readers.mail import letter
from quotes.readers.packages import open_package, part
from quotes.readers.pdf import page_texts
from quotes.readers.raw import decode

# What layout and typography change: white space, hyphens and quotation marks.
PASSED_OVER = re.compile(r"[\s\u00ad\u200b-\u200d\ufeff\-‐‑–—\"'“”‘’«»„‟`]")
# As much context as hypothes.is and the W3C's examples use.
CONTEXT = 32


@dataclass(frozen=True, slots=True)
class Selectors:
    """One passage: its words, what stands before and after, and its span in the extracted text."""

    exact: str
    prefix: str
    suffix: str
    span: Span

    def to_json(self) -> list[dict[str, Any]]:
        """Return both selectors as the Web Annotation Data Model writes them."""
        return [
            {
                "type": "TextQuoteSelector",
                "exact": self.exact,
                "prefix": self.prefix,
                "suffix": self.suffix,
            },
            {"type": "TextPositionSelector", "start": self.span.start, "end": self.span.end},
        ]


@dataclass(frozen=True, slots=True)
class RawAnchor:
    """Where a passage lies in the raw file.

    `part` says what the offsets count in: "" for the characters of the file itself (a
    byte order mark left out), a member of a package
    ("word/document.xml"), "text/plain" for that part of a letter,
    "page 3" for the text of that page of a PDF as PDFium extracts it. `text` are the raw
    characters from the first to the last of the passage, with markup, escapes and
    caption times between them.
    """

    part: str
    span: Span
    text: str


def describe(text: str, span: Span, context: int = CONTEXT) -> Selectors:
    """Return the selectors of a stretch of an extracted text."""
    before, after = max(0, span.start - context), span.end + context
    return Selectors(span.of(text), text[before : span.start], text[span.end : after], span)


def anchor(text: str, selectors: Selectors) -> Span | None:
    """Return the passage's span in a text, as it is now, or None where it is not there.

    The position is tried first; where other words stand there the quotation is
    sought, without regard to white space, hyphens and the shape of quotation marks,
    and among several the one between the most alike words.
    """
    if selectors.exact and selectors.span.of(text) == selectors.exact:
        return selectors.span
    return find(text, selectors.exact, selectors.prefix, selectors.suffix)


def anchor_file(path: Path, selectors: Selectors) -> tuple[Span, tuple[RawAnchor, ...]]:
    """Return the passage's span in the text as extracted now, and its places in the raw file.

    A passage that runs over pages of a PDF has a place on each. Raises InputError
    where the file cannot be read or does not hold the passage.
    """
    name, document = read_document(path)
    span = anchor(document.text, selectors)
    if span is None:
        raise InputError(
            placed(
                name,
                worded("no longer holds {words}: it was changed", words=repr(selectors.exact[:60])),
            )
        )
    # Words as they stand there now: an edited text may differ in white space.
    now = describe(document.text, span)
    raw = load(path)
    if document.body is not None:
        view = next(views(raw, suffix_of(path)))
        shifted = span.shifted(document.body)
        return span, (RawAnchor("", shifted, shifted.of(view.raw)),)
    found = _across(list(views(raw, suffix_of(path))), now)
    if not found:
        raise InputError(
            placed(
                name,
                worded(
                    "{words} cannot be placed in the raw file", words=repr(selectors.exact[:60])
                ),
            )
        )
    return span, found


def _across(parts: list[View], selectors: Selectors) -> tuple[RawAnchor, ...]:
    """Return the passage's place in the part that holds it, or in several one after another."""
    joined = View.join(parts)
    span = find(joined.text, selectors.exact, selectors.prefix, selectors.suffix)
    if span is None:
        return ()
    anchors: list[RawAnchor] = []
    start = 0
    for one in parts:
        local = Span(max(0, span.start - start), min(len(one.text), span.end - start))
        if local.start < local.end:
            raw = one.raw_span(local)
            anchors.append(RawAnchor(one.name, raw, raw.of(one.raw)))
        start += len(one.text)
    return tuple(anchors)


def find(text: str, exact: str, prefix: str = "", suffix: str = "") -> Span | None:
    """Return where `exact` stands in `text`, or None.

    Where it stands more than once, the place is taken whose surroundings share the
    most characters with the end of `prefix` and the beginning of `suffix`.
    """
    squeezed, offsets = _squeeze(text)
    wanted, before, after = (_squeeze(one)[0] for one in (exact, prefix, suffix))
    best: tuple[int, int] | None = None
    at = squeezed.find(wanted) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        alike = _alike(squeezed[:at][::-1], before[::-1]) + _alike(squeezed[end:], after)
        if best is None or alike > best[0]:
            best = (alike, at)
        at = squeezed.find(wanted, at + 1)
    if best is None:
        return None
    return Span(offsets[best[1]], offsets[best[1] + len(wanted) - 1] + 1)


def _squeeze(text: str) -> tuple[str, list[int]]:
    """Return the text without what layout changes, and each kept character's offset."""
    kept: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        if PASSED_OVER.match(char):
            continue
        for sign in unicodedata.normalize("NFKD", char):
            kept.append(sign)
            offsets.append(offset)
    return "".join(kept), offsets


def _alike(left: str, right: str) -> int:
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return count


# --- The visible characters of a raw file, each with its place: markup and escapes seen through ---

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
