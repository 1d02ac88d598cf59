"""A second look: what is not found is looked for among the sentences beside other quotations.

Of a short fragment ("until further notice") the words alone say too little for the ranking. Where
other quotations of its article are surely found, its original stands most often near theirs, in a
sentence that reports what the English sentence around the fragment reports, said by the same
person, or in a source that is related to the article (`index.py`). A logistic regression over
those sentences weighs that (`features`). It learned from the quotations of 65 invented events of
`benchmarks/events`, *choose* (`training/locate/second_look.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from quotes.languages.names import one_person
from quotes.ml import reranker
from quotes.model import Query, Span
from quotes.originals.assembly import Hit
from quotes.originals.candidates import (
    Candidate,
    SegmentQuery,
    looked_at,
    moved,
    sentence_words,
)
from quotes.originals.decision import model_chances, rest_there
from quotes.originals.explanation import Explanation, explanations, mean
from quotes.originals.passage_edges import whole_passage
from quotes.originals.quoted_speech import utterances_at
from quotes.originals.ranking_stages import SearchContext
from quotes.originals.segments import Segment

# Name and direction: 1 where more can only make the sentence likelier, -1 less, 0 either.
NAMES = (
    ("cosine", 1),  # of the segment with the sentence
    ("around", 1),  # of the English sentence around it
    ("lexical", 1),  # share of the segment that the lexicon explains there, 0..1
    ("explained", 1),  # the same by the lexicon or the words' meaning
    ("weakest", 1),  # the same of the quarter of its words that is explained least
    ("rest", 1),  # the same of the English sentence outside the segment
    ("reranker", 1),  # log-odds that the segment renders the sentence or some words of it
    ("reranker around", 1),  # and that the English sentence does
    ("same speaker", 1),  # 1 where the source says that the article's speaker says it
    ("other speaker", -1),  # 1 where it says that somebody else does
    ("spoken", 0),  # 1 where it stands in marks or in a turn
    # Nearness of the places of the quotations before and after in the article, 1 / (1 + sentences).
    ("in order", 1),
    ("taken", -1),  # share of the sentence that other quotations render
)
# Fivefold over 65 events: of 106 quotations that are not found at first 48 reach it at the right
# place and four at a wrong one, and two of 106 without original. From 0.3 on it is 38, three and
# one. What was learned from eleven events reached 38 and 17, and ten of those without original.
LINE = 0.2
SURE = 0.8  # a segment found with this probability is a neighbour of the others
_FEWEST = 3  # words up to which it is none here
_LOOKED_AT = 5  # sentences that are read, of those near
_AROUND = 12  # sentences on either side of a place
_MOST_ODDS, _NO_ODDS = 4.0, -2.0  # log-odds beyond which no more is believed; of no sentence
_LONGER = 2  # Spanish words at most for an English one
_SOLID = 0.25  # share of some content word; below, the lexicon does not say where the words are


@dataclass(frozen=True, slots=True)
class Wanted:
    """A segment without a place: its query and its number, and the places of the others.

    `others` are places in the same article with the number of their query.
    """

    segment: Segment
    query: Query
    number: int
    others: Sequence[tuple[int, Hit]]


@dataclass(frozen=True, slots=True)
class Look:
    """A sentence near other quotations, as a candidate of a segment, and what it explains."""

    candidate: Candidate
    why: Explanation
    features: dict[str, float]


def wanted_again(
    sought: Sequence[Sequence[SegmentQuery]],
    found: Sequence[Sequence[Sequence[Hit]]],
    *,
    everything: bool = False,
) -> list[tuple[int, int, Wanted]]:
    """Return the segments without a place beside others, with numbers of query and segment.

    With `everything` also those that have one, for learning.
    """
    flat = [
        (at, number, one, places)
        for at, (own, segments) in enumerate(zip(found, sought, strict=True))
        for number, (places, one) in enumerate(zip(own, segments, strict=True))
    ]
    sure = [
        (at, number, one.query.group, places[0])
        for at, number, one, places in flat
        if places and places[0].probability >= SURE and len(one.segment.matcher.rows) > _FEWEST
    ]
    wanted = []
    for at, number, one, places in flat:
        if one.query.group is None or (places and places[0].found and not everything):
            continue
        others = [
            (a, hit)
            for a, n, group, hit in sure
            if group == one.query.group and (a, n) != (at, number)
        ]
        if others:
            wanted.append((at, number, Wanted(one.segment, one.query, at, others)))
    return wanted


def second_look(wanted: Sequence[Wanted], context: SearchContext) -> list[Hit | None]:
    """Return the place of each segment beside those of others, None where none is likely."""
    found: list[Hit | None] = [None] * len(wanted)
    for at, looks in enumerate(looks_of(wanted, context)):
        chances = model_chances([look.features for look in looks], "second look")
        if looks and chances.max() >= LINE:
            best = int(chances.argmax())
            found[at] = _hit(wanted[at], looks[best], float(chances[best]), context)
    known = [(at, hit) for at, hit in enumerate(found) if hit]
    reasons = explanations(
        [(wanted[at].segment, hit.document, hit.span) for at, hit in known], context.library
    )
    for (at, hit), why in zip(known, reasons, strict=True):
        found[at] = replace(hit, explained=why)
    return found


def looks_of(wanted: Sequence[Wanted], context: SearchContext) -> list[list[Look]]:
    """Return the likeliest sentences near other quotations of each segment, read."""
    near = [_candidates(one, context) for one in wanted]
    pairs = [(one, each) for one, own in zip(wanted, near, strict=True) for each in own]
    around = [_sentence_segment(one) for one, _ in pairs]
    places = [(each.document, _bounds(each, context)) for _, each in pairs]
    whole = [context.library.text(*place) for place in places]
    reasons = explanations(
        [
            *((one.segment, *place) for (one, _), place in zip(pairs, places, strict=True)),
            *((segment, *place) for segment, place in zip(around, places, strict=True)),
        ],
        context.library,
    )
    odds = reranker.log_odds(
        [
            *((text, one.segment.text) for text, (one, _) in zip(whole, pairs, strict=True)),
            *((text, segment.text) for text, segment in zip(whole, around, strict=True)),
        ]
    )
    looks = []
    for at, (one, each) in enumerate(pairs):
        own, outer = reasons[at], reasons[at + len(pairs)]
        rest = outer.weights * _outside(one, outer)
        looks.append(
            Look(
                each,
                own,
                _features(one, each, context)
                | _explained(own)
                | {
                    "rest": mean(outer.values, rest) if rest.any() else 0.0,
                    "reranker": _kept(odds[at]),
                    "reranker around": _kept(odds[at + len(pairs)])
                    if one.segment.sentence_matcher
                    else _NO_ODDS,
                },
            )
        )
    left = iter(looks)
    return [[next(left) for _ in own] for own in near]


def _candidates(one: Wanted, context: SearchContext) -> list[Candidate]:
    """Return the sentences near the places of others and in related sources that promise most."""
    index, library = context.index, context.library
    near = {
        hit.sentence + step
        for _, hit in one.others
        for step in range(-_AROUND, _AROUND + 1)
        if 0 <= hit.sentence + step < len(index.spans)
        and int(index.documents[hit.sentence + step]) == hit.document
    }
    near.update(np.flatnonzero(np.isin(index.documents, list(context.related))).tolist())
    numbers = [number for number in sorted(near) if context.spanish[number]]
    found = [
        each
        for each in looked_at(one.segment, numbers, index, library)
        if sentence_words(index, library, each.sentence).keys
    ]
    return sorted(found, key=lambda each: -_promise(one, each, context))[:_LOOKED_AT]


def _promise(one: Wanted, each: Candidate, context: SearchContext) -> float:
    """Return what speaks for a sentence at a rough look."""
    rest, _ = rest_there(one.segment, each.sentence, context)
    return 1.7 * each.cosine + 0.7 * each.around + each.whole + rest


def _features(one: Wanted, each: Candidate, context: SearchContext) -> dict[str, float]:
    """Return what is known of a sentence before it is read."""
    source, span = context.library.sources[each.document], _bounds(each, context)
    told = utterances_at(source, span)
    names = [said.speaker for said in told if said.speaker and not said.speaker.islower()]
    speaker = one.query.speaker
    same = bool(speaker) and any(one_person(speaker or "", name) for name in names)
    here = [(at, hit) for at, hit in one.others if hit.document == each.document]
    away = [abs(hit.sentence - each.sentence) for at, hit in here if abs(at - one.number) <= 1]
    shared = [hit.span.overlap(span) for at, hit in here if at != one.number]
    return {
        "cosine": each.cosine,
        "around": each.around,
        "lexical": each.whole,
        "same speaker": float(same),
        "other speaker": float(bool(speaker) and bool(names) and not same),
        "spoken": float(bool(told)),
        "in order": 1 / (1 + min(away)) if away else 0.0,
        "taken": max(shared, default=0) / max(1, span.end - span.start),
    }


def _explained(why: Explanation) -> dict[str, float]:
    """Return what a sentence explains of the segment."""
    values = np.sort(why.values[why.weights > 0] if (why.weights > 0).any() else why.values)
    weakest = float(values[: max(1, (len(values) + 3) // 4)].mean()) if len(values) else 0.0
    return {"explained": why.share, "weakest": weakest}


def _outside(one: Wanted, outer: Explanation) -> NDArray[np.float32]:
    """Return 1 for the words of the English sentence outside the segment, shape (words,)."""
    inside = set(one.segment.matcher.rows)
    words = _sentence_segment(one).matcher.rows
    return np.array([key not in inside for key in words[: len(outer.values)]], dtype=np.float32)


def _sentence_segment(one: Wanted) -> Segment:
    """Return the English sentence around a segment as one; the segment itself where it has none."""
    segment, sentence = one.segment, one.query.sentence
    if sentence is None or segment.sentence_matcher is None or segment.sentence_vector is None:
        return segment
    return Segment(sentence, False, segment.sentence_matcher, segment.sentence_vector)


def _bounds(each: Candidate, context: SearchContext) -> Span:
    """Return the sentence of a candidate."""
    return Span(*context.index.spans[each.sentence].tolist())


def _hit(one: Wanted, look: Look, chance: float, context: SearchContext) -> Hit:
    """Return the place of a segment in a sentence: by the lexicon, else by the words' meaning."""
    index, library, candidate = context.index, context.library, look.candidate
    reach = look.why.reach
    if candidate.window.solid < _SOLID and reach is not None:
        start = int(index.spans[candidate.sentence, 0])
        offsets = sentence_words(index, library, candidate.sentence).offsets + start
        inside = np.flatnonzero((offsets[:, 0] < reach.end) & (offsets[:, 1] > reach.start))
        if len(inside):
            candidate = moved(candidate, int(inside[0]), int(inside[-1]), index, library)
    span = _quoted_there(one, look, context) or whole_passage(
        one.segment, one.query.sentence, candidate, context
    )
    hit = Hit(candidate.sentence, candidate.document, span, chance, LINE, candidate)
    return replace(hit, beside=True, by_sentence=True)


def _quoted_there(one: Wanted, look: Look, context: SearchContext) -> Span | None:
    """Return the words that the source itself quotes, where none of the segment's are matched.

    Only where one quotation stands in the sentence that is about as long and no other's place.
    """
    if look.why.reach is not None or look.candidate.window.solid >= _SOLID:
        return None
    document, bounds = look.candidate.document, _bounds(look.candidate, context)
    longest = _LONGER * len(one.segment.text.split()) + 1
    told = [
        said.span
        for said in utterances_at(context.library.sources[document], bounds)
        if bounds.start <= said.span.start
        and said.span.end <= bounds.end
        and len(context.library.text(document, said.span).split()) <= longest
        and not any(
            hit.document == document and hit.span.overlap(said.span) for _, hit in one.others
        )
    ]
    return told[0] if len(told) == 1 else None


def _kept(odds: float) -> float:
    """Return log-odds that are kept from the extremes."""
    return min(max(odds, -_MOST_ODDS), _MOST_ODDS)
