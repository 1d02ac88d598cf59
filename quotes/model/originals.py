"""Sources (the originals), passages in them, where a quotation was located; translations back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from quotes.model.texts import Span


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stretch of the extracted text lies for a person: "page 3", "00:01:12".

    `speaker` is who speaks there where the format says so (a caption's voice, a
    statement's own field).
    """

    span: Span
    label: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A document that holds originals: text as extracted, with where it comes from.

    `document` is its path relative to the originals folder, in posix form.
    `sha256` is the hex digest of the raw file. `speaker` is who speaks in it where
    its front matter says so. `language` is "es" or "en" (other languages are left out).
    """

    document: str
    text: str
    language: str
    sha256: str
    title: str | None = None
    speaker: str | None = None
    date: dt.date | None = None
    url: str | None = None
    archive_url: str | None = None
    retrieved: dt.date | None = None
    places: tuple[Place, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """What is known of a quotation when its original is sought.

    `sentence` is the English sentence around a fragment, `group` the article it
    comes from (quotations of one group tend to come from one document, in order).
    `pieces` are the texts of its segments where it has more than one.
    """

    text: str
    sentence: str | None = None
    speaker: str | None = None
    date: dt.date | None = None
    group: str | None = None
    pieces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a source: the words that a quotation renders.

    `score` is the probability (0..1) that it is the original. `before` and `after`
    are the context around it, `place` a label such as "page 3", `speaker` who says it there
    by the source's own telling (a cue, a turn, a caption's voice), None where it tells nobody.
    """

    document: str
    span: Span
    text: str
    score: float
    language: str = "es"
    before: str = ""
    after: str = ""
    place: str | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Location:
    """The answer to a query.

    `passages`: what the quotation renders, in quotation order; two when it joins
    two places, and then `skipped` holds the text left out between them (one entry
    a gap). `candidates`: nearest passages below the line, best first, to be shown
    as candidates only. `editions`: the same words in other documents.
    `probability` is that of the best passage, whether or not it reached the line.
    `explained` is the share (0..1) of the quotation's content words, by information, that the
    passages render, `unsupported` the spans of the quotation that none renders.
    """

    status: Literal["found", "absent"]
    probability: float
    passages: tuple[Passage, ...] = ()
    skipped: tuple[str, ...] = ()
    candidates: tuple[Passage, ...] = ()
    editions: tuple[Passage, ...] = ()
    explained: float | None = None
    unsupported: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherTranslation:
    """What a further engine made of the same text; the fields are those of `Translation`."""

    text: str
    engine: str
    version: str = ""
    model: str = ""
    date: str = ""
    cached: bool = False
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Translation(OtherTranslation):
    """A text in Spanish and what made it; `refused` says in a few words why there is none.

    `text` is "" where it was refused. `version` names all that an answer of a local engine
    depends on, `model` the model where a service names one. `date` is the day (ISO) on which an
    online service gave the answer and `cached` whether it came from the cache: a local
    engine gives the same answer on any day, so for it they are "" and False. `others` is what
    further engines made of the text, `agreed` the words of `text` that all of them gave too.
    """

    others: tuple[OtherTranslation, ...] = ()
    agreed: tuple[Span, ...] = ()

    @property
    def given(self) -> str | None:
        """The text, None where it was refused."""
        return None if self.refused else self.text


@dataclass(frozen=True, slots=True)
class WordGloss:
    """A word of the original, by its span there, and what the lexicon says of it in English."""

    original: Span
    english: str


@dataclass(frozen=True, slots=True)
class Gloss:
    """English for a reader without Spanish, made by a machine: an aid, never evidence.

    `text` renders the whole original ("" where no engine is installed), `words` the marked ones;
    where no original was found, `candidates` each of the passages that came near it.
    """

    text: str
    engine: str
    version: str = ""
    words: tuple[WordGloss, ...] = ()
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AlignedWords:
    """A word of the original and the word of the quotation that renders it, by their spans."""

    original: Span
    quote: Span
