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

from quotes.languages.pairs.coverage import gaps
from quotes.model import Case, Check, Evidence


def find(case: Case) -> Iterator[Evidence]:
    """Yield the longest stretches of the original without counterpart."""
    for span in gaps(case.original, case.quote).omitted:
        yield Evidence(f"Left out without a mark: “{span.of(case.original)}”.", (span,))


CHECK = Check("D401", "omitted-content", "warning", lambda case: tuple(find(case)), __doc__ or "")
