"""Every verdict of a report worked out again from the report alone: no network, no originals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, cast

from quotes.comparison import Comparator
from quotes.languages.glossaries import load_glossary, with_entries
from quotes.model import AuditedArticle, AuditedQuotation, Report, Rules, Source
from quotes.pipeline import Audit
from quotes.tools import THREADS, Tools, settle
from quotes.writers.shown_text import place_of

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


def replay(report: Report, rules: Rules | None = None) -> Iterator[Replayed]:
    """Yield every quotation that has an original, as reported and as judged now.

    The rules are the report's own (checks, severities, glossaries, whether the judge was asked)
    unless others are given.
    """
    audit = Audit(tools_of(report, rules or report.rules))
    for article in report.articles:
        yield from _replayed(audit, article)


def with_rules(rules: Rules, more: Rules) -> Rules:
    """Return a report's rules with others added; of two severities the other's counts."""
    return replace(
        rules,
        ignore=tuple(dict.fromkeys((*rules.ignore, *more.ignore))),
        severity={**rules.severity, **more.severity},
        glossary=with_entries(rules.glossary, more.glossary),
    )


def _replayed(audit: Audit, article: AuditedArticle) -> Iterator[Replayed]:
    held = [q for q in article.quotations if q.location.passages and q.original]
    _, ignore = audit.silenced(article.article)
    cases = [audit.case(q.quotation, q.back_translation, q.location, ignore) for q in held]
    verdicts = audit.verdicts(cases, {})
    for q, case, verdict in zip(held, cases, verdicts, strict=True):
        after = audit.audited(q.id, q.quotation, q.back_translation, q.location, case, verdict)
        # Nobody is asked again: what others said stands in the report.
        yield Replayed(place_of(article, q), q, replace(after, opinions=q.opinions))


def tools_of(report: Report, rules: Rules) -> Tools:
    """Return what judges the quotations of a report, without parser, translator and originals."""
    settle()
    sources = {source.document: source for source in report.sources}
    return Tools(
        parser=cast("Any", None),
        translator=None,
        corpus=cast("Any", ReportedSources(sources)),
        comparator=Comparator.open(
            judge=rules.judge, threads=THREADS, ignore=rules.ignore, severity=rules.severity
        ),
        glossary=with_entries(load_glossary(), rules.glossary),
        rules=rules,
    )


def _facts(audited: AuditedQuotation) -> dict[str, object]:
    risk = audited.risk
    return {
        "status": audited.status,
        "risk": None if risk is None else round(risk, DIGITS),
        "findings": sorted((f.code, f.severity, f.message) for f in audited.findings),
    }
