"""A term is rendered in a way that careful translators argue about.

Why it matters: A reader should know that the word is disputed; it is not called wrong.

Drifts:
    Los paramilitares entraron al pueblo.
    The self-defense forces entered the town.

Clean:
    Los paramilitares entraron al pueblo.
    The paramilitaries entered the town.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.bilingual.terms import misrendered
from quotes.model import Case, Check, Evidence, noted, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield the disputed terms that stand in the rendering that is argued about."""
    for term, original, quote in misrendered(case, disputed=True):
        yield Evidence(
            noted(
                worded(
                    "“{given}” for “{said}” is disputed.",
                    given=quote.of(case.quote),
                    said=original.of(case.original),
                ),
                term.note,
            ),
            (original,),
            (quote,),
        )


CHECK = Check("D303", "disputed-term", "warning", find, __doc__ or "", stands=0.5)
