"""Three stages that rank the candidates of a segment, each dearer and asked of fewer.

Boosted trees over word overlap and sentence vectors; late interaction of word vectors; a
cross-encoder that reads both texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from quotes.ml import reranker
from quotes.originals.candidates import Candidate, Ranking, SegmentCache, candidates, moved
from quotes.originals.index import Index, Library
from quotes.originals.late_interaction import excerpt, late_interaction, read
from quotes.originals.rank_features import (
    closer_features,
    closer_probabilities,
    closer_scores,
    cross_encoding_features,
    cross_encoding_probabilities,
    first_features,
    first_probabilities,
    first_scores,
    said,
)
from quotes.originals.segments import Segment

# Candidates whose words are compared in meaning: among 5,700 sentences the best six of the first
# ranking hold the right one of 90.6 % of the fragments, four hold 88.9; among a few hundred fewer
# are rivals. Among 227,000 six would cost 65 ms of processor time a quotation, four 43.
READ_CANDIDATES, _READ_FEW = 6, 4
_FEW_SENTENCES, _MANY_SENTENCES = 1_000, 100_000
# The others are read where these leave hope: of 74 segments of US articles, without original here,
# that spares a fifth of the reading, and of 125 of locate/dev and 152 of the events none is lost.
_FIRST_READ = 2
# And those only from this share of the best one's probability on: on 700 of
# locate/dev 527 of 587 are then right for 523, none of 113 absent found, in half the time.
_HOPEFUL = 0.05
_SOLID = 0.25  # share of some content word; below, the lexicon does not say where the words are
# A first stage this sure is believed, a closer one this sure too, and neither goes on below what is
# hopeless: such a place is not decided upon. With 0.01 in its place 60 events of *choose* come out
# the same, and a quarter more words and half as many pairs again of US articles are read.
LIKELY, SETTLED, HOPELESS = 0.97, 0.8, 0.03
# Candidates that are read together with the segment: two, if the second has this share of the
# best one's probability; else it is no rival.
_CROSS_ENCODED, _RIVAL = 2, 0.2
_AROUND = range(-12, 13)  # sentences near neighbouring quotations that are looked at besides


@dataclass(frozen=True, slots=True)
class SearchContext:
    """What is searched: the index, the sources, and which sentences are Spanish.

    `searched` counts them; documents `left_out` are no originals of what is looked for, those
    `related` tell of what its article tells.
    """

    index: Index
    library: Library
    spanish: NDArray[np.bool_]
    searched: int
    left_out: frozenset[int] = frozenset()
    related: frozenset[int] = frozenset()


def rank_segments(
    asked: Sequence[tuple[Segment, SegmentCache, Sequence[int]]],
    context: SearchContext,
    hopeless: float,
) -> list[Ranking]:
    """Return the candidates of segments, after as many stages as each needs.

    With each segment what was found out for it already, and the sentences of its neighbouring
    quotations. Up to the probability `hopeless` there is no cross-encoding. What the stages before
    it said of a segment beside the same neighbours is kept.
    """
    segments = [segment for segment, _, _ in asked]
    fresh = [one for one in asked if tuple(one[2]) not in one[1].rankings]
    for (_, cache, neighbours), ranking in zip(fresh, _two_stages(fresh, context), strict=True):
        cache.rankings[tuple(neighbours)] = ranking
    rankings = [cache.rankings[tuple(neighbours)] for _, cache, neighbours in asked]
    return _cross_encoding_stage(segments, rankings, context, hopeless)


def _two_stages(
    asked: Sequence[tuple[Segment, SegmentCache, Sequence[int]]], context: SearchContext
) -> list[Ranking]:
    """Return the candidates of segments as the first two stages rank them."""
    segments = [segment for segment, _, _ in asked]
    found = [_first_stage(*one, context) for one in asked]
    counts = [_read_count(one, context) if _unsure(one) else 0 for one in found]
    few = [min(_FIRST_READ, count) for count in counts]
    known = _late_interaction(segments, found, few, context)
    left = [
        count if count > _FIRST_READ and one.between(HOPELESS, 1.0) else 0
        for one, count in zip(known, counts, strict=True)
    ]
    whole = _late_interaction(segments, found, left, context)
    return [all_ if n else some for some, all_, n in zip(known, whole, left, strict=True)]


def _late_interaction(
    segments: Sequence[Segment],
    rankings: Sequence[Ranking],
    counts: Sequence[int],
    context: SearchContext,
) -> list[Ranking]:
    """Return the rankings, so many of the best candidates of each judged by the words' meaning."""
    rows = list(zip(segments, rankings, counts, strict=True))
    read(
        [(segment, ranking.found[:count]) for segment, ranking, count in rows if count],
        context.index,
        context.library,
    )
    return [_late_interaction_stage(*one, context) if one[2] else one[1] for one in rows]


