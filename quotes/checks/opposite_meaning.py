"""A word of the quotation is the opposite of the word in the original.

Why it matters: Approve and reject, rise and fall: the sentence reads as smoothly as the
right one.

Drifts:
    El concejo aprobó el presupuesto.
    The council rejected the budget.

Clean:
    El río subió dos metros.
    The river rose two metres.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.bilingual.oppositions import clashes
from quotes.languages.words import first_texts
from quotes.model import Case, Check, Evidence, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield the clashes of `data/antonyms.toml`."""
    for clash in clashes(case.original, case.quote, "antonyms"):
        yield Evidence(
            worded(
                "Opposite words: {said} in the original, {given} in the quotation.",
                said=first_texts(case.original, clash.original),
                given=first_texts(case.quote, clash.quote),
            ),
            clash.original,
            clash.quote,
            firm=clash.name in _CLOSED,
        )


# Poles that no free translation exchanges, so that no second opinion is asked for.
_CLOSED = frozenset({"north", "east", "left", "day", "legal", "guilty", "buy", "alive"})


CHECK = Check("D212", "opposite-meaning", "error", find, __doc__ or "")
