"""What is done openly to a quotation: [brackets], ellipses, a source's "», added. «"."""

from __future__ import annotations

import re

from quotes.model import Span

_BRACKETS = re.compile(r"\[[^\]]*\]|\([^)]*\)")
_ELLIPSIS = re.compile(r"…|\.\.\.|\. \. \.|\[\s*\]")


def bracketed(text: str, span: Span) -> bool:
    """Return whether a span overlaps words in [brackets] or (parentheses)."""
    return any(Span(*found.span()).overlap(span) for found in _BRACKETS.finditer(text))


def has_ellipsis(text: str) -> bool:
    """Return whether the quotation says openly that words are left out."""
    return bool(_ELLIPSIS.search(text))


def narrated(text: str, span: Span) -> bool:
    """Return whether a span of a source stands between two quotations: "», agrega. «"."""
    closed, opened = text.rfind("»", 0, span.start), text.find("«", span.end)
    before = text.rfind("«", 0, span.start)
    again = text.find("»", span.end)
    return closed > before and opened >= 0 and (again < 0 or opened < again)
