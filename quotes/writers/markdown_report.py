"""The report as Markdown: the flagged quotations in order of risk, for a ticket or a wiki.

Texts stand where Markdown reads no markup: every character that could begin some is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quotes.model import AuditedArticle, AuditedQuotation, Passage, Report, Source
from quotes.writers.page_data import queue_key, safe_link
from quotes.writers.shown_text import WORDINGS, doubt, one_line, opinion_lines, summary, worst_first

MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&@:/^=$])")


def render_markdown(report: Report) -> bytes:
    """Return a heading, the counts, and a section a flagged quotation."""
    lines = ["# Quotation audit", "", text(summary(report)) + ".", ""]
    lines += [f"- {text(note)}" for note in report.notes] + ([""] if report.notes else [])
    sources = {source.document: source for source in report.sources}
    flagged = [(q, a) for a in report.articles for q in a.quotations if q.flagged]
    for audited, article in sorted(flagged, key=lambda pair: queue_key(pair[0])):
        lines += [*_section(audited, article, sources), ""]
    lines += ["---", "", f"Made {text(report.created)} with {text(report.signature)}"]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def text(words: str) -> str:
    """Return `words` on one line, with no character that Markdown or HTML would take for markup."""
    return MARKUP.sub(r"\\\1", one_line(words))


def _section(
    audited: AuditedQuotation, article: AuditedArticle, sources: dict[str, Source]
) -> Iterator[str]:
    wording, speaker = WORDINGS[audited.status], audited.quotation.speaker
    name = "nobody named"
    if speaker:
        name = speaker.name + doubt(sure=speaker.sure, candidates=speaker.candidates)
    title = article.article.title or article.article.path
    yield f"## {wording.sign} {wording.label}: {text(name)}, {text(title)}"
    yield ""
    for finding in worst_first(audited.findings):
        name = text(f"{finding.code} {finding.name}")
        yield f"- **{finding.severity}** {text(finding.message)} ({name})"
    if audited.findings:
        yield ""
    yield f"> “{text(audited.quotation.text)}”"
    yield ">"
    yield f"> «{text(audited.original)}»" if audited.original else "> no original found"
    yield ""
    if audited.gloss and audited.gloss.text:
        yield f"In English, by machine: {text(audited.gloss.text)}  "
    for opinion in audited.opinions:
        told = opinion_lines(opinion, audited.original, audited.quotation.text)
        yield f"Second opinion: {text('; '.join(told))}  "
    for passage in audited.location.passages[:1]:
        yield f"Source: {_source(passage, sources.get(passage.document))}  "
    made = audited.decision
    if made and (made.holds or made.note):
        decided = f"{made.choice}, {made.who}" if made.holds else "open"
        yield f"Decided: {text(decided)} {text(made.note)}"


def _source(passage: Passage, source: Source | None) -> str:
    parts = [text((source and source.title) or passage.document)]
    parts += [text(passage.place)] if passage.place else []
    parts += [source.date.isoformat()] if source and source.date else []
    address = safe_link(source.url) if source else None
    return ", ".join(
        [*parts, f"<{address}>" if address and not set("<>") & set(address) else ""]
    ).rstrip(", ")