def _unsure(ranking: Ranking) -> bool:
    """Return whether a late interaction may change the answer."""
    return ranking.between(HOPELESS, LIKELY)


def _first_stage(
    segment: Segment, cache: SegmentCache, neighbours: Sequence[int], context: SearchContext
) -> Ranking:
    """Return the candidates of one segment by what costs little."""
    index, library = context.index, context.library
    found = candidates(segment, index, library, context.spanish, _near(neighbours, index), cache)
    none = np.zeros(0)
    if not found:
        return Ranking([], np.zeros((0, 0), np.float32), none, none)
    rows = first_features(segment, found, index, library, neighbours, context.searched)
    chances = first_probabilities(rows)
    order = np.argsort(-chances, kind="stable")
    return Ranking([found[at] for at in order.tolist()], rows[order], chances[order], none)


def _late_interaction_stage(
    segment: Segment, ranking: Ranking, count: int, context: SearchContext
) -> Ranking:
    """Return the best candidates judged by the words' meaning too, the others after them."""
    best, first = ranking.found[:count], ranking.rows[:count]
    near = late_interaction(segment, best, context.index, context.library)
    rows = closer_features(first, near.values, said(best, context.library))
    scores = closer_scores(rows, first)
    for at, one in enumerate(best):
        if one.window.solid < _SOLID:
            edges = int(near.first[at]), int(near.last[at])
            best[at] = moved(one, *edges, context.index, context.library)
    return _reordered(replace(ranking, scores=scores), best, closer_probabilities(scores))


def _cross_encoding_stage(
    segments: Sequence[Segment],
    rankings: Sequence[Ranking],
    context: SearchContext,
    hopeless: float,
) -> list[Ranking]:
    """Return the rankings, the best candidates of those still unsure read with the segment."""
    unsure = [
        len(ranking.scores) > 0 and ranking.between(hopeless, SETTLED) for ranking in rankings
    ]
    asked = [
        (
            segment,
            ranking.found[: cross_encoded_count(ranking.chances[: len(ranking.scores)])]
            if again
            else [],
        )
        for segment, ranking, again in zip(segments, rankings, unsure, strict=True)
    ]
    pairs = [
        (excerpt(one, context.index, context.library)[0], segment.text)
        for segment, found in asked
        for one in found
    ]
    odds = iter(reranker.log_odds(pairs))
    done = []
    for (segment, found), ranking in zip(asked, rankings, strict=True):
        own = np.array([next(odds) for _ in found])
        done.append(_cross_encoded(segment, ranking, own, context) if found else ranking)
    return done


def cross_encoded_count(chances: NDArray[np.float64]) -> int:
    """Return how many candidates, likeliest first, are read together with the segment."""
    return int(np.count_nonzero(chances[:_CROSS_ENCODED] >= _RIVAL * chances[0]))


def _cross_encoded(
    segment: Segment, ranking: Ranking, odds: NDArray[np.float64], context: SearchContext
) -> Ranking:
    best, count = ranking.found[: len(odds)], len(odds)
    first = first_scores(ranking.rows[:count])
    texts = said(best, context.library)
    rows = cross_encoding_features(
        segment.text, len(segment.matcher.rows), ranking.scores[:count], odds, first, texts
    )
    return _reordered(ranking, best, cross_encoding_probabilities(rows))


def _reordered(ranking: Ranking, best: list[Candidate], chances: NDArray[np.float64]) -> Ranking:
    """Return a ranking with new probabilities of its best candidates, which stay first."""
    count, order = len(best), np.argsort(-chances, kind="stable")
    rest = np.minimum(ranking.chances[count:], chances.min())
    scores = ranking.scores.copy()
    scores[:count] = scores[order]
    rows = np.concatenate([ranking.rows[:count][order], ranking.rows[count:]])
    found = [*(best[at] for at in order.tolist()), *ranking.found[count:]]
    return Ranking(found, rows, np.concatenate([chances[order], rest]), scores)


def _read_count(ranking: Ranking, context: SearchContext) -> int:
    """Return how many candidates are read by the word encoder."""
    between = _FEW_SENTENCES < len(context.index.spans) <= _MANY_SENTENCES
    most = READ_CANDIDATES if between else _READ_FEW
    hopeful = int(np.count_nonzero(ranking.chances >= _HOPEFUL * ranking.chances[0]))
    return min(most, max(2, hopeful))


def _near(neighbours: Sequence[int], index: Index) -> list[int]:
    """Return the sentences around those of the neighbouring quotations, of their documents."""
    near = {
        (a + step, int(index.documents[a]))
        for a in neighbours
        for step in _AROUND
        if 0 <= a + step < len(index.spans)
    }
    return sorted({number for number, own in near if int(index.documents[number]) == own})
