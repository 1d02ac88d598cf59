"""Where the passage of a fragment begins and ends: learned from fragments with their passages.

A newsroom sets "until further notice" into a sentence of its own: what that sentence says itself
is no part of the passage ("los colegios quedan cerrados *hasta nueva orden*"), and what the
fragment says itself is ("pero con *las grúas quietas*"). Boosted trees say of every stretch of the
sentence how well it would do as the passage (`edge_features.py`, `training/locate/edges.py`).
"""

from __future__ import annotations

import re
from collections import Counter

import numpy as np

from quotes.languages.words import fold, phrases
from quotes.ml.trees import load_forest
from quotes.model import Span
from quotes.originals.boundaries import clause_before, with_deciding_word
from quotes.originals.edge_features import denies, stretches
from quotes.originals.passage_edges import with_article
from quotes.originals.segments import Segment

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
