"""What a stretch looks like: its words, its marks, its place in sentence and paragraph."""

from __future__ import annotations

import re
from typing import NamedTuple

from quotes.quotations.appearance import after, before, place, shape, words
from quotes.quotations.lexicons import Lexicon
from quotes.quotations.reading import Reading
from quotes.quotations.surroundings import (
    UPOS,
    edge_lemmas,
    lemma_at,
    outer_words,
    sentences_of,
    top,
)

_FAR = 60  # words; beyond this a distance says no more


class Look(NamedTuple):
    """Features of one stretch; categories are small numbers in the order of the tables above."""

    words: float
    upper: float
    ends_comma: float
    ends_stop: float
    ends_question: float
    closed: float
    straight: float
    whole_line: float
    opens_line: float
    closes_line: float
    order: float
    peers: float
    line_number: float
    top_relation: float
    top_upos: float
    top_head_inside: float
    first_upos: float
    last_upos: float
    has_verb: float
    has_person: float
    title_case: float
    before_comma: float
    before_colon: float
    before_dash: float
    before_that: float
    before_det: float
    before_bracket: float
    after_comma: float
    after_stop: float
    after_colon: float
    before_lexicon: float
    before_cue: float
    head_lexicon: float
    head_cue: float
    after_upos: float
    after_cue: float
    sentence_outside: float
    line_outside: float
    gap_before: float
    gap_after: float
    same_sentence_before: float
    same_sentence_after: float
    before_is_upper: float
    first_person: float
    entity_whole: float
    before_second: float
    after_lexicon: float
    first_lexicon: float
    last_lexicon: float
    repeated: float
    repeated_marked: float
    dash_after: float
    turn: float
    marked_stretches: float


def look(reading: Reading, number: int, lexicons: dict[str, Lexicon]) -> Look:
    """Return the features of the stretch with this number."""
    return Look(
        *shape(reading, number),
        *place(reading, number),
        *words(reading, number),
        *before(reading, number),
        *after(reading, number),
        *_neighbours(reading, number, lexicons),
        *_company(reading, number),
        *_lexical(reading, number, lexicons),
    )


def _neighbours(reading: Reading, number: int, lexicons: dict[str, Lexicon]) -> tuple[float, ...]:
    before, after = outer_words(reading, number)
    governor = top(reading, number)
    head = reading.heads[governor] if governor >= 0 else -1
    lemma, next_lemma = lemma_at(reading, before), lemma_at(reading, after)
    head_lemma = lemma_at(reading, head)
    return (
        lexicons["before"].of(lemma),
        lexicons["cue"].of(lemma),
        lexicons["head"].of(head_lemma),
        lexicons["cue"].of(head_lemma),
        UPOS.get(reading.words[after].upos, 0.0) if after >= 0 else 0.0,
        lexicons["cue"].of(next_lemma),
    )


def _company(reading: Reading, number: int) -> tuple[float, ...]:
    first, last = reading.inner[number]
    paragraph = reading.stretches[number].paragraph
    low, high = reading.line_words(paragraph)
    own = sentences_of(reading, first, last)
    before = reading.inner[number - 1][1] if number else 0
    after = reading.inner[number + 1][0] if number + 1 < len(reading.inner) else len(reading.words)
    outside = reading.outside
    word = reading.words[first - 1] if first > low else None
    words = reading.words[first:last]
    span = reading.stretches[number].inner
    return (
        float(min(_FAR, outside[own[1]] - outside[own[0]])),
        float(min(_FAR, outside[high] - outside[low])),
        float(min(_FAR, first - before) if before > low else _FAR),
        float(min(_FAR, after - last) if after < high else _FAR),
        float(low < before and before > own[0]),
        float(after < high and after < own[1]),
        float(word is not None and word.text[:1].isupper()),
        float(any(w.text.lower() in {"i", "we", "my", "our", "you", "us", "me"} for w in words)),
        float(
            any(e.span.start <= span.start and span.end - 1 <= e.span.end for e in reading.entities)
        ),
    )


def _lexical(reading: Reading, number: int, lexicons: dict[str, Lexicon]) -> tuple[float, ...]:
    stretch = reading.stretches[number]
    words = edge_lemmas(reading, number)
    inner = stretch.inner.of(reading.text).rstrip(".,!?;:’'")
    times = reading.text.count(inner) if len(inner) < 60 else 1
    same = sum(s.inner.of(reading.text).rstrip(".,!?;:’'") == inner for s in reading.stretches)
    after = reading.text[stretch.outer.end : stretch.outer.end + 3].strip()
    return (
        *(lexicons[name].of(lemma) for name, lemma in words.items()),
        float(min(4, times - same)),
        float(min(4, same)),
        float(after[:1] in "-–—―") if after else 0.0,
        float(re.match(r"[^\W\d_][\w.’'-]*( [A-Z][\w.’'-]*)?:\s", inner) is not None),
        float(min(40, len(reading.stretches))),
    )
