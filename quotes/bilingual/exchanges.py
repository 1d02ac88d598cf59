"""Words that no free translation exchanges: "nadie" given as "few", "antes de" as "after"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from quotes.bilingual.passages import inside
from quotes.languages.words import vocabulary
from quotes.model import Case, Evidence, Span

_TABLE = "exchanges"
_SIDES = ("spanish", "wrong", "right", "ground")


def exchanged(case: Case, check: str, told: str) -> Iterator[Evidence]:
    """Yield the exchanges of `data/exchanges.toml` that belong to a check, as errors.

    `told` opens the message. Of the 16,200 faithful pairs of drift2/train 0.1 % have one, of
    the 2,175 faithful statements of the *choose* half 0.2 %; of their drifting ones 2.7 and 6 %.
    """
    for name in vocabulary(_TABLE)[check]:
        pair = _exchange(case, check, name)
        if pair:
            here, there = pair
            yield Evidence(
                f"{told}: “{here.of(case.original)}” in the original, "
                f"“{there.of(case.quote)}” in the quotation.",
                (here,),
                (there,),
                "error",
                firm=True,
            )


def _exchange(case: Case, check: str, name: str) -> tuple[Span, Span] | None:
    """Return the words exchanged, None where another word may account for either."""
    spanish, wrong, right, ground = _patterns(check, name)
    said = spanish.search(case.original)
    given = wrong.search(case.quote) if said else None
    if not (said and given) or right.search(case.quote):
        return None
    rest = f"{case.original[: said.start()]} # {case.original[said.end() :]}"
    here = Span(*said.span())
    if ground.search(rest) or not inside(case.original, case.quote, here, lead=True):
        return None
    return here, Span(*given.span())


@cache
def _patterns(check: str, name: str) -> tuple[re.Pattern[str], ...]:
    """Return the patterns of an entry: what was said, what is wrong, what is right, grounds."""
    entry: dict[str, str] = vocabulary(_TABLE)[check][name]
    return tuple(re.compile(entry[side].replace("\n", ""), re.IGNORECASE) for side in _SIDES)
