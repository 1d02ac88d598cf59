"""The report as JSON lines: one quotation a line, each with the article it stands in.

A line is a member of `quotations` of the JSON report, with `article` (the path) before it.
"""

from __future__ import annotations

from quotes.model import Report
from quotes.writers.json_documents import line_of, quotation_document


def render(report: Report) -> bytes:
    """Return one line a quotation, in the order of the report."""
    lines = [
        line_of({"article": article.article.path, **quotation_document(audited)})
        for article in report.articles
        for audited in article.quotations
    ]
    return "".join(f"{line}\n" for line in lines).encode()
