"""Where quotations come from: the parts of each looked for, then again beside each other.

The first pass asks for every part alone. Those that are surely found are company for
the rest: quotations of one article tend to come from one document, near each other.
"""

from __future__ import annotations

from collections.abc import Sequence

from quotes.model import Location, Query
from quotes.originals.asking import BLOCK, Sought, ask
from quotes.originals.english import said_in_english
from quotes.originals.joining import Hit, joined
from quotes.originals.looks import HOPELESS, SETTLED, Ground
from quotes.originals.parts import encode_parts, parts_of
from quotes.originals.splices import apart, remainder, united

_SURE = 0.8  # a part found with this probability is company for the others
_ALONE = 0.97  # and one with this needs none
# A rest counts from _SURE on. No last look over seeds/ raised a probability by more than 0.35.
_UNLIKELY_REST = 0.4


def locate(queries: Sequence[Query], ground: Ground) -> list[Location]:
    """Return the location of each query; queries of one `group` are company for each other."""
    index, library = ground.index, ground.library
    said = [said_in_english(query, index, library, ground.spanish) for query in queries]
    sought: list[list[Sought]] = []
    first: list[list[list[Hit]]] = []
    together = len(queries) > 1 and queries[0].group is not None
    for at in range(0, len(queries), BLOCK):
        block = list(queries[at : at + BLOCK])
        encode_parts(block)
        own = [[Sought(part, query) for part in parts_of(query)] for query in block]
        own = [[] if said[at + n] else one for n, one in enumerate(own)]
        sought += own
        alone = [(one, ()) for part in own for one in part]
        first += _regrouped(own, ask(alone, ground, 1.0 if together else HOPELESS))
    again = _again(queries, sought, first, ground, unread=together)
    rest = _with_the_rest(sought, again, ground)
    return [place or joined(hits, index, library) for place, hits in zip(said, rest, strict=True)]


def _regrouped(sought: Sequence[list[Sought]], hits: list[list[Hit]]) -> list[list[list[Hit]]]:
    """Return hits given part by part as lists, a query each."""
    flat = iter(hits)
    return [[next(flat) for _ in own] for own in sought]


def _company(
    queries: Sequence[Query], hits: Sequence[list[list[Hit]]], at: int, number: int
) -> list[int]:
    """Return the sentences where other parts of the same group were surely found."""
    group = queries[at].group
    others = range(len(queries)) if group is not None else [at]
    return [
        part[0].sentence
        for other in others
        if other == at or queries[other].group == group
        for n, part in enumerate(hits[other])
        if (other, n) != (at, number) and part and part[0].probability >= _SURE
    ]


def _again(
    queries: Sequence[Query],
    sought: Sequence[list[Sought]],
    first: Sequence[list[list[Hit]]],
    ground: Ground,
    *,
    unread: bool,
) -> list[list[list[Hit]]]:
    """Return the hits of all parts, those asked again that company can change.

    If they are `unread`, the last look was put off until company is known: often it settles
    what that look would have been needed for.
    """
    asked, places = [], []
    for at, own in enumerate(sought):
        for number, one in enumerate(own):
            hits = first[at][number]
            anchors = _company(queries, first, at, number)
            doubtful = unread and bool(hits) and HOPELESS < hits[0].probability < SETTLED
            if doubtful or (anchors and not (hits and hits[0].probability >= _ALONE)):
                asked.append((one, anchors))
                places.append((at, number))
    found = [list(hits) for hits in first]
    for (at, number), hits in zip(places, ask(asked, ground), strict=True):
        found[at][number] = hits
    return found


def _with_the_rest(
    sought: Sequence[list[Sought]], hits: Sequence[list[list[Hit]]], ground: Ground
) -> list[list[list[Hit]]]:
    """Return the hits with those of the rest of parts whose rest comes from elsewhere."""
    rests = _rests(sought, hits, ground)
    asked = [(one, [hits[at][number][0].sentence]) for (at, number), (one, _) in rests.items()]
    others = dict(zip(rests, ask(asked, ground, _UNLIKELY_REST), strict=True))
    found: list[list[list[Hit]]] = []
    for at, places in enumerate(hits):
        found.append([])
        for number, old in enumerate(places):
            key = at, number
            found[-1] += _split(old, others[key], rests[key][1]) if key in rests else [old]
    return found


def _rests(
    sought: Sequence[list[Sought]], hits: Sequence[list[list[Hit]]], ground: Ground
) -> dict[tuple[int, int], tuple[Sought, bool]]:
    """Return what the place of a part leaves unexplained, by query and part; True: its ending."""
    left = {
        (at, number): rest
        for at, (own, places) in enumerate(zip(sought, hits, strict=True))
        for number, (one, old) in enumerate(zip(own, places, strict=True))
        if old and old[0].probability >= old[0].line
        if (rest := remainder(one.part, old[0], ground.library))
    }
    encode_parts([Query(text) for text, _ in left.values()])
    return {
        (at, number): (Sought(parts[0], sought[at][number].query), ending)
        for (at, number), (text, ending) in left.items()
        if (parts := parts_of(Query(text)))
    }


def _split(hits: list[Hit], others: list[Hit], ending: bool) -> list[list[Hit]]:
    """Return the hits of a part, and those of the rest of it where that comes from elsewhere."""
    if not others or others[0].probability < _SURE:
        return [hits]
    if not apart(hits[0], others[0]):
        return [[united(hits[0], others[0]), *hits[1:]]]
    return [hits, others] if ending else [others, hits]
