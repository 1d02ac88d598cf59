"""A small word that limits or places what was said is left out: only, always, at least, last.

Why it matters: “Solo un concejal votó en contra” without “solo” is another vote; “el mes
pasado” without “pasado” is another month.

Drifts:
    Solo pagaron tres contratistas.
    Three contractors paid.

Clean:
    El puente siempre se inunda.
    The bridge floods every time.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.bilingual.governing import asserts
from quotes.bilingual.modifiers import lost_modifiers
from quotes.bilingual.passages import CLAUSE_ENDS, governs, inside, sentence_before, stretch
from quotes.languages.words import has_ellipsis
from quotes.model import Case, Check, Evidence, Span, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield the modifiers of `data/modifiers.toml` without counterpart."""
    stated = asserts(case.quote, (case.sentence or "").partition(case.quote)[0])
    for one in lost_modifiers(case.original, case.quote):
        looked = _WHERE.get(one.kind)
        if one.kind == "to_come" and asserts(case.quote, ""):
            looked = _whole
        if looked and looked(case.original, case.quote, one.span):
            words = one.span.of(case.original)
            yield Evidence(_message(one.kind, words), (one.span,), firm=one.firm)
    if stated:
        yield from _before(case)


def _before(case: Case) -> Iterator[Evidence]:
    """Yield the bounds of what is quoted that stand right before it in its sentence.

    "Desde que | yo me posesioné no se ha dado una licencia": the passage was begun too late.
    """
    lead = sentence_before(case.before)
    if not lead or has_ellipsis(case.quote):
        return
    for one in lost_modifiers(lead + case.original, case.quote):
        if one.kind == "bounds" and one.span.start < len(lead) and not _apart(lead, one.span):
            words = one.span.of(lead + case.original)
            yield Evidence(_message(one.kind, words), firm=one.firm)


def _apart(lead: str, span: Span) -> bool:
    """Return whether words before the passage stand between a bound and it."""
    return len(lead[span.end :].split()) > _NEAR or not CLAUSE_ENDS.isdisjoint(lead[span.end :])


_NEAR = 1  # words between a bound and the passage


def _whole(original: str, quote: str, span: Span) -> bool:
    """Return whether a bound governs what is quoted, or ends the sentence rendered whole."""
    if governs(original, quote, span):
        return True
    last = stretch(original, quote)[1]
    long = _WHOLLY * len(original) <= len(quote) and bool(original[span.end :].strip(" ."))
    return long and span.start >= last and CLAUSE_ENDS.isdisjoint(original[last : span.start])


_WHOLLY = 0.6  # of the passage's length: a quotation as long renders all of it


def _message(kind: str, words: str) -> str:
    if kind == "to_come":
        return worded("“{words}” is still to come; the quotation has it done.", words=words)
    return worded("“{words}” limits what was said; the quotation lacks it.", words=words)


# A modifier stands in what is quoted; a bound ("at first", "half of") may stand before it.
_WHERE = {"limits": inside, "bounds": _whole, "to_come": inside}

CHECK = Check("D213", "lost-modifier", "warning", find, __doc__ or "")
