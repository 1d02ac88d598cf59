"""The members that have no counterpart: by learned trees, and by the order of a list.

Two forests (`quotes/weights/members`, with lines, data and figures in the card) decide one
after the other: the first, of words alone, sorts out nine in ten of the members; the second
sees sentence vectors too.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from quotes.checks.counterparts.listing import dropped, untied
from quotes.checks.counterparts.sides import LONGEST, Side, returned, sides
from quotes.checks.counterparts.signals import candidates, near, plain
from quotes.languages.members import Member
from quotes.ml.trees import load_trees
from quotes.model import Span

# Chance by the words alone below which vectors change nothing (0.3 % of the missing).
_SORTED_OUT = 0.3
_LINES = {"es": 0.85, "en": 0.9}  # chance from which a member is said to be missing there
# Chance from which a member of one content word needs no second opinion: the lexicon lacks many
# a word, seldom two side by side. Of 26 members that the trees called missing in 8,533 faithful
# rows of parallel/, 14 had one such word, two of them with this chance.
_SURE = 0.955
_MOST = 4  # members asked about with vectors


class Missing(NamedTuple):
    """Where a member without counterpart stands, and whether no second opinion is needed."""

    span: Span
    sure: bool


@lru_cache(maxsize=512)
def left_out(original: str, quote: str, back: str | None = None) -> tuple[Missing, ...]:
    """Return the members of an original that its quotation lacks, without overlaps."""
    here, there = sides(original, quote)
    bare = untied(here, there)
    items = list(dropped(here, there, bare))
    if back:
        ours, theirs = returned(original, back)
        items += dropped(ours, theirs, bare & set(ours.bare))
    return _missing(here, _likely(here, there), items)


@lru_cache(maxsize=512)
def put_in(original: str, quote: str) -> tuple[Missing, ...]:
    """Return the members of a quotation that its original lacks, without overlaps."""
    there, here = sides(original, quote)
    items = list(dropped(here, there, untied(here, there)))
    return _missing(here, _likely(here, there), items)


def _missing(
    side: Side, likely: list[tuple[float, Member]], items: list[Member]
) -> tuple[Missing, ...]:
    """Return where members stand, the first of those that overlap; fillers left out."""
    kept: list[Missing] = []
    for chance, member in [*likely, *((1.0, item) for item in items)]:
        span = _span(side, member)
        if not side.filler(member) and not any(span.overlap(other.span) for other in kept):
            several = sum(side.content[member.first : member.after]) > 1
            kept.append(Missing(span, several or chance >= _SURE))
    return tuple(kept)


def _likely(here: Side, there: Side) -> list[tuple[float, Member]]:
    """Return the members that the trees call missing with their chances, likeliest first."""
    ranked = sorted(_chances(here, there), key=lambda one: -one[0])
    return [one for one in ranked if one[0] >= _LINES[here.language]]


def _chances(here: Side, there: Side) -> list[tuple[float, Member]]:
    """Return the likely members with their chances."""
    if max(len(here.text), len(there.text)) > LONGEST:
        return []
    found = [member for member in candidates(here) if not here.filler(member)]
    if not found:
        return []
    rows = plain(here, there, found)
    first = load_trees("members/plain").probabilities(rows)
    likely = [int(i) for i in np.argsort(-first)[:_MOST] if first[i] >= _SORTED_OUT]
    if not likely:
        return []
    kept = [found[i] for i in likely]
    seen = np.hstack([rows[likely], near(here, there, kept)])
    chances = load_trees("members/all").probabilities(seen)
    return list(zip(chances.tolist(), kept, strict=True))


def _span(side: Side, member: Member) -> Span:
    return Span(side.words[member.first].span.start, side.words[member.after - 1].span.end)
