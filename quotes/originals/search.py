"""Where quotations come from: the segments of each looked for, then again beside each other.

The first pass asks for every segment alone. Those that are surely found are neighbours of
the rest: quotations of one article tend to come from one document, near each other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from quotes.model import Location, Query
from quotes.originals.alignment import completed, together
from quotes.originals.assembly import Hit, Part, apart, joined, remainder, united
from quotes.originals.candidates import Candidate, Ranking, SegmentQuery
from quotes.originals.decision import FOUND, beside, features, probabilities, speaker_odds
from quotes.originals.english import said_in_english
from quotes.originals.explanation import explanations
from quotes.originals.index import Library
from quotes.originals.passage_edges import whole_passage
from quotes.originals.ranking_stages import HOPELESS, SETTLED, SearchContext, rank_segments
from quotes.originals.second_look import SURE, second_look, wanted_again
from quotes.originals.segments import encode_segments, segments_of
from quotes.originals.widening import decided_edges, ending_its_clause, is_narrow, widened

_TWO = 2
_ALONE = 0.97  # a place with this probability needs no neighbours
# A rest counts from SURE on. No cross-encoding over seeds/ raised a probability by more than 0.35.
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
    said = [
        said_in_english(query, index, library, context.spanish, context.left_out)
        for query in queries
    ]
    known = [place is not None and not context.searched for place in said]
    sought, hits = ranked(queries, known, context)
    hits = [
        together([(one.segment, one.query) for one in own], places, context)
        for own, places in zip(sought, hits, strict=True)
    ]
    segments = [[one.segment for one in own] for own in sought]
    sure = completed(segments, decided(sought, hits, context), context)
    _look_again(sought, sure, context)
    parts = _with_the_rest(sought, sure, context)
    found = [
        joined(query.text, own, index, library) for query, own in zip(queries, parts, strict=True)
    ]
    return [
        place if english is None else with_english(place, english)
        for place, english in zip(found, said, strict=True)
    ]


def with_english(place: Location, english: Location) -> Location:
    """Return a Spanish place with the English one as another version; the English where none is."""
    if place.status == "absent":
        return english
    return replace(place, editions=(*place.editions, *english.passages))


def decided(
    sought: Sequence[list[SegmentQuery]], hits: Sequence[list[list[Hit]]], context: SearchContext
) -> list[list[list[Hit]]]:
    """Return the hits, the best of each segment with the probability that it was found.

    Two rounds: what is sure by itself counts as a neighbour of the rest of its group.
    """
    found = [[list(places) for places in own] for own in hits]
    hoped = [
        (at, number, places)
        for at, own in enumerate(found)
        for number, places in enumerate(own)
        if places and places[0].probability >= HOPELESS
    ]
    rows, explained = features(
        [(sought[at][number], places) for at, number, places in hoped],
        context,
        alone=len(hoped) < _TWO,
    )
    groups = [group_of(sought[at][0].query, at) for at, _, _ in hoped]
    tops = [places[0] for _, _, places in hoped]
    rows = _beside_sure(rows, tops, groups, context.related)
    chances = probabilities(rows)
    for (at, number, best), chance, why, row in zip(hoped, chances, explained, rows, strict=True):
        found[at][number][0] = replace(
            best[0],
            probability=float(chance),
            line=FOUND,
            explained=why,
            beside=row["same document"] > 0,
        )
    _explain_second(sought, found, context)
    places = [(at, number) for at, own in enumerate(found) for number in range(len(own))]
    _widen(sought, found, places, context)
    return found


def _beside_sure(
    rows: Sequence[dict[str, float]],
    tops: Sequence[Hit],
    groups: Sequence[tuple[str, str | int]],
    related: frozenset[int],
) -> list[dict[str, float]]:
    """Return the features of places with what those of their groups add that are sure alone.

    One or two content words are never company of others.
    """
    sure = [
        (group, hit)
        for group, hit, chance, row in zip(groups, tops, probabilities(rows), rows, strict=True)
        if chance >= SURE and row["few"] < 1
    ]
    return [
        beside(row, hit, [one for own, one in sure if own == group and one is not hit], related)
        for row, hit, group in zip(rows, tops, groups, strict=True)
    ]


def _look_again(
    sought: Sequence[list[SegmentQuery]], found: list[list[list[Hit]]], context: SearchContext
) -> None:
    """Give segments without a place one beside those of the article's other quotations."""
    wanted = wanted_again(sought, found)
    again = second_look([one for _, _, one in wanted], context)
    given = [(at, number, hit) for (at, number, _), hit in zip(wanted, again, strict=True) if hit]
    for at, number, hit in given:
        found[at][number].insert(0, hit)
    _widen(sought, found, [(at, number) for at, number, _ in given], context)


def _explain_second(
    sought: Sequence[list[SegmentQuery]], found: list[list[list[Hit]]], context: SearchContext
) -> None:
    """Say what second places explain: another segment may take the words of the first."""
    seconds = [
        (at, number)
        for at, own in enumerate(found)
        for number, places in enumerate(own)
        if len(own) > 1 and len(places) > 1 and places[1].found
    ]
    asked = [
        (sought[at][number].segment, hit.document, hit.span)
        for at, number in seconds
        for hit in (found[at][number][1],)
    ]
    for (at, number), why in zip(seconds, explanations(asked, context.library), strict=True):
        found[at][number][1] = replace(found[at][number][1], explained=why)


