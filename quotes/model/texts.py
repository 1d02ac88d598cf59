"""Texts that are read, what a parser makes of them, and the quotations found in them."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Literal

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
    stay silent for it, as its front matter names them. `lines` tell where stretches of the text
    begin in the file (offset, line, column, as `readers/file_lines.py` has it), `bold` which lines
    of the text are set in bold; no report holds them.
    """

    path: str
    text: str
    title: str | None = None
    author: str | None = None
    date: dt.date | None = None
    url: str | None = None
    warnings: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    lines: tuple[tuple[int, int, int], ...] = ()
    bold: tuple[Span, ...] = ()

    def in_file(self, span: Span) -> tuple[int, int, int, int] | None:
        """Return line and column, from 1, of a span's start in the file, and of its end.

        The end is excluded. None where the file has no lines of its own, as a PDF has none.
        """
        first = self._in_file(span.start)
        last = self._in_file(max(span.start, span.end - 1))
        return (*first, last[0], last[1] + 1) if first and last else None

    def _in_file(self, offset: int) -> tuple[int, int] | None:
        at = bisect_right(self.lines, offset, key=lambda known: known[0]) - 1
        if at < 0:
            return None
        start, line, column = self.lines[at]
        return line, column + offset - start


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
    `evidence` says in one line why: "“he” is Gustavo Petro, the last man named".
    `probability` is how likely all of this is right; where it is not `sure`, `candidates` names
    who else the words may be of, likeliest first.
    """

    name: str
    mention: Mention | None
    kind: Literal["person", "organisation", "document", "unnamed"] = "person"
    gender: Literal["male", "female"] | None = None
    title: str | None = None
    evidence: str = ""
    probability: float = 1.0
    sure: bool = True
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation: its segments exclude the quotation marks, in text order.

    A quotation broken by "he said" or by paragraphs has several segments; `text`
    is the segments joined by one space. `context` is the span of the sentence or
    sentences around it.
    """

    kind: Kind
    segments: tuple[Span, ...]
    text: str
    cue: Cue | None = None
    speaker: Speaker | None = None
    context: Span | None = None


def identifiers(path: str, found: Sequence[Quotation]) -> list[str]:
    """Return the stable id of each quotation of the article at `path`: "<path>#<hash>".

    The hash (10 hexadecimal digits of SHA-256) is of the article's file name, the words, and
    the how-manieth quotation of these words it is. So neither an edit elsewhere in the article
    nor a quotation found or no longer found before it changes an id, nor does moving the
    folder change the hash. Scare quotes, which an audit leaves out, are counted apart.
    """
    seen: Counter[tuple[bool, str]] = Counter()
    name, ids = PurePosixPath(path).name, []
    for quotation in found:
        key = (quotation.kind == "scare", quotation.text)
        seen[key] += 1
        of = "\0".join((name, quotation.text, f"{'s' if key[0] else ''}{seen[key]}"))
        ids.append(f"{path}#{sha256(of.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}")
    return ids
