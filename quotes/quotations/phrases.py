"""The words of a cue and of a source phrase around their head words."""

from __future__ import annotations

from quotes.model import Span
from quotes.quotations.parsed_text import ParsedText
from quotes.quotations.spans import trimmed

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


def phrase_span(parsed: ParsedText, head: int) -> Span:
    """Return the noun phrase of a head: its modifiers, without appositions and clauses.

    A name is whole even where the parser cut it: the named entity around the head counts.
    """
    first = last = head
    for child in reversed([c for c in parsed.children[head] if c < head]):
        if child >= first - 3 and parsed.words[child].deprel in _LEFT:
            first = min(first, *parsed.subtree(child))
    for child in [c for c in parsed.children[head] if c > head]:
        if child <= last + 2 and parsed.words[child].deprel.split(":")[0] in _RIGHT:
            last = max(last, *parsed.subtree(child))
    start, end = parsed.words[first].span.start, parsed.words[last].span.end
    entity = parsed.entity[head]
    if entity >= 0 and parsed.words[head].upos == "PROPN":
        span = parsed.entities[entity].span
        start, end = min(start, span.start), max(end, span.end)
    return _within_line(parsed, head, Span(start, end))


def _within_line(parsed: ParsedText, head: int, span: Span) -> Span:
    """Return the span cut to the head's own paragraph and side of any quotation mark."""
    line = parsed.lines[parsed.paragraph[head]]
    start, end = max(span.start, line.start), min(span.end, line.end)
    at = parsed.words[head].span
    for quoted in parsed.quoted:
        if quoted.outer.end <= at.start:
            start = max(start, quoted.outer.end)
        elif quoted.outer.start >= at.end:
            end = min(end, quoted.outer.start)
    return trimmed(parsed.text, min(start, at.start), max(end, at.end))


def cue_span(parsed: ParsedText, index: int) -> Span:
    """Return the words of a cue: the verb with its particle, "according to" whole."""
    span = parsed.words[index].span
    follows = index + 1
    if follows >= len(parsed.words):
        return span
    particle = parsed.heads[follows] == index and parsed.words[follows].deprel in _CUE
    according = parsed.lemmas[index] in {"accord", "according"} and parsed.lemmas[follows] == "to"
    return Span(span.start, parsed.words[follows].span.end) if particle or according else span
