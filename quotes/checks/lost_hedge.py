"""Doubt, opinion or hearsay in the original is a bare fact in the quotation.

Why it matters: “Presuntamente” keeps a newspaper out of court; “creo que” makes an opinion
of a charge.

Drifts:
    Presuntamente el tesorero recibió los sobornos.
    The treasurer took the bribes.

Clean:
    Al parecer hubo un error.
    There seems to have been a mistake.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.bilingual.modifiers import hedge_gaps, rumours
from quotes.bilingual.passages import inside
from quotes.languages.words import first_texts
from quotes.model import Case, Check, Evidence


def find(case: Case) -> Iterator[Evidence]:
    """Yield the hedges of the original that the quotation does not render."""
    lost, _ = hedge_gaps(case.original, case.quote)
    lost = tuple(span for span in lost if inside(case.original, case.quote, span, lead=True))
    if lost:
        words = first_texts(case.original, lost)
        told = not set(lost).isdisjoint(rumours(case.original))  # a form that the judge misses
        message = f"The original hedges ({words}); the quotation states a fact."
        yield Evidence(message, lost, firm=told)


CHECK = Check("D203", "lost-hedge", "warning", find, __doc__ or "")
