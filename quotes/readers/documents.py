"""What a reader hands on: the text of one document and what the document says of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as day

from quotes.model import Place, Span

MARKS = re.compile("[“”„«»\"]|``|''")
# A block set as a quotation is a part of its document: one that holds more than this
# share of the text is the page's layout (a letter in a frame, a forwarded message).
MOST_OF_IT = 0.8


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself; None or () where it says nothing.

    `language` is as written ("es-CO", "español"); it is judged where a source is made.
    `sources` are addresses where the words were published, `ignore` checks that are to stay
    silent.
    """

    title: str | None = None
    author: str | None = None
    speaker: str | None = None
    date: day | None = None
    language: str | None = None
    url: str | None = None
    archive_url: str | None = None
    retrieved: day | None = None
    sources: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One document as extracted: the text that all offsets refer to.

    `places` name stretches of the text for a person ("page 3"). `quoted` are stretches
    that the layout shows as quotations without marks (a block quotation, `>` in a
    letter), `bold` lines that it sets in bold from end to end. `body` is the character
    offset of `text` in the decoded raw file where the text is a plain stretch of it (line
    ends may be spaces there), else None. `warnings` are one line each and do not name the
    file; the caller does.
    """

    text: str
    metadata: Metadata = Metadata()
    places: tuple[Place, ...] = ()
    warnings: tuple[str, ...] = ()
    quoted: tuple[Span, ...] = ()
    bold: tuple[Span, ...] = ()
    body: int | None = None


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of one file and the name under which messages speak of it."""

    name: str
    data: bytes


class TextBuilder:
    """A text that grows by labelled stretches; empty ones are passed over."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.places: list[Place] = []

    def add(self, text: str, label: str, gap: str = "\n\n", speaker: str | None = None) -> None:
        """Add a stretch, after `gap` where something stands before it."""
        if not text:
            return
        if self._parts:
            self._parts.append(gap)
            self._length += len(gap)
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        self.places.append(Place(Span(start, self._length), label, speaker))

    def __len__(self) -> int:
        return self._length

    @property
    def text(self) -> str:
        """Return the text so far."""
        return "".join(self._parts)


def with_voices(document: Document) -> str:
    """Return the text with the name of each voice before its words: captions read as an article.

    Only where the document names the voices of two stretches or more, and blocks of it are not
    set as quotations.
    """
    if document.quoted or sum(place.speaker is not None for place in document.places) < 2:
        return document.text
    parts: list[str] = []
    at, before = 0, None
    for place in document.places:
        if place.speaker and place.speaker != before:
            parts += [document.text[at : place.span.start], f"{place.speaker}: "]
            at = place.span.start
        before = place.speaker
    return "".join([*parts, document.text[at:]])


def with_marks(text: str, quoted: Sequence[Span]) -> str:
    """Return the text of an article with quotation marks around what its layout quotes.

    Every paragraph of a block opens with a mark and the last one closes, as printed
    English does it. Blocks that hold marks of their own stay as they are, and so does
    one that is nearly all of the text.
    """
    parts: list[str] = []
    at = 0
    whole = len(text.strip())
    for span in sorted(quoted):
        words = span.of(text).rstrip()
        if not words.strip() or MARKS.search(words) or len(words) > MOST_OF_IT * whole:
            continue
        parts.append(text[at : span.start])
        parts.append(re.sub(r"(?m)^(\s*)(?=\S)", r"\1“", words) + "”")
        at = span.start + len(words)
    parts.append(text[at:])
    return "".join(parts)
