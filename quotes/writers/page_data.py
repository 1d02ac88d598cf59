"""What the page knows, as JSON: an index of all quotations, and the cards of each article.

The texts are cut into parts here, where offsets count characters (a script counts UTF-16
units), and control characters are made visible here (`visible`): the page only places parts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from itertools import chain, repeat
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

from quotes.languages.words import content_words
from quotes.model import (
    FLAGGED,
    AuditedArticle,
    AuditedQuotation,
    Decision,
    Passage,
    Report,
    Source,
    Span,
)
from quotes.writers.decided import seen_digest
from quotes.writers.message_translation import parts
from quotes.writers.page_texts import article_text, glossed, original_sides, quote_side, shortened
from quotes.writers.shown_text import (
    WORDINGS,
    back_data,
    is_telling,
    one_line,
    opinion_data,
    other_speakers,
    severity_rank,
    visible,
    worst_first,
)

Data = dict[str, Any]
ROW = 220  # characters of a quotation in its folded row: two lines of a wide screen
MESSAGE = 600  # characters of a finding in a folded row, which the page cuts to its width
WORDS = slice(7, 9)  # where a row holds its words and its finding
GLOSSES = 10  # words given in English beneath an original
HEADLINE = 110  # characters of a first line that may be a headline

UNRATED = {"error": 0.95, "warning": 0.6, "info": 0.3}
"""Where a misquotation stands among the risks: words that differ have no learned risk."""


def page_index(report: Report) -> Data:
    """Return what the queue shows, filters and searches: a row a quotation, in reading order.

    A row is a list: identifier, article, status, risk, speaker, source, findings, words,
    message, what was seen, number in its article, whether the speaker is sure, flagged,
    severity, whether the source has another speaker. Article, speaker, source, findings are
    places in the lists beside it.
    """
    names: dict[str, dict[str, int]] = {"speakers": {}, "sources": {}, "findings": {}}
    sources = {source.document: source for source in report.sources}
    keyed: list[tuple[tuple[int, float], int, int, list[Any]]] = []
    headings, decisions = [], {}
    for at, article in enumerate(report.articles):
        headings.append(_heading(article))
        for number, audited in enumerate(article.quotations, 1):
            row = _row(at, number, audited, names, sources)
            keyed.append((queue_key(audited), at, number, row))
            if audited.decision:
                decisions[audited.id] = decision_data(audited.decision)
    keyed.sort(key=lambda held: held[:3])
    return {
        "created": report.created,
        "signature": visible(report.signature),
        "notes": [parts(visible(note)) for note in report.notes],
        "statuses": list(WORDINGS),
        "articles": headings,
        **{name: list(held) for name, held in names.items()},
        "rows": [row for *_, row in keyed],
        "decisions": decisions,
    }


def queue_key(audited: AuditedQuotation) -> tuple[int, float]:
    """Return what a queue is sorted by: flagged first, by falling risk; then the unverifiable."""
    group = {"no-original": 1, "faithful": 2, "verbatim": 3}.get(audited.status, 0)
    return group, -rated(audited)


def rated(audited: AuditedQuotation) -> float:
    """Return the risk of a quotation, or what stands for it where none was learned.

    An opinion that was measured counts: it moves where the quotation stands, not its status.
    """
    if audited.weighed is not None:
        return audited.weighed
    return max((UNRATED[finding.severity] for finding in audited.findings), default=0.0)


def article_data(audited: AuditedArticle, sources: Iterable[Source]) -> Data:
    """Return an article's text in parts, and a card for each of its quotations."""
    known = {source.document: source for source in sources}
    return {
        "text": article_text(audited),
        "cards": [card_data(quotation, audited, known) for quotation in audited.quotations],
    }


def card_data(
    audited: AuditedQuotation, article: AuditedArticle, sources: dict[str, Source]
) -> Data:
    """Return all that the card of one quotation shows."""
    location = audited.location

    def placed(passages: Iterable[Passage]) -> list[Data]:
        return [_passage(passage, sources.get(passage.document)) for passage in passages]

    return {
        "id": audited.id,
        "kind": audited.quotation.kind,
        "findings": [_finding(finding) for finding in worst_first(audited.findings)],
        "quote": quote_side(audited, article.article.text),
        "originals": original_sides(audited),
        "language": location.passages[0].language if location.passages else "es",
        "gloss": _gloss(audited),
        "glosses": _glosses(audited),
        "back": back_data(audited.back_translation),
        "opinions": [opinion_data(one, audited) for one in audited.opinions],
        "speaker": _speaker(audited),
        "cue": audited.quotation.cue and one_line(audited.quotation.cue.text),
        "passages": placed(location.passages),
        "others": _others(audited, sources),
        "candidates": _candidates(audited, sources),
        "editions": placed(location.editions),
        "skipped": [visible(shortened(text.strip(" ,;:"))) for text in location.skipped],
        "scores": [
            [one_line(s.metric), round(s.value, 4) if s.value == s.value else None, s.signature]
            for s in audited.scores
        ],
        "match": _finite(location.probability),
        "notes": [parts(visible(note)) for note in audited.notes],
    }


def decision_data(decision: Decision) -> Data:
    """Return a decision as the page keeps it, and as a file of decisions holds it."""
    data = asdict(decision)
    if decision.passage:
        span = decision.passage.span
        data["passage"] = {
            "document": decision.passage.document,
            "span": [span.start, span.end],
        }
    return data


def safe_link(url: str | None) -> str | None:
    """Return `url` where it is a plain http or https address, else None."""
    if not url or not url.isprintable() or " " in url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.hostname else None


