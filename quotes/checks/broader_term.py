"""A more general word stands for a specific one.

Why it matters: “Masacre” made into “incident” takes the weight out of what was said.

Drifts:
    Fue una masacre de campesinos.
    It was an incident involving peasants.

Clean:
    Hubo un secuestro en la vereda.
    There was a kidnapping in the hamlet.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.bilingual.oppositions import clashes
from quotes.languages.words import first_texts
from quotes.model import Case, Check, Evidence, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield the clashes of `data/broader_terms.toml`."""
    for clash in clashes(case.original, case.quote, "broader_terms"):
        yield Evidence(
            worded(
                "A more general word: {said} in the original, {given} in the quotation.",
                said=first_texts(case.original, clash.original),
                given=first_texts(case.quote, clash.quote),
            ),
            clash.original,
            clash.quote,
        )


CHECK = Check("D305", "broader-term", "warning", find, __doc__ or "")
