"""A Spanish word was left in the English.

Why it matters: It may be meant (paramo, tinto), but the reader should know that it was not
translated.

Drifts:
    Los damnificados esperan ayuda.
    The damnificados are waiting for help.

Clean:
    Los damnificados esperan ayuda.
    The victims are waiting for help.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.languages.pairs.leftovers import left_in_spanish
from quotes.model import Case, Check, Evidence


def find(case: Case) -> Iterator[Evidence]:
    """Yield the words that stand in both texts and are no English."""
    for original, quote in left_in_spanish(case.original, case.quote):
        yield Evidence(f"“{quote.of(case.quote)}” is left in Spanish.", (original,), (quote,))


CHECK = Check("D304", "untranslated-word", "info", find, __doc__ or "")
