"""Three looks at the candidates of a part, each dearer than the one before and asked of fewer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from quotes.ml import reranker
from quotes.originals.candidates import Candidate, Known, candidates, moved
from quotes.originals.index import Index
from quotes.originals.nearness import excerpt, nearness, read
from quotes.originals.parts import Part
from quotes.originals.passages import Library
from quotes.originals.ranking import (
    closer_features,
    closer_probabilities,
    closer_scores,
    first_features,
    first_probabilities,
    first_scores,
    said,
)
from quotes.originals.together import last_features, last_probabilities

# Candidates whose words are compared in meaning: among 5,700 sentences the best six of the first
# look hold the right one of 90.6 % of the fragments, four hold 88.9; among a few hundred fewer
# are rivals. Among 227,000 six would cost 65 ms of processor time a quotation, four 43.
CLOSER_LOOKS, _CLOSER_FEW = 6, 4
_FEW_SENTENCES, _MANY_SENTENCES = 1_000, 100_000
# Those after the second only from this share of the best one's probability on: on 700 of
# locate/dev 527 of 587 are then right for 523, none of 113 absent found, in half the time.
_HOPEFUL = 0.05
_SOLID = 0.25  # share of some content word; below, the lexicon does not say where the words are
# A first look this sure is believed. Between 0.02 and 0.95 figures of locate/dev are the same but
# for one sentence in 1,875 and 0.4 points of the fragments.
LIKELY, UNLIKELY = 0.97, 0.01
# And a closer one this sure; candidates that are then read together with the part.
SETTLED, HOPELESS = 0.8, 0.01
# If the second has this share of the best one's probability; else it is no rival.
_LAST_LOOKS, _RIVAL = 2, 0.2
_AROUND = (-2, -1, 0, 1, 2)  # sentences near company that are looked at besides


@dataclass(frozen=True, slots=True)
class Ground:
    """What is searched: the index, the sources, and which sentences are Spanish."""

    index: Index
    library: Library
    spanish: NDArray[np.bool_]
    searched: int


@dataclass(frozen=True, slots=True)
class Look:
    """The candidates of a part with their probabilities, likeliest first.

    `rows` are the features of the first look, `scores` the log-odds of the closer one
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
        """Return whether a closer look may change the answer."""
        return self.between(UNLIKELY, LIKELY)


def look_at(
    asked: Sequence[tuple[Part, Known, Sequence[int]]], ground: Ground, hopeless: float
) -> list[Look]:
    """Return the candidates of parts, after as many looks as each needs.

    With each part what is known of it already, and the sentences near its company. Up to
    the probability `hopeless` there is no last look.
    """
    looks = [_first_look(*one, ground) for one in asked]
    parts = [part for part, _, _ in asked]
    read(
        [
            (part, look.found[: _looks(look, ground)])
            for part, look in zip(parts, looks, strict=True)
            if look.unsure
        ],
        ground.index,
        ground.library,
    )
    looks = [
        _closer_look(part, look, ground) if look.unsure else look
        for part, look in zip(parts, looks, strict=True)
    ]
    return _last_looks(parts, looks, ground, hopeless)


def _first_look(part: Part, known: Known, anchors: Sequence[int], ground: Ground) -> Look:
    """Return the candidates of one part by what costs little."""
    index, library = ground.index, ground.library
    found = candidates(part, index, library, ground.spanish, _near(anchors, index), known)
    none = np.zeros(0)
    if not found:
        return Look([], np.zeros((0, 0), np.float32), none, none)
    rows = first_features(part, found, index, library, anchors, ground.searched)
    chances = first_probabilities(rows)
    order = np.argsort(-chances, kind="stable")
    return Look([found[at] for at in order.tolist()], rows[order], chances[order], none)


def _closer_look(part: Part, look: Look, ground: Ground) -> Look:
    """Return the best candidates judged by the words' meaning too, the others after them."""
    count = _looks(look, ground)
    best, first = look.found[:count], look.rows[:count]
    near = nearness(part, best, ground.index, ground.library)
    rows = closer_features(first, near.values, said(best, ground.library))
    scores = closer_scores(rows, first)
    for at, one in enumerate(best):
        if one.stretch.solid < _SOLID:
            edges = int(near.first[at]), int(near.last[at])
            best[at] = moved(one, *edges, ground.index, ground.library)
    return _reordered(replace(look, scores=scores), best, closer_probabilities(scores))


def _last_looks(
    parts: Sequence[Part], looks: Sequence[Look], ground: Ground, hopeless: float
) -> list[Look]:
    """Return the looks, the best candidates of those still unsure read together with the part."""
    unsure = [len(look.scores) > 0 and look.between(hopeless, SETTLED) for look in looks]
    asked = [
        (part, look.found[: last_count(look.chances[: len(look.scores)])] if again else [])
        for part, look, again in zip(parts, looks, unsure, strict=True)
    ]
    pairs = [
        (excerpt(one, ground.index, ground.library)[0], part.text)
        for part, found in asked
        for one in found
    ]
    odds = iter(reranker.log_odds(pairs))
    done = []
    for (part, found), look in zip(asked, looks, strict=True):
        own = np.array([next(odds) for _ in found])
        done.append(_last_look(part, look, own, ground) if found else look)
    return done


def last_count(chances: NDArray[np.float64]) -> int:
    """Return how many candidates, likeliest first, are read together with the part."""
    return int(np.count_nonzero(chances[:_LAST_LOOKS] >= _RIVAL * chances[0]))


def _last_look(part: Part, look: Look, odds: NDArray[np.float64], ground: Ground) -> Look:
    best, count = look.found[: len(odds)], len(odds)
    first = first_scores(look.rows[:count])
    texts = said(best, ground.library)
    rows = last_features(part.text, part.matcher.english, look.scores[:count], odds, first, texts)
    return _reordered(look, best, last_probabilities(rows))


def _reordered(look: Look, best: list[Candidate], chances: NDArray[np.float64]) -> Look:
    """Return a look with new probabilities of its best candidates, which stay before the others."""
    count, order = len(best), np.argsort(-chances, kind="stable")
    rest = np.minimum(look.chances[count:], chances.min())
    scores = look.scores.copy()
    scores[:count] = scores[order]
    rows = np.concatenate([look.rows[:count][order], look.rows[count:]])
    found = [*(best[at] for at in order.tolist()), *look.found[count:]]
    return Look(found, rows, np.concatenate([chances[order], rest]), scores)


def _looks(look: Look, ground: Ground) -> int:
    """Return how many candidates are looked at closer."""
    between = _FEW_SENTENCES < len(ground.index.spans) <= _MANY_SENTENCES
    most = CLOSER_LOOKS if between else _CLOSER_FEW
    hopeful = int(np.count_nonzero(look.chances >= _HOPEFUL * look.chances[0]))
    return min(most, max(2, hopeful))


def _near(anchors: Sequence[int], index: Index) -> list[int]:
    """Return the sentences around those of the company."""
    near = {a + step for a in anchors for step in _AROUND}
    return [number for number in sorted(near) if 0 <= number < len(index.spans)]
