"""Bounds and estimates beside figures: "más de", "casi", "at least", "up to"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quotes.languages.pairs.quantities import pair_quantities
from quotes.languages.phrasebook import occurrences
from quotes.languages.quantities import Quantity
from quotes.model import Span

_BETWEEN = {"", "la", "los", "las", "el", "the", "a", "us", "un", "una"}  # bound and figure


@dataclass(frozen=True, slots=True)
class ApproximationChange:
    """The two figures with their bounds; `turned` if a floor became a ceiling."""

    original: Span
    quote: Span
    turned: bool


def approximation_changes(original: str, quote: str) -> Iterator[ApproximationChange]:
    """Yield equal figures one of which is a floor where the other is a ceiling, or bare."""
    for one, other in pair_quantities(original, quote).same:
        here, there = _bound(original, "spanish", one), _bound(quote, "english", other)
        if here[0] == there[0]:
            continue
        turned = bool(here[0] and there[0])
        yield ApproximationChange(here[1], there[1], turned)


def _bound(text: str, language: str, quantity: Quantity) -> tuple[str, Span]:
    """Return the kind of bound ("floor", "ceiling", "") and the span with its figure."""
    found = [
        (span.start, kind)
        for kind in ("floor", "ceiling")
        for span in occurrences(text, "approximations", f"{language}.{kind}")
        if span.end <= quantity.span.start
        and text[span.end : quantity.span.start].strip(" $€£").lower() in _BETWEEN
    ]
    if not found:
        return "", quantity.span
    start, kind = min(found)  # "no more than" begins before its "more than"
    return kind, Span(start, quantity.span.end)
