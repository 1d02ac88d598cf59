"""Months and weekdays that only one of two texts names."""

from __future__ import annotations

from quotes.languages.dates import Calendar, named
from quotes.model import Span

Spans = tuple[Span, ...]


def calendar_changes(original: str, quote: str) -> list[tuple[Spans, Spans]]:
    """Return (words of the original, words of the quotation) that name different days."""
    found = []
    calendars: tuple[Calendar, ...] = ("months", "weekdays")
    for calendar in calendars:
        here, there = named(original, calendar), named(quote, calendar)
        common = {n for n, _ in here} & {n for n, _ in there}
        lost = tuple(token.span for n, token in here if n not in common)
        added = tuple(token.span for n, token in there if n not in common)
        if lost and added:
            found.append((lost, added))
    return found
