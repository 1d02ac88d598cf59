"""Whole clauses: a passage must not lose the words at its edges that turn its meaning.

Matching finds the words that have a counterpart. Just those that have none prove a drift
("no", "casi", "podríamos"), so a quotation that is a sentence, or long, gets the whole
clause. Words too many are cheap, words too few are a missed inversion of meaning.
"""

from __future__ import annotations

import re

from quotes.languages.folding import fold
from quotes.languages.vocabularies import phrases
from quotes.languages.words import content_words
from quotes.model import Span

_WORD = re.compile(r"\d[\d.,]*\d|\w+")
_STOP = re.compile(r"[.,;:!?()\[\]…¿¡«»“”\"—–\n]")
_BEFORE = re.compile(r"[^\W_][^.,;:!?()\[\]…¿¡«»“”\"—–\n]*,\s*$")
_AFTER = re.compile(r"^,\s*[^.,;:!?()\[\]…¿¡«»“”\"—–\n]*[^\W_]")
_BREAK = re.compile(r"[.!?…]\W*\s\W*\w")
_STUB = re.compile(r"(?<=[.!?…])[»”\"]?\s+[¿¡«“\"]?\w+(?:\s+\w+)?$")  # words of one more sentence
_REACH = 6  # words from an edge to the end of its clause; farther off, the cut may be meant
_LONG = 8  # words of a quotation that is no fragment, capital or not
_FULL = 0.85  # Spanish words for an English one below which something was cut off


def whole_clause(found: Span, quotation: str, text: str, bounds: Span) -> Span:
    """Return `found` grown to the ends of its clauses, within `bounds` (offsets into `text`).

    A short fragment (a lower-case start and under eight words) stays as it is. A longer
    one begins where it begins, but for words that turn it and for one that is left of its
    clause. The end grows only where the quotation ends a sentence or clause of its own.
    """
    words = quotation.split()
    opening = next((c for c in quotation if c.isalnum()), "")
    if len(words) < _LONG and not (opening.isupper() and len(words) > 2):
        return found
    before = _clause_before(found.start, text, bounds.start)
    if not opening.isupper() and len(_WORD.findall(before)) > 1:
        return Span(_guarded(found.start, text, bounds.start), _end(found.end, text, bounds.end))
    start = _start(found.start, text, bounds.start)
    ends = len(words) >= _LONG or quotation.rstrip("”\"’' ")[-1:] in ".!?,"
    grown = Span(start, _end(found.end, text, bounds.end) if ends else found.end)
    return _filled(grown, len(words), text, bounds)


def without_stub(found: Span, quotation: str, text: str) -> Span:
    """Return `found` less the "El que" of a next sentence, where the quotation begins none."""
    stub = _STUB.search(found.of(text))
    if stub is None or _BREAK.search(quotation) or content_words(stub.group(), "es"):
        return found
    return Span(found.start, found.start + stub.start())


def _filled(grown: Span, wanted: int, text: str, bounds: Span) -> Span:
    """Return the span grown over commas to the next clause while it is too short by far."""
    while len(_WORD.findall(grown.of(text))) < _FULL * wanted:
        left = _beyond(text[bounds.start : grown.start], -1)
        right = _beyond(text[grown.end : bounds.end], 0)
        near = [side for side in (left, right) if side]
        if not near:
            break
        side = min(near, key=lambda clause: len(_WORD.findall(clause)))
        before = len(side) if side is left else 0
        grown = Span(grown.start - before, grown.end + (len(side) if not before else 0))
    return grown


def _beyond(text: str, at: int) -> str:
    """Return the clause next to an edge with the comma before it, "" at a stronger stop."""
    pattern = _BEFORE if at else _AFTER
    match = pattern.search(text)
    return match.group() if match and len(_WORD.findall(match.group())) <= _REACH else ""


def _start(at: int, text: str, bound: int) -> int:
    """Return the start of the clause, or of the guarding words just before `at`."""
    clause = _clause_before(at, text, bound)
    words = list(_WORD.finditer(clause))
    if 0 < len(words) <= _REACH:
        return at - len(clause) + words[0].start()
    return _guarded(at, text, bound)


def _guarded(at: int, text: str, bound: int) -> int:
    """Return `at` moved before the guarding words ("no", "casi", "podríamos") next to it."""
    guards = phrases("edges", "spanish.guards")
    clause = _clause_before(at, text, bound)
    kept = at
    for word in reversed(list(_WORD.finditer(clause))):
        if fold(word.group()) not in guards and not word.group()[0].isdigit():
            break
        kept = at - len(clause) + word.start()
    return kept


def _clause_before(at: int, text: str, bound: int) -> str:
    """Return the text from the last stop before `at` up to it."""
    before = text[bound:at]
    stops = [match.end() for match in _STOP.finditer(before)]
    return before[stops[-1] :] if stops else before


def _end(at: int, text: str, bound: int) -> int:
    """Return the end of the clause if it is near, else `at`."""
    after = text[at:bound]
    stop = _STOP.search(after)
    clause = after[: stop.start()] if stop else after
    words = list(_WORD.finditer(clause))
    return at + words[-1].end() if 0 < len(words) <= _REACH else at
