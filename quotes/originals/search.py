"""Where quotations come from: the segments of each looked for, then again beside each other.

The first pass asks for every segment alone. Those that are surely found are neighbours of
the rest: quotations of one article tend to come from one document, near each other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from quotes.model import Location, Query, Span
from quotes.originals.assembly import Hit, apart, joined, remainder, united
from quotes.originals.boundaries import whole_clause, whole_window, without_stub
from quotes.originals.candidates import Candidate, Known
from quotes.originals.english import said_in_english
from quotes.originals.index import Index
from quotes.originals.passages import Library, same_person
from quotes.originals.ranking_stages import HOPELESS, SETTLED, Ranking, SearchContext, rank_segments
from quotes.originals.segments import Segment, encode_segments, segments_of

_SURE = 0.8  # a segment found with this probability is a neighbour of the others
_ALONE = 0.97  # and one with this needs none
# A rest counts from _SURE on. No cross-encoding over seeds/ raised a probability by more than 0.35.
_UNLIKELY_REST = 0.4
# Of the 600 absent sentences of locate/dev 0.5 % reach 0.3, and 1.0 % reach 0.25.
LINE = 0.3
# Where other quotations of the article were found near, those without an original are the
# hard case. On made quotations with their neighbours present, those whose line was taken out
# reach 0.5 in 13 % (fragments) and 8 % (sentences); those of one to four words 0.75 in 7 %.
LINE_IN_COMPANY, LINE_OF_FEW = 0.5, 0.75
_FEW = 4  # words
_HINT = 0.4  # log-odds
_WHOLE = 2  # hits whose passage is worked out: another segment may have the first one's words
BLOCK = 48  # queries encoded in one go


def locate(queries: Sequence[Query], context: SearchContext) -> list[Location]:
    """Return the location of each query; queries of one `group` help each other."""
    index, library = context.index, context.library
    said = [said_in_english(query, index, library, context.spanish) for query in queries]
    sought: list[list[SegmentQuery]] = []
    first: list[list[list[Hit]]] = []
    together = len(queries) > 1 and queries[0].group is not None
    for at in range(0, len(queries), BLOCK):
        block = list(queries[at : at + BLOCK])
        encode_segments(block)
        own = [[SegmentQuery(segment, query) for segment in segments_of(query)] for query in block]
        own = [[] if said[at + n] else one for n, one in enumerate(own)]
        sought += own
        alone = [(one, ()) for segment in own for one in segment]
        first += _regrouped(own, ask(alone, context, 1.0 if together else HOPELESS))
    again = _again(queries, sought, first, context, unread=together)
    rest = _with_the_rest(sought, again, context)
    return [place or joined(hits, index, library) for place, hits in zip(said, rest, strict=True)]


def _regrouped(
    sought: Sequence[list[SegmentQuery]], hits: list[list[Hit]]
) -> list[list[list[Hit]]]:
    """Return hits given segment by part as lists, a query each."""
    flat = iter(hits)
    return [[next(flat) for _ in own] for own in sought]


def _neighbours_of(
    queries: Sequence[Query], hits: Sequence[list[list[Hit]]], at: int, number: int
) -> list[int]:
    """Return the sentences where other segments of the same group were surely found."""
    group = queries[at].group
    others = range(len(queries)) if group is not None else [at]
    return [
        segment[0].sentence
        for other in others
        if other == at or queries[other].group == group
        for n, segment in enumerate(hits[other])
        if (other, n) != (at, number) and segment and segment[0].probability >= _SURE
    ]


def _again(
    queries: Sequence[Query],
    sought: Sequence[list[SegmentQuery]],
    first: Sequence[list[list[Hit]]],
    context: SearchContext,
    *,
    unread: bool,
) -> list[list[list[Hit]]]:
    """Return the hits of all segments, those asked again that neighbouring quotations can change.

    If they are `unread`, the cross-encoding was put off until neighbours are known: often they
    settle what it would have been needed for.
    """
    asked, places = [], []
    for at, own in enumerate(sought):
        for number, one in enumerate(own):
            hits = first[at][number]
            neighbours = _neighbours_of(queries, first, at, number)
            doubtful = unread and bool(hits) and HOPELESS < hits[0].probability < SETTLED
            if doubtful or (neighbours and not (hits and hits[0].probability >= _ALONE)):
                asked.append((one, neighbours))
                places.append((at, number))
    found = [list(hits) for hits in first]
    for (at, number), hits in zip(places, ask(asked, context), strict=True):
        found[at][number] = hits
    return found


def _with_the_rest(
    sought: Sequence[list[SegmentQuery]], hits: Sequence[list[list[Hit]]], context: SearchContext
) -> list[list[list[Hit]]]:
    """Return the hits with those of the rest of segments whose rest comes from elsewhere."""
    rests = _rests(sought, hits, context)
    asked = [(one, [hits[at][number][0].sentence]) for (at, number), (one, _) in rests.items()]
    others = dict(zip(rests, ask(asked, context, _UNLIKELY_REST), strict=True))
    found: list[list[list[Hit]]] = []
    for at, places in enumerate(hits):
        found.append([])
        for number, old in enumerate(places):
            key = at, number
            found[-1] += _split(old, others[key], rests[key][1]) if key in rests else [old]
    return found


def _rests(
    sought: Sequence[list[SegmentQuery]], hits: Sequence[list[list[Hit]]], context: SearchContext
) -> dict[tuple[int, int], tuple[SegmentQuery, bool]]:
    """Return what the place of a segment leaves unexplained (True: its ending)."""
    left = {
        (at, number): rest
        for at, (own, places) in enumerate(zip(sought, hits, strict=True))
        for number, (one, old) in enumerate(zip(own, places, strict=True))
        if old and old[0].probability >= old[0].line
        if (rest := remainder(one.segment, old[0], context.library))
    }
    encode_segments([Query(text) for text, _ in left.values()])
    return {
        (at, number): (SegmentQuery(segments[0], sought[at][number].query), ending)
        for (at, number), (text, ending) in left.items()
        if (segments := segments_of(Query(text)))
    }


def _split(hits: list[Hit], others: list[Hit], ending: bool) -> list[list[Hit]]:
    """Return the hits of a segment, and those of the rest of it where that comes from elsewhere."""
    if not others or others[0].probability < _SURE:
        return [hits]
    if not apart(hits[0], others[0]):
        return [[united(hits[0], others[0]), *hits[1:]]]
    return [hits, others] if ending else [others, hits]


@dataclass(frozen=True, slots=True)
class SegmentQuery:
    """A segment with its query, and what is known already of sentences for it."""

    segment: Segment
    query: Query
    known: Known = field(default_factory=Known)


def ask(
    segments: Sequence[tuple[SegmentQuery, Sequence[int]]],
    context: SearchContext,
    hopeless: float = HOPELESS,
) -> list[list[Hit]]:
    """Return the places of segments, best first, each given with its neighbouring quotations.

    `hopeless` is the probability up to which two stages are enough.
    """
    found: list[list[Hit]] = []
    for at in range(0, len(segments), BLOCK):
        block = segments[at : at + BLOCK]
        asked = [(one.segment, one.known, neighbours) for one, neighbours in block]
        rankings = rank_segments(asked, context, hopeless)
        for (one, neighbours), ranking in zip(block, rankings, strict=True):
            found.append(_ranked(one, ranking, context, bool(neighbours)))
    return found


def _ranked(
    one: SegmentQuery, ranking: Ranking, context: SearchContext, near_others: bool
) -> list[Hit]:
    """Return the places of one segment, best first."""
    if not ranking.found:
        return []
    index, library, segment = context.index, context.library, one.segment
    merits = [
        _merit(p, c, one.query, library)
        for p, c in zip(ranking.chances, ranking.found, strict=True)
    ]
    order = sorted(range(len(ranking.found)), key=lambda i: -merits[i])
    line = LINE
    if near_others:
        line = LINE_OF_FEW if segment.matcher.english <= _FEW else LINE_IN_COMPANY
    hits = [
        Hit(here.sentence, here.document, here.span, float(ranking.chances[i]), line)
        for i in order
        for here in (ranking.found[i],)
    ]
    for at, i in enumerate(order[:_WHOLE]):
        if at == 0 or hits[at].probability >= line:
            hits[at] = replace(hits[at], span=_passage(segment, ranking.found[i], index, library))
    return hits


def _passage(segment: Segment, one: Candidate, index: Index, library: Library) -> Span:
    """Return what the segment renders, whole clauses where it is no fragment."""
    text = library.sources[one.document].text
    found = without_stub(whole_window(segment, one, index, library), segment.text, text)
    start, end = index.spans[one.sentence].tolist()
    bounds = Span(min(start, found.start), max(end, found.end))
    return whole_clause(found, segment.text, text, bounds)


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
