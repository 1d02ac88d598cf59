"""What other tools take up: W3C Web Annotations, drafts of ClaimReview, a translation memory.

Web Annotations (a collection in JSON-LD): each targets the quotation in the article by two
selectors, its words with what stands around them and its offsets, and links to the original,
named in the same way.

ClaimReview (schema.org, JSON-LD), for what somebody decided or must still decide: a draft names
the claim, who made it and what was said; it never fills in a rating: whether a translation
misleads is for a person to say, in the house's own words.

TMX 1.4 (translation memory exchange): each original beside its quotation. Only what a reader may
take for a translation: faithful pairs, and flagged ones that somebody decided are faithful.
`changedate`, names and places travel as properties.
"""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from typing import Any
from urllib.parse import quote

from quotes.model import AuditedArticle, AuditedQuotation, Passage, Report, Source
from quotes.readers.selectors import CONTEXT, Selectors, describe
from quotes.writers.page_data import queue_key, safe_link
from quotes.writers.shown_text import WORDINGS, visible, whole, whole_span, worst_first

ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def render_webannotation(report: Report) -> bytes:
    """Return a collection with one page: an annotation a quotation."""
    sources = {source.document: source for source in report.sources}
    items = [
        _annotation(article, audited, sources)
        for article in report.articles
        for audited in article.quotations
    ]
    collection = {
        "@context": ANNOTATION_CONTEXT,
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
    selectors = describe(article.article.text, whole_span(audited))
    target = {"source": address, "selector": selectors.to_json()}
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
    before, after = passage.before[-CONTEXT:], passage.after[:CONTEXT]
    return {
        "type": "SpecificResource",
        "purpose": "linking",
        "source": address,
        "selector": Selectors(passage.text, before, after, passage.span).to_json(),
    }


def _urn(kind: str, name: str) -> str:
    return f"urn:quotes:{kind}:{quote(name.encode('utf-8', 'replace'), safe='')}"


SCHEMA_ORG = "https://schema.org"


def render_claimreview(report: Report) -> bytes:
    """Return a graph with a draft for each flagged quotation, in order of risk."""
    sources = {source.document: source for source in report.sources}
    flagged = [(q, a) for a in report.articles for q in a.quotations if q.flagged]
    flagged.sort(key=lambda pair: queue_key(pair[0]))
    graph = [_draft(audited, article, sources) for audited, article in flagged]
    document = {"@context": SCHEMA_ORG, "@graph": graph}
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


FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def render_tmx(report: Report) -> bytes:
    """Return a translation memory from Spanish to English."""
    root = ET.Element("tmx", version="1.4")
    ET.SubElement(
        root,
        "header",
        {
            "creationtool": "quotes",
            "creationtoolversion": "1",
            "segtype": "phrase",
            "o-tmf": "quotes",
            "adminlang": "en",
            "srclang": "es",
            "datatype": "plaintext",
        },
    )
    body = ET.SubElement(root, "body")
    for article in report.articles:
        for audited in article.quotations:
            if audited.original and _translated(audited):
                _unit(body, audited, article)
    ET.indent(root, " ")
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _translated(audited: AuditedQuotation) -> bool:
    passages = audited.location.passages
    spanish = bool(passages) and passages[0].language == "es"
    made = audited.decision
    if made and made.holds:
        return spanish and made.choice == "faithful"
    return spanish and audited.status == "faithful"


def _unit(body: ET.Element, audited: AuditedQuotation, article: AuditedArticle) -> None:
    unit = ET.SubElement(body, "tu", tuid=_clean(audited.id))
    speaker = audited.quotation.speaker
    facts = {
        "article": article.article.path,
        "document": audited.location.passages[0].document,
        "speaker": speaker.name if speaker else "",
        "status": audited.status,
    }
    for name, value in facts.items():
        if value:
            ET.SubElement(unit, "prop", type=f"x-{name}").text = _clean(value)
    for language, text in (("es", audited.original), ("en", audited.quotation.text)):
        variant = ET.SubElement(unit, "tuv", {XML_LANGUAGE: language})
        ET.SubElement(variant, "seg").text = _clean(text)


def _clean(text: str) -> str:
    return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", whole(visible(text)))
