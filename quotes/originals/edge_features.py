"""The stretches of a sentence that a fragment may render, each as a row of features.

A stretch runs from a word to a word. What is known of it: how much of the fragment it explains
(by the lexicon, or by the words' meaning in their contexts), alone and with the words beside it;
what stands at either edge, inside and outside; marks and clauses; verbs and negations on both
sides; what only the English sentence around the fragment says; and where the place found stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from quotes.languages.words import fold, phrases
from quotes.ml.vectors import word_states
from quotes.model import Span
from quotes.originals.late_interaction import nearness, project
from quotes.originals.segments import Segment
from quotes.originals.verb_groups import begins_with_verb, is_finite, rendered
from quotes.originals.word_overlap import Words, content_of, function_words, words_of

_LONGEST = 56  # words of a sentence that are looked at, those nearest to the place
_LONGER, _BESIDE = 2, 6  # times the words of a fragment, and words, that a passage may have
_RENDERS = 0.5  # share from which a word is a counterpart
_OWN, _OTHERS = 0.12, 0.3  # shares from which a word renders the fragment, and its surroundings
_BEYOND = 3  # words beyond the sentence that are looked at, as if there were some
_NEAR, _BACK = 3, 4  # words before a stretch in which a negation, or a verb, counts
_STRONG = re.compile(r"[.;:!?()\[\]…¿¡\n]")
_QUOTED = re.compile(r"[«»“”\"—–]")
_INFINITIVE = re.compile(r"\w+[aeiáéí]r(?:se|me|nos|te|les?)?(?:l[aeo]s?)?")
_PARTICIPLE = re.compile(r"\w{2,}(?:[aií]d[oa]s?|iendo|ando|yendo)")
# Kinds of Spanish words, as numbers that mean nothing but their kind. The lists are looked at in
# this order.
_LISTS = (
    *("articles", "prepositions", "negations", "conjunctions", "clitics"),
    *("auxiliaries", "modals"),
)
_NOWHERE, _CONTENT, _FINITE, _INFINITIVES, _PARTICIPLES = range(5)
_KIND_OF_LIST = dict(zip(_LISTS, (5, 6, 9, 8, 10, 11, 12), strict=True))
_QUE, _GUARD, _OTHER = 7, 13, 14
_LOOSE = (5, 6, 7, 8, 10)  # articles, prepositions, "que", conjunctions, clitics
_ENGLISH_LISTS = ("articles", "prepositions", "negations", "modals", "auxiliaries", "openers")
_INNER = re.compile(r"[”\"’' ]+$")

Values = NDArray[np.float64]
Numbers = NDArray[np.intp]
Features = dict[str, Values]


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches of a sentence by first and last word, shape (n,), and `table` (n, features).

    `offsets` (words, 2) are those of the words in the text; `shared` (n,) is F1 with the place
    found, in words, and `loose` (n,) says which end with a word that announces another ("de la").
    """

    first: Numbers
    last: Numbers
    offsets: NDArray[np.int32]
    table: Values
    names: tuple[str, ...]
    shared: Values
    loose: NDArray[np.bool_]

    def span(self, at: int) -> Span:
        """Return the span of a stretch in the text."""
        first, last = int(self.first[at]), int(self.last[at])
        return Span(int(self.offsets[first, 0]), int(self.offsets[last, 1]))


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a sentence beside those of a fragment.

    `both` (English words, Spanish words) is the better of lexicon and meaning, for content words,
    `lexical` the lexicon's cell for all. Of each Spanish word: the share to which it renders
    what only the English sentence around says (`other`), NaN where that is unknown; its `kinds`,
    and whether it is `small`, a function word. `gaps` says what stands before each and after the
    last: 0 nothing, 1 a comma, 2 a stronger stop, 3 a quotation mark or dash, 4 the end.
    """

    spanish: Words
    english: tuple[str, ...]
    content: NDArray[np.bool_]
    weights: Values
    both: Values
    lexical: Values
    other: Values
    kinds: NDArray[np.int64]
    small: NDArray[np.bool_]
    gaps: NDArray[np.int64]


def stretches(segment: Segment, found: Span, text: str, bounds: Span) -> Stretches | None:
    """Return the stretches of a sentence that a fragment may render, None where it has no word.

    `text` is as `boundaries.plain` returns it, `found` the place, `bounds` its sentence.
    """
    spanish, start = _near_words(found, text, bounds)
    count, wanted = len(spanish.keys), len(segment.matcher.rows)
    if not count or not wanted:
        return None
    excerpt = text[start : bounds.end]  # as the late interaction has read it
    if count == _LONGEST:
        excerpt = excerpt[: int(spanish.offsets[-1, 1])]
    words = _words(segment, spanish, excerpt)
    first, last = np.triu_indices(count)
    kept = last - first < _LONGER * wanted + _BESIDE
    first, last = first[kept], last[kept]
    offsets = spanish.offsets + start
    here = np.flatnonzero((offsets[:, 0] < found.end) & (offsets[:, 1] > found.start))
    at, to = (int(here[0]), int(here[-1])) if len(here) else (0, count - 1)
    features = (
        _of_length(words, first, last)
        | _of_coverage(words, first, last)
        | _of_explained(words, first, last, known=segment.sentence_matcher is not None)
        | _of_edges(words, first, last)
        | _of_marks(words, first, last)
        | _of_english(segment, words, len(first))
        | _of_verbs(words, first, last)
        | _of_counterparts(words, first, last)
        | _of_place(first, last, at, to, wanted)
    )
    names, columns = tuple(features), list(features.values())
    announcing = np.array([key in phrases("edges", "spanish.announcing") for key in spanish.keys])
    loose = np.isin(words.kinds[last], _LOOSE) | announcing[last]
    if words.english[-1] in function_words():  # it breaks off itself
        loose[:] = False
    table, shared = np.column_stack(columns), features["place shared"]
    return Stretches(first, last, offsets, table, names, shared, loose)


def _near_words(found: Span, text: str, bounds: Span) -> tuple[Words, int]:
    """Return the words of a sentence around a place, and where their offsets begin."""
    words = words_of(text[bounds.start : bounds.end], "es")
    if len(words.keys) <= _LONGEST:
        return words, bounds.start
    middle = (found.start + found.end) // 2 - bounds.start
    at = int(np.abs(words.offsets.mean(axis=1) - middle).argmin())
    first = min(max(0, at - _LONGEST // 2), len(words.keys) - _LONGEST)
    start = bounds.start + int(words.offsets[first, 0])
    after = bounds.start + int(words.offsets[first + _LONGEST - 1, 1])
    return words_of(text[start:after], "es"), start


def _words(segment: Segment, spanish: Words, excerpt: str) -> _Words:
    """Return the words of an excerpt beside those of a fragment."""
    english = words_of(segment.text, "en")
    content = content_of(english.keys)
    small = ~content_of(spanish.keys)
    table = segment.matcher.table(spanish.keys).astype(float)
    ours, theirs = word_states([segment.text, excerpt])
    near = nearness(project(ours, 0) @ project(theirs, 1).T) * np.outer(content, ~small)
    own, around = frozenset(segment.matcher.rows), segment.sentence_matcher
    unknown = np.full(len(spanish.keys), np.nan)
    return _Words(
        spanish,
        english.keys,
        content,
        english.rarities.astype(float),
        np.maximum(table * content[:, None], near).astype(float),
        table,
        rendered(around, spanish.keys, own).astype(float) if around else unknown,
        np.array([_kind(excerpt[a:b]) for a, b in spanish.offsets.tolist()]),
        small,
        _gaps(spanish, excerpt),
    )


@cache
def _spanish_lists() -> dict[str, frozenset[str]]:
    """Return the lists of Spanish function words by kind."""
    return {
        name: frozenset(map(fold, phrases("edges", f"spanish.{name}")))
        for name in (*_LISTS, "guards")
    }


def _kind(word: str) -> int:
    """Return the kind of a Spanish word."""
    key, lower, lists = fold(word), word.lower(), _spanish_lists()
    if key == "que":
        return _QUE
    for name, kind in _KIND_OF_LIST.items():
        if key in lists[name]:
            return kind
    if key in function_words():
        return _GUARD if key in lists["guards"] else _OTHER
    if _INFINITIVE.fullmatch(lower):
        return _INFINITIVES
    if _PARTICIPLE.fullmatch(lower):
        return _PARTICIPLES
    return _FINITE if is_finite(lower) else _CONTENT


def _english_kind(key: str) -> int:
    """Return the kind of an English word, 0 for none."""
    if not key or key == "to":
        return int(bool(key))
    for at, name in enumerate(_ENGLISH_LISTS, 2):
        if key in phrases("edges", f"english.{name}"):
            return at
    return 9 if key in function_words() else 10


def _gaps(words: Words, text: str) -> NDArray[np.int64]:
    """Return what stands before each word and after the last, as `_Words.gaps` says."""
    found = np.zeros(len(words.keys) + 1, dtype=np.int64)
    found[0] = found[-1] = 4
    for at in range(1, len(words.keys)):
        between = text[int(words.offsets[at - 1, 1]) : int(words.offsets[at, 0])]
        found[at] = (
            3 if _QUOTED.search(between) else 2 if _STRONG.search(between) else int("," in between)
        )
    return found


def _sums(values: NDArray[np.generic]) -> Values:
    """Return what the first n values add up to, NaN counting nothing, shape (len + 1,)."""
    return np.concatenate([[0.0], np.cumsum(np.nan_to_num(np.asarray(values, dtype=float)))])


def _within(values: NDArray[np.generic], first: Numbers, last: Numbers) -> Values:
    """Return what the values of the words of each stretch add up to."""
    sums = _sums(values)
    return np.asarray(sums[last + 1] - sums[first])


def _same(value: float, count: int) -> Values:
    """Return one value for each of so many stretches."""
    return np.full(count, float(value))


def _of_length(words: _Words, first: Numbers, last: Numbers) -> Features:
    """Return how long stretches are, beside the fragment."""
    length, content = (last - first + 1).astype(float), int(words.content.sum())
    contents = _within(~words.small, first, last)
    return {
        "length": length,
        "ratio": length / len(words.english),
        "longer": length - len(words.english),
        "contents": contents,
        "content ratio": contents / max(1, content),
        "content longer": contents - content,
    }


def _covered(table: Values, weights: Values) -> Values:
    """Return what stretches explain of the English, by first and last word: (words, words)."""
    count, total = table.shape[1], float(weights.sum()) + 1e-6
    found = np.zeros((count, count))
    for first in range(count):
        found[first, first:] = weights @ np.maximum.accumulate(table[:, first:], axis=1) / total
    return found


def _of_coverage(words: _Words, first: Numbers, last: Numbers) -> Features:
    """Return what stretches explain of the fragment, and more or fewer words would."""
    telling = words.weights * words.content if words.content.any() else words.weights
    both, lexical = _covered(words.both, telling), _covered(words.lexical, words.weights)
    end, many = len(words.small) - 1, last > first
    found = {
        "covered": both[first, last],
        "lexical": lexical[first, last],
        "not covered": both[0, end] - both[first, last],
        "not lexical": lexical[0, end] - lexical[first, last],
        "possible": _same(both[0, end], len(first)),
    }
    for name, table in (("both", both), ("lex", lexical)):
        own = table[first, last]
        for step in (1, 3):
            found[f"{name} left {step}"] = table[np.maximum(0, first - step), last] - own
            found[f"{name} right {step}"] = table[first, np.minimum(end, last + step)] - own
        inner = np.minimum(first + 1, last), np.maximum(last - 1, first)
        found[f"{name} without first"] = own - np.where(many, table[inner[0], last], 0)
        found[f"{name} without last"] = own - np.where(many, table[first, inner[1]], 0)
    return found


def _of_explained(words: _Words, first: Numbers, last: Numbers, *, known: bool) -> Features:
    """Return how far the fragment explains stretches, and the sentence around it (if `known`)."""
    rarity = words.spanish.rarities.astype(float)
    own = words.both.max(axis=0)
    inside = _within(rarity * ~words.small, first, last)
    mine = rarity * ~words.small * own
    explained, nothing = _within(mine, first, last), _same(np.nan, len(first))
    most = np.maximum(own, words.lexical.max(axis=0))
    theirs = (np.nan_to_num(words.other) >= _OTHERS) & (most < _OWN) & ~words.small
    others = _within(theirs, first, last)
    return {
        "explained": explained / np.maximum(inside, 1e-6),
        "unexplained": inside - explained,
        "explained share": explained / max(1e-6, float(mine.sum())),
        "others": others if known else nothing,
        "others out": theirs.sum() - others if known else nothing,
    }


def _of_edges(words: _Words, first: Numbers, last: Numbers) -> Features:
    """Return what the words at either edge are and render, two beside it and one inside."""
    series = {
        "own": words.both.max(axis=0),
        "ownlex": words.lexical.max(axis=0),
        "other": words.other,
        "kind": words.kinds.astype(float),
    }
    found = {}
    for name, values in series.items():
        padded = np.pad(values, _BEYOND)
        for step in (-2, -1, 0, 1):
            found[f"{name} first {step:+}"] = padded[first + _BEYOND + step]
        for step in (-1, 0, 1, 2):
            found[f"{name} last {step:+}"] = padded[last + _BEYOND + step]
    return found


def _of_marks(words: _Words, first: Numbers, last: Numbers) -> Features:
    """Return the marks beside and inside stretches, and how far off the ends of the clause are."""
    gaps = words.gaps
    found = {"gap before": gaps[first].astype(float), "gap after": gaps[last + 1].astype(float)}
    for name, marks in (("commas", gaps == 1), ("stops", gaps > 1)):
        sums = _sums(marks)
        found[name] = sums[last + 1] - sums[first + 1]
    ends = np.array([np.flatnonzero(gaps[at + 1 :])[0] for at in range(len(words.small))])
    found["clause before"] = (first - _clause_starts(words)[first]).astype(float)
    found["clause after"] = ends[last].astype(float)
    return found


def _clause_starts(words: _Words) -> Numbers:
    """Return of each word the number of the first one of its clause."""
    count = len(words.small)
    return np.maximum.accumulate(np.where(words.gaps[:count] > 0, np.arange(count), 0))


def _of_english(segment: Segment, words: _Words, count: int) -> Features:
    """Return what the fragment itself is like, the same for all of so many stretches."""
    keys, bare = (*words.english, ""), _INNER.sub("", segment.text)
    mark = bare[-1:]
    opening = next((letter for letter in segment.text if letter.isalnum()), "a")
    values = {
        "words": len(words.english),
        "content": int(words.content.sum()),
        "english 1": _english_kind(keys[0]),
        "english 2": _english_kind(keys[1]),
        "english last": _english_kind(words.english[-1]),
        "mark": 1 if mark == "," else 2 if mark in ".!?" else 0,
        "capital": opening.isupper(),
        "verb": begins_with_verb(segment.text),
        "english commas": bare.rstrip(", ”\"’'").count(","),
        "around": segment.sentence_matcher is not None,
    }
    return {name: _same(value, count) for name, value in values.items()}


def denies(english: Iterable[str]) -> bool:
    """Return whether one of the folded words of a fragment is a negation."""
    negations = phrases("edges", "english.negations")
    return any(key in negations or key.endswith(("n't", "n’t")) for key in english)


def _of_verbs(words: _Words, first: Numbers, last: Numbers) -> Features:
    """Return negations and finite verbs in and before stretches, beside the fragment's negation."""
    denied = denies(words.english)
    negations = _sums(words.kinds == _KIND_OF_LIST["negations"])
    verbs = (_FINITE, _KIND_OF_LIST["auxiliaries"], _KIND_OF_LIST["modals"])
    finite = _sums(np.isin(words.kinds, verbs))
    before = negations[first] - negations[np.maximum(0, first - _NEAR)]
    start = np.maximum(_clause_starts(words)[first], first - _BACK)
    return {
        "negation": negations[last + 1] - negations[first] - denied,
        "negation before": before if denied else -before,
        "finite": finite[last + 1] - finite[first],
        "finite before": finite[first] - finite[start],
    }


