"""Whether a place counts as found: what the ranking says, and what the passage explains."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from quotes.ml import reranker
from quotes.originals.assembly import Hit
from quotes.originals.explanation import Explanation, explanations, mean
from quotes.originals.late_interaction import excerpt
from quotes.originals.ranking_stages import SearchContext
from quotes.originals.segments import Segment
from quotes.originals.word_overlap import function_words, words_of

# Name and direction: 1 where more can only make the place likelier, -1 less, 0 either.
NAMES = (
    ("odds", 1),  # log-odds of the ranking
    ("reranker", 1),  # log-odds that the segment renders the sentence of the place
    ("explained", 1),  # share of the segment that the passage explains, 0..1
    ("weakest", 1),  # the same of the quarter of its words that is explained least
    ("reverse", 1),  # share of the passage that the segment explains
    ("cosine", 1),  # of the segment with the sentence
    ("back", 1),  # of its back-translation with the sentence
    ("sentence", 0),  # 1 where it begins and ends as a sentence does
    ("few", -1),  # 1 where it has one or two content words, 0 from five on
    ("few capitals", -1),  # share of capitals where it has: a name, a title, a slogan
    ("rest", 1),  # share of the English sentence around it that stands near the place
    ("few rest", 1),
    ("around", 1),  # cosine of that sentence with the Spanish one
    (
        "neighbours",
        1,
    ),  # other quotations of the article surely found within a dozen sentences, 3 at most
    ("few neighbours", 1),
    ("same document", 1),  # share of them that were found in this document
)
# On one half of polnear/dev among locate/originals (419 quotations, none with an original there)
# three are found at 0.65, none at 0.73; of 82 fragments of locate/dev it costs one.
# None of the three stood beside another quotation surely found: there 0.65 stays.
FOUND, FOUND_BESIDE = 0.73, 0.65  # probability from which a place counts as found
_FEW, _MANY = 2, 5  # content words
_MOST_ODDS = 4.0  # log-odds beyond which no more is believed
_SETTLED = 0.8  # probability from which no reranker is asked
_LONE = 0.49  # the most that is said of one or two words without company
# Share of the rest of a sentence that stands there: 0.17 at most in 83 of 84 wrong places, and
# 0.36 or more in all but four of 72 right ones.
_NEAR_REST = 0.25
_MOST = 3  # neighbours that count
# Three words or more that begin and end as a sentence does; before "he said" that is a comma.
_SENTENCE = re.compile(r"(?=\s*(?:\S+\s+){2})[\W_]*[^\W\d_a-z].*[.!?,]\W*$", re.DOTALL)
_NEAR = 12  # sentences


def features(
    asked: Sequence[tuple[Segment, Hit]],
    context: SearchContext,
    *,
    alone: bool = False,
    everything: bool = False,
) -> tuple[list[dict[str, float]], list[Explanation | None]]:
    """Return the features of places by name, and what each explains of its segment.

    As if nothing else of the article were known: `beside` says what is, unless the places stand
    `alone`. What no answer could make found is not read; nor is it by the reranker, where that
    could change nothing. It is then given the answer that is worst, or neither for nor against.
    With `everything` all is read, for learning.
    """
    rows = [_row(segment, hit, context) for segment, hit in asked]
    explained: list[Explanation | None] = [None] * len(asked)
    line, settled_line = (0.0, 1.0) if everything else (FOUND if alone else FOUND_BESIDE, _SETTLED)
    hoped = _above([_best(row, alone=alone) for row in rows], line)
    found = explanations(
        [(asked[at][0], asked[at][1].document, asked[at][1].span) for at in hoped],
        context.library,
    )
    for at, one in zip(hoped, found, strict=True):
        explained[at] = one
        rows[at] |= _shares(one)
    open_ = {hoped[n] for n in _above([_best(rows[at], alone=alone) for at in hoped], line)}
    settled = {hoped[n] for n in _above([rows[at] for at in hoped], settled_line)}
    for at in settled:
        rows[at]["reranker"] = 0.0
    read = sorted(open_ - settled)
    for at, odds in zip(read, _reranked([asked[at] for at in read], context), strict=True):
        rows[at]["reranker"] = min(max(odds, -_MOST_ODDS), _MOST_ODDS)
    return rows, explained


def line_of(row: dict[str, float]) -> float:
    """Return the probability from which a place of these features counts as found."""
    return FOUND_BESIDE if row["neighbours"] else FOUND


def _above(rows: Sequence[dict[str, float]], line: float) -> list[int]:
    """Return which rows reach a probability."""
    return [int(at) for at in np.flatnonzero(probabilities(rows) >= line)]


def _reranked(asked: Sequence[tuple[Segment, Hit]], context: SearchContext) -> list[float]:
    """Return the log-odds that segments render the sentences of their places."""
    return reranker.log_odds(
        [
            (excerpt(hit.candidate, context.index, context.library)[0], segment.text)
            for segment, hit in asked
            if hit.candidate
        ]
    )


def _best(row: dict[str, float], *, alone: bool) -> dict[str, float]:
    """Return the features with the best that could still be learned of the place."""
    best = row | {"reranker": _MOST_ODDS}
    if row["explained"] == 0.0:
        best |= {"explained": 1.0, "weakest": 1.0, "reverse": 1.0}
    if not alone:
        best |= {
            "neighbours": float(_MOST),
            "few neighbours": row["few"] * _MOST,
            "same document": 1.0,
        }
    return best


def _row(segment: Segment, hit: Hit, context: SearchContext) -> dict[str, float]:
    """Return what is known of a place by itself before it is read."""
    candidate = hit.candidate
    words = words_of(segment.text, "en").keys
    content = sum(key not in function_words() for key in words)
    chance = min(max(hit.probability, 1e-4), 1 - 1e-4)
    few = min(1.0, max(0.0, (_MANY - content) / (_MANY - _FEW)))
    rest = _rest(segment, hit, context)
    cosine = candidate.cosine if candidate else 0.0
    return {
        "odds": min(max(math.log(chance / (1 - chance)), -_MOST_ODDS), _MOST_ODDS - 1),
        "reranker": -_MOST_ODDS,
        "explained": 0.0,
        "weakest": 0.0,
        "reverse": 0.0,
        "cosine": cosine,
        "back": candidate.back if candidate and segment.back is not None else cosine,
        "sentence": float(bool(_SENTENCE.match(segment.text))),
        "few": few,
        "few capitals": few * _capitals(segment.text),
        "rest": rest,
        "few rest": few * rest,
        "around": candidate.around if candidate else 0.0,
        "neighbours": 0.0,
        "few neighbours": 0.0,
        "same document": 0.0,
        "lone": float(len(words) <= _FEW and rest < _NEAR_REST),
    }


def _shares(explained: Explanation) -> dict[str, float]:
    """Return the features of what a passage explains."""
    content = explained.weights > 0
    least = np.sort(explained.values[content] if content.any() else explained.values)
    return {
        "explained": explained.share,
        "weakest": float(least[: max(1, (len(least) + 3) // 4)].mean()) if len(least) else 0.0,
        "reverse": explained.reverse,
    }


def beside(row: dict[str, float], hit: Hit, others: Sequence[Hit]) -> dict[str, float]:
    """Return features with what is known of the places of the article's other quotations."""
    same = [one for one in others if one.document == hit.document]
    near = sum(abs(one.sentence - hit.sentence) <= _NEAR for one in same)
    neighbours = float(min(near, _MOST))
    return row | {
        "neighbours": neighbours,
        "few neighbours": row["few"] * neighbours,
        "same document": len(same) / len(others) if others else 0.0,
    }


