"""Hedges on both sides: doubt, opinion and hearsay that the other side does not mark."""

from __future__ import annotations

import re
from functools import lru_cache

from quotes.languages.phrasebook import occurrences
from quotes.languages.words import keys
from quotes.model import Span

_RUMOUR = re.compile(
    r"\bhabr[ií]an?\s+(?:sido\s+)?\w+(?:[aei]d[oa]s?|cho|sto|rto|elto)\b", re.IGNORECASE
)


def _rumours(original: str) -> tuple[Span, ...]:
    """Return the conditionals of rumour ("habría movido"), unless the sentence says if."""
    if "si" in keys(original):
        return ()
    return tuple(Span(*found.span()) for found in _RUMOUR.finditer(original))


@lru_cache(maxsize=512)
def hedge_gaps(original: str, quote: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return (hedges only the original has, hedges only the quotation has).

    A strong hedge on one side ("presuntamente", "allegedly") is missed only if the
    other side has nothing that may stand for one ("accused", "could", "said").
    """
    harmless = occurrences(original, "hedges", "spanish.harmless")
    strong = (*occurrences(original, "hedges", "spanish.strong"), *_rumours(original))
    lost = tuple(span for span in strong if not any(span.overlap(other) for other in harmless))
    added = occurrences(quote, "hedges", "english.strong")
    if lost and (added or occurrences(quote, "hedges", "english.any")):
        lost = ()
    if added and occurrences(original, "hedges", "spanish.any"):
        added = ()
    return lost, added
