"""What a journalist does openly to a quotation: [brackets] and ellipses."""

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
