"""Quotations that join two places without saying so: what the first place leaves unexplained."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from quotes.model import Span
from quotes.originals.joining import Hit
from quotes.originals.matching import words_of
from quotes.originals.parts import Part
from quotes.originals.passages import Library

_SHORTEST = 5  # words of a part joined from elsewhere
_LEAST = 0.3  # share of the information of the quotation that it carries
_CLEAN = 0.45  # share of its own information that the first place explains, at most


def remainder(part: Part, hit: Hit, library: Library) -> tuple[str, bool] | None:
    """Return the opening or ending of a part that its passage does not explain.

    With it, True where it is the ending. None where the passage explains both ends: the
    words unexplained must stand together, five at least, with a third of the information.
    """
    words, count = words_of(part.text, "en"), part.matcher.english
    if count < 2 * _SHORTEST:
        return None
    passage = words_of(library.text(hit.document, hit.span), "es")
    cells = part.matcher.table(passage.keys)[:count]
    best = cells.max(axis=1) if cells.size else np.zeros(count, dtype=np.float32)
    weights = words.rarities
    gained = np.cumsum(weights * (2 * best - 1))
    ends = int(np.argmax(gained)) + 1  # words up to here are explained, those after are not
    begins = int(np.argmin(gained)) + 1  # words before are not explained, those from here are
    for first, after in ((ends, count), (0, begins)):
        inside = slice(first, after)
        share = float(weights[inside].sum() / weights.sum())
        known = float((weights * best)[inside].sum() / max(1e-6, float(weights[inside].sum())))
        if after - first >= _SHORTEST and _LEAST <= share <= 1 - _LEAST and known <= _CLEAN:
            start, end = words.offsets[first, 0], words.offsets[after - 1, 1]
            return part.text[int(start) : int(end)], after == count
    return None


def apart(one: Hit, other: Hit) -> bool:
    """Return whether two hits are places of their own: other sentences, no words shared."""
    if one.document != other.document:
        return True
    return one.span.overlap(other.span) == 0 and one.sentence != other.sentence


def united(one: Hit, other: Hit) -> Hit:
    """Return one hit that spans two in the same sentence."""
    span = Span(min(one.span.start, other.span.start), max(one.span.end, other.span.end))
    return replace(one, span=span)
