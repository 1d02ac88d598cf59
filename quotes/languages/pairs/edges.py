"""Whether a word of the original lies inside the stretch that the quotation renders.

A quotation may be shorter than its source sentence on purpose. What stands before the
first or after the last word that the quotation renders was not quoted, so it cannot be
missing; only a quotation that is a whole sentence is expected to render a whole one.
"""

from __future__ import annotations

from functools import lru_cache

from quotes.languages.alignments import links
from quotes.languages.editing import has_ellipsis
from quotes.languages.vocabularies import phrases
from quotes.languages.words import tokens
from quotes.model import Span

_FIRM = 0.15  # links this strong mark the edges of the stretch
_CLOSING = " \t\n\"'”’»)]"


def inside(original: str, quote: str, span: Span) -> bool:
    """Return whether `span` of the original should have a counterpart in the quotation."""
    if has_ellipsis(quote):
        return False
    first, last = stretch(original, quote)
    return first <= span.start and span.end <= last


@lru_cache(maxsize=512)
def stretch(original: str, quote: str) -> tuple[int, int]:
    """Return the offsets of the original between which the quotation renders it."""
    if whole(quote) and whole(original):
        return 0, len(original)
    words = tokens(original)
    stop = phrases("function_words", "spanish")
    firm = [
        words[link.original].span
        for link in links(original, quote)
        if link.strength >= _FIRM and words[link.original].key not in stop
    ]
    if not firm:
        return 0, 0
    return min(s.start for s in firm), max(s.end for s in firm)


def whole(text: str) -> bool:
    """Return whether a text ends as a sentence does (quotation marks looked past)."""
    return text.rstrip(_CLOSING)[-1:] in {".", "!", "?", "…"}