def _of_counterparts(words: _Words, first: Numbers, last: Numbers) -> Features:
    """Return where the words that render the fragment's stand, from the edges of stretches."""
    both, content = words.both, words.content
    solid = [at for at, row in enumerate(both) if content[at] and row.max() >= _RENDERS]
    places = both.argmax(axis=1)[solid].astype(float) if solid else np.array([np.nan])
    count, nothing = len(words.small), _same(np.nan, len(first))
    before = int(content[: solid[0]].sum()) if solid else 0
    after = int(content[solid[-1] + 1 :].sum()) if solid else 0
    return {
        "first rendered": words.lexical[0][first],
        "before rendered": np.pad(words.lexical[0], 1)[first],
        "last rendered": words.lexical[-1][last],
        "left of counterparts": places.min() - first,
        "right of counterparts": last - places.max(),
        "first counterpart": places[0] - first,
        "last counterpart": last - places[-1],
        "unrendered before": _same(before, len(first)) if solid else nothing,
        "unrendered after": _same(after, len(first)) if solid else nothing,
        "to sentence start": first.astype(float),
        "to sentence end": count - 1.0 - last,
    }


def _of_place(first: Numbers, last: Numbers, at: int, to: int, wanted: int) -> Features:
    """Return how stretches lie to the place found, words `at` to `to`."""
    common = np.maximum(0, np.minimum(last, to) - np.maximum(first, at) + 1)
    length = to - at + 1
    return {
        "from place": (first - at).astype(float),
        "to place": (last - to).astype(float),
        "place shared": 2 * common / (last - first + 1 + length),
        "place length": _same(length / wanted, len(first)),
    }
