"""The segments of one quotation aligned, as a sequence, with the sentences of their source.

Speech quoted without an ellipsis stands together in its source. So the places of the segments of a
quotation are chosen together: the sum of their log-odds and of what speaks for each pair that
stands together is the highest (Viterbi). What then has no place of its own, beside a segment that
has one, is given the text right before or after that, where it explains it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quotes.model import Query, Span
from quotes.originals.assembly import Hit, same_words, united
from quotes.originals.boundaries import plain
from quotes.originals.decision import FOUND, log_odds
from quotes.originals.explanation import Explanation, explanations, mean
from quotes.originals.passage_edges import whole_passage
from quotes.originals.quoted_speech import spoken, utterances_at
from quotes.originals.ranking_stages import SearchContext
from quotes.originals.segments import Segment, segments_of
from quotes.originals.word_overlap import words_of

# Log-odds that two segments that follow each other stand in one sentence or in two that do, where
# one of them has a sure place; less where the article parts them ("he said").
_TOGETHER, _PARTED = 3.0, 2.0
_NEXT_BUT_ONE = 0.5  # share of it where the article parts them and a sentence stands between
_OVER = 3.0  # log-odds against two segments that render the same words
_PLACES = 8  # places of a segment that are looked at
_MOST = 6.0  # log-odds beyond which no more is believed
# Text beside a sure place that a segment without one of its own takes: the share it explains,
# and its words for a word of the segment.
_FITS = 0.4
_SHORTEST, _LONGEST = 0.4, 2.2
# A clause that its sentence's place explains less than this is looked for beside the place: it is
# taken where the text there explains so much more.
_UNTOLD, _MORE = 0.5, 0.2
_LEAST = 3  # words of such a clause
_WORD = re.compile(r"\w+")
_CLAUSE = re.compile(r"\s*;\s*|\s[-–]\s|\s*—\s*")


def together(
    sought: Sequence[tuple[Segment, Query]], hits: Sequence[list[Hit]], context: SearchContext
) -> list[list[Hit]]:
    """Return the places of the segments of one quotation, those first that stand together best.

    What speaks for it is added to their probability.
    """
    found = [list(places) for places in hits]
    known = [at for at, places in enumerate(found) if places]
    if len(known) < 2:
        return found
    chosen = _best_path(
        [found[at][:_PLACES] for at in known], [sought[at][0].apart for at in known]
    )
    best = [found[at][number] for at, number in zip(known, chosen, strict=True)]
    for n, (at, number) in enumerate(zip(known, chosen, strict=True)):
        segment, query = sought[at]
        bonds = [
            _bond(best[one], best[one + 1], apart=sought[known[one + 1]][0].apart)
            for one in (n - 1, n)
            if 0 <= one < len(best) - 1
        ]
        bond = max([0.0, *bonds])
        hit = best[n]
        if number and hit.candidate:
            hit = replace(hit, span=whole_passage(segment, query.sentence, hit.candidate, context))
        if bond:
            odds = _log_odds(hit.probability) + bond
            hit = replace(hit, probability=1 / (1 + math.exp(-odds)))
        found[at] = [hit, *(one for one in found[at] if one is not best[n])]
    return found


def _best_path(places: Sequence[Sequence[Hit]], apart: Sequence[bool]) -> list[int]:
    """Return which place of each segment belongs to the likeliest sequence (Viterbi)."""
    totals = [_log_odds(one.probability) for one in places[0]]
    back: list[list[int]] = []
    for at in range(1, len(places)):
        sums, came = [], []
        for hit in places[at]:
            ways = [
                total + _bond(one, hit, apart=apart[at])
                for total, one in zip(totals, places[at - 1], strict=True)
            ]
            came.append(max(range(len(ways)), key=ways.__getitem__))
            sums.append(max(ways) + _log_odds(hit.probability))
        totals, back = sums, [*back, came]
    path = [max(range(len(totals)), key=totals.__getitem__)]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]


def _bond(one: Hit, other: Hit, *, apart: bool) -> float:
    """Return what speaks for the places of two segments that follow each other, as log-odds."""
    if one.document != other.document:
        return 0.0
    if same_words(one, other):
        return -_OVER
    step = other.sentence - one.sentence
    if not 0 <= step <= 2 or other.span.start < one.span.start:
        return 0.0
    price = _PARTED if apart else _TOGETHER
    near = 1.0 if step < 2 else _NEXT_BUT_ONE if apart else 0.0
    return price * near * max(one.probability, other.probability)


def _log_odds(chance: float) -> float:
    return max(-_MOST, min(_MOST, log_odds(chance)))


@dataclass(frozen=True, slots=True)
class _Claim:
    """A text that has no place, beside one that has: which, the side of it, and where it may be.

    `least` is the share of it that must be explained there; it may be a `clause` of the segment.
    """

    query: int
    segment: int
    text: Segment
    hit: Hit
    side: int
    span: Span
    least: float = _FITS
    clause: bool = False


def completed(
    sought: Sequence[Sequence[Segment]],
    found: Sequence[Sequence[list[Hit]]],
    context: SearchContext,
) -> list[list[list[Hit]]]:
    """Return the places of segments, those without one given the text beside their neighbours'.

    Only text that explains enough of them, and is about as long. In rounds: a segment that got its
    place so is a neighbour of the next. Then clauses of a segment that its place does not explain
    ("The pump is here; what is missing …") are given the text beside it.
    """
    filled = [[list(places) for places in own] for own in found]
    open_ = True
    while open_:
        best = _fitting(
            [
                claim
                for at, own in enumerate(filled)
                for claim in _claims(at, sought[at], own, context)
            ],
            context,
        )
        for (at, number, _), (claim, why) in best.items():
            filled[at][number].insert(0, _given(claim, why, context))
        open_ = bool(best)
    for (at, number, _), (claim, why) in _fitting(
        _of_clauses(sought, filled, context), context
    ).items():
        filled[at][number][0] = united(filled[at][number][0], _given(claim, why, context))
    return filled


def _fitting(
    claims: Sequence[_Claim], context: SearchContext
) -> dict[tuple[int, int, int], tuple[_Claim, Explanation]]:
    """Return the claims that explain most of their text, by query, segment and side."""
    reasons = explanations(
        [(one.text, one.hit.document, one.span) for one in claims], context.library
    )
    best: dict[tuple[int, int, int], tuple[_Claim, Explanation]] = {}
    for claim, why in zip(claims, reasons, strict=True):
        key = claim.query, claim.segment, claim.side if claim.clause else 0
        if why.told_share < claim.least:
            continue
        if key not in best or why.told_share > best[key][1].told_share:
            best[key] = claim, why
    return best


def _of_clauses(
    sought: Sequence[Sequence[Segment]],
    found: Sequence[Sequence[list[Hit]]],
    context: SearchContext,
) -> list[_Claim]:
    """Return where clauses of segments stand that the segments' own places do not explain."""
    claims = []
    for at, own in enumerate(found):
        others = [places[0] for places in own if places and places[0].found]
        for number, hit in enumerate(places[0] if places else None for places in own):
            if hit is None or hit not in others:
                continue
            for clause, side, told in _untold(
                sought[at][number], context.library.text(hit.document, hit.span)
            ):
                text = segments_of(Query(clause))
                if not text:
                    continue
                least = max(_FITS, told + _MORE)
                blank = _Claim(at, number, text[0], hit, side, hit.span, least, clause=True)
                claims += list(_beside(blank, others, context))
    return claims


