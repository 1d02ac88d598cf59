"""Texts that are read, and what a parser makes of them: sentences, words, names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic_core import CoreSchema


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text: character offsets, 0-based, end-exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of `text` that this span covers."""
        return text[self.start : self.end]

    def overlap(self, other: Span) -> int:
        """Return how many characters the two spans share (0 if none)."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def shifted(self, by: int) -> Span:
        """Return the span moved by `by` characters."""
        return Span(self.start + by, self.end + by)

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, __: Callable[..., Any]) -> CoreSchema:  # noqa: ANN401
        # In JSON a span is [start, end]; pydantic is loaded by those who write JSON only.
        from pydantic_core import core_schema  # noqa: PLC0415

        pair = core_schema.tuple_schema([core_schema.int_schema(ge=0)] * 2)
        return core_schema.no_info_after_validator_function(
            lambda ends: cls(*ends),
            pair,
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda span: (span.start, span.end), return_schema=pair
            ),
        )


@dataclass(frozen=True, slots=True)
class Article:
    """An English article as read: the extracted text that all offsets refer to.

    `path` is the name shown to the user; `warnings` are one-line notes of the reader
    (a byte that was no UTF-8, front matter that could not be read). `ignore` are checks that
    stay silent for it, as its front matter names them.
    """

    path: str
    text: str
    title: str | None = None
    author: str | None = None
    date: dt.date | None = None
    url: str | None = None
    warnings: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


# --- What Stanza says of a text, in values that outlive Stanza ---


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word.

    `head` is the 0-based index of the governing word in its sentence, -1 for the
    root. Words of one multi-word token ("isn't") share the token's span unless
    Stanza tells them apart. `feats` is the UD feature string or "".
    """

    text: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    span: Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its span in the text and its words in order."""

    span: Span
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity: `type` is PERSON, ORG, LOC or MISC whatever the model's own label set."""

    type: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Parse:
    """The parse of one text: sentences, entities, and the models that made it."""

    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    models: str
