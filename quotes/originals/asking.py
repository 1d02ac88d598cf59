"""Asking for parts: candidates looked at closer, ranked, each with its exact passage."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from quotes.model import Query, Span
from quotes.originals.candidates import Candidate, Known, candidates, moved
from quotes.originals.clauses import whole_clause, without_stub
from quotes.originals.edges import whole_stretch
from quotes.originals.index import Index
from quotes.originals.joining import Hit
from quotes.originals.nearness import nearness, read
from quotes.originals.parts import Part
from quotes.originals.passages import Library, same_person
from quotes.originals.ranking import (
    FIRST,
    closer_features,
    closer_probabilities,
    first_features,
    first_probabilities,
    said,
)

# Of the 600 absent sentences of locate/dev 0.8 % reach 0.55, and 1.0 % reach 0.5. Under ten
# words that are no whole sentence fewer things can be said for a place: of those found from
# 0.2 on, 95 % are right.
LINE, LINE_OF_FEW = 0.55, 0.2
_FEW = 10  # words
_SENTENCE = re.compile(r"[\W_]*[^\W\d_a-z].*[.!?]\W*$", re.DOTALL)
# Where other quotations of the article were found near, those without an original are the
# hard case. On made quotations with their neighbours present, those whose line was taken out
# reach 0.65 in 12 % (0.5 in 19 to 24 %); those of one to four words in 15 %, and 0.75 in 7 %.
LINE_IN_COMPANY, LINE_OF_FEWEST = 0.65, 0.75
_FEWEST = 4  # words
_HINT = 0.4  # log-odds
BLOCK = 48  # queries encoded in one go
# Candidates whose words are compared in meaning: among 5,700 sentences the best six of the first
# look hold the right one of 90.6 % of the fragments, four hold 88.9; among a few hundred fewer
# are rivals. Among 227,000 six would cost 65 ms of processor time a quotation, four 43.
CLOSER_LOOKS, _CLOSER_FEW = 6, 4
_FEW_SENTENCES, _MANY_SENTENCES = 1_000, 100_000
# Those after the second only from this share of the best one's probability on: on 700 of
# locate/dev 527 of 587 are then right for 523, none of 113 absent found, in half the time.
_HOPEFUL = 0.05
_SOLID = 0.25  # share of some content word; below, the lexicon does not say where the words are
# A first look this sure is believed: a closer one moves no figure of locate/dev by 0.5 points.
LIKELY, UNLIKELY = 0.95, 0.02
_AROUND = (-2, -1, 0, 1, 2)  # sentences near company that are looked at besides


@dataclass(frozen=True, slots=True)
class Ground:
    """What is searched: the index, the sources, and which sentences are Spanish."""

    index: Index
    library: Library
    spanish: NDArray[np.bool_]
    searched: int


@dataclass(frozen=True, slots=True)
class Sought:
    """A part with its query, and what is known already of sentences for it."""

    part: Part
    query: Query
    known: Known = field(default_factory=Known)


@dataclass(frozen=True, slots=True)
class Look:
    """The candidates of a part with their features and probabilities, likeliest first."""

    found: list[Candidate]
    rows: NDArray[np.float32]
    chances: NDArray[np.float64]

    @property
    def unsure(self) -> bool:
        """Return whether a closer look may change the answer."""
        return bool(len(self.found)) and UNLIKELY < float(self.chances[0]) < LIKELY


def ask(parts: Sequence[tuple[Sought, Sequence[int]]], ground: Ground) -> list[list[Hit]]:
    """Return the places of parts, best first; with each the sentences of its company."""
    found: list[list[Hit]] = []
    for at in range(0, len(parts), BLOCK):
        block = parts[at : at + BLOCK]
        looks = [_first_look(one, anchors, ground) for one, anchors in block]
        read(
            [
                (one.part, look.found[: _looks(look, ground)])
                for (one, _), look in zip(block, looks, strict=True)
                if look.unsure
            ],
            ground.index,
            ground.library,
        )
        for (one, anchors), look in zip(block, looks, strict=True):
            closer = _closer_look(one.part, look, ground) if look.unsure else look
            found.append(_ranked(one, closer, ground, bool(anchors)))
    return found


def _first_look(one: Sought, anchors: Sequence[int], ground: Ground) -> Look:
    """Return the candidates of one part by what costs little."""
    index, library, part = ground.index, ground.library, one.part
    near = _near(anchors, index)
    found = candidates(part, index, library, ground.spanish, near, one.known)
    if not found:
        return Look([], np.zeros((0, len(FIRST)), np.float32), np.zeros(0))
    rows = first_features(part, found, index, library, anchors, ground.searched)
    chances = first_probabilities(rows)
    order = np.argsort(-chances, kind="stable")
    return Look([found[at] for at in order.tolist()], rows[order], chances[order])


def _closer_look(part: Part, look: Look, ground: Ground) -> Look:
    """Return the best candidates judged by the words' meaning too, the others after them."""
    best = look.found[: _looks(look, ground)]
    near = nearness(part, best, ground.index, ground.library)
    rows = closer_features(look.rows[: len(best)], near.values, said(best, ground.library))
    chances = closer_probabilities(rows, look.rows[: len(best)])
    rest = np.minimum(look.chances[len(best) :], chances.min())
    for at, one in enumerate(best):
        if one.stretch.solid < _SOLID:
            edges = int(near.first[at]), int(near.last[at])
            best[at] = moved(one, *edges, ground.index, ground.library)
    return Look([*best, *look.found[len(best) :]], look.rows, np.concatenate([chances, rest]))


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


def _ranked(one: Sought, look: Look, ground: Ground, company: bool) -> list[Hit]:
    """Return the places of one part, best first."""
    if not look.found:
        return []
    index, library, part = ground.index, ground.library, one.part
    merits = [
        _merit(p, c, one.query, library) for p, c in zip(look.chances, look.found, strict=True)
    ]
    order = sorted(range(len(look.found)), key=lambda i: -merits[i])
    few = part.matcher.english < _FEW and not _SENTENCE.match(part.text)
    line = LINE_OF_FEW if few else LINE
    if company:
        line = LINE_OF_FEWEST if part.matcher.english <= _FEWEST else max(line, LINE_IN_COMPANY)
    hits = [
        Hit(here.sentence, here.document, here.span, float(look.chances[i]), line)
        for i in order
        for here in (look.found[i],)
    ]
    best = look.found[order[0]]
    return [replace(hits[0], span=_passage(part, best, index, library)), *hits[1:]]


def _passage(part: Part, one: Candidate, index: Index, library: Library) -> Span:
    """Return what the part renders, whole clauses where it is no fragment."""
    text = library.sources[one.document].text
    found = without_stub(whole_stretch(part, one, index, library), part.text, text)
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
