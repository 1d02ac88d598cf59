"""What tells whether a member of one text has a counterpart in the other, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from quotes.checks.counterparts.sides import FIRM, Side, tie
from quotes.languages.members import Member, members
from quotes.ml.sentence_vectors import encode

# Of the words alone: cheap.
PLAIN = (
    "content words",
    "unlinked share",
    "unlinked rarity",
    "unlinked known",
    "best link",
    "best tie",
    "function rarity",
    "surplus here",
    "surplus there",
    "room",
    "turned",
    "joints",
    "marks",
    "longer",
    "longer without",
    "joint",
    "comma",
    "closed",
    "item",
    "last",
    "tokens",
    "spanish",
)
# Of sentence vectors: how near the other text is with the member, without it, and to it alone.
NEAR = ("similarity", "similarity without", "member similarity")

Rows = NDArray[np.float32]
_HALF = 0.5


def candidates(here: Side) -> list[Member]:
    """Return the members at least half of whose content words have no counterpart."""
    found = []
    for member in members(here.text, here.language):
        inside = range(member.first, member.after)
        content = [i for i in inside if here.content[i]]
        bare = sum(here.strengths[i] < FIRM for i in content)
        if bare >= _HALF * len(content) and (content or len(inside) > 2):
            found.append(member)
    return found


def plain(here: Side, there: Side, found: Sequence[Member]) -> Rows:
    """Return one row of PLAIN a member of `here`, shape (members, signals)."""
    rows = [_row(here, there, member) for member in found]
    return np.asarray(rows, dtype=np.float32).reshape(len(found), len(PLAIN))


def near(here: Side, there: Side, found: Sequence[Member]) -> Rows:
    """Return one row of NEAR a member of `here`, shape (members, signals)."""
    if not found:
        return np.zeros((0, len(NEAR)), dtype=np.float32)
    left = [here.without(member) or "." for member in found]
    vectors = encode([here.text, there.text, *left, *map(here.covered, found)])
    cosines = vectors @ vectors[1]
    whole = np.full(len(found), cosines[0])
    return np.stack([whole, cosines[2 : 2 + len(found)], cosines[2 + len(found) :]], axis=1)


def _row(here: Side, there: Side, member: Member) -> list[float]:
    inside = range(member.first, member.after)
    content = [i for i in inside if here.content[i]]
    bare = [i for i in content if here.strengths[i] < FIRM]
    left = here.without(member)
    return [
        float(len(content)),
        len(bare) / len(content) if content else 1.0,
        sum(here.rarities[i] for i in bare),
        float(sum(here.known(i) for i in bare)),
        max((here.strengths[i] for i in content), default=0.0),
        max((tie(here, i, there) for i in bare), default=0.0),
        sum(here.rarities[i] for i in inside if here.heavy(i)),
        sum(here.rarities[i] for i in here.bare if i not in inside),
        sum(there.rarities[i] for i in there.bare),
        *_room(here, there, member),
        float(here.joints() - there.joints()),
        float(here.marks() - there.marks()),
        log((len(here.text) + 5) / (len(there.text) + 5)),
        log((len(left) + 5) / (len(there.text) + 5)),
        *map(float, (member.joint, member.comma, member.closed, member.item, member.last)),
        float(len(inside)),
        float(here.language == "es"),
    ]


def _room(here: Side, there: Side, member: Member) -> tuple[float, float]:
    """Return (rarity of the bare words where the counterpart would stand, 1 if turned round).

    It would stand between the counterparts of the nearest linked words before and after.
    """
    before = (here.counterparts[i] for i in range(member.first - 1, -1, -1) if here.firm(i))
    after = (here.counterparts[i] for i in range(member.after, len(here.words)) if here.firm(i))
    low, high = next(before, -1), next(after, len(there.words))
    turned = low > high
    low, high = min(low, high), max(low, high)
    return sum(there.rarities[i] for i in there.bare if low <= i <= high), float(turned)
