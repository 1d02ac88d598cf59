"""Places that explain little of a segment, grown: to the words that explain more, to the clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quotes.model import Source, Span
from quotes.originals.assembly import Hit
from quotes.originals.boundaries import (
    clause_around,
    plain,
    sentence_bounds,
    with_deciding_word,
)
from quotes.originals.explanation import Explanation, explanations
from quotes.originals.fragment_edges import with_decider, with_learned_edges
from quotes.originals.passage_edges import without_lead_in, without_loose_end
from quotes.originals.quoted_speech import spoken, utterances_at, within_marks
from quotes.originals.ranking_stages import SearchContext
from quotes.originals.segments import Segment
from quotes.originals.verb_groups import with_condition, with_verb_group, without_subject
from quotes.originals.word_overlap import words_of

_WELL = 0.75  # share explained from which a place is not looked at again
_HARDLY = 0.5  # share explained below which a passage is the whole clause
_MORE = 0.1  # share by which a whole sentence explains more than some words of it
_SAID = 0.5  # share of what a place explains that a quotation inside it explains
_LEFT = 4  # words left of a clause that belong to its passage
_LONGER, _BESIDE = 2, 4  # times the words of a quotation, and words, that a place may have then


def is_narrow(hit: Hit) -> bool:
    """Return whether a place is found and explains so little that it may reach farther."""
    return hit.found and hit.explained is not None and hit.explained.told_share < _WELL


def widened(narrow: Sequence[tuple[Segment, str | None, Hit]], context: SearchContext) -> list[Hit]:
    """Return narrow places, each as far as its sentence explains words that it does not.

    Each is given with its segment and the English sentence around that. One that hardly explains
    anything is its whole clause: of a free rendering the lexicon shows a word ("offered to
    resign": "puse mi cargo a disposición").
    """
    sentences = [_sentence(hit, context) for _, _, hit in narrow]
    clauses = [_clause(segment, hit, context) for segment, _, hit in narrow]
    told = explanations(
        [
            (segment, hit.document, span)
            for around in (sentences, clauses)
            for (segment, _, hit), span in zip(narrow, around, strict=True)
        ],
        context.library,
    )
    found = []
    for (segment, sentence, hit), whole, clause, of_whole, of_clause in zip(
        narrow, sentences, clauses, told[: len(narrow)], told[len(narrow) :], strict=True
    ):
        old = hit.explained.told_share if hit.explained else 0.0
        wide = None
        if of_whole.reach and of_whole.told_share >= old + _MORE:
            wide = _reaching(segment, sentence, hit, whole, of_whole, context)
        if wide is None and clause != hit.span and of_clause.told_share >= old:
            wide = replace(hit, span=clause, explained=of_clause)
        found.append(wide or hit)
    return found


def ending_its_clause(hit: Hit, context: SearchContext) -> Hit:
    """Return a place with the few words that are left of its clause after it.

    A newsroom's fragment has its own start, but the passage that it renders ends where a clause
    does: of 551 passages of the keys of `benchmarks/events` and alike 524, and 9 stop one to four
    words before.
    """
    source = context.library.sources[hit.document]
    text = plain(source.text)
    bounds = Span(*context.index.spans[hit.sentence].tolist())
    end = clause_around(hit.span, text, bounds).end
    if not 0 < len(text[hit.span.end : end].split()) <= _LEFT:
        return hit
    return replace(hit, span=within_marks(Span(hit.span.start, end), source))


def decided_edges(
    hit: Hit, segment: Segment, sentence: str | None, context: SearchContext, *, last: bool
) -> Hit:
    """Return a place with the verb group, hedge and condition that decide what it says.

    And without what the article says in its own words. A condition
    follows only the `last` segment of a quotation.
    """
    source = context.library.sources[hit.document]
    text = plain(source.text)
    start, end = context.index.spans[hit.sentence].tolist()
    span = without_subject(quoted_whole(hit.span, segment, source), segment, text)
    bounds = _of_one_speaker(span, sentence_bounds(hit.span, start, end, text), source)
    span = with_learned_edges(span, segment, text, bounds)
    ended = without_loose_end(span, segment.text, text, bounds)
    span = ended if ended.end > span.end else span
    span = with_decider(span, segment.text, sentence, text, bounds)
    before = span
    span = with_verb_group(span, segment.text, sentence, text, bounds)
    if span != before:
        span = with_deciding_word(span, segment.text, sentence, text, bounds)
    if last:
        span = with_condition(span, segment.text, sentence, text, bounds.end)
    return hit if span == hit.span else replace(hit, span=within_marks(span, source))


def quoted_whole(found: Span, segment: Segment, source: Source) -> Span:
    """Return the quotation of the source that a place holds beside the reporter's words.

    Where it explains half at least of what the place does: "«un balde roto» y dijo que el hueco"
    is "un balde roto". The place as it is where it holds no whole quotation.
    """
    if spoken(found, source):
        return found
    told = [
        said.span
        for said in utterances_at(source, found)
        if found.start <= said.span.start and said.span.end <= found.end
    ]
    if not told:
        return found
    explained = [_explains(segment, span.of(source.text)) for span in told]
    enough = _SAID * _explains(segment, found.of(source.text))
    return told[explained.index(max(explained))] if max(explained) >= enough else found


def _explains(segment: Segment, text: str) -> float:
    """Return the information (nats) of the content words of a segment that a text renders."""
    matcher = segment.matcher
    own = slice(matcher.english)
    cells = matcher.table(words_of(text, "es").keys)[own]
    if not cells.size:
        return 0.0
    return float((matcher.weights[own] * matcher.content[own] * cells.max(axis=1)).sum())


def _of_one_speaker(found: Span, bounds: Span, source: Source) -> Span:
    """Return the part of a sentence that stands in the marks or turn in which a place lies."""
    for said in utterances_at(source, found):
        if said.span.start <= found.start and found.end <= said.span.end:
            return Span(max(bounds.start, said.span.start), min(bounds.end, said.span.end))
    return bounds


def _sentence(hit: Hit, context: SearchContext) -> Span:
    """Return the sentence of a place, inside its marks where it stands in some."""
    start, end = context.index.spans[hit.sentence].tolist()
    whole = Span(min(start, hit.span.start), max(end, hit.span.end))
    return within_marks(whole, context.library.sources[hit.document])


def _clause(segment: Segment, hit: Hit, context: SearchContext) -> Span:
    """Return the clause of a place that hardly explains a segment; the place if it is too long."""
    if hit.explained is None or hit.explained.told_share >= _HARDLY:
        return hit.span
    source = context.library.sources[hit.document]
    text = plain(source.text)
    start, end = context.index.spans[hit.sentence].tolist()
    clause = within_marks(clause_around(hit.span, text, Span(start, end)), source)
    return clause if _is_as_long(clause.of(text), segment) else hit.span


def _reaching(
    segment: Segment,
    sentence: str | None,
    hit: Hit,
    whole: Span,
    why: Explanation,
    context: SearchContext,
) -> Hit | None:
    """Return a place grown to the words of its sentence that explain the segment.

    None where it would find the words of the quotation scattered over a long sentence.
    """
    source = context.library.sources[hit.document]
    text, reach = plain(source.text), why.reach or hit.span
    start, end = min(hit.span.start, reach.start), max(hit.span.end, reach.end)
    wide = Span(max(start, whole.start), min(end, whole.end))
    if not _is_as_long(wide.of(text), segment):
        return None
    wide = with_deciding_word(wide, segment.text, sentence, text, whole)
    if not utterances_at(source, wide):
        wide = without_lead_in(wide, segment.matcher, text)
    return replace(hit, span=wide, explained=why)


def _is_as_long(passage: str, segment: Segment) -> bool:
    """Return whether a passage is no longer than the rendering of a segment may be."""
    return len(passage.split()) <= _LONGER * len(segment.text.split()) + _BESIDE
