"""Every verdict of a report worked out again from the report alone: no network, no originals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from quotes.comparison import Comparator
from quotes.languages.glossaries import load_glossary
from quotes.model import AuditedArticle, AuditedQuotation, Report, Source
from quotes.pipeline import Audit
from quotes.settings import Settings
from quotes.tools import THREADS, Tools, settle
from quotes.writers.lines_in_text import place_of

DIGITS = 4  # of a risk: sums of another processor differ beyond


@dataclass(frozen=True, slots=True)
class Replayed:
    """One verdict as reported and as it is now."""

    place: str
    before: AuditedQuotation
    after: AuditedQuotation

    @property
    def changes(self) -> tuple[str, ...]:
        """What differs, a line each; empty where both are identical."""
        before, after = _facts(self.before), _facts(self.after)
        return tuple(
            f"{name}: {before[name]} → {after[name]}"
            for name in before
            if before[name] != after[name]
        )


@dataclass(frozen=True, slots=True)
class ReportedSources:
    """The sources as a report holds them, where an audit asks its corpus."""

    sources: dict[str, Source]

    def source(self, document: str) -> Source:
        """Return a source by its document."""
        return self.sources.get(document) or Source(document, "", "es", "")


def replay(report: Report, settings: Settings) -> Iterator[Replayed]:
    """Yield every quotation that has an original, as reported and as judged now."""
    audit = Audit(_tools(report, settings))
    for article in report.articles:
        yield from _replayed(audit, article)


def _replayed(audit: Audit, article: AuditedArticle) -> Iterator[Replayed]:
    held = [q for q in article.quotations if q.location.passages and q.original]
    cases = [audit.case(q.quotation, q.back_translation, q.location) for q in held]
    verdicts = audit.verdicts(cases, {})
    for q, case, verdict in zip(held, cases, verdicts, strict=True):
        after = audit.audited(q.id, q.quotation, q.back_translation, q.location, case, verdict)
        yield Replayed(place_of(article, q), q, after)


def _tools(report: Report, settings: Settings) -> Tools:
    settle()
    ignore = _ignored(report.signature) | frozenset(settings.ignore)
    sources = {source.document: source for source in report.sources}
    return Tools(
        parser=cast("Any", None),
        translator=None,
        corpus=cast("Any", ReportedSources(sources)),
        comparator=Comparator.open(judge=settings.judge, threads=THREADS, ignore=tuple(ignore)),
        glossary=load_glossary(settings.glossaries),
        ignore=ignore,
    )


def _ignored(signature: str) -> frozenset[str]:
    named = next((p for p in signature.split(" | ") if p.startswith("ignored: ")), "ignored: none")
    names = named.removeprefix("ignored: ").split(", ")
    return frozenset(name for name in names if name != "none")


def _facts(audited: AuditedQuotation) -> dict[str, object]:
    risk = audited.risk
    return {
        "status": audited.status,
        "risk": None if risk is None else round(risk, DIGITS),
        "findings": sorted((f.code, f.severity, f.message) for f in audited.findings),
    }
