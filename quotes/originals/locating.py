"""Where quotations come from: the parts of each looked for, then again beside each other.

The first pass asks for every part alone. Those that are surely found are company for
the rest: quotations of one article tend to come from one document, near each other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from quotes.model import Location, Query, Span
from quotes.originals.candidates import Candidate, candidates
from quotes.originals.clauses import whole_clause
from quotes.originals.edges import whole_stretch
from quotes.originals.english import said_in_english
from quotes.originals.index import Index
from quotes.originals.joining import Hit, joined
from quotes.originals.parts import Part, parts_of
from quotes.originals.passages import Library, same_person
from quotes.originals.ranking import features, probabilities

LINE = 0.5  # of a calibrated probability: found is likelier than not
_SURE = 0.8  # a part found with this probability is company for the others
_HINT = 0.4  # log-odds
_SETTLED = 0.97  # and one with this needs none
_AROUND = (-2, -1, 0, 1, 2)  # sentences near company that are looked at besides


@dataclass(frozen=True, slots=True)
class Ground:
    """What is searched: the index, the sources, and which sentences are Spanish."""

    index: Index
    library: Library
    spanish: NDArray[np.bool_]


def locate(queries: Sequence[Query], ground: Ground) -> list[Location]:
    """Return the location of each query; queries of one `group` are company for each other."""
    said = [
        said_in_english(query, ground.index, ground.library, ground.spanish) for query in queries
    ]
    parts = [[] if at else parts_of(query) for query, at in zip(queries, said, strict=True)]
    first = [
        [_hits(part, query, ground, ()) for part in own]
        for query, own in zip(queries, parts, strict=True)
    ]
    found: list[Location] = []
    for at, (query, place) in enumerate(zip(queries, said, strict=True)):
        hits = [
            _again(part, query, ground, old, _company(queries, first, at, number))
            for number, (part, old) in enumerate(zip(parts[at], first[at], strict=True))
        ]
        found.append(place or joined(hits, ground.index, ground.library, LINE))
    return found


def _company(
    queries: Sequence[Query], hits: Sequence[list[list[Hit]]], at: int, number: int
) -> list[int]:
    """Return the sentences where other parts of the same group were surely found."""
    group = queries[at].group
    return [
        part[0].sentence
        for other, parts in enumerate(hits)
        if other == at or (group is not None and queries[other].group == group)
        for n, part in enumerate(parts)
        if (other, n) != (at, number) and part and part[0].probability >= _SURE
    ]


def _again(
    part: Part, query: Query, ground: Ground, hits: list[Hit], anchors: list[int]
) -> list[Hit]:
    """Return the hits of a part asked again with company, where that can change them."""
    if not anchors or (hits and hits[0].probability >= _SETTLED):
        return hits
    return _hits(part, query, ground, anchors)


def _hits(part: Part, query: Query, ground: Ground, anchors: Sequence[int]) -> list[Hit]:
    """Return the places of one part, best first."""
    index, library = ground.index, ground.library
    near = {a + step for a in dict.fromkeys(anchors) for step in _AROUND}
    hints = [number for number in sorted(near) if 0 <= number < len(index.spans)]
    found = candidates(part, index, library, ground.spanish, hints)
    if not found:
        return []
    chances = probabilities(
        features(part, found, index, library, anchors, int(ground.spanish.sum()))
    )
    merits = [_merit(p, one, query, library) for p, one in zip(chances, found, strict=True)]
    order = sorted(range(len(found)), key=lambda i: -merits[i])
    hits = [
        Hit(found[i].sentence, found[i].document, found[i].span, float(chances[i])) for i in order
    ]
    best = found[order[0]]
    return [replace(hits[0], span=_passage(part, best, index, library)), *hits[1:]]


def _passage(part: Part, one: Candidate, index: Index, library: Library) -> Span:
    """Return what the part renders, whole clauses where it is no fragment."""
    text = library.sources[one.document].text
    found = whole_stretch(part, one, index, library)
    start, end = index.spans[one.sentence].tolist()
    bounds = Span(min(start, found.start), max(end, found.end))
    return whole_clause(found, part.text, text, bounds)


def _merit(chance: float, one: Candidate, query: Query, library: Library) -> float:
    """Return what candidates are ordered by: log-odds, and who speaks when.

    No data at hand has speakers and dates to learn from, so they only order near-equals:
    a source by the speaker named gains 0.4, one later than the article loses 0.4.
    """
    source = library.sources[one.document]
    merit = math.log(max(chance, 1e-9) / max(1 - chance, 1e-9))
    if query.speaker and source.speaker and same_person(query.speaker, source.speaker):
        merit += _HINT
    if query.date and source.date and source.date > query.date:
        merit -= _HINT
    return merit