def _untold(segment: Segment, passage: str) -> Iterator[tuple[str, int, float]]:
    """Yield the first and last clause of a segment, where a passage does not explain it.

    By the lexicon: words beside the passage are no part of it. With each the side of the passage
    where it may stand, and the share that is explained.
    """
    clauses = _CLAUSE.split(segment.text)
    keys = words_of(passage, "es").keys
    if len(clauses) < 2 or not keys:
        return
    total = len(segment.matcher.rows)
    told = segment.matcher.table(keys).max(axis=1)
    weights = segment.matcher.weights * segment.matcher.content
    for clause, side in ((clauses[0], -1), (clauses[-1], 1)):
        count = len(words_of(clause, "en").keys)
        part = slice(0, count) if side < 0 else slice(total - count, total)
        if _LEAST <= count < total and (share := mean(told[part], weights[part])) < _UNTOLD:
            yield clause, side, share


def _given(claim: _Claim, why: Explanation, context: SearchContext) -> Hit:
    """Return the place that a claim gives: no surer than its neighbour, and than it explains."""
    chance = min(claim.hit.probability, FOUND + why.told_share / 2)
    text = plain(context.library.sources[claim.hit.document].text)
    words = list(_WORD.finditer(text, claim.span.start, claim.span.end))
    span = Span(words[0].start(), words[-1].end())
    sentence = _sentence_at(span.start, claim.hit, context)
    return Hit(sentence, claim.hit.document, span, chance, FOUND, None, why)


