"""What a reader hands on: the text of one document and what the document says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as day

from quotes.model import Place


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself; None or () where it says nothing.

    `language` is as written ("es-CO", "español"); it is judged where a source is made.
    `sources` are addresses where the words were published.
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


@dataclass(frozen=True, slots=True)
class Document:
    """One document as extracted: the text that all offsets refer to.

    `places` name stretches of the text for a person ("page 3"). `body` is the
    character offset of `text` in the decoded raw file where the text is a plain
    stretch of it (txt, md), else None. `warnings` are one line each and do not
    name the file; the caller does.
    """

    text: str
    metadata: Metadata = Metadata()
    places: tuple[Place, ...] = ()
    warnings: tuple[str, ...] = ()
    body: int | None = None


@dataclass(frozen=True, slots=True)
class Raw:
    """The bytes of one file and the name under which messages speak of it."""

    name: str
    data: bytes
