"""Where the passage of a fragment begins and ends, by what the article says around it.

A newsroom sets "until further notice" into a sentence of its own: what that sentence says itself
is no part of the passage ("los colegios quedan cerrados *hasta nueva orden*"), and what the
fragment says itself is ("pero con *las grúas quietas*").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from quotes.languages.words import fold, phrases, vocabulary
from quotes.model import Span
from quotes.originals.boundaries import clause_before
from quotes.originals.segments import Segment
from quotes.originals.verb_groups import begins_with_verb, is_finite, rendered
from quotes.originals.word_overlap import cell, function_words

_WORD = re.compile(r"\d[\d.,]*\d|\w+")
_ENGLISH = re.compile(r"\w+(?:['’]\w+)?")
_STOP = re.compile(r"[,;:.!?()…«»“”\"—–]")
_RELATIVE = re.compile(r"\W*(?:that|which|who)\b")
_INFINITIVE = re.compile(r"\w+[aeiáéí]r(?:se|me|nos|te|les?)?(?:l[aeo]s?)?")
_OWN, _OTHERS = 0.12, 0.3  # cells from which a word renders the fragment, and its surroundings
_SMALL_CELL = 0.1  # of a preposition
_FAR = 6  # words from a fragment's negation to the passage
_NEAR = 3  # words from an infinitive or noun to the passage
_PHRASE = 3  # words of a fragment that is more than a word
_SMALL = 3  # "pero con las"
_CLAUSE = 6  # words of a clause after a passage that turns its noun


def with_own_edges(found: Span, segment: Segment, sentence: str, text: str, bounds: Span) -> Span:
    """Return the passage of a fragment with the edges that it has in its English sentence.

    `text` is as `boundaries.plain` returns it, `bounds` the Spanish sentence. What begins with a
    capital is a sentence and stays as it is.
    """
    quotation = segment.text
    first = _ENGLISH.search(quotation)
    if first is None:
        return found
    found = _without_loose_clause(found, segment, text)
    found = _more_than_a_scrap(found, segment, text, bounds)
    found = _with_negation(found, quotation, text, bounds)
    found = _with_noun(found, quotation, text, bounds)
    if first.group()[0].isupper():
        return found
    found = _without_surroundings(found, segment, sentence, text)
    found = _without_relative(found, quotation, sentence, text)
    found = _from_preposition(found, segment, text)
    found = _with_infinitive(found, quotation, text, bounds)
    found = _with_small_words(found, quotation, text, bounds)
    return _with_turning_clause(found, quotation, text, bounds)


def _more_than_a_scrap(found: Span, segment: Segment, text: str, bounds: Span) -> Span:
    """Return `found` grown to the left where it ends its clause with less than half of the words.

    An idiom has one word in common with its rendering.
    """
    count, wanted = len(_WORD.findall(found.of(text))), segment.matcher.english
    ahead = _STOP.split(text[found.end : bounds.end], maxsplit=1)[0]
    if wanted < _PHRASE or 2 * count >= wanted or _WORD.search(ahead):
        return found
    clause = clause_before(found.start, text, bounds.start)
    words = list(_WORD.finditer(clause))[count - wanted - 1 :]
    return Span(found.start - len(clause) + words[0].start(), found.end) if words else found


def _without_surroundings(found: Span, segment: Segment, sentence: str, text: str) -> Span:
    """Return `found` less what only the sentence around the fragment says, at either edge.

    Never with a word that decides, but for a condition that the sentence says itself.
    """
    around = segment.sentence_matcher
    words = list(_WORD.finditer(text, found.start, found.end))
    if around is None or not words:
        return found
    keys = [fold(word.group()) for word in words]
    own = rendered(segment.matcher, keys, frozenset())
    other = rendered(around, keys, frozenset(segment.matcher.rows[: segment.matcher.english]))
    mine = np.flatnonzero(own >= _OTHERS)
    if not len(mine):
        return found
    verb = begins_with_verb(segment.text)
    theirs = np.array(
        [
            at
            for at in np.flatnonzero((other >= _OTHERS) & (own < _OWN)).tolist()
            if keys[at] not in function_words() and not (verb and is_finite(words[at].group()))
        ],
        dtype=np.int64,
    )
    start = _start(theirs[theirs < mine[0]], keys, own, _outside(segment.text, sentence))
    opening = segment.matcher.rows[0], keys[0]
    start = 0 if cell(*opening) >= _SMALL_CELL else start
    end = len(keys)
    after = theirs[theirs > mine[-1]]
    if len(after):
        cut = int(after[0])
        for at in range(cut - 1, int(mine[-1]), -1):
            parted = _STOP.search(text, words[at - 1].end(), words[at].start())
            if parted or (cut == at + 1 and keys[at] in function_words()):
                cut = at
        if not _decides(keys[cut:]) and own[cut:].max() < _OWN:
            end = cut
    return Span(
        words[start].start() if start else found.start,
        words[end - 1].end() if end < len(keys) else found.end,
    )


def _start(
    theirs: NDArray[np.int64], keys: Sequence[str], own: NDArray[np.float32], outside: set[str]
) -> int:
    """Return the number of the first word after those that only the sentence says."""
    if not len(theirs):
        return 0
    first = int(theirs[-1]) + 1
    turned = set(keys[:first]) & phrases("edges", "spanish.deciders")
    if turned <= {"si"} and not (turned and not outside & {"if", "whether"}):
        return first if own[:first].max() < _OWN else 0
    return 0


def _decides(keys: Sequence[str]) -> bool:
    return not phrases("edges", "spanish.deciders").isdisjoint(keys)


def _outside(quotation: str, sentence: str) -> set[str]:
    """Return the words of the English sentence outside a fragment."""
    rest = sentence.replace(quotation, " ", 1)
    return {fold(one.group()) for one in _ENGLISH.finditer(rest)}


def _without_relative(found: Span, quotation: str, sentence: str, text: str) -> Span:
    """Return `found` less a relative clause that the article says itself after the fragment.

    He felt “a hot gale” that knocked him over.
    """
    at = sentence.find(quotation)
    if at < 0 or not _RELATIVE.match(sentence, at + len(quotation)):
        return found
    words = list(_WORD.finditer(text, found.start, found.end))
    keys = [fold(word.group()) for word in words]
    that = next((n for n in range(1, len(keys)) if keys[n] == "que"), 0)
    if not that or _decides(keys[that:]) or "that" in quotation.lower().split():
        return found
    return Span(found.start, words[that - 1].end())


def _from_preposition(found: Span, segment: Segment, text: str) -> Span:
    """Return `found` from the Spanish for the preposition that the fragment begins with.

    “until further notice” is "hasta nueva orden", whatever stands before it.
    """
    wanted = _renderings(segment.text, "bounding")
    words = list(_WORD.finditer(text, found.start, found.end))
    keys = [fold(word.group()) for word in words]
    at = next((n for n, key in enumerate(keys) if key in wanted), 0)
    if not at or _decides(keys[:at]):
        return found
    if rendered(segment.matcher, keys[:at], frozenset()).max() >= _OWN:
        return found
    return Span(words[at].start(), found.end)


def _renderings(quotation: str, kind: str) -> frozenset[str]:
    """Return the Spanish words for the first word of a fragment, by a table of `edges.toml`."""
    first = fold(_ENGLISH.findall(quotation)[0])
    known = vocabulary("edges")[kind]
    return phrases("edges", f"{kind}.{first}") if first in known else frozenset()


def _with_negation(found: Span, quotation: str, text: str, bounds: Span) -> Span:
    """Return `found` grown to the negation that it lacks and the fragment has, in its clause."""
    english = [fold(one) for one in _ENGLISH.findall(quotation)]
    denied = any(
        word in phrases("edges", "english.negations") or word.endswith(("n't", "n’t"))
        for word in english
    )
    own = [fold(one) for one in _WORD.findall(found.of(text))]
    if not denied or _decides(own):
        return found
    clause = clause_before(found.start, text, bounds.start)
    words = list(_WORD.finditer(clause))[-_FAR:]
    for word in reversed(words):
        if fold(word.group()) in phrases("edges", "spanish.negations"):
            return Span(found.start - len(clause) + word.start(), found.end)
    return found


def _with_infinitive(found: Span, quotation: str, text: str, bounds: Span) -> Span:
    """Return `found` grown to its infinitive, where the fragment begins with one (“to look …”)."""
    if not re.match(r"\W*to\s", quotation):
        return found
    own = [word.group().lower() for word in _WORD.finditer(text, found.start, found.end)]
    if any(_INFINITIVE.fullmatch(word) or is_finite(word) for word in own[:2]):
        return found
    clause = clause_before(found.start, text, bounds.start)
    words = list(_WORD.finditer(clause))[-_NEAR - 1 :]
    for at in range(len(words) - 1, -1, -1):
        if _INFINITIVE.fullmatch(words[at].group().lower()):
            before = (
                at - 1 if at and fold(words[at - 1].group()) in {"a", "de", "por", "para"} else at
            )
            return Span(found.start - len(clause) + words[before].start(), found.end)
        if fold(words[at].group()) not in function_words():
            break
    return found


def _with_noun(found: Span, quotation: str, text: str, bounds: Span) -> Span:
    """Return `found` with the noun that its "de" belongs to: “Friday’s rain” is "la lluvia del …".

    Not where the fragment begins with a preposition itself.
    """
    words = _WORD.findall(found.of(text))
    first = fold(_ENGLISH.findall(quotation)[0])
    if (
        not words[1:]
        or fold(words[0]) not in {"de", "del"}
        or fold(words[1]) == "que"
        or first in phrases("edges", "english.prepositions")
    ):
        return found
    clause = clause_before(found.start, text, bounds.start)
    before = list(_WORD.finditer(clause))
    if not before or fold(before[-1].group()) in function_words():
        return found
    at = len(before) - 1
    if is_finite(before[at].group().lower()):
        return found
    if at and fold(before[at - 1].group()) in phrases("edges", "spanish.articles"):
        at -= 1
    return Span(found.start - len(clause) + before[at].start(), found.end)


def _with_small_words(found: Span, quotation: str, text: str, bounds: Span) -> Span:
    """Return `found` with the "pero con las" before it that the fragment begins with."""
    wanted = _renderings(quotation, "openings")
    own = [fold(one) for one in _WORD.findall(found.of(text))]
    if not wanted or wanted.intersection(own):
        return found
    clause = clause_before(found.start, text, bounds.start)
    words = list(_WORD.finditer(clause))[-_SMALL:]
    for word in reversed(words):
        key = fold(word.group())
        if key in wanted:
            return Span(found.start - len(clause) + word.start(), found.end)
        if key not in function_words():
            break
    return found


def _with_turning_clause(found: Span, quotation: str, text: str, bounds: Span) -> Span:
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
    last = min(len(words), 4)
    return Span(found.start, words[last - 1].end())


def _without_loose_clause(found: Span, segment: Segment, text: str) -> Span:
    """Return `found` less what follows a semicolon and renders nothing of the fragment."""
    at = text.find(";", found.start, found.end)
    if at < 0 or ";" in segment.text:
        return found
    before, after = (
        [fold(one) for one in _WORD.findall(part)]
        for part in (text[found.start : at], text[at : found.end])
    )
    if not before or not after or len(before) + 2 < segment.matcher.english:
        return found
    if rendered(segment.matcher, after, frozenset()).max() >= _OWN:
        return found
    return Span(found.start, at)
