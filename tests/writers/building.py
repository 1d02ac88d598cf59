"""Short ways to build the values of a report from words instead of offsets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from quotes.model import (
    AuditedQuotation,
    Cue,
    Kind,
    Location,
    Mention,
    Passage,
    Quotation,
    Span,
    Speaker,
    Status,
)

TEXTS = Path(__file__).parent / "texts"
BRIDGE = (TEXTS / "bridge.txt").read_text(encoding="utf-8")
LETTER = (TEXTS / "carta.md").read_text(encoding="utf-8")
DEBATE = (TEXTS / "debate.txt").read_text(encoding="utf-8")
ENGLISH = (TEXTS / "interview.txt").read_text(encoding="utf-8")


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def sentence(first: str, last: str) -> str:
    start = BRIDGE.index(first)
    return BRIDGE[start : BRIDGE.index(last, start) + len(last)]


def spans(text: str, *words: str) -> tuple[Span, ...]:
    return tuple(span_of(text, each) for each in words)


def passage(document: str, text: str, words: str, score: float, **more: str) -> Passage:
    span = span_of(text, words)
    return Passage(
        document=document,
        span=span,
        text=words,
        score=score,
        before=text[max(0, span.start - 60) : span.start],
        after=text[span.end : span.end + 60],
        **more,
    )


def quoted(
    article: str,
    number: int,
    words: tuple[str, ...],
    status: Status,
    *,
    kind: Kind = "direct",
    speaker: Speaker | None = None,
    cue: str | None = None,
    context: str | None = None,
) -> AuditedQuotation:
    segments = spans(article, *words)
    return AuditedQuotation(
        id=f"bridge.txt#{number}",
        quotation=Quotation(
            kind=kind,
            segments=segments,
            text=" ".join(words),
            cue=Cue(cue, span_of(article, cue)) if cue else None,
            speaker=speaker,
            context=span_of(article, context) if context else None,
        ),
        status=status,
        location=Location("absent", 0.12),
    )


def mentioned(name: str, mention: str, title: str | None, evidence: str) -> Speaker:
    return Speaker(
        name=name,
        mention=Mention(mention, span_of(BRIDGE, mention)),
        title=title,
        evidence=evidence,
    )


def found(
    audited: AuditedQuotation, original: str, *passages: Passage, **more: object
) -> AuditedQuotation:
    location = Location("found", passages[0].score, passages)
    return replace(audited, location=location, original=original, **more)  # type: ignore[arg-type]
