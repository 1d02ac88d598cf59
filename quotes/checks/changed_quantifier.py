"""All, most, some, few, none, always, never are exchanged.

Why it matters: “Algunos policías” made into “the police” or “all” indicts a whole force.

Drifts:
    Algunos concejales recibieron dinero.
    All councillors received money.

Clean:
    Todo el mundo lo sabe.
    Everybody knows it.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.bilingual.oppositions import clashes
from quotes.bilingual.passages import exchanged
from quotes.languages.words import first_texts, mid_capitals, occurrences
from quotes.model import Case, Check, Evidence, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield the clashes of `data/quantifiers.toml`."""
    yield from exchanged(case, "changed-quantifier", worded("Another quantity"))
    for clash in clashes(case.original, case.quote, "quantifiers"):
        yield Evidence(
            worded(
                "Another quantity: {said} in the original, {given} in the quotation.",
                said=first_texts(case.original, clash.original),
                given=first_texts(case.quote, clash.quote),
            ),
            clash.original,
            clash.quote,
        )
    named = mid_capitals(case.quote)
    always = tuple(
        span for span in occurrences(case.quote, "always", "english") if span.start not in named
    )
    if always and not occurrences(case.original, "always", "spanish"):
        words = first_texts(case.quote, always)
        yield Evidence(
            worded("The quotation says {words}, the original does not.", words=words),
            (),
            always,
            "warning",
        )


CHECK = Check("D209", "changed-quantifier", "error", find, __doc__ or "")