def _row(
    at: int,
    number: int,
    audited: AuditedQuotation,
    names: dict[str, dict[str, int]],
    sources: dict[str, Source],
) -> list[Any]:
    speaker, passages = audited.quotation.speaker, audited.location.passages
    findings = worst_first(audited.findings)
    source = _title(passages[0], sources) if passages else None
    return [
        audited.id,
        at,
        list(WORDINGS).index(audited.status),
        _finite(audited.risk),
        _place(names["speakers"], speaker.name if speaker else None),
        _place(names["sources"], source),
        sorted({_place(names["findings"], f"{f.code} {f.name}") for f in findings}),
        _cut(audited.quotation.text, ROW),
        parts(_cut(findings[0].message, MESSAGE)) if findings else "",
        seen_digest(audited),
        number,
        int(getattr(speaker, "sure", True)) if speaker else 1,
        int(audited.status in FLAGGED),
        severity_rank(findings[0].severity) if findings else 3,
        int(speaker is not None and bool(other_speakers(speaker, passages, sources))),
    ]


def _title(passage: Passage, sources: dict[str, Source]) -> str:
    source = sources.get(passage.document)
    return (source and source.title) or passage.document


def _place(held: dict[str, int], name: str | None) -> int:
    return -1 if name is None else held.setdefault(one_line(name), len(held))


def _cut(text: str, length: int) -> str:
    text = one_line(text[: 2 * length])
    return text if len(text) <= length else f"{text[:length].rpartition(' ')[0] or text[:length]}…"


def _heading(audited: AuditedArticle) -> Data:
    article = audited.article
    return {
        "title": one_line(article.title or _headline(article.text) or PurePath(article.path).name),
        "path": one_line(article.path),
        "author": article.author and one_line(article.author),
        "date": article.date and article.date.isoformat(),
        "url": safe_link(article.url),
        "warnings": [parts(visible(warning)) for warning in article.warnings],
        "quotations": len(audited.quotations),
    }


def _headline(text: str) -> str:
    """Return the first line where it looks like a headline: short, and no sentence ends it."""
    first = text.lstrip()[: 2 * HEADLINE].partition("\n")[0].strip()
    return first if 0 < len(first) <= HEADLINE and first[-1] not in ".!,;:" else ""


def _finding(finding: Any) -> Data:  # noqa: ANN401 - a Finding, or one with fields still to come
    return {
        "severity": finding.severity,
        "message": parts(visible(finding.message)),
        "code": one_line(finding.code),
        "name": one_line(finding.name),
        "paired": bool(finding.original and finding.quote),
    }


def _gloss(audited: AuditedQuotation) -> Data | None:
    gloss = audited.gloss
    if gloss is None:
        return None
    return {"text": visible(gloss.text), "engine": one_line(f"{gloss.engine} {gloss.version}")}


def _glosses(audited: AuditedQuotation) -> list[list[str]]:
    """Return the marked words with their English: what carries meaning, or all of a short mark.

    A word that looks the same in English is left out.
    """
    words = glossed(audited)
    if not words:
        return []
    content = {token.span for token in content_words(audited.original, "es")}
    marked = [span for finding in audited.findings for span in finding.original]
    wanted: set[Span] = set()
    for span in (*marked, *audited.original_differs):
        inside = {word.original for word in words if word.original.overlap(span)}
        wanted |= {one for one in inside if any(map(one.overlap, content))} or inside
    pairs = [
        [one_line(word.original.of(audited.original)), one_line(word.english)]
        for word in words
        if word.original in wanted
    ]
    told = {word.casefold(): [word, english] for word, english in pairs}
    return [pair for word, pair in told.items() if word not in pair[1].split(", ")][:GLOSSES]


def _others(audited: AuditedQuotation, sources: dict[str, Source]) -> list[str]:
    passages = audited.location.passages
    return [one_line(n) for n in other_speakers(audited.quotation.speaker, passages, sources)]


def _speaker(audited: AuditedQuotation) -> Data | None:
    speaker = audited.quotation.speaker
    if speaker is None:
        return None
    candidates = getattr(speaker, "candidates", ())
    return {
        "name": one_line(speaker.name),
        "title": speaker.title and one_line(speaker.title),
        "mention": speaker.mention and one_line(speaker.mention.text),
        "why": parts(visible(speaker.evidence)),
        "sure": bool(getattr(speaker, "sure", True)),
        "probability": _finite(getattr(speaker, "probability", None)),
        "candidates": [one_line(str(getattr(each, "name", each))) for each in candidates],
    }


def _candidates(audited: AuditedQuotation, sources: dict[str, Source]) -> list[Data]:
    """Return the passages that came near, with their English: a word or two say nothing."""
    known = audited.gloss.candidates if audited.gloss else ()
    return [
        _passage(passage, sources.get(passage.document)) | {"english": visible(english)}
        for passage, english in zip(
            audited.location.candidates, chain(known, repeat("")), strict=False
        )
        if is_telling(passage)
    ]


def _passage(passage: Passage, source: Source | None) -> Data:
    data: Data = {
        "document": one_line(passage.document),
        "raw": passage.document,
        "span": [passage.span.start, passage.span.end],
        "text": visible(passage.text),
        "score": _finite(passage.score),
        "place": passage.place and parts(one_line(passage.place)),
        "language": passage.language,
        "title": one_line((source and source.title) or passage.document),
    }
    if said := passage.speaker or (source and source.speaker):
        data["speaker"] = one_line(said)
    if source:
        data |= {
            "date": source.date and source.date.isoformat(),
            "retrieved": source.retrieved and source.retrieved.isoformat(),
            "url": safe_link(source.url),
            "archive": safe_link(source.archive_url),
        }
    return data


def _finite(value: float | None) -> float | None:
    return round(value, 4) if value is not None and abs(value) <= 1e9 else None
