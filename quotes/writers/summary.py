"""What the terminal shows of many articles: counts, the ten to read first, where the rest is."""

from __future__ import annotations

import sys
from collections import Counter
from heapq import nsmallest
from pathlib import Path

from rich.console import Console
from rich.text import Text

from quotes.model import AuditedArticle, AuditedQuotation, Report
from quotes.writers.statuses import RANK, WORDINGS, worst_first
from quotes.writers.terminal import finding_text, plain
from quotes.writers.visible import one_line

FIRST = 10
WORTH_READING = ("drift", "misquoted", "review")
LONGEST = 200  # characters of a quotation that are shown

Entry = tuple[tuple[int, float, int], AuditedArticle, AuditedQuotation]


def show_summary(report: Report, page: Path | None) -> None:
    """Print counts, the quotations to read first, and what there is to know of the run."""
    console = Console(file=sys.stdout, emoji=False, highlight=False, soft_wrap=True)
    counts: Counter[str] = Counter()
    articles, entries = 0, []
    for article in report.articles:
        articles += 1
        counts.update(q.status for q in article.quotations)
        entries += [
            (_order(q, articles), article, q)
            for q in article.quotations
            if q.status in WORTH_READING
        ]
        entries = nsmallest(FIRST, entries, key=lambda entry: entry[0])
    for _, article, q in entries:
        console.print(_entry(article, q))
    flagged = sum(counts[status] for status in WORTH_READING)
    console.print(_counts(articles, counts))
    if flagged > len(entries):
        console.print(plain(f"{flagged - len(entries)} more to read: see the page", "bold"))
    for note in report.notes:
        console.print(plain(f"note: {note}", "yellow"))
    where = f"page: {page}" if page else "no page: name a folder with --report, or use --full"
    console.print(plain(where, "bold"))
    console.print(plain(report.signature, "dim"))


def _order(q: AuditedQuotation, number: int) -> tuple[int, float, int]:
    return RANK[q.status], -(q.risk or 0.0), number


def _entry(article: AuditedArticle, q: AuditedQuotation) -> Text:
    wording, speaker = WORDINGS[q.status], q.quotation.speaker
    text = plain(f"{wording.sign} {wording.label.lower()}", f"bold {wording.colour}")
    text.append_text(plain(f"  {_place(article, q)}", "dim"))
    if speaker:
        text.append_text(plain(f"  {speaker.name}", ""))
    text.append_text(plain(f"\n  “{_short(q.quotation.text)}”", ""))
    if q.original:
        text.append("\n  ").append_text(plain(f"«{_short(q.original)}»", "italic"))
    for finding in worst_first(q.findings)[:2]:
        text.append("\n  ").append_text(finding_text(finding))
    return text.append("\n")


def _place(article: AuditedArticle, q: AuditedQuotation) -> str:
    """Return path, line and column, as editors understand them."""
    start = q.quotation.segments[0].start if q.quotation.segments else 0
    before = article.article.text[:start]
    line, column = before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1
    return f"{article.article.path}:{line}:{column}"


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def _counts(articles: int, counts: Counter[str]) -> Text:
    parts = [
        f"{counts[status]:,} {wording.label.lower()}"
        for status, wording in WORDINGS.items()
        if counts[status]
    ]
    total = sum(counts.values())
    return plain(
        f"{articles:,} articles, {total:,} quotations: {', '.join(parts) or 'none'}", "bold"
    )
