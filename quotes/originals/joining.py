"""From the places of the parts of a quotation to its location: joined, spliced, or absent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quotes.model import Location, Passage, Span
from quotes.originals.editions import editions_of
from quotes.originals.index import Index
from quotes.originals.passages import Library

_CLOSE = 6  # words between two passages that are one stretch ("dijo el alcalde ayer")
_SHOWN = 3  # candidates below the line
_LEFT_OUT = re.compile(r"[(\[]\s*(?:\.\.\.|…)\s*[)\]]|\.\.\.|…")


@dataclass(frozen=True, slots=True)
class Hit:
    """A candidate place of one part: sentence number, document, stretch, probability.

    `line` is the probability from which it counts as found.
    """

    sentence: int
    document: int
    span: Span
    probability: float
    line: float


def joined(hits: Sequence[Sequence[Hit]], index: Index, library: Library) -> Location:
    """Return the location of a quotation from the hits of its parts, best first each.

    Found if the best place of any part reaches its line; parts that follow each other in
    a document make one passage, others one each, with the text skipped between them.
    """
    best = _apart([part for part in hits if part])
    top = max((hit.probability for hit in best), default=0.0)
    kept = [hit for hit in best if hit.probability >= hit.line]
    if not kept:
        near = _nearest(hits, library)
        return Location("absent", top, candidates=near)
    pieces, skipped = _pieces(kept, library)
    return Location(
        "found",
        top,
        passages=tuple(_passage(hit, library) for hit in pieces),
        skipped=skipped,
        candidates=_nearest([[hit for hit in part if hit not in best] for part in hits], library),
        editions=editions_of(pieces[0].span, pieces[0].document, index, library),
    )


def _apart(hits: Sequence[Sequence[Hit]]) -> list[Hit]:
    """Return the best hit of each part; two parts do not render the same words.

    Of two that would, the likelier keeps them, and the other takes its second place if that
    is found too ("If they answer me with documents … But if they answer me with insults").
    """
    best = [part[0] for part in hits]
    for at in sorted(range(len(hits)), key=lambda at: -best[at].probability):
        others = [one for number, one in enumerate(best) if number != at]
        taken = [one for one in others if _same_words(best[at], one)]
        for second in hits[at][1:2] if taken else ():
            likelier = max(one.probability for one in taken) > best[at].probability
            free = not any(_same_words(second, one) for one in others)
            if likelier and free and second.probability >= second.line:
                best[at] = second
    return best


def _same_words(one: Hit, other: Hit) -> bool:
    """Return whether the two cover each other by more than half of the shorter."""
    shorter = min(one.span.end - one.span.start, other.span.end - other.span.start)
    return one.document == other.document and 2 * one.span.overlap(other.span) > shorter


def _nearest(hits: Sequence[Sequence[Hit]], library: Library) -> tuple[Passage, ...]:
    """Return the likeliest other places, best first, each stretch of text once."""
    ordered = sorted((hit for part in hits for hit in part), key=lambda hit: -hit.probability)
    shown = {library.text(hit.document, hit.span): hit for hit in reversed(ordered[:10])}
    best = sorted(shown.values(), key=lambda hit: -hit.probability)[:_SHOWN]
    return tuple(_passage(hit, library) for hit in best)


def _pieces(hits: Sequence[Hit], library: Library) -> tuple[list[Hit], tuple[str, ...]]:
    """Return the hits with neighbours made one, and the text between those that are not."""
    pieces, skipped = [hits[0]], []
    for hit in hits[1:]:
        last = pieces[-1]
        between = _between(last, hit, library)
        if between is not None and len(_LEFT_OUT.sub(" ", between).split()) <= _CLOSE:
            pieces[-1] = _both(last, hit)
        else:
            pieces.append(hit)
            skipped.append((between or "").strip())
    return pieces, tuple(skipped)


def _between(one: Hit, other: Hit, library: Library) -> str | None:
    """Return the text from one hit to a later one in its document ("" where they overlap).

    None where the other stands before it or elsewhere.
    """
    if one.document != other.document or other.span.end <= one.span.start:
        return None
    text = library.sources[one.document].text
    return text[one.span.end : max(one.span.end, other.span.start)]


def _both(one: Hit, other: Hit) -> Hit:
    span = Span(min(one.span.start, other.span.start), max(one.span.end, other.span.end))
    chance = min(one.probability, other.probability)
    return Hit(one.sentence, one.document, span, chance, one.line)


def _passage(hit: Hit, library: Library) -> Passage:
    return library.passage(hit.document, hit.span, hit.probability)
