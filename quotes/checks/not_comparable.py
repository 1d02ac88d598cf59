"""There is nothing to compare: a side is empty, or the languages do not fit.

Why it matters: A score for such a pair would be a number without a meaning.

Drifts:

    The bridge collapsed.

Clean:
    El puente se cayó.
    The bridge collapsed.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.languages.pairs.comparability import incomparable
from quotes.model import Case, Check, Evidence


def find(case: Case) -> Iterator[Evidence]:
    """Yield the reason why the pair cannot be compared."""
    reason = incomparable(case.original, case.quote)
    if reason:
        yield Evidence(reason)


CHECK = Check("D407", "not-comparable", "warning", lambda case: tuple(find(case)), __doc__ or "")
