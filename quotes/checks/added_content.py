"""Words of the quotation have no counterpart in the original.

Why it matters: Words between quotation marks that were never said. Text in [brackets] is
exempt.

Drifts:
    El puente se cayó anoche.
    The bridge, built by corrupt contractors without any permits, collapsed last night.

Clean:
    El puente viejo se cayó anoche.
    The old bridge collapsed last night.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.bilingual.modifiers import added_modifiers
from quotes.bilingual.passages import gaps
from quotes.checks.completeness.missing import put_in
from quotes.languages.words import bracketed
from quotes.model import Case, Check, Evidence, Span, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield stretches, items, clauses, and small words such as "only" without counterpart."""
    found = put_in(case.original, case.quote)
    parts = [part for part in found if not bracketed(case.quote, part.span)]
    for span, sure in parts:
        yield Evidence(_message(case, span), (), (span,), firm=sure)
    small = [m for m in added_modifiers(case.original, case.quote) if m.kind != "hedge"]
    loose = [(span, False) for span in gaps(case.original, case.quote).added]
    loose += [(one.span, one.firm) for one in small]
    for span, firm in loose:
        if not any(span.overlap(part.span) for part in parts) and not bracketed(case.quote, span):
            yield Evidence(_message(case, span), (), (span,), firm=firm)


def _message(case: Case, span: Span) -> str:
    return worded("Not in the original: “{given}”.", given=span.of(case.quote))


CHECK = Check("D402", "added-content", "warning", find, __doc__ or "")
