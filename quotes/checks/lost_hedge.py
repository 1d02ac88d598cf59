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

from quotes.bilingual.governing import Governor, lost_governors
from quotes.bilingual.modifiers import hedge_gaps, lost_modifiers, rumours
from quotes.bilingual.passages import exchanged, inside
from quotes.languages.verbs import holds_verb
from quotes.languages.words import first_texts, has_ellipsis
from quotes.model import Case, Check, Evidence, Span, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield the hedges, and the words that leave it open, that the quotation does not render."""
    yield from exchanged(case, "lost-hedge", worded("Said to be surer than it was"))
    lost, _ = hedge_gaps(case.original, case.quote)
    alone = [one for one in lost_modifiers(case.original, case.quote) if one.kind == "hedge"]
    told = {*rumours(case.original), *(one.span for one in alone if one.firm)}
    spans = sorted({*lost, *(one.span for one in alone)})
    kept = tuple(span for span in spans if _governs(case, span))
    if kept:
        words = first_texts(case.original, kept)
        message = worded("The original hedges ({words}); the quotation states a fact.", words=words)
        yield Evidence(message, kept, firm=not told.isdisjoint(kept))
    for one in lost_governors(case):
        if one.kind in _GOVERNING and not (one.span and any(map(one.span.overlap, kept))):
            yield _ungoverned(one)


_GOVERNING = frozenset({"hearsay", "appearance", "opinion", "fear", "open", "unproven"})


def _ungoverned(one: Governor) -> Evidence:
    """Return what leaves the passage open and is lost, in the passage or before it."""
    if one.span is None:
        message = worded(
            "Before these words stands “{said}”; the quotation states a fact.", said=one.words
        )
        return Evidence(message, firm=one.firm)
    message = worded("“{said}” leaves it open; the quotation states a fact.", said=one.words)
    return Evidence(message, (one.span,), firm=one.firm)


def _governs(case: Case, span: Span) -> bool:
    """Return whether a hedge stands in what is quoted, or before it and it states something.

    A quotation nearly as long as its passage renders all of it, wherever the words are known: of
    the statements of training/drift the hedges seen only by this were missing in eight drifts
    and one faithful rendering.
    """
    states = holds_verb(case.quote)
    if states and _WHOLLY * len(case.original) <= len(case.quote):
        return not has_ellipsis(case.quote)
    return inside(case.original, case.quote, span, lead=states)


_WHOLLY = 0.6  # of the passage's length


CHECK = Check("D203", "lost-hedge", "warning", find, __doc__ or "")
