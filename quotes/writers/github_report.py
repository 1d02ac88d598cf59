"""Annotations of GitHub Actions: a line a finding, shown beside the article's text in a review.

`::warning file=…,line=…,col=…::message`, escaped as GitHub's runner reads it.
"""

from __future__ import annotations

from quotes.model import Report
from quotes.writers.shown_text import line_and_column, one_line, whole_span
from quotes.writers.statuses import WORDINGS

LEVEL = {"error": "error", "warning": "warning", "info": "notice"}


def render(report: Report) -> bytes:
    """Return a command a finding of every flagged quotation."""
    lines: list[str] = []
    for article in report.articles:
        for audited in article.quotations:
            if not audited.flagged:
                continue
            line, column = line_and_column(article.article.text, whole_span(audited).start)
            place = f"file={_property(article.article.path)},line={line},col={column}"
            meaning = WORDINGS[audited.status].meaning
            found = [(LEVEL[f.severity], f"{f.code} {f.name}", f.message) for f in audited.findings]
            for level, title, message in found or [("warning", audited.status, meaning)]:
                words = f"{message} “{audited.quotation.text}”"
                lines.append(f"::{level} {place},title={_property(title)}::{_data(words)}")
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _data(text: str) -> str:
    return one_line(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
