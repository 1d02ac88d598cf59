"""What differs between two reports, and between a report and its verdicts worked out again.

Of two reports: what is new, what is gone, what is judged otherwise. Of one: every verdict again,
from the report alone, without a network or the originals.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from quotes.comparison import Comparator
from quotes.languages.glossaries import load_glossary, with_entries
from quotes.model import AuditedArticle, AuditedQuotation, Report, Rules, Source
from quotes.pipeline import Audit
from quotes.tools import THREADS, Tools, settle
from quotes.writers.shown_text import place_of

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """One quotation that differs; `before` is None where it is new, `after` where it is gone."""

    place: str
    before: AuditedQuotation | None
    after: AuditedQuotation | None

    @property
    def kind(self) -> Literal["new", "gone", "changed"]:
        """What happened to it."""
        if self.before is None:
            return "new"
        return "gone" if self.after is None else "changed"


def differences(old: Report, new: Report) -> Iterator[Difference]:
    """Yield what differs, in the order of the new report, then what is gone.

    Quotations are the same by identifier, else by article and words; verdicts by status and
    the codes of the findings: a risk that moved a little is no difference.
    """
    known = _known(old)
    met: set[Key] = set()
    for article in new.articles:
        for audited in article.quotations:
            before = _before(known, article, audited)
            if before:
                met.add((before[0].article.path, before[1].id))
            if before is None or verdict_of(before[1]) != verdict_of(audited):
                place = place_of(article, audited)
                yield Difference(place, before[1] if before else None, audited)
    for article in old.articles:
        for audited in article.quotations:
            if (article.article.path, audited.id) not in met:
                yield Difference(place_of(article, audited), audited, None)


def verdict_of(audited: AuditedQuotation) -> tuple[str, tuple[str, ...]]:
    """Return what two verdicts are compared by: the status and the codes of the findings."""
    return audited.status, tuple(sorted(finding.code for finding in audited.findings))


def only_new(baseline: Report) -> Callable[[AuditedArticle], AuditedArticle]:
    """Return a function that leaves of an article what `baseline` does not already say."""
    known = _known(baseline)

    def leave(article: AuditedArticle) -> AuditedArticle:
        kept = []
        for audited in article.quotations:
            before = _before(known, article, audited)
            if before is None or verdict_of(before[1]) != verdict_of(audited):
                kept.append(audited)
        return replace(article, quotations=tuple(kept))

    return leave


ByKey = dict[Key, tuple[AuditedArticle, AuditedQuotation]]


def _known(report: Report) -> ByKey:
    known: ByKey = {}
    for article in report.articles:
        for audited in article.quotations:
            known["", audited.id] = article, audited
            known.setdefault((article.article.path, audited.quotation.text), (article, audited))
    return known


def _before(
    known: ByKey, article: AuditedArticle, audited: AuditedQuotation
) -> tuple[AuditedArticle, AuditedQuotation] | None:
    held = known.get(("", audited.id))
    return held or known.get((article.article.path, audited.quotation.text))


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
    cases = [
        audit.case(article.article, q.quotation, q.back_translation, q.location, ignore)
        for q in held
    ]
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
