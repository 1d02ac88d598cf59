"""Words of the original have no counterpart, and no ellipsis says so.

Why it matters: What is left out in the middle of a quotation is what the reader cannot
miss.

Drifts:
    El acueducto nuevo, construido con plata prestada entre amigos, funciona.
    The new aqueduct works.

Clean:
    El puente viejo se cayó anoche.
    The old bridge collapsed last night.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.bilingual.passages import gaps, stretch
from quotes.checks.completeness.missing import Missing, left_out
from quotes.languages.words import addressed, has_ellipsis, narrated, reported
from quotes.model import Case, Check, Evidence, Span, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield the longest stretches, and the items and clauses, without counterpart."""
    parts = _parts(case)
    for span, sure in parts:
        yield Evidence(_message(case, span), (span,), firm=sure)
    for span in gaps(case.original, case.quote).omitted:
        context = reported(case.original, span)
        if not context and not any(span.overlap(part.span) for part in parts):
            yield Evidence(_message(case, span), (span,))


def _parts(case: Case) -> list[Missing]:
    """Return the items and clauses left out between the edges of what is quoted."""
    if has_ellipsis(case.quote):
        return []
    first, last = stretch(case.original, case.quote)
    found = left_out(case.original, case.quote, case.back_translation)
    return [
        part
        for part in found
        if first <= part.span.start
        and part.span.end <= last
        and not addressed(case.original, part.span)
        and not narrated(case.original, part.span)
        and not reported(case.original, part.span)
    ]


def _message(case: Case, span: Span) -> str:
    return worded("Left out without a mark: “{said}”.", said=span.of(case.original))


CHECK = Check("D401", "omitted-content", "warning", find, __doc__ or "")
