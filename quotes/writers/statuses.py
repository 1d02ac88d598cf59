"""What a status is called, what it means, and which is read first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from quotes.model import AuditedArticle, AuditedQuotation, Finding, Report, Severity, Status

Colour = Literal["red", "magenta", "yellow", "blue", "green", "cyan"]


@dataclass(frozen=True, slots=True)
class Wording:
    """How one status is shown: a label, a sign and a colour, and what it says in a sentence."""

    label: str
    sign: str
    colour: Colour
    meaning: str


WORDINGS: dict[Status, Wording] = {
    "drift": Wording("Drift", "✗", "red", "The meaning changed in translation."),
    "misquoted": Wording("Misquoted", "≠", "magenta", "Said in English, and the words differ."),
    "review": Wording("Review", "?", "yellow", "Something differs that a person should read."),
    "no-original": Wording(
        "No original found",
        "○",
        "blue",
        "No original found: unverifiable with these sources. That does not make it false.",
    ),
    "faithful": Wording("Faithful", "✓", "green", "The original was found and nothing drifted."),
    "verbatim": Wording("Verbatim", "=", "cyan", "Said in English, word for word."),
}
"""Every status in reading order: what may cost a correction comes first."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
RANK: dict[Status, int] = {status: rank for rank, status in enumerate(WORDINGS)}


def urgent_first(quotations: Iterable[AuditedQuotation]) -> list[AuditedQuotation]:
    """Return the quotations by status, then by falling risk, then as in the text."""
    return sorted(quotations, key=lambda audited: (RANK[audited.status], -(audited.risk or 0.0)))


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings by severity: error, warning, info."""
    return tuple(sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity)))


def severity_rank(severity: Severity) -> int:
    """Return 0 for an error, 1 for a warning, 2 for information."""
    return SEVERITIES.index(severity)


def urgent_articles_first(report: Report) -> list[AuditedArticle]:
    """Return the articles by how many quotations of each status they hold, worst status first."""

    def key(audited: AuditedArticle) -> tuple[int, ...]:
        held = Counter(quotation.status for quotation in audited.quotations)
        return tuple(-held[status] for status in WORDINGS)

    return sorted(report.articles, key=key)


def counts(report: Report) -> dict[Status, int]:
    """Return how many quotations have each status, zeros included, in reading order."""
    held = Counter(q.status for article in report.articles for q in article.quotations)
    return {status: held[status] for status in WORDINGS}


def summary(report: Report) -> str:
    """Return one line: "2 articles, 9 quotations: 1 drift, 2 review, …"."""
    held = counts(report)
    total = sum(held.values())
    parts = [f"{n} {WORDINGS[status].label.lower()}" for status, n in held.items() if n]
    head = f"{_plural(len(report.articles), 'article')}, {_plural(total, 'quotation')}"
    return f"{head}: {', '.join(parts)}" if parts else head


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def doubt(*, sure: bool, candidates: Sequence[str]) -> str:
    """Return what follows a speaker's name who is not sure: "", or " (uncertain; or X)"."""
    if sure:
        return ""
    return f" (uncertain; or {candidates[0]})" if candidates else " (uncertain)"
