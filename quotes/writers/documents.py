"""The published shape of the JSON report, as pydantic models.

Field names and meanings are those of `quotes.model`; spans are `[start, end]`,
dates ISO 8601. Unknown fields are ignored when a report is read, so that a later
version may add some. `report.schema.json` is printed from these classes.
"""

from __future__ import annotations

import datetime
import math
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from quotes.model import Kind, Severity, Span, Status
from quotes.writers.visible import whole


def _pair(value: object) -> object:
    return (value.start, value.end) if isinstance(value, Span) else value


def _finite(value: object) -> object:
    # JSON has no word for "not a number"
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _whole(value: object) -> object:
    return whole(value) if isinstance(value, str) else value


Offset = Annotated[int, Field(ge=0)]
Pair = Annotated[tuple[Offset, Offset], BeforeValidator(_pair)]
Text = Annotated[str, BeforeValidator(_whole)]
Number = Annotated[float | None, BeforeValidator(_finite)]


class Document(BaseModel):
    """What all parts of the report share: read from values by attribute, never changed."""

    model_config = ConfigDict(from_attributes=True, frozen=True, extra="ignore")


class Stretch(Document):
    """Words of the article: a cue or a mention."""

    text: Text
    span: Pair


class SpeakerDocument(Document):
    """Whom a quotation is attributed to, and why."""

    name: Text
    mention: Stretch | None = None
    kind: Literal["person", "organisation", "document", "unnamed"] = "person"
    gender: Literal["male", "female"] | None = None
    title: Text | None = None
    evidence: Text = ""


class PassageDocument(Document):
    """A stretch of a source; `span` refers to the source's extracted text."""

    document: Text
    span: Pair
    text: Text
    score: Number
    language: str = "es"
    before: Text = ""
    after: Text = ""
    place: Text | None = None


class TranslationDocument(Document):
    """The quotation put back into Spanish."""

    text: Text
    engine: Text
    version: Text = ""


class ScoreDocument(Document):
    """One metric with the signature that reproduces it."""

    metric: Text
    value: Number
    signature: Text


class FindingDocument(Document):
    """What a check found; spans refer to `original` and `text` of the quotation."""

    code: Text
    name: Text
    severity: Severity
    message: Text
    original: tuple[Pair, ...] = ()
    quote: tuple[Pair, ...] = ()


class QuotationDocument(Document):
    """One quotation with all that was found out about it; segments refer to the article's text."""

    id: Text
    kind: Kind
    text: Text
    segments: tuple[Pair, ...]
    context: Pair | None = None
    nested: bool = False
    cue: Stretch | None = None
    speaker: SpeakerDocument | None = None
    status: Status
    risk: Number = None
    located: Literal["found", "absent"]
    probability: Number
    original: Text = ""
    passages: tuple[PassageDocument, ...] = ()
    skipped: tuple[Text, ...] = ()
    candidates: tuple[PassageDocument, ...] = ()
    editions: tuple[PassageDocument, ...] = ()
    back_translation: TranslationDocument | None = None
    scores: tuple[ScoreDocument, ...] = ()
    findings: tuple[FindingDocument, ...] = ()
    original_differs: tuple[Pair, ...] = ()
    quote_differs: tuple[Pair, ...] = ()


class ArticleDocument(Document):
    """An article: the text that all offsets refer to, and its quotations in text order."""

    path: Text
    text: Text
    title: Text | None = None
    author: Text | None = None
    date: datetime.date | None = None
    url: Text | None = None
    warnings: tuple[Text, ...] = ()
    quotations: tuple[QuotationDocument, ...]


class PlaceDocument(Document):
    """Where a stretch of a source lies for a person: "page 3"."""

    span: Pair
    label: Text


class SourceDocument(Document):
    """A document that holds originals; its text may be left out."""

    document: Text
    language: Text
    sha256: Text
    text: Text = ""
    title: Text | None = None
    speaker: Text | None = None
    date: datetime.date | None = None
    url: Text | None = None
    archive_url: Text | None = None
    retrieved: datetime.date | None = None
    places: tuple[PlaceDocument, ...] = ()
    warnings: tuple[Text, ...] = ()


class ReportDocument(Document):
    """A whole audit. `version` rises when a field changes its meaning or goes away."""

    version: Literal[1] = 1
    signature: Text
    created: Text
    notes: tuple[Text, ...] = ()
    articles: tuple[ArticleDocument, ...]
    sources: tuple[SourceDocument, ...] = ()
