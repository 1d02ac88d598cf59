"""Between the values of `quotes.model` and the published shape of the JSON report."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from quotes.model import (
    Article,
    AuditedArticle,
    AuditedQuotation,
    Cue,
    Finding,
    Location,
    Mention,
    Passage,
    Place,
    Quotation,
    Report,
    Score,
    Source,
    Span,
    Speaker,
    Translation,
)
from quotes.writers import documents as shape

NOT_A_NUMBER = float("nan")


def document_of(report: Report) -> shape.ReportDocument:
    """Return the report in its published shape."""
    return shape.ReportDocument(
        signature=report.signature,
        created=report.created,
        notes=report.notes,
        articles=tuple(_article_document(audited) for audited in report.articles),
        sources=tuple(shape.SourceDocument.model_validate(source) for source in report.sources),
    )


def _article_document(audited: AuditedArticle) -> shape.ArticleDocument:
    return shape.ArticleDocument.model_validate(
        _fields(audited.article) | {"quotations": tuple(map(_quotation, audited.quotations))}
    )


def _quotation(audited: AuditedQuotation) -> shape.QuotationDocument:
    location = _fields(audited.location)
    flat = _fields(audited) | _fields(audited.quotation) | location
    return shape.QuotationDocument.model_validate(
        flat | {"status": audited.status, "located": audited.location.status}
    )


def _fields(value: Article | AuditedQuotation | Quotation | Location) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def report_of(document: shape.ReportDocument) -> Report:
    """Return the values that a report in its published shape stands for."""
    return Report(
        signature=document.signature,
        created=document.created,
        articles=tuple(_audited_article(article) for article in document.articles),
        sources=tuple(_source(source) for source in document.sources),
        notes=document.notes,
    )


def _audited_article(document: shape.ArticleDocument) -> AuditedArticle:
    parts = _parts(document)
    quotations = parts.pop("quotations")
    return AuditedArticle(Article(**parts), tuple(_audited(part) for part in quotations))


def _audited(document: shape.QuotationDocument) -> AuditedQuotation:
    translation = document.back_translation
    return AuditedQuotation(
        id=document.id,
        quotation=_quotation_value(document),
        status=document.status,
        location=_location(document),
        original=document.original,
        risk=document.risk,
        back_translation=Translation(**_parts(translation)) if translation else None,
        scores=tuple(Score(**_numbered(score, "value")) for score in document.scores),
        findings=tuple(_finding(finding) for finding in document.findings),
        original_differs=_spans(document.original_differs),
        quote_differs=_spans(document.quote_differs),
    )


def _quotation_value(document: shape.QuotationDocument) -> Quotation:
    return Quotation(
        kind=document.kind,
        segments=_spans(document.segments),
        text=document.text,
        cue=Cue(document.cue.text, Span(*document.cue.span)) if document.cue else None,
        speaker=_speaker(document.speaker) if document.speaker else None,
        context=Span(*document.context) if document.context else None,
        nested=document.nested,
    )


def _speaker(document: shape.SpeakerDocument) -> Speaker:
    found = document.mention
    mention = Mention(found.text, Span(*found.span)) if found else None
    return Speaker(**_parts(document) | {"mention": mention})


def _location(document: shape.QuotationDocument) -> Location:
    return Location(
        status=document.located,
        probability=_number(document.probability),
        passages=tuple(map(_passage, document.passages)),
        skipped=document.skipped,
        candidates=tuple(map(_passage, document.candidates)),
        editions=tuple(map(_passage, document.editions)),
    )


def _passage(document: shape.PassageDocument) -> Passage:
    return Passage(**_numbered(document, "score") | {"span": Span(*document.span)})


def _finding(document: shape.FindingDocument) -> Finding:
    spans = {"original": _spans(document.original), "quote": _spans(document.quote)}
    return Finding(**_parts(document) | spans)


def _source(document: shape.SourceDocument) -> Source:
    places = tuple(Place(Span(*place.span), place.label) for place in document.places)
    return Source(**_parts(document) | {"places": places})


def _spans(pairs: tuple[tuple[int, int], ...]) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in pairs)


def _numbered(document: shape.Document, field: str) -> dict[str, Any]:
    parts = _parts(document)
    return parts | {field: _number(parts[field])}


def _number(value: float | None) -> float:
    return NOT_A_NUMBER if value is None else value


def _parts(document: shape.Document) -> dict[str, Any]:
    return dict(document)
