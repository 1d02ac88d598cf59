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
from quotes.originals.candidates import Candidate, Known, candidates, moved
from quotes.originals.cross_encoding import (
    cross_encoding_features,
    cross_encoding_probabilities,
)
from quotes.originals.index import Index
from quotes.originals.late_interaction import excerpt, late_interaction, read
from quotes.originals.library import Library
from quotes.originals.rank_features import (
    closer_features,
    closer_probabilities,
    closer_scores,
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
# Those after the second only from this share of the best one's probability on: on 700 of
# locate/dev 527 of 587 are then right for 523, none of 113 absent found, in half the time.
_HOPEFUL = 0.05
_SOLID = 0.25  # share of some content word; below, the lexicon does not say where the words are
# A first stage this sure is believed. Between 0.02 and 0.95 figures of locate/dev are the same but
# for one sentence in 1,875 and 0.4 points of the fragments.
LIKELY, UNLIKELY = 0.97, 0.01
# And a closer one this sure; candidates that are then read together with the segment.
SETTLED, HOPELESS = 0.8, 0.01
# If the second has this share of the best one's probability; else it is no rival.
_CROSS_ENCODED, _RIVAL = 2, 0.2
_AROUND = range(-12, 13)  # sentences near neighbouring quotations that are looked at besides


@dataclass(frozen=True, slots=True)
class SearchContext:
    """What is searched: the index, the sources, and which sentences are Spanish.

    `searched` counts them; documents `left_out` are no originals of what is looked for.
    """

    index: Index
    library: Library
    spanish: NDArray[np.bool_]
    searched: int
    left_out: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Ranking:
    """The candidates of a segment with their probabilities, likeliest first.

    `rows` are the features of the first stage, `scores` the log-odds of the closer one
    before they are calibrated, for as many candidates as had it.
    """

    found: list[Candidate]
    rows: NDArray[np.float32]
    chances: NDArray[np.float64]
    scores: NDArray[np.float64]

    def between(self, low: float, high: float) -> bool:
        """Return whether the likeliest candidate is neither hopeless nor sure."""
        return bool(len(self.found)) and low < float(self.chances[0]) < high

    @property
    def unsure(self) -> bool:
        """Return whether a late interaction may change the answer."""
        return self.between(UNLIKELY, LIKELY)


def rank_segments(
    asked: Sequence[tuple[Segment, Known, Sequence[int]]], context: SearchContext, hopeless: float
) -> list[Ranking]:
    """Return the candidates of segments, after as many stages as each needs.

    With each segment what is known of it already, and the sentences of its neighbouring quotations.
    Up to the probability `hopeless` there is no cross-encoding.
    """
    rankings = [_first_stage(*one, context) for one in asked]
    segments = [segment for segment, _, _ in asked]
    read(
        [
            (segment, ranking.found[: _read_count(ranking, context)])
            for segment, ranking in zip(segments, rankings, strict=True)
            if ranking.unsure
        ],
        context.index,
        context.library,
    )
    rankings = [
        _late_interaction_stage(segment, ranking, context) if ranking.unsure else ranking
        for segment, ranking in zip(segments, rankings, strict=True)
    ]
    return _cross_encoding_stage(segments, rankings, context, hopeless)


def _first_stage(
    segment: Segment, known: Known, neighbours: Sequence[int], context: SearchContext
) -> Ranking:
    """Return the candidates of one segment by what costs little."""
    index, library = context.index, context.library
    found = candidates(segment, index, library, context.spanish, _near(neighbours, index), known)
    none = np.zeros(0)
    if not found:
        return Ranking([], np.zeros((0, 0), np.float32), none, none)
    rows = first_features(segment, found, index, library, neighbours, context.searched)
    chances = first_probabilities(rows)
    order = np.argsort(-chances, kind="stable")
    return Ranking([found[at] for at in order.tolist()], rows[order], chances[order], none)


def _late_interaction_stage(segment: Segment, ranking: Ranking, context: SearchContext) -> Ranking:
    """Return the best candidates judged by the words' meaning too, the others after them."""
    count = _read_count(ranking, context)
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
        segment.text, segment.matcher.english, ranking.scores[:count], odds, first, texts
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
