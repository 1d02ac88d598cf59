"""Items of an enumeration that the other text drops while their neighbours close the gap.

"A los enfermeros, a los camilleros y a los celadores" given as "the nurses and the
stretcher-bearers": the words alone cannot tell (rare nouns are in no lexicon), the order
can. An item in the middle is dropped if its neighbours stand side by side in the other
text; the last one, if the two before it are joined there by the conjunction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from quotes.checks.counterparts.sides import FIRM, Side, tie
from quotes.languages.members import JOINTS, Member, members
from quotes.languages.vocabularies import phrases

_LONGEST = 3  # content words of an item
_TIED = 0.05  # strength from which a word may have a counterpart after all


def dropped(here: Side, there: Side, bare: Collection[int]) -> Iterator[Member]:
    """Yield the items of `here` that `there` drops, made of the `bare` words of `here`."""
    for member in members(here.text, here.language):
        content = [i for i in range(member.first, member.after) if here.content[i]]
        short = 1 <= len(content) <= _LONGEST and set(content) <= set(bare)
        if short and (_closed(here, there, member) or _ended(here, there, member)):
            yield member


def untied(here: Side, there: Side) -> frozenset[int]:
    """Return the content words of `here` that no word of `there` can render."""
    return frozenset(
        i
        for i, content in enumerate(here.content)
        if content and here.strengths[i] < FIRM and tie(here, i, there) < _TIED
    )


def _closed(here: Side, there: Side, member: Member) -> bool:
    """Return whether the words on both sides of a middle item stand side by side."""
    low, high = _before(here, member.first), _next(here, member.after)
    if not member.closed or low < 0 or high < 0 or not (here.firm(low) and here.firm(high)):
        return False
    content = [low, *(i for i in range(member.first, member.after) if here.content[i]), high]
    listed = all(_beside(here, one, two) for one, two in pairwise(content))
    return listed and _beside(there, here.counterparts[low], here.counterparts[high])


def _ended(here: Side, there: Side, member: Member) -> bool:
    """Return whether the two items before the last are joined by a conjunction."""
    second = _before(here, member.first)
    if not member.joint or second < 0 or not here.firm(second):
        return False
    first = _before(here, second)
    commas = [word.text for word in here.words[first + 1 : second]].count(",")
    if first < 0 or commas != 1 or not (here.firm(first) and _beside(here, first, second)):
        return False
    low, high = here.counterparts[first], here.counterparts[second]
    joints = JOINTS[there.language]
    return _beside(there, low, high) and any(w.key in joints for w in there.words[low:high])


def _before(side: Side, place: int) -> int:
    """Return the last content word before a place, -1 if there is none."""
    return next((i for i in range(place - 1, -1, -1) if side.content[i]), -1)


def _next(side: Side, place: int) -> int:
    """Return the first content word from a place on, -1 if there is none."""
    return next((i for i in range(place, len(side.words)) if side.content[i]), -1)


def _beside(side: Side, low: int, high: int) -> bool:
    """Return whether nothing but the marks and small words of a list stands between two words."""
    small = phrases("lists", "spanish" if side.language == "es" else "english")
    between = side.words[low + 1 : high]
    return low < high and all(
        word.key in small or word.key in JOINTS[side.language] or word.text == ","
        for word in between
    )
