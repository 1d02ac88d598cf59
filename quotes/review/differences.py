"""Two reports beside each other: what is new, what is gone, what is judged otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from quotes.model import AuditedArticle, AuditedQuotation, Report
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


Known = dict[Key, tuple[AuditedArticle, AuditedQuotation]]


def _known(report: Report) -> Known:
    known: Known = {}
    for article in report.articles:
        for audited in article.quotations:
            known["", audited.id] = article, audited
            known.setdefault((article.article.path, audited.quotation.text), (article, audited))
    return known


def _before(
    known: Known, article: AuditedArticle, audited: AuditedQuotation
) -> tuple[AuditedArticle, AuditedQuotation] | None:
    held = known.get(("", audited.id))
    return held or known.get((article.article.path, audited.quotation.text))
