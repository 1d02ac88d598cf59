"""A look-alike stands for a Spanish word that means something else.

Why it matters: “Actualmente” is now, not actually; “eventual” is possible, not final.

Drifts:
    Actualmente no hay médicos en la vereda.
    Actually there are no doctors in the hamlet.

Clean:
    Actualmente no hay médicos en la vereda.
    There are currently no doctors in the hamlet.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.languages.pairs.renderings import false_friends
from quotes.model import Case, Check, Evidence


def find(case: Case) -> Iterator[Evidence]:
    """Yield the false friends whose look-alike stands in the quotation."""
    for friend, original, quote in false_friends(case):
        yield Evidence(
            f"“{original.of(case.original)}” means {' or '.join(friend.meaning[:2])}, "
            f"not “{quote.of(case.quote)}”. {friend.note}".strip(),
            (original,),
            (quote,),
        )


CHECK = Check("D302", "false-friend", "error", find, __doc__ or "")
