"""What code hosts show: SARIF 2.1.0 (OASIS), annotations of GitHub Actions, and Markdown.

SARIF: a rule a check, with its manual page; a result a finding of every quotation, whatever was
decided. Fingerprints are the quotation's stable identifier with the check's code, so that a
finding keeps its history when lines move. A decision that nothing is wrong is a suppression.

GitHub: a line a finding, `::warning file=…,line=…,col=…::message`, escaped as its runner reads it.

Markdown: the flagged quotations in order of risk, for a ticket or a wiki. Texts stand where it
reads no markup: every character that could begin some is escaped.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from quotes.checks import CHECKS
from quotes.model import AuditedArticle, AuditedQuotation, Finding, Passage, Report, Source
from quotes.writers.page_data import queue_key, safe_link
from quotes.writers.shown_text import (
    WORDINGS,
    doubt,
    one_line,
    opinion_lines,
    original_of,
    region_of,
    summary,
    visible,
    whole,
    worst_first,
)

SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
SARIF_LEVEL = {"error": "error", "warning": "warning", "info": "note"}
STATUSES = ("misquoted", "no-original")
"""Statuses that are results of their own where no check found anything."""


def render_sarif(report: Report) -> bytes:
    """Return a log of one run."""
    results = [
        result
        for article in report.articles
        for audited in article.quotations
        for result in _results(article, audited)
    ]
    driver = {
        "name": "quotes",
        "semanticVersion": _version(report.signature),
        "fullName": visible(report.signature),
        "rules": [_rule(check) for check in CHECKS] + [_status_rule(name) for name in STATUSES],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return (whole(json.dumps(log, ensure_ascii=False, indent=1)) + "\n").encode()


def _version(signature: str) -> str:
    from quotes import __version__  # noqa: PLC0415 - no import circle at the start

    first = signature.partition("|")[0].split()
    return first[1] if len(first) == 2 and first[0] == "quotes" else __version__


def _rule(check: Any) -> dict[str, Any]:  # noqa: ANN401 - a Check, or one with fields still to come
    manual = check.manual.strip()
    return {
        "id": check.code,
        "name": check.name,
        "shortDescription": {"text": manual.splitlines()[0]},
        "fullDescription": {"text": manual},
        "help": {"text": f"{manual}\n\nquotes explain {check.name}"},
        "defaultConfiguration": {"level": SARIF_LEVEL[check.severity]},
    }


def _status_rule(name: str) -> dict[str, Any]:
    meaning = next(wording.meaning for status, wording in WORDINGS.items() if status == name)
    level = "warning" if name == "misquoted" else "note"
    return {
        "id": name,
        "name": name,
        "shortDescription": {"text": meaning},
        "defaultConfiguration": {"level": level},
    }


def _results(article: AuditedArticle, audited: AuditedQuotation) -> list[dict[str, Any]]:
    found = [_result(article, audited, f.code, f.severity, f) for f in audited.findings]
    if not found and audited.status in STATUSES:
        severity = "warning" if audited.status == "misquoted" else "info"
        found = [_result(article, audited, audited.status, severity, None)]
    return found


def _result(
    article: AuditedArticle,
    audited: AuditedQuotation,
    rule: str,
    severity: str,
    finding: Finding | None,
) -> dict[str, Any]:
    message = finding.message if finding else WORDINGS[audited.status].meaning
    result: dict[str, Any] = {
        "ruleId": rule,
        "level": SARIF_LEVEL[severity],
        "message": {"text": visible(f"{message} “{audited.quotation.text}”")},
        "locations": [{"physicalLocation": _place(article, audited)}],
        "partialFingerprints": {"quotation/v1": _fingerprint(audited.id, rule)},
        "properties": {"status": audited.status, "original": visible(original_of(audited))},
    }
    if audited.risk is not None and 0 <= audited.risk <= 1:
        result["rank"] = round(100 * audited.risk, 1)
    made = audited.decision
    if made and made.holds and made.choice == "faithful":
        why = visible(" ".join(filter(None, (made.who, made.at, made.note))))
        result["suppressions"] = [
            {"kind": "external", "status": "accepted", "justification": why or "decided"}
        ]
    return result


def _fingerprint(id_: str, rule: str) -> str:
    return hashlib.sha256(f"{id_}\x00{rule}".encode("utf-8", "replace")).hexdigest()[:32]


def _place(article: AuditedArticle, audited: AuditedQuotation) -> dict[str, Any]:
    line, column, last, end = region_of(article, audited)
    path = article.article.path.replace("\\", "/").encode("utf-8", "replace")
    region = {"startLine": line, "startColumn": column, "endLine": last, "endColumn": end}
    return {"artifactLocation": {"uri": quote(path)}, "region": region}


GITHUB_LEVEL = {"error": "error", "warning": "warning", "info": "notice"}


def render_github(report: Report) -> bytes:
    """Return a command a finding of every flagged quotation."""
    lines: list[str] = []
    for article in report.articles:
        for audited in article.quotations:
            if not audited.flagged:
                continue
            line, column, *_ = region_of(article, audited)
            place = f"file={_property(article.article.path)},line={line},col={column}"
            meaning = WORDINGS[audited.status].meaning
            found = [
                (GITHUB_LEVEL[f.severity], f"{f.code} {f.name}", f.message)
                for f in audited.findings
            ]
            for level, title, message in found or [("warning", audited.status, meaning)]:
                words = f"{message} “{audited.quotation.text}”"
                lines.append(f"::{level} {place},title={_property(title)}::{_escaped(words)}")
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _escaped(text: str) -> str:
    return one_line(text).replace("%", "%25")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&@:/^=$])")


def render_markdown(report: Report) -> bytes:
    """Return a heading, the counts, and a section a flagged quotation."""
    lines = ["# Quotation audit", "", _marked(summary(report)) + ".", ""]
    lines += [f"- {_marked(note)}" for note in report.notes] + ([""] if report.notes else [])
    sources = {source.document: source for source in report.sources}
    flagged = [(q, a) for a in report.articles for q in a.quotations if q.flagged]
    for audited, article in sorted(flagged, key=lambda pair: queue_key(pair[0])):
        lines += [*_markdown_section(audited, article, sources), ""]
    lines += ["---", "", f"Made {_marked(report.created)} with {_marked(report.signature)}"]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _marked(words: str) -> str:
    """Return `words` on one line, with no character that Markdown or HTML would take for markup."""
    return MARKUP.sub(r"\\\1", one_line(words))


def _markdown_section(
    audited: AuditedQuotation, article: AuditedArticle, sources: dict[str, Source]
) -> Iterator[str]:
    wording, speaker = WORDINGS[audited.status], audited.quotation.speaker
    name = "nobody named"
    if speaker:
        name = speaker.name + doubt(sure=speaker.sure, candidates=speaker.candidates)
    title = article.article.title or article.article.path
    yield f"## {wording.sign} {wording.label}: {_marked(name)}, {_marked(title)}"
    yield ""
    for finding in worst_first(audited.findings):
        name = _marked(f"{finding.code} {finding.name}")
        yield f"- **{finding.severity}** {_marked(finding.message)} ({name})"
    if audited.findings:
        yield ""
    yield f"> “{_marked(audited.quotation.text)}”"
    yield ">"
    said = original_of(audited)
    yield f"> «{_marked(said)}»" if said else "> no original found"
    yield ""
    if audited.gloss and audited.gloss.text:
        yield f"In English, by machine: {_marked(audited.gloss.text)}  "
    for opinion in audited.opinions:
        told = opinion_lines(opinion, audited.original, audited.quotation.text)
        yield f"Second opinion: {_marked('; '.join(told))}  "
    for passage in audited.location.passages[:1]:
        yield f"Source: {_markdown_source(passage, sources.get(passage.document))}  "
    made = audited.decision
    if made and (made.holds or made.note):
        decided = f"{made.choice}, {made.who}" if made.holds else "open"
        yield f"Decided: {_marked(decided)} {_marked(made.note)}"


def _markdown_source(passage: Passage, source: Source | None) -> str:
    parts = [_marked((source and source.title) or passage.document)]
    parts += [_marked(passage.place)] if passage.place else []
    parts += [f"said by {_marked(passage.speaker)}"] if passage.speaker else []
    parts += [source.date.isoformat()] if source and source.date else []
    address = safe_link(source.url) if source else None
    return ", ".join(
        [*parts, f"<{address}>" if address and not set("<>") & set(address) else ""]
    ).rstrip(", ")
