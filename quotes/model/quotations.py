"""Quotations, their cues and their speakers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quotes.model.texts import Span

Kind = Literal["direct", "mixed", "indirect", "scare"]


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that announce a quotation: "said", "according to", "the letter read"."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Mention:
    """The source phrase in the text that a quotation is attributed to."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom a quotation is attributed to.

    `name`: the person, organisation or document, as full as the article gives it
    ("Gustavo Petro"), or the mention itself for an unnamed source ("a senior
    official"). `kind`: person, organisation, document or unnamed. `gender` is
    "male", "female" or None; `title` is what the article calls them ("president").
    `evidence` says in one line why: "subject of 'said'; 'he' is Gustavo Petro".
    """

    name: str
    mention: Mention | None
    kind: Literal["person", "organisation", "document", "unnamed"] = "person"
    gender: Literal["male", "female"] | None = None
    title: str | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation: its segments exclude the quotation marks, in text order.

    A quotation broken by "he said" or by paragraphs has several segments; `text`
    is the segments joined by one space. `context` is the span of the sentence or
    sentences around it. `nested` is True for a quotation inside another.
    """

    kind: Kind
    segments: tuple[Span, ...]
    text: str
    cue: Cue | None = None
    speaker: Speaker | None = None
    context: Span | None = None
    nested: bool = False
