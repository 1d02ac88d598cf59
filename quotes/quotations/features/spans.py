"""What a quoted span looks like: its words, its marks, its place in sentence and paragraph.

Every feature has its name where it is worked out; categories are small numbers, in the order of
the tables `RELATION` and `UPOS`. Which features a forest reads, and in which order, stands in
`weights/speakers/features.json`.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from quotes.model import Span
from quotes.quotations.forests import Lexicon
from quotes.quotations.marks import core
from quotes.quotations.parsed_text import (
    ParsedText,
    edge_lemmas,
    lemma_at,
    sentences_of,
)

Features = dict[str, float]

_FAR = 60  # words; beyond this a distance says no more
_FIRST_PERSON = frozenset({"i", "we", "my", "our", "you", "us", "me"})
_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "their", "its", "this", "these", "any",
                          "no"})  # fmt: skip
_TURN = re.compile(r"[^\W\d_][\w.’'-]*( [A-Z][\w.’'-]*)?:\s")

_RELATIONS = (
    "root", "ccomp", "obj", "parataxis", "conj", "obl", "xcomp", "nsubj", "amod", "compound",
    "nmod", "advcl", "acl", "appos", "flat", "dep", "discourse",
)  # fmt: skip
_UPOS = ("NOUN", "VERB", "PROPN", "ADJ", "PRON", "DET", "ADP", "AUX", "INTJ", "ADV", "NUM", "PART")
RELATION = {name: float(number + 1) for number, name in enumerate(_RELATIONS)}
UPOS = {name: float(number + 1) for number, name in enumerate(_UPOS)}


def span_features(parsed: ParsedText, number: int, lexicons: dict[str, Lexicon]) -> Features:
    """Return the features of the span with this number, by name."""
    return {
        **_shape(parsed, number),
        **_place(parsed, number),
        **_words(parsed, number),
        **_before(parsed, number),
        **_after(parsed, number),
        **_neighbours(parsed, number, lexicons),
        **_distances(parsed, number),
        **_lexical(parsed, number, lexicons),
    }


def _shape(parsed: ParsedText, number: int) -> Features:
    """Return length, capital, what ends it, whether it is closed, and the marks' style."""
    span = parsed.quoted[number]
    inner = span.inner.of(parsed.text)
    last = inner.rstrip("'’‘” ")[-1:]
    after = parsed.text[span.outer.end : span.outer.end + 1]
    first, end = parsed.inner[number]
    return {
        "words": float(min(end - first, 50)),
        "upper": float(inner[:1].isupper()),
        "ends_comma": float(last == "," or after == ","),
        "ends_stop": float(last == "." or (after == "." and last not in "!?")),
        "ends_question": float(last in "?!") if last else 0.0,
        "closed": float(span.closed),
        "straight": float(span.style == "straight") + 2 * float(span.style == "doubled"),
    }


def _place(parsed: ParsedText, number: int) -> Features:
    """Return where the span stands on its line and among the spans of that line."""
    span = parsed.quoted[number]
    line = parsed.lines[span.paragraph]
    before = parsed.text[line.start : span.outer.start].strip()
    after = parsed.text[span.outer.end : line.end].strip()
    low, high = parsed.on_line(span.paragraph)
    return {
        "whole_line": float(not before and not after),
        "opens_line": float(not before),
        "closes_line": float(not after),
        "order": float(number - low),
        "peers": float(high - low),
        "line_number": float(min(span.paragraph, 5)),
    }


def _words(parsed: ParsedText, number: int) -> Features:
    """Return relation and class of its governing, first and last words, and its capitals."""
    first, last = parsed.inner[number]
    governor = parsed.tops[number]
    words = parsed.words[first:last]
    long = [w for w in words if len(w.text) > 3 and w.text[0].isalpha()]
    known = governor >= 0
    return {
        "top_relation": RELATION.get(parsed.relations[governor], 0.0) if known else 0.0,
        "top_upos": UPOS.get(parsed.words[governor].upos, 0.0) if known else 0.0,
        "top_head_inside": float(known and first <= parsed.heads[governor] < last),
        "first_upos": UPOS.get(words[0].upos, 0.0) if words else 0.0,
        "last_upos": UPOS.get(words[-1].upos, 0.0) if words else 0.0,
        "has_verb": float(any(w.upos in {"VERB", "AUX"} for w in words)),
        "has_person": float(any(parsed.entity[i] >= 0 for i in range(first, last))),
        "title_case": sum(w.text[0].isupper() for w in long) / len(long) if long else 0.0,
    }


