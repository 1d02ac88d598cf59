"""Another day, month, year or weekday, or another relative day.

Why it matters: A promise for March is not a promise for May; a date decides who knew what
when.

Drifts:
    Firmamos el convenio el 3 de marzo de 2019.
    We signed the agreement on 3 May 2019.

Clean:
    Nos reunimos el martes 4 de julio.
    We met on Tuesday, July 4.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.bilingual.oppositions import clashes
from quotes.bilingual.quantities import changed
from quotes.languages.quantities import Calendar, named
from quotes.languages.words import first_texts
from quotes.model import Case, Check, Evidence, Span, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield changed days and years, months and weekdays, and relative days."""
    pairs: list[tuple[tuple[Span, ...], tuple[Span, ...]]] = [
        ((one.span,), (other.span,)) for one, other in changed(case.original, case.quote, "date")
    ]
    pairs += calendar_changes(case.original, case.quote)
    pairs += [(c.original, c.quote) for c in clashes(case.original, case.quote, "calendar_words")]
    for original, quote in pairs:
        yield Evidence(
            worded(
                "The original dates it {said}, the quotation {given}.",
                said=first_texts(case.original, original),
                given=first_texts(case.quote, quote),
            ),
            original,
            quote,
        )


# --- Months and weekdays that only one of two texts names.

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


CHECK = Check("D104", "changed-date", "error", find, __doc__ or "")
