"""The report as W3C Web Annotations (a collection in JSON-LD): a note on the article's words.

Each annotation targets the quotation in the article by two selectors, its words with what
stands around them and its offsets, and links to the original, named in the same way.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from quotes.model import AuditedArticle, AuditedQuotation, Passage, Report, Source, Span
from quotes.writers.page_data import safe_link
from quotes.writers.shown_text import visible, whole, whole_span
from quotes.writers.statuses import WORDINGS, worst_first

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters before and after, as readers/selectors.py has them


def render(report: Report) -> bytes:
    """Return a collection with one page: an annotation a quotation."""
    sources = {source.document: source for source in report.sources}
    items = [
        _annotation(article, audited, sources)
        for article in report.articles
        for audited in article.quotations
    ]
    collection = {
        "@context": CONTEXT,
        "id": "urn:quotes:report",
        "type": "AnnotationCollection",
        "label": "Quotation audit",
        "generator": {"type": "Software", "name": visible(report.signature)},
        "total": len(items),
        "first": {"id": "urn:quotes:report:1", "type": "AnnotationPage", "items": items},
    }
    return (whole(json.dumps(collection, ensure_ascii=False, indent=1)) + "\n").encode()


def _annotation(
    article: AuditedArticle, audited: AuditedQuotation, sources: dict[str, Source]
) -> dict[str, Any]:
    found = [finding.message for finding in worst_first(audited.findings)]
    said = " ".join(found) or WORDINGS[audited.status].meaning
    bodies: list[dict[str, Any]] = [
        {"type": "TextualBody", "purpose": "assessing", "language": "en", "format": "text/plain"}
        | {"value": visible(said)},
        {"type": "TextualBody", "purpose": "tagging", "value": audited.status},
    ]
    bodies += [_original(passage, sources) for passage in audited.location.passages]
    made = audited.decision
    if made and (made.holds or made.note):
        words = f"{made.choice} {made.note}".strip()
        bodies.append({"type": "TextualBody", "purpose": "moderating", "value": visible(words)})
    address = safe_link(article.article.url) or _urn("article", article.article.path)
    target = {"source": address, "selector": _selectors(article.article.text, whole_span(audited))}
    return {
        "id": _urn("quotation", audited.id),
        "type": "Annotation",
        "motivation": "assessing",
        "body": bodies,
        "target": target,
    }


def _original(passage: Passage, sources: dict[str, Source]) -> dict[str, Any]:
    source = sources.get(passage.document)
    address = (safe_link(source.url) if source else None) or _urn("source", passage.document)
    exact = {"type": "TextQuoteSelector", "exact": passage.text}
    exact |= {"prefix": passage.before[-AROUND:], "suffix": passage.after[:AROUND]}
    return {
        "type": "SpecificResource",
        "purpose": "linking",
        "source": address,
        "selector": [exact, _position(passage.span)],
    }


def _selectors(text: str, span: Span) -> list[dict[str, Any]]:
    quoted = {
        "type": "TextQuoteSelector",
        "exact": span.of(text),
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }
    return [quoted, _position(span)]


def _position(span: Span) -> dict[str, Any]:
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end}


def _urn(kind: str, name: str) -> str:
    return f"urn:quotes:{kind}:{quote(name.encode('utf-8', 'replace'), safe='')}"
