"""“About”, “almost”, “more than” or “at least” was lost, added or turned round.

Why it matters: “Más de mil” is a floor and “casi mil” a ceiling: a bare thousand is
neither, and one for the other is a different claim.

Drifts:
    Hay al menos 40 heridos.
    There are at most 40 injured.

Clean:
    Llegaron unas 300 familias.
    About 300 families arrived.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quotes.bilingual.quantities import pair_quantities
from quotes.languages.quantities import Quantity
from quotes.languages.words import occurrences
from quotes.model import Case, Check, Evidence, Span, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield the figures whose bound or approximation differs; turned bounds are errors."""
    for change in approximation_changes(case.original, case.quote):
        yield Evidence(
            worded(
                "The original says “{said}”, the quotation “{given}”.",
                said=change.original.of(case.original),
                given=change.quote.of(case.quote),
            ),
            (change.original,),
            (change.quote,),
            "error" if change.turned else "info",
        )


# --- Bounds and estimates beside figures: "más de", "casi", "at least", "up to".

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


CHECK = Check("D105", "changed-approximation", "warning", find, __doc__ or "")
