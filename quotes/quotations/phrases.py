"""The words of a cue and of a source phrase around their head words."""

from __future__ import annotations

from quotes.model import Span
from quotes.quotations.reading import Reading
from quotes.quotations.stretches import trimmed

_LEFT = frozenset(
    {
        "det",
        "amod",
        "compound",
        "flat",
        "nummod",
        "nmod:poss",
        "advmod",
        "goeswith",
        "det:predet",
    }
)
_RIGHT = frozenset({"flat", "compound", "goeswith", "fixed", "nummod", "flat:name"})
_CUE = frozenset({"compound:prt", "fixed"})


def phrase_span(reading: Reading, head: int) -> Span:
    """Return the noun phrase of a head: its modifiers, without appositions and clauses.

    A name is whole even where the parser cut it: the named entity around the head counts.
    """
    first = last = head
    for child in reversed([c for c in reading.children[head] if c < head]):
        if child >= first - 3 and reading.words[child].deprel in _LEFT:
            first = min(first, *reading.subtree(child))
    for child in [c for c in reading.children[head] if c > head]:
        if child <= last + 2 and reading.words[child].deprel.split(":")[0] in _RIGHT:
            last = max(last, *reading.subtree(child))
    start, end = reading.words[first].span.start, reading.words[last].span.end
    entity = reading.entity[head]
    if entity >= 0 and reading.words[head].upos == "PROPN":
        span = reading.entities[entity].span
        start, end = min(start, span.start), max(end, span.end)
    return _within_line(reading, head, Span(start, end))


def _within_line(reading: Reading, head: int, span: Span) -> Span:
    """Return the span cut to the head's own paragraph and side of any quotation mark."""
    line = reading.lines[reading.paragraph[head]]
    start, end = max(span.start, line.start), min(span.end, line.end)
    at = reading.words[head].span
    for stretch in reading.stretches:
        if stretch.outer.end <= at.start:
            start = max(start, stretch.outer.end)
        elif stretch.outer.start >= at.end:
            end = min(end, stretch.outer.start)
    return trimmed(reading.text, min(start, at.start), max(end, at.end))


def cue_span(reading: Reading, index: int) -> Span:
    """Return the words of a cue: the verb with its particle, "according to" whole."""
    span = reading.words[index].span
    follows = index + 1
    if follows >= len(reading.words):
        return span
    particle = reading.heads[follows] == index and reading.words[follows].deprel in _CUE
    according = reading.lemmas[index] in {"accord", "according"} and reading.lemmas[follows] == "to"
    return Span(span.start, reading.words[follows].span.end) if particle or according else span