def _claims(
    at: int, segments: Sequence[Segment], places: Sequence[list[Hit]], context: SearchContext
) -> Iterator[_Claim]:
    """Yield where the segments of a quotation that have no place may stand."""
    placed = [own[0] if own and own[0].found else None for own in places]
    for number, segment in enumerate(segments):
        if placed[number]:
            continue
        others = [one for one in placed if one]
        for beside, side in ((number - 1, 1), (number + 1, -1)):
            hit = placed[beside] if 0 <= beside < len(placed) else None
            if hit is not None:
                yield from _beside(
                    _Claim(at, number, segment, hit, side, hit.span), others, context
                )


def _beside(claim: _Claim, others: Sequence[Hit], context: SearchContext) -> Iterator[_Claim]:
    """Yield a claim for each text beside its neighbour's place that is as long and free."""
    wanted = len(_WORD.findall(claim.text.text))
    for span in _texts_beside(claim.hit, claim.side, context):
        count = len(_WORD.findall(context.library.text(claim.hit.document, span)))
        taken = any(o.document == claim.hit.document and o.span.overlap(span) for o in others)
        if _SHORTEST * wanted - 1 <= count <= _LONGEST * wanted + 1 and not taken:
            yield replace(claim, span=span)


def _sentence_at(offset: int, hit: Hit, context: SearchContext) -> int:
    """Return the number of the sentence of the hit's document in which an offset stands."""
    index, number = context.index, hit.sentence
    while (
        number > 0
        and int(index.documents[number - 1]) == hit.document
        and (int(index.spans[number, 0]) > offset)
    ):
        number -= 1
    while (
        number + 1 < len(index.spans)
        and int(index.documents[number + 1]) == hit.document
        and (int(index.spans[number + 1, 0]) <= offset)
    ):
        number += 1
    return number


def _texts_beside(hit: Hit, side: int, context: SearchContext) -> list[Span]:
    """Return what stands right after (1) or before (-1) a place: its sentence to the end, the next.

    Where the place stands in marks, only what is said in marks too.
    """
    index, source = context.index, context.library.sources[hit.document]
    edge = hit.span.end - 1 if side > 0 else hit.span.start
    number = _sentence_at(edge, hit, context)
    start, end = index.spans[number].tolist()
    rest = (
        Span(min(hit.span.end, end), end) if side > 0 else Span(start, max(hit.span.start, start))
    )
    spans = []
    if _worded(rest, source.text):
        spans.append(rest)
    beyond = number + side
    if 0 <= beyond < len(index.spans) and int(index.documents[beyond]) == hit.document:
        other = Span(*index.spans[beyond].tolist())
        if _worded(other, source.text):
            spans.append(other)
        if spans[:1] == [rest]:
            spans.append(Span(min(rest.start, other.start), max(rest.end, other.end)))
    if not utterances_at(source, hit.span):
        return spans
    return [part for span in spans for part in spoken(span, source) if _worded(part, source.text)]


def _worded(span: Span, text: str) -> bool:
    """Return whether a span holds a word."""
    return any(map(str.isalnum, span.of(text)))
