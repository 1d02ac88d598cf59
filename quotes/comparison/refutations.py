"""Objections of the judge that the rules disprove: equal numbers, accepted terms, cut subjects.

The judge reads number words badly, does not know the glossary, and misses the subject of
a fragment that begins after it on purpose ("is suspended while …"). Where nothing else is
tagged as strongly, it does not object alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quotes.bilingual.quantities import pair_quantities
from quotes.bilingual.terms import english_spans, likely, spanish_spans
from quotes.languages.quantities import unit_after
from quotes.model import Case, Span

if TYPE_CHECKING:
    from quotes.ml.judge import Assessment

_STRONG = 0.8  # a tag from here on is an objection of its own
_UNIT = re.compile(r"[\s-]*\w+")


def refuted(case: Case, assessment: Assessment | None) -> bool:
    """Return whether every strong tag of the judge is disproved by a rule."""
    if assessment is None:
        return False
    disproved = list(_disproved(case))
    faults = [t for t in assessment.quote if t.probability >= _STRONG]
    gaps = [t for t in assessment.quote if t.gap >= _STRONG]
    if not (faults or gaps):
        return False
    first = min((t.start for t in assessment.quote), default=0)
    cut = _fragment(case.quote)
    return all(cut and t.start == first for t in gaps) and all(
        any(Span(t.start, t.end).overlap(span) for span in disproved) for t in faults
    )


def _fragment(quote: str) -> bool:
    """Return whether a quotation begins within a sentence."""
    return quote.lstrip("“\"'‘«( ")[:1].islower()


def _disproved(case: Case) -> Iterator[Span]:
    """Yield the words of the quotation that a rule knows to be right."""
    for _, quantity in pair_quantities(case.original, case.quote).same:
        yield quantity.span
        unit = _UNIT.match(case.quote, quantity.span.end)
        if quantity.unit and unit and unit_after(case.quote, quantity.span.end):
            yield Span(*unit.span())
    for term in likely(case.original, case.glossary.terms):
        if spanish_spans(case.original, term.spanish):
            for words in term.accepted:
                yield from english_spans(case.quote, words)
