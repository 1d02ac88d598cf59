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

from quotes.languages.pairs.coverage import gaps
from quotes.model import Case, Check, Evidence


def find(case: Case) -> Iterator[Evidence]:
    """Yield the longest stretches of the quotation without counterpart."""
    for span in gaps(case.original, case.quote).added:
        yield Evidence(f"Not in the original: “{span.of(case.quote)}”.", (), (span,))


CHECK = Check("D402", "added-content", "warning", lambda case: tuple(find(case)), __doc__ or "")
