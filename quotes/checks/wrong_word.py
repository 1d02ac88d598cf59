"""A word of the original is given by one that is known as a mistake for it.

Why it matters: A *bloqueo* is a blockade, not a strike; who was *recommended* to keep silent was
not ordered to. A dictionary of renderings lists what a careful translator may write for a word and
what is a known mistake for it; the check speaks where nothing in the quotation renders the word
and such a mistake stands there, which renders nothing else of the original.

Drifts:
    El gremio pidió una reunión con la alcaldesa.
    The guild offered a meeting with the mayor.

Clean:
    El gremio pidió una reunión con la alcaldesa.
    The guild asked the mayor for a meeting.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.bilingual.renderings import read
from quotes.model import Case, Check, Evidence, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield the known mistakes for words that nothing in the quotation renders."""
    for mistake in read(case.original, case.quote).mistakes:
        yield Evidence(
            worded(
                "“{given}” does not render “{said}” ({meaning}).",
                given=mistake.quote.of(case.quote),
                said=mistake.unit.span.of(case.original),
                meaning=", ".join(mistake.unit.accepted),
            ),
            (mistake.unit.span,),
            (mistake.quote,),
        )


CHECK = Check("D306", "wrong-word", "warning", find, __doc__ or "")
