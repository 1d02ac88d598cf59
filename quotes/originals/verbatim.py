"""Quotations from sources in English: where their very words stand."""

from __future__ import annotations

import re

from quotes.model import Span


def same_words(quote: str, text: str) -> Span | None:
    """Return the stretch of an English `text` that holds the words of `quote`, None if it differs.

    Pieces parted by an ellipsis or by brackets may stand apart, in order.
    """
    pieces = [
        re.findall(r"\w+(?:['’]\w+)*", piece) for piece in re.split(r"\.\.\.|…|\[[^\]]*\]", quote)
    ]
    parts = [_pattern(words) for words in pieces if words]
    if not parts:
        return None
    found = re.search(r"\b" + r"\b.{0,600}?\b".join(parts) + r"\b", text, re.IGNORECASE | re.DOTALL)
    return None if found is None else Span(*found.span())


def _pattern(words: list[str]) -> str:
    """Return a pattern for words in a row whatever stands between them."""
    return r"\W+".join(re.escape(word).replace("’", "'").replace("'", "['’]") for word in words)
