"""The members that have no counterpart: by learned trees, and by the order of a list.

Two forests (`quotes/weights/members`, with lines, data and figures in the card) decide one
after the other: the first, of words alone, sorts out nine in ten of the members; the second
sees sentence vectors too.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from quotes.checks.counterparts.listing import dropped, untied
from quotes.checks.counterparts.sides import LONGEST, Side, returned, sides
from quotes.checks.counterparts.signals import candidates, near, plain
from quotes.languages.members import Member
from quotes.languages.trees import load_trees
from quotes.model import Span

# Chance by the words alone below which vectors change nothing (0.3 % of the missing).
_SORTED_OUT = 0.3
_LINES = {"es": 0.85, "en": 0.9}  # chance from which a member is said to be missing there
_MOST = 4  # members asked about with vectors


@lru_cache(maxsize=512)
def left_out(original: str, quote: str, back: str | None = None) -> tuple[Span, ...]:
    """Return the members of an original that its quotation lacks, without overlaps."""
    here, there = sides(original, quote)
    bare = untied(here, there)
    items = list(dropped(here, there, bare))
    if back:
        ours, theirs = returned(original, back)
        items += dropped(ours, theirs, bare & set(ours.bare))
    return _spans(here, [*_likely(here, there), *items])


@lru_cache(maxsize=512)
def put_in(original: str, quote: str) -> tuple[Span, ...]:
    """Return the members of a quotation that its original lacks, without overlaps."""
    there, here = sides(original, quote)
    items = dropped(here, there, untied(here, there))
    return _spans(here, [*_likely(here, there), *items])


def _spans(side: Side, found: list[Member]) -> tuple[Span, ...]:
    """Return where members stand, the first of those that overlap; fillers left out."""
    kept: list[Span] = []
    for member in found:
        span = _span(side, member)
        if not side.filler(member) and not any(span.overlap(other) for other in kept):
            kept.append(span)
    return tuple(kept)


def _likely(here: Side, there: Side) -> list[Member]:
    """Return the members that the trees call missing, likeliest first."""
    ranked = sorted(_chances(here, there), key=lambda one: -one[0])
    return [member for chance, member in ranked if chance >= _LINES[here.language]]


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
