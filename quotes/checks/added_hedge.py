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

from quotes.bilingual.modifiers import hedge_gaps
from quotes.languages.words import first_texts
from quotes.model import Case, Check, Evidence


def find(case: Case) -> Iterator[Evidence]:
    """Yield the hedges of the quotation that the original does not have."""
    _, added = hedge_gaps(case.original, case.quote)
    if added:
        words = first_texts(case.quote, added)
        yield Evidence(f"The quotation hedges ({words}); the original does not.", (), added)


CHECK = Check("D204", "added-hedge", "warning", find, __doc__ or "", alone=False)
