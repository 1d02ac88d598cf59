"""Lines and columns of an article, which editors and code hosts count and spans do not."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from quotes.model import AuditedArticle, AuditedQuotation, Span


@lru_cache(maxsize=8)
def _starts(text: str) -> tuple[int, ...]:
    return (0, *(at + 1 for at, character in enumerate(text) if character == "\n"))


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return the line and the column of a character, both counted from 1."""
    starts = _starts(text)
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


def whole_span(audited: AuditedQuotation) -> Span:
    """Return the stretch of the article from a quotation's first segment to its last."""
    segments = audited.quotation.segments
    return Span(segments[0].start, segments[-1].end) if segments else Span(0, 0)


def place_of(article: AuditedArticle, audited: AuditedQuotation) -> str:
    """Return "path:line:column" of a quotation, which terminals and editors open."""
    line, column = line_and_column(article.article.text, whole_span(audited).start)
    return f"{article.article.path}:{line}:{column}"
