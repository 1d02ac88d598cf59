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

from quotes.languages.names import another_person, one_person
from quotes.ml import reranker
from quotes.model import Source, Span
from quotes.originals.assembly import Hit
from quotes.originals.candidates import SegmentQuery, sentence_words
from quotes.originals.explanation import Explanation, explanations, mean
from quotes.originals.late_interaction import excerpt
from quotes.originals.quoted_speech import speaker_at
from quotes.originals.ranking_stages import SearchContext
from quotes.originals.segments import Segment
from quotes.originals.word_overlap import content_of, words_of

# Name and direction: 1 where more can only make the place likelier, -1 less, 0 either.
NAMES = (
    ("odds", 1),  # log-odds of the ranking
    ("reranker", 1),  # log-odds that the segment renders the sentence of the place
    ("explained", 1),  # share of the segment that the passage explains, 0..1
    ("weakest", 1),  # the same of the quarter of its words that is explained least
    ("reverse", 1),  # share of the passage that the segment explains
    ("told", 1),  # square root of the information (nats) of what the passage explains of it
    ("cosine", 1),  # of the segment with the sentence
    ("sentence", 0),  # 1 where it begins and ends as a sentence does
    ("few", -1),  # 1 where it has one or two content words, 0 from five on
    ("rest", 1),  # share of the English sentence around it that stands near the place
    ("few rest", 1),
    ("around", 1),  # cosine of that sentence with the Spanish one
    (
        "neighbours",
        1,
    ),  # other quotations of the article surely found within a dozen sentences, 3 at most
    ("few neighbours", 1),
    ("same document", 1),  # share of them that were found in this document
    ("margin", 1),  # log-odds by which the ranking puts it over the best place of other words
    # Where the English sentence around it is known: how far the rest of that is not there, 0..1,
    # and 0 beside neighbours. Of a whole sentence that rest is often no more than who said it.
    ("elsewhere", -1),
    ("sentence elsewhere", -1),
    ("same speaker", 1),  # 1 where the source says that the place is told by whom the article names
    ("other speaker", -1),  # and 1 where by somebody of another name
)
FOUND = 0.5  # probability from which a place counts as found
_FEW, _MANY = 2, 5  # content words
_MOST_ODDS = 4.0  # log-odds beyond which no more is believed
_SETTLED = 0.8  # probability from which no reranker is asked
_LONE = 0.49  # the most that is said of one or two words without company
# Share of the rest of a sentence that stands there: 0.17 at most in 83 of 84 wrong places, and
# 0.36 or more in all but four of 72 right ones.
_NEAR_REST = 0.25
_THERE = 0.4  # and from which on it does
_TOLD = 20.0  # information (nats, two or three words) of a rest that says where it is from
_MOST = 3  # neighbours that count
_MOST_MARGIN = 8.0  # log-odds
_MOST_TOLD = 40.0  # information (nats) that counts: some six content words
_SAME = 0.5  # share of words in common from which two places say the same
# Three words or more that begin and end as a sentence does; before "he said" that is a comma.
_SENTENCE = re.compile(r"(?=\s*(?:\S+\s+){2})[\W_]*[^\W\d_a-z].*[.!?,]\W*$", re.DOTALL)
_NEAR = 12  # sentences


def features(
    asked: Sequence[tuple[SegmentQuery, Sequence[Hit]]],
    context: SearchContext,
    *,
    alone: bool = False,
    everything: bool = False,
) -> tuple[list[dict[str, float]], list[Explanation | None]]:
    """Return the features of the first place of each segment, and what that explains of it.

    Each segment is given with its places, best first. As if nothing else of the article were
    known: `beside` says what is, unless the places stand `alone`. What no answer could make found
    is not read; nor is it by the reranker, where that could change nothing. It is then given the
    answer that is worst, or neither for nor against.
    With `everything` all is read, for learning.
    """
    rows = [_row(one, places, context) for one, places in asked]
    tops = [(one.segment, places[0]) for one, places in asked]
    explained: list[Explanation | None] = [None] * len(asked)
    line, settled_line = (0.0, 1.0) if everything else (FOUND, _SETTLED)
    hoped = _hopeful(rows, line, alone=alone)
    found = explanations(
        [(tops[at][0], tops[at][1].document, tops[at][1].span) for at in hoped],
        context.library,
    )
    for at, one in zip(hoped, found, strict=True):
        explained[at] = one
        rows[at] |= _shares(one)
    open_ = {hoped[n] for n in _hopeful([rows[at] for at in hoped], line, alone=alone)}
    settled = {hoped[n] for n in _above([rows[at] for at in hoped], settled_line)}
    for at in settled:
        rows[at]["reranker"] = 0.0
    read = sorted(open_ - settled)
    for at, odds in zip(read, _reranked([tops[at] for at in read], context), strict=True):
        rows[at]["reranker"] = min(max(odds, -_MOST_ODDS), _MOST_ODDS)
    return rows, explained