def _before(parsed: ParsedText, number: int) -> Features:
    """Return what stands before the opening mark: comma, colon, dash, that, article, bracket."""
    start = parsed.quoted[number].outer.start
    while start and parsed.text[start - 1] in " \t\u00a0":
        start -= 1
    last, near = parsed.text[max(0, start - 1) : start], parsed.text[max(0, start - 12) : start]
    word = near.rsplit(None, 1)[-1].lower() if near.strip() else ""
    return {
        "before_comma": float(last == ","),
        "before_colon": float(last == ":"),
        "before_dash": float(last in "-–—―") if last else 0.0,
        "before_that": float(word == "that"),
        "before_det": float(word in _DETERMINERS),
        "before_bracket": float(last in "([") if last else 0.0,
    }


def _after(parsed: ParsedText, number: int) -> Features:
    """Return what stands after the closing mark: comma, stop, colon."""
    end = parsed.quoted[number].outer.end
    rest = parsed.text[end : end + 3].lstrip(" \t\u00a0")
    return {
        "after_comma": float(rest[:1] == ","),
        "after_stop": float(rest[:1] in ".!?") if rest else 0.0,
        "after_colon": float(rest[:1] == ":"),
    }


def _neighbours(parsed: ParsedText, number: int, lexicons: dict[str, Lexicon]) -> Features:
    """Return how cue-like the words beside the span and the word that governs it are."""
    before, after = parsed.edges[number]
    governor = parsed.tops[number]
    head = parsed.heads[governor] if governor >= 0 else -1
    lemma, head_lemma = lemma_at(parsed, before), lemma_at(parsed, head)
    return {
        "before_lexicon": lexicons["before"].of(lemma),
        "before_cue": lexicons["cue"].of(lemma),
        "head_lexicon": lexicons["head"].of(head_lemma),
        "head_cue": lexicons["cue"].of(head_lemma),
        "after_upos": UPOS.get(parsed.words[after].upos, 0.0) if after >= 0 else 0.0,
        "after_cue": lexicons["cue"].of(lemma_at(parsed, after)),
    }


def _distances(parsed: ParsedText, number: int) -> Features:
    """Return how many of the journalist's words surround it, and how far the next spans are."""
    first, last = parsed.inner[number]
    low, high = parsed.line_words(parsed.quoted[number].paragraph)
    own = sentences_of(parsed, first, last)
    before = parsed.inner[number - 1][1] if number else 0
    after = parsed.inner[number + 1][0] if number + 1 < len(parsed.inner) else len(parsed.words)
    outside = parsed.outside
    word = parsed.words[first - 1] if first > low else None
    span = parsed.quoted[number].inner
    return {
        "sentence_outside": float(min(_FAR, outside[own[1]] - outside[own[0]])),
        "line_outside": float(min(_FAR, outside[high] - outside[low])),
        "gap_before": float(min(_FAR, first - before) if before > low else _FAR),
        "gap_after": float(min(_FAR, after - last) if after < high else _FAR),
        "same_sentence_before": float(low < before and before > own[0]),
        "same_sentence_after": float(after < high and after < own[1]),
        "before_is_upper": float(word is not None and word.text[:1].isupper()),
        "first_person": float(
            any(w.text.lower() in _FIRST_PERSON for w in parsed.words[first:last])
        ),
        "entity_whole": float(_is_entity(parsed, span)),
    }


def _is_entity(parsed: ParsedText, span: Span) -> bool:
    """Say whether one named entity holds the whole span, but for its last character."""
    at = bisect_right(parsed.entities, span.start, key=lambda entity: entity.span.start) - 1
    return at >= 0 and span.end - 1 <= parsed.entities[at].span.end


def _lexical(parsed: ParsedText, number: int, lexicons: dict[str, Lexicon]) -> Features:
    """Return what the words at its edges say, how often the article has it, and signs of a turn."""
    span = parsed.quoted[number]
    edges = edge_lemmas(parsed, number)
    inner = span.inner.of(parsed.text)
    key = core(inner)
    times = parsed.text.count(key) if len(key) < 60 else 1
    same = parsed.same_words[key]
    after = parsed.text[span.outer.end : span.outer.end + 3].strip()
    return {
        "before_second": lexicons["before_second"].of(edges["before_second"]),
        "after_lexicon": lexicons["after"].of(edges["after"]),
        "first_lexicon": lexicons["first"].of(edges["first"]),
        "last_lexicon": lexicons["last"].of(edges["last"]),
        "repeated": float(min(4, times - same)),
        "repeated_marked": float(min(4, same)),
        "dash_after": float(after[:1] in "-–—―") if after else 0.0,
        "turn": float(_TURN.match(key) is not None),
        "marked_spans": float(min(40, len(parsed.quoted))),
    }
