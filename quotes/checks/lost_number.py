"""A figure of the original is missing from the quotation.

Why it matters: Leaving out the figure that a speaker gave can turn a measured statement
into a vague one.

Drifts:
    Entregamos 320 viviendas en la vereda y 45 en el pueblo, como se prometió.
    We delivered 320 homes in the hamlet and in the town, as promised.

Clean:
    Ambos puentes están cerrados.
    The two bridges are closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quotes.bilingual.passages import inside
from quotes.bilingual.quantities import pair_quantities
from quotes.languages.sentences import in_passing
from quotes.languages.words import reported
from quotes.model import Case, Check, Evidence, Span, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield quantities without counterpart that stand inside the stretch quoted."""
    for quantity in pair_quantities(case.original, case.quote).lost:
        numbered = quantity.text.startswith("0") and quantity.text.isdecimal()  # "Circular 018"
        if (
            numbered
            or _post(case.original, quantity.span)
            or reported(case.original, quantity.span)
        ):
            continue
        if inside(case.original, case.quote, quantity.span):
            yield Evidence(
                worded("“{said}” of the original is not in the quotation.", said=quantity.text),
                (quantity.span,),
                severity="info" if in_passing(case.quote) else None,
            )


def _post(original: str, span: Span) -> bool:
    """Return whether a figure numbers a post of several: "2/ Hubo convocatoria", "3/5 …"."""
    numbering = _NUMBERING.match(original)
    return numbering is not None and span.end <= numbering.end()


_NUMBERING = re.compile(r"\s*\(?\d{1,2}\s?(?:/\s?(?:\d{1,2}\b|(?=\D)|$)|\)\s)")


CHECK = Check("D106", "lost-number", "warning", find, __doc__ or "")
