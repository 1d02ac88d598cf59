"""More and less, better and worse, before and after, minimum and maximum are exchanged.

Why it matters: It turns a trend or an order of events round.

Drifts:
    Hoy hay menos homicidios que en 2015.
    Today there are more homicides than in 2015.

Clean:
    La vía está peor que antes.
    The road is worse than before.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.bilingual.oppositions import clashes
from quotes.bilingual.passages import exchanged
from quotes.languages.words import first_texts
from quotes.model import Case, Check, Evidence, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield the clashes of `data/comparisons.toml`."""
    yield from exchanged(case, "changed-comparison", worded("A comparison turned"))
    for clash in clashes(case.original, case.quote, "comparisons"):
        yield Evidence(
            worded(
                "A comparison turned: {said} in the original, {given} in the quotation.",
                said=first_texts(case.original, clash.original),
                given=first_texts(case.quote, clash.quote),
            ),
            clash.original,
            clash.quote,
        )


CHECK = Check("D210", "changed-comparison", "error", find, __doc__ or "")
