"""Asking for parts: the candidates looked at, ranked, each with its exact passage."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from quotes.model import Query, Span
from quotes.originals.candidates import Candidate, Known
from quotes.originals.clauses import whole_clause, without_stub
from quotes.originals.edges import whole_stretch
from quotes.originals.index import Index
from quotes.originals.joining import Hit
from quotes.originals.looks import HOPELESS, Ground, Look, look_at
from quotes.originals.parts import Part
from quotes.originals.passages import Library, same_person

# Of the 600 absent sentences of locate/dev 0.5 % reach 0.3, and 1.0 % reach 0.25.
LINE = 0.3
# Where other quotations of the article were found near, those without an original are the
# hard case. On made quotations with their neighbours present, those whose line was taken out
# reach 0.5 in 13 % (fragments) and 8 % (sentences); those of one to four words 0.75 in 7 %.
LINE_IN_COMPANY, LINE_OF_FEW = 0.5, 0.75
_FEW = 4  # words
_HINT = 0.4  # log-odds
_WHOLE = 2  # hits whose passage is worked out: another part may have the first one's words
BLOCK = 48  # queries encoded in one go


@dataclass(frozen=True, slots=True)
class Sought:
    """A part with its query, and what is known already of sentences for it."""

    part: Part
    query: Query
    known: Known = field(default_factory=Known)


def ask(
    parts: Sequence[tuple[Sought, Sequence[int]]], ground: Ground, hopeless: float = HOPELESS
) -> list[list[Hit]]:
    """Return the places of parts, best first; with each the sentences of its company.

    `hopeless` is the probability up to which two looks are enough.
    """
    found: list[list[Hit]] = []
    for at in range(0, len(parts), BLOCK):
        block = parts[at : at + BLOCK]
        asked = [(one.part, one.known, anchors) for one, anchors in block]
        looks = look_at(asked, ground, hopeless)
        for (one, anchors), look in zip(block, looks, strict=True):
            found.append(_ranked(one, look, ground, bool(anchors)))
    return found


def _ranked(one: Sought, look: Look, ground: Ground, company: bool) -> list[Hit]:
    """Return the places of one part, best first."""
    if not look.found:
        return []
    index, library, part = ground.index, ground.library, one.part
    merits = [
        _merit(p, c, one.query, library) for p, c in zip(look.chances, look.found, strict=True)
    ]
    order = sorted(range(len(look.found)), key=lambda i: -merits[i])
    line = LINE
    if company:
        line = LINE_OF_FEW if part.matcher.english <= _FEW else LINE_IN_COMPANY
    hits = [
        Hit(here.sentence, here.document, here.span, float(look.chances[i]), line)
        for i in order
        for here in (look.found[i],)
    ]
    for at, i in enumerate(order[:_WHOLE]):
        if at == 0 or hits[at].probability >= line:
            hits[at] = replace(hits[at], span=_passage(part, look.found[i], index, library))
    return hits


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