def _above(rows: Sequence[dict[str, float]], line: float) -> list[int]:
    """Return which rows reach a probability."""
    return [int(at) for at in np.flatnonzero(probabilities(rows) >= line)]


def _hopeful(rows: Sequence[dict[str, float]], line: float, *, alone: bool) -> list[int]:
    """Return which rows could reach a probability, by themselves or in company."""
    best = probabilities([_best(row, alone=True) for row in rows])
    if not alone:
        best = np.maximum(best, probabilities([_best(row, alone=False) for row in rows]))
    return [int(at) for at in np.flatnonzero(best >= line)]


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
        most = _root_of(row["information"])
        best |= {"explained": 1.0, "weakest": 1.0, "reverse": 1.0, "told": most}
    if not alone:
        best |= {
            "neighbours": float(_MOST),
            "few neighbours": row["few"] * _MOST,
            "same document": 1.0,
            "elsewhere": 0.0,
            "sentence elsewhere": 0.0,
        }
    return best


def _row(one: SegmentQuery, places: Sequence[Hit], context: SearchContext) -> dict[str, float]:
    """Return what is known of the first place by itself before it is read."""
    segment, hit = one.segment, places[0]
    candidate = hit.candidate
    words = words_of(segment.text, "en")
    here = content_of(words.keys)
    content = int(here.sum())
    odds = log_odds(hit.probability)
    few = min(1.0, max(0.0, (_MANY - content) / (_MANY - _FEW)))
    rest, told = rest_there(segment, hit.sentence, context)
    elsewhere = min(1.0, told / _TOLD) * max(0.0, 1 - rest / _THERE)
    sentence = bool(_SENTENCE.match(segment.text))
    return {
        "odds": min(max(odds, -_MOST_ODDS), _MOST_ODDS - 1),
        "reranker": -_MOST_ODDS,
        "explained": 0.0,
        "weakest": 0.0,
        "reverse": 0.0,
        "told": 0.0,
        "cosine": candidate.cosine if candidate else 0.0,
        "sentence": float(sentence),
        "few": few,
        "rest": rest,
        "few rest": few * rest,
        "around": candidate.around if candidate else 0.0,
        "neighbours": 0.0,
        "few neighbours": 0.0,
        "same document": 0.0,
        "margin": min(odds - log_odds(_rival(places, context)), _MOST_MARGIN),
        "elsewhere": 0.0 if sentence else elsewhere,
        "sentence elsewhere": elsewhere if sentence else 0.0,
        "information": float(words.rarities[here].sum()),
        "lone": float(len(words.keys) <= _FEW and rest < _NEAR_REST),
    } | speakers(one.query.speaker, context.library.sources[hit.document], hit.span)


def speakers(named: str | None, source: Source, span: Span) -> dict[str, float]:
    """Return whether who speaks at a place by the source's own telling is whom the article names.

    Neither where one of the two names nobody ("a fisherman").
    """
    told = (speaker_at(source, span) or source.speaker) if named else None
    return {
        "same speaker": float(bool(named and told and one_person(named, told))),
        "other speaker": float(bool(named and told and another_person(named, told))),
    }


def log_odds(chance: float) -> float:
    """Return the log-odds of a probability, which is kept from 0 and 1."""
    kept = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(kept / (1 - kept))


