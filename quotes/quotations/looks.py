"""What a stretch looks like: its words, its marks, its place in sentence and paragraph."""

from __future__ import annotations

from typing import NamedTuple

from quotes.quotations.lexicons import Lexicon
from quotes.quotations.reading import Reading

_UPOS = ("NOUN", "VERB", "PROPN", "ADJ", "PRON", "DET", "ADP", "AUX", "INTJ", "ADV", "NUM", "PART")
_RELATIONS = (
    "root", "ccomp", "obj", "parataxis", "conj", "obl", "xcomp", "nsubj", "amod", "compound",
    "nmod", "advcl", "acl", "appos", "flat", "dep", "discourse",
)  # fmt: skip
RELATION = {name: float(number + 1) for number, name in enumerate(_RELATIONS)}
UPOS = {name: float(number + 1) for number, name in enumerate(_UPOS)}
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
    count: float
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


def top(reading: Reading, number: int) -> int:
    """Return the word of a stretch that governs the others, -1 if it has no words."""
    first, last = reading.inner[number]
    for index in range(first, last):
        if not first <= reading.heads[index] < last and reading.relations[index] != "punct":
            return index
    return first if first < last else -1


def look(reading: Reading, number: int, lexicons: dict[str, Lexicon]) -> Look:
    """Return the features of the stretch with this number."""
    return Look(
        *_shape(reading, number),
        *_place(reading, number),
        *_words(reading, number),
        *_before(reading, number),
        *_after(reading, number),
        *_neighbours(reading, number, lexicons),
        *_company(reading, number),
    )


def _shape(reading: Reading, number: int) -> tuple[float, ...]:
    stretch = reading.stretches[number]
    inner = stretch.inner.of(reading.text)
    last = inner.rstrip("'’‘” ")[-1:]
    after = reading.text[stretch.outer.end : stretch.outer.end + 1]
    first, end = reading.inner[number]
    return (
        float(min(end - first, 50)),
        float(inner[:1].isupper()),
        float(last == "," or after == ","),
        float(last == "." or (after == "." and last not in "!?")),
        float(last in "?!") if last else 0.0,
        float(stretch.closed),
        float(stretch.style == "straight") + 2 * float(stretch.style == "doubled"),
    )


def _place(reading: Reading, number: int) -> tuple[float, ...]:
    stretch = reading.stretches[number]
    line = reading.lines[stretch.paragraph]
    before = reading.text[line.start : stretch.outer.start].strip()
    after = reading.text[stretch.outer.end : line.end].strip()
    peers = [i for i, s in enumerate(reading.stretches) if s.paragraph == stretch.paragraph]
    return (
        float(not before and not after),
        float(not before),
        float(not after),
        float(peers.index(number)),
        float(len(peers)),
        float(min(stretch.paragraph, 5)),
    )


def _words(reading: Reading, number: int) -> tuple[float, ...]:
    first, last = reading.inner[number]
    governor = top(reading, number)
    words = reading.words[first:last]
    long = [w for w in words if len(w.text) > 3 and w.text[0].isalpha()]
    return (
        RELATION.get(reading.relations[governor], 0.0) if governor >= 0 else 0.0,
        UPOS.get(reading.words[governor].upos, 0.0) if governor >= 0 else 0.0,
        float(governor >= 0 and first <= reading.heads[governor] < last),
        UPOS.get(words[0].upos, 0.0) if words else 0.0,
        UPOS.get(words[-1].upos, 0.0) if words else 0.0,
        float(any(w.upos in {"VERB", "AUX"} for w in words)),
        float(any(reading.entity[i] >= 0 for i in range(first, last))),
        sum(w.text[0].isupper() for w in long) / len(long) if long else 0.0,
    )


def _before(reading: Reading, number: int) -> tuple[float, ...]:
    text = reading.text[: reading.stretches[number].outer.start].rstrip(" \t\u00a0")
    word = text[-12:].rsplit(None, 1)[-1].lower() if text[-12:].strip() else ""
    determiners = {"the", "a", "an", "his", "her", "their", "its", "this", "these", "any", "no"}
    return (
        float(text[-1:] == ","),
        float(text[-1:] == ":"),
        float(text[-1:] in "-–—―") if text else 0.0,
        float(word == "that"),
        float(word in determiners),
        float(text[-1:] in "([") if text else 0.0,
    )


def _after(reading: Reading, number: int) -> tuple[float, ...]:
    rest = reading.text[reading.stretches[number].outer.end :][:3].lstrip(" \t\u00a0")
    return (
        float(rest[:1] == ","),
        float(rest[:1] in ".!?") if rest else 0.0,
        float(rest[:1] == ":"),
    )


def _neighbours(reading: Reading, number: int, lexicons: dict[str, Lexicon]) -> tuple[float, ...]:
    before, after = outer_words(reading, number)
    governor = top(reading, number)
    head = reading.heads[governor] if governor >= 0 else -1
    lemma, next_lemma = _lemma(reading, before), _lemma(reading, after)
    head_lemma = _lemma(reading, head)
    return (
        lexicons["before"].of(lemma),
        lexicons["cue"].of(lemma),
        lexicons["head"].of(head_lemma),
        lexicons["cue"].of(head_lemma),
        UPOS.get(reading.words[after].upos, 0.0) if after >= 0 else 0.0,
        lexicons["cue"].of(next_lemma),
    )


def outer_words(reading: Reading, number: int) -> tuple[int, int]:
    """Return the words next to a stretch in its paragraph, punctuation skipped; -1 if none."""
    first, last = reading.inner[number]
    low, high = reading.line_words(reading.stretches[number].paragraph)
    before = first - 1
    while before >= low and reading.words[before].upos == "PUNCT":
        before -= 1
    after = last
    while after < high and reading.words[after].upos == "PUNCT":
        after += 1
    return (before if before >= low else -1), (after if after < high else -1)


def _lemma(reading: Reading, index: int) -> str:
    return reading.lemmas[index] if index >= 0 else "¶"


def _company(reading: Reading, number: int) -> tuple[float, ...]:
    first, last = reading.inner[number]
    paragraph = reading.stretches[number].paragraph
    low, high = reading.line_words(paragraph)
    own = _sentences(reading, first, last)
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


def _sentences(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """Return the range of words of the sentences that a range of words touches."""
    if first >= len(reading.words):
        return first, first
    begin = reading.sentences[reading.sentence[first]][0]
    end = reading.sentences[reading.sentence[max(first, last - 1)]][1]
    return begin, end