def probabilities(rows: Sequence[dict[str, float]]) -> NDArray[np.float64]:
    """Return the probability that each place is the original, shape (n,).

    One or two words whose own sentence does not stand there are never found without neighbours.
    """
    names, weights, bias = _model()
    values = np.array([[row[name] for name in names] for row in rows]).reshape(-1, len(names))
    chances = 1 / (1 + np.exp(-(values @ weights + bias)))
    lone = [bool(row["lone"] and not row["neighbours"]) for row in rows]
    return np.asarray(np.where(np.array(lone, dtype=bool), np.minimum(chances, _LONE), chances))


@cache
def _model() -> tuple[tuple[str, ...], NDArray[np.float64], float]:
    """Return the names of the features, their weights, and the bias."""
    path = resources.files("quotes") / "weights" / "locate" / "decision.json"
    stored = json.loads(path.read_text(encoding="utf8"))
    names = tuple(stored["weights"])
    return names, np.array(list(stored["weights"].values())), float(stored["bias"])


def _capitals(text: str) -> float:
    """Return the share of the words after the first that begin with a capital (0..1)."""
    words = [word for word in text.split() if word[0].isalpha()][1:]
    return sum(word[0].isupper() for word in words) / len(words) if words else 0.0


def _rest(segment: Segment, hit: Hit, context: SearchContext) -> float:
    """Return the share of the English sentence outside the segment that stands near the place."""
    if segment.sentence_matcher is None:
        return 0.0
    matcher = segment.sentence_matcher
    count = matcher.english
    inside = set(words_of(segment.text, "en").keys)
    outside = np.array([key not in inside for key in matcher.rows[:count]], dtype=np.float32)
    weights = matcher.weights[:count] * matcher.content[:count] * outside
    start, end = context.index.spans[hit.sentence].tolist()
    keys = words_of(context.library.sources[hit.document].text[start:end], "es").keys
    if not weights.any() or not keys:
        return 0.0
    return mean(matcher.table(keys)[:count].max(axis=1), weights)
