"""Quotations, their cues and their speakers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
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
    sentences around it. `nested` is True for a quotation inside another.
    """

    kind: Kind
    segments: tuple[Span, ...]
    text: str
    cue: Cue | None = None
    speaker: Speaker | None = None
    context: Span | None = None
    nested: bool = False


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
