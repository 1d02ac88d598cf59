"""How two clauses hang together is changed: cause, purpose, concession, condition.

Why it matters: “Así lo quiera el dueño” is “even if the owner wants it”, not “so that he
can”: the one sets a limit, the other gives it away.

Drifts:
    El lote no se vende así el dueño quiera.
    The plot is not sold so that the owner can.

Clean:
    El lote no se vende así el dueño quiera.
    The plot will not be sold even if the owner wants to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from quotes.bilingual.modifiers import lost_modifiers
from quotes.bilingual.passages import exchanged, inside
from quotes.languages.words import vocabulary
from quotes.model import Case, Check, Evidence, Span, worded

_KIND = worded("Another relation")


def find(case: Case) -> Iterator[Evidence]:
    """Yield the exchanged relations of `data/relations.toml`, and conditions left out."""
    yield from exchanged(case, "changed-relation", _KIND)
    for name in vocabulary("relations"):
        said = _pattern(name, "spanish").search(case.original)
        given = _pattern(name, "wrong").search(case.quote) if said else None
        if not (said and given) or _pattern(name, "right").search(case.quote):
            continue
        here, there = Span(*said.span()), Span(*given.span())
        if inside(case.original, case.quote, here, lead=True):
            yield Evidence(
                worded(
                    "{kind}: “{said}” in the original, “{given}” in the quotation.",
                    kind=_KIND,
                    said=here.of(case.original),
                    given=there.of(case.quote),
                ),
                (here,),
                (there,),
                firm=True,
            )
    for one in lost_modifiers(case.original, case.quote):
        if one.kind == "condition" and inside(case.original, case.quote, one.span):
            message = worded(
                "“{said}” sets a condition; the quotation has none.",
                said=one.span.of(case.original),
            )
            yield Evidence(message, (one.span,), firm=one.firm)


@cache
def _pattern(name: str, side: str) -> re.Pattern[str]:
    written = str(vocabulary("relations")[name][side])
    return re.compile(written.replace("\n", ""), re.IGNORECASE)


CHECK = Check("D214", "changed-relation", "warning", find, __doc__ or "")