def _widen(
    sought: Sequence[list[SegmentQuery]],
    found: list[list[list[Hit]]],
    segments: Sequence[tuple[int, int]],
    context: SearchContext,
) -> None:
    """Let the places found of segments reach as far as they explain words that they do not.

    And to the end of their clause, where the segments are fragments, and to what decides them.
    """
    placed = [(at, n) for at, n in segments if found[at][n] and found[at][n][0].found]
    narrow = [(at, n) for at, n in placed if is_narrow(found[at][n][0])]
    asked = [(sought[at][n], found[at][n][0]) for at, n in narrow]
    wide = widened([(one.segment, one.query.sentence, hit) for one, hit in asked], context)
    for (at, n), hit in zip(narrow, wide, strict=True):
        found[at][n][0] = hit
    for at, n in placed:
        one, last = sought[at][n], n == len(sought[at]) - 1
        sentence = one.query.sentence
        hit = ending_its_clause(found[at][n][0], context) if sentence else found[at][n][0]
        found[at][n][0] = decided_edges(hit, one.segment, sentence, context, last=last)


def group_of(query: Query, number: int) -> tuple[str, str | int]:
    """Return what the queries that help each other share."""
    return ("group", query.group) if query.group is not None else ("alone", number)


def ranked(
    queries: Sequence[Query], known: Sequence[bool], context: SearchContext
) -> tuple[list[list[SegmentQuery]], list[list[list[Hit]]]]:
    """Return the segments of each query and the places of each, best first.

    Queries that are `known` already have none.
    """
    sought: list[list[SegmentQuery]] = []
    first: list[list[list[Hit]]] = []
    together = len(queries) > 1 and queries[0].group is not None
    for at in range(0, len(queries), BLOCK):
        block = list(queries[at : at + BLOCK])
        encode_segments(block)
        own = [[SegmentQuery(segment, query) for segment in segments_of(query)] for query in block]
        own = [[] if known[at + n] else one for n, one in enumerate(own)]
        sought += own
        alone = [(one, ()) for segment in own for one in segment]
        first += _regrouped(own, ask(alone, context, 1.0 if together else HOPELESS))
    return sought, _again(queries, sought, first, context, unread=together)


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
        if (other, n) != (at, number) and segment and segment[0].probability >= SURE
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
) -> list[list[Part]]:
    """Return the parts of each query: its segments, and what of them comes from elsewhere."""
    rests = _rests(sought, hits, context)
    asked = [(one, [hits[at][number][0].sentence]) for (at, number), (one, _) in rests.items()]
    own = [[one] for one, _ in rests.values()]
    again = decided(own, [[hits] for hits in ask(asked, context, _UNLIKELY_REST)], context)
    others = dict(zip(rests, [places[0] for places in again], strict=True))
    found: list[list[Part]] = []
    for at, segments in enumerate(hits):
        found.append([])
        for number, old in enumerate(segments):
            segment, key = sought[at][number].segment, (at, number)
            part = Part(segment.text, segment.apart, old)
            if key in rests:
                rest, ending = rests[key]
                found[-1] += _split(part, rest.segment.text, others[key], ending=ending)
            else:
                found[-1].append(part)
    return found


def _rests(
    sought: Sequence[list[SegmentQuery]], hits: Sequence[list[list[Hit]]], context: SearchContext
) -> dict[tuple[int, int], tuple[SegmentQuery, bool]]:
    """Return what the place of a segment leaves unexplained (True: its ending)."""
    left = {
        (at, number): rest
        for at, (own, places) in enumerate(zip(sought, hits, strict=True))
        for number, (one, old) in enumerate(zip(own, places, strict=True))
        if old and old[0].found
        if (rest := remainder(one.segment, old[0], context.library))
    }
    encode_segments([Query(text) for text, _ in left.values()])
    return {
        (at, number): (SegmentQuery(segments[0], sought[at][number].query), ending)
        for (at, number), (text, ending) in left.items()
        if (segments := segments_of(Query(text)))
    }


def _split(part: Part, rest: str, others: list[Hit], *, ending: bool) -> list[Part]:
    """Return a part, and the rest of it where that comes from elsewhere."""
    if not others or others[0].probability < SURE:
        return [part]
    other = Part(rest, False, others)
    if not apart(part.hits[0], others[0]):
        whole = united(part.hits[0], others[0])
        other = replace(other, hits=[replace(whole, explained=others[0].explained)])
        part = replace(part, hits=[whole, *part.hits[1:]])
    if ending:
        return [part, other]
    return [replace(other, apart=part.apart), replace(part, apart=False)]


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
        asked = [(one.segment, one.cache, neighbours) for one, neighbours in block]
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
    library, segment = context.library, one.segment
    merits = [
        _merit(p, c, one.query, library)
        for p, c in zip(ranking.chances, ranking.found, strict=True)
    ]
    order = sorted(range(len(ranking.found)), key=lambda i: -merits[i])
    line = LINE
    if near_others:
        line = LINE_OF_FEW if len(segment.matcher.rows) <= _FEW else LINE_IN_COMPANY
    hits = [
        Hit(here.sentence, here.document, here.span, float(ranking.chances[i]), line, here)
        for i in order
        for here in (ranking.found[i],)
    ]
    for at, i in enumerate(order[:_WHOLE]):
        if at == 0 or hits[at].probability >= line:
            hits[at] = replace(
                hits[at],
                span=whole_passage(one.segment, one.query.sentence, ranking.found[i], context),
            )
    return hits


def _merit(chance: float, one: Candidate, query: Query, library: Library) -> float:
    """Return what candidates are ordered by: log-odds, and who speaks when.

    Who speaks there counts as it does where it is decided whether the place is the original. No
    data at hand has dates to learn from: a source later than the article loses 0.4, to order
    near-equals.
    """
    source = library.sources[one.document]
    merit = math.log(max(chance, 1e-9) / max(1 - chance, 1e-9))
    if chance >= HOPELESS:
        merit += speaker_odds(query.speaker, source, one.span)
    if query.date and source.date and source.date > query.date:
        merit -= _HINT
    return merit
