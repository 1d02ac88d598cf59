"""Drafts of schema.org ClaimReview (JSON-LD) for what somebody decided or must still decide.

A draft names the claim, who made it and what was said; it never fills in a rating: whether a
translation misleads is for a person to say, in the house's own words.
"""

from __future__ import annotations

import json
from typing import Any

from quotes.model import AuditedArticle, AuditedQuotation, Report, Source
from quotes.writers.page_data import queue_key, safe_link
from quotes.writers.shown_text import visible, whole

CONTEXT = "https://schema.org"


def render(report: Report) -> bytes:
    """Return a graph with a draft for each flagged quotation, in order of risk."""
    sources = {source.document: source for source in report.sources}
    flagged = [(q, a) for a in report.articles for q in a.quotations if q.flagged]
    flagged.sort(key=lambda pair: queue_key(pair[0]))
    graph = [_draft(audited, article, sources) for audited, article in flagged]
    document = {"@context": CONTEXT, "@graph": graph}
    return (whole(json.dumps(document, ensure_ascii=False, indent=1)) + "\n").encode()


def _draft(
    audited: AuditedQuotation, article: AuditedArticle, sources: dict[str, Source]
) -> dict[str, Any]:
    held = article.article
    appearance: dict[str, Any] = {"@type": "Article", "headline": visible(held.title or held.path)}
    if address := safe_link(held.url):
        appearance["url"] = address
    if held.date:
        appearance["datePublished"] = held.date.isoformat()
    claim: dict[str, Any] = {"@type": "Claim", "appearance": appearance}
    if audited.quotation.speaker:
        name = visible(audited.quotation.speaker.name)
        claim["author"] = {"@type": "Person", "name": name}
    if bases := _bases(audited, sources):
        claim["isBasedOn"] = bases
    return {
        "@type": "ClaimReview",
        "claimReviewed": visible(audited.quotation.text),
        "itemReviewed": claim,
        "reviewBody": visible(" ".join(finding.message for finding in audited.findings)),
        "creativeWorkStatus": "Draft",
    }


def _bases(audited: AuditedQuotation, sources: dict[str, Source]) -> list[dict[str, Any]]:
    bases = []
    for passage in audited.location.passages:
        source = sources.get(passage.document)
        base: dict[str, Any] = {"@type": "CreativeWork", "inLanguage": passage.language}
        base |= {"name": visible((source and source.title) or passage.document)}
        base |= {"text": visible(passage.text)}
        if source and (address := safe_link(source.url)):
            base["url"] = address
        bases.append(base)
    return bases
