"""The pairs as TMX 1.4 (translation memory exchange): each original beside its quotation.

Only what a reader may take for a translation: faithful pairs, and flagged ones that somebody
decided are faithful. `changedate`, names and places travel as properties.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from quotes.model import AuditedArticle, AuditedQuotation, Report
from quotes.writers.shown_text import visible, whole

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def render(report: Report) -> bytes:
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
