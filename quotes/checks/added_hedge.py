"""The quotation doubts what the original asserts.

Why it matters: A flat accusation or promise made soft is another statement, and it lets
somebody off.

Drifts:
    El contratista robó la plata.
    The contractor allegedly stole the money.

Clean:
    Se dice que robó la plata.
    He allegedly stole the money.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.bilingual.modifiers import added_modifiers, hedge_gaps
from quotes.bilingual.passages import exchanged
from quotes.languages.words import first_texts
from quotes.model import Case, Check, Evidence, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield the hedges of the quotation that the original does not have."""
    yield from exchanged(case, "added-hedge", worded("Said to be less sure than it was"))
    _, added = hedge_gaps(case.original, case.quote)
    alone = [one for one in added_modifiers(case.original, case.quote) if one.kind == "hedge"]
    spans = tuple(sorted({*added, *(one.span for one in alone)}))
    if spans:
        words = first_texts(case.quote, spans)
        message = worded("The quotation hedges ({words}); the original does not.", words=words)
        yield Evidence(message, (), spans, firm=any(one.firm for one in alone))


CHECK = Check("D204", "added-hedge", "warning", find, __doc__ or "")
