"""There is nothing to compare: a side is empty, or the languages do not fit.

Why it matters: A score for such a pair would be a number without a meaning.

Drifts:

    The bridge collapsed.

Clean:
    El puente se cayó.
    The bridge collapsed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quotes.languages.pairs.comparability import incomparable
from quotes.model import Case, Check, Evidence, Finding


def find(case: Case) -> Iterator[Evidence]:
    """Yield the reason why the pair cannot be compared."""
    reason = incomparable(case.original, case.quote)
    if reason:
        yield Evidence(reason)


CHECK = Check("D407", "not-comparable", "warning", find, __doc__ or "", exclusive=True)


def failed(failures: Sequence[str]) -> Finding:
    """Return the finding that some checks failed on a pair: it must be read by a person.

    What the other checks found stands beside it, so it is not `exclusive` as evidence is.
    """
    reasons = "; ".join(failures)
    return CHECK.finding(f"The pair could not be compared in full: {reasons}.", firm=True)
