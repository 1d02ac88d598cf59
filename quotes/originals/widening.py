"""Places that explain little of a segment, grown: to the words that explain more, to the clause.

Where the passage of a fragment begins and ends is learned.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from quotes.languages.words import fold, phrases
from quotes.ml.trees import load_forest
from quotes.model import Source, Span
from quotes.originals.assembly import Hit
from quotes.originals.boundaries import (
    clause_around,
    clause_before,
    plain,
    sentence_bounds,
    with_deciding_word,
)
from quotes.originals.edge_features import denies, stretches
from quotes.originals.explanation import Explanation, explanations
from quotes.originals.passage_edges import (
    with_article,
    with_whole_expressions,
    without_lead_in,
    without_loose_end,
)
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
    span = with_whole_expressions(span, text, bounds)
    span = with_condition(span, segment.text, sentence, text, bounds, last=last)
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
    cells = matcher.table(words_of(text, "es").keys)
    if not cells.size:
        return 0.0
    return float((matcher.weights * matcher.content * cells.max(axis=1)).sum())


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


# --- Where the passage of a fragment begins and ends ---
# A newsroom sets "until further notice" into a sentence of its own: what that sentence says itself
# is no part of the passage ("los colegios quedan cerrados *hasta nueva orden*"), and what the
# fragment says itself is ("pero con *las grúas quietas*"). Boosted trees say of every stretch of
# the sentence how well it would do as the passage: learned from fragments with their passages
# (`edge_features.py`, `training/locate/edges.py`).

_WORD = re.compile(r"\d[\d.,]*\d|\w+")
_ENGLISH = re.compile(r"\w+(?:['’]\w+)?")
_STOP = re.compile(r"[,;:.!?()…«»“”\"—–]")
_TRIED = 20  # stretches, best first, of which one keeps what decides
_FAR = 6  # words from a fragment's negation to the passage
_TURNING = 4  # words that a clause that denies its noun is long, at most
SHORT = 8  # words up to which a quotation is a fragment, whatever it begins with
# By how much a stretch must be better than the place found: chosen by events left out in turn.
_BETTER = 0.02


def is_fragment(quotation: str) -> bool:
    """Return whether a quotation is a part of a sentence: it begins small, or is short."""
    opening = next((letter for letter in quotation if letter.isalnum()), "")
    return opening.islower() or len(quotation.split()) <= SHORT


def with_learned_edges(found: Span, segment: Segment, text: str, bounds: Span) -> Span:
    """Return the stretch of a sentence that renders a fragment best, `found` where none is better.

    It shares words with `found`, ends with no word that announces another, and keeps the words of
    `found` that decide ("no", "nunca"). `text` is as `boundaries.plain` returns it, `bounds` the
    Spanish sentence.
    """
    if not is_fragment(segment.text):
        return found
    known = stretches(segment, found, text, bounds)
    if known is None:
        return found
    scores = load_forest("locate", "edges").table_scores(known.table, known.names)
    line = scores[int(known.shared.argmax())] + _BETTER
    scores[(known.shared == 0) | known.loose] = -np.inf
    for at in np.argsort(-scores, kind="stable")[:_TRIED].tolist():
        span = known.span(at)
        if scores[at] < line:
            break
        if not _loses_decider(found, span, text) and not _cuts_phrase(found, span, text):
            return with_article(span, segment.text, text)
    return found


def with_decider(
    found: Span, quotation: str, sentence: str | None, text: str, bounds: Span
) -> Span:
    """Return the passage of a fragment with the words beside it that decide what it says."""
    if not is_fragment(quotation):
        return found
    found = with_deciding_word(found, quotation, sentence, text, bounds)
    found = _with_negation(found, quotation, text, bounds)
    return _with_turning_clause(found, text, bounds)


def _loses_decider(found: Span, span: Span, text: str) -> bool:
    """Return whether a stretch lacks a word that decides ("no", "nunca") of the place found."""
    before, after = (
        Counter(fold(word) for word in _WORD.findall(one.of(text))) for one in (found, span)
    )
    return any(word in _deciders() for word in before - after)


def _cuts_phrase(found: Span, span: Span, text: str) -> bool:
    """Return whether a stretch leaves half a phrase: "desde que empezó", without "la tregua".

    What is left out at the end begins after a mark or with a word that begins a phrase, and "que"
    is not parted from its preposition.
    """
    tail = text[span.end : max(span.end, found.end)]
    first = _WORD.search(tail)
    parted = first and not _STOP.search(tail[: first.start()])
    if first and parted and fold(first.group()) not in phrases("edges", "spanish.beginning"):
        return True
    head = text[min(span.start, found.start) : span.start]
    opening = _WORD.match(text, span.start)
    last = _WORD.findall(head)[-1:]
    return bool(
        opening
        and fold(opening.group()) == "que"
        and last
        and not _STOP.search(head[-2:])
        and fold(last[0]) in phrases("edges", "spanish.before_que")
    )


def _deciders() -> frozenset[str]:
    return phrases("edges", "spanish.deciders")


def _with_negation(found: Span, quotation: str, text: str, bounds: Span) -> Span:
    """Return `found` grown to the negation that it lacks and the fragment has, in its clause."""
    denied = denies(fold(one) for one in _ENGLISH.findall(quotation))
    own = [fold(one) for one in _WORD.findall(found.of(text))]
    if not denied or not _deciders().isdisjoint(own):
        return found
    clause = clause_before(found.start, text, bounds.start)
    words = list(_WORD.finditer(clause))[-_FAR:]
    for word in reversed(words):
        if fold(word.group()) in phrases("edges", "spanish.negations"):
            return Span(found.start - len(clause) + word.start(), found.end)
    return found


def _with_turning_clause(found: Span, text: str, bounds: Span) -> Span:
    """Return `found` with the relative clause after it that denies something of its noun.

    "informaciones *que no fueron verificadas*".
    """
    after = re.compile(r"\s+que\s+(?:no|nunca|jamás|nadie|nada)\b").match(
        text, found.end, bounds.end
    )
    if after is None:
        return found
    stop = _STOP.search(text, found.end, bounds.end)
    words = list(_WORD.finditer(text, found.end, stop.start() if stop else bounds.end))
    if not words:
        return found
    last = min(len(words), _TURNING)
    return Span(found.start, words[last - 1].end())