def _rival(places: Sequence[Hit], context: SearchContext) -> float:
    """Return the probability of the best place with other words than the first, 0 for none.

    The same words in another document are an edition of it, not a rival.
    """
    texts = (context.library.text(hit.document, hit.span) for hit in places)
    keys = (set(words_of(text, "es").keys) for text in texts)
    first = next(keys)
    for hit, other in zip(places[1:], keys, strict=True):
        if len(first & other) <= _SAME * len(first | other):
            return hit.probability
    return 0.0


def _shares(explained: Explanation) -> dict[str, float]:
    """Return the features of what a passage explains."""
    content = explained.weights > 0
    least = np.sort(explained.values[content] if content.any() else explained.values)
    return {
        "explained": explained.share,
        "weakest": float(least[: max(1, (len(least) + 3) // 4)].mean()) if len(least) else 0.0,
        "reverse": explained.reverse,
        "told": _root_of(float(explained.told @ explained.weights)),
    }


def _root_of(information: float) -> float:
    """Return the square root of an information (nats): of two rare words the second says less."""
    return math.sqrt(min(information, _MOST_TOLD))


def beside(
    row: dict[str, float], hit: Hit, others: Sequence[Hit], related: frozenset[int] = frozenset()
) -> dict[str, float]:
    """Return features with what is known of the places of the article's other quotations.

    A source `related` to the article is company as one with all of them is.
    """
    same = [one for one in others if one.document == hit.document]
    near = sum(abs(one.sentence - hit.sentence) <= _NEAR for one in same)
    neighbours = float(min(near, _MOST))
    share = len(same) / len(others) if others else 0.0
    return row | {
        "neighbours": neighbours,
        "few neighbours": row["few"] * neighbours,
        "same document": 1.0 if hit.document in related else share,
        "elsewhere": 0.0 if near else row["elsewhere"],
        "sentence elsewhere": 0.0 if near else row["sentence elsewhere"],
    }


def probabilities(rows: Sequence[dict[str, float]]) -> NDArray[np.float64]:
    """Return the probability that each place is the original, shape (n,).

    By other weights in company: where other quotations of the article are surely in its document.
    One or two words whose own sentence does not stand there are never found without neighbours,
    unless whom the article names says them.
    """
    company = np.array([row["same document"] > 0 for row in rows], dtype=bool)
    chances = np.where(company, model_chances(rows, "company"), model_chances(rows, "alone"))
    lone = [bool(row["lone"] and not row["neighbours"] + row["same speaker"]) for row in rows]
    return np.asarray(np.where(np.array(lone, dtype=bool), np.minimum(chances, _LONE), chances))


def speaker_odds(named: str | None, source: Source, span: Span) -> float:
    """Return the log-odds that speak for a place, or against it, by who speaks there."""
    names, weights, _ = _model("alone")
    told = speakers(named, source, span)
    return float(sum(weights[names.index(name)] * value for name, value in told.items()))


def model_chances(rows: Sequence[dict[str, float]], model: str) -> NDArray[np.float64]:
    """Return the probability of each place by one of the models, shape (n,)."""
    names, weights, bias = _model(model)
    values = np.array([[row[name] for name in names] for row in rows]).reshape(-1, len(names))
    return np.asarray(1 / (1 + np.exp(-(values @ weights + bias))))


@cache
def _model(name: str) -> tuple[tuple[str, ...], NDArray[np.float64], float]:
    """Return the names of the features of a model, their weights, and the bias."""
    path = resources.files("quotes") / "weights" / "locate" / "decision.json"
    stored = json.loads(path.read_text(encoding="utf8"))[name]
    names = tuple(stored["weights"])
    return names, np.array(list(stored["weights"].values())), float(stored["bias"])


def rest_there(segment: Segment, sentence: int, context: SearchContext) -> tuple[float, float]:
    """Return the share of the English sentence outside the segment that stands in a Spanish one.

    By the lexicon. With it, the information (nats) of what is outside.
    """
    matcher = segment.sentence_matcher
    keys = sentence_words(context.index, context.library, sentence).keys
    if matcher is None or not keys:
        return 0.0, 0.0
    inside = set(segment.matcher.rows)
    outside = np.array([key not in inside for key in matcher.rows], dtype=np.float32)
    weights = matcher.weights * matcher.content * outside
    if not weights.any():
        return 0.0, 0.0
    return mean(matcher.table(keys).max(axis=1), weights), float(weights.sum())
