"""Tense in English: past, present, future, by forms that can be nothing else."""

from __future__ import annotations

import re
from functools import lru_cache

from quotes.languages.phrasebook import occurrences
from quotes.languages.words import mid_capitals, tokens
from quotes.model import Span

# "need", "speed", "hundred": no past forms
_EN_PAST = re.compile(
    r"(?!\w*eed$|hundred$|sacred$|naked$|wicked$|hatred$|beloved$)\w{2,}ed$"
    r"|(?:agr|disagr|fr|guarant|decr)eed$"
)
_LOOK = 60  # characters before a word that are looked at


def _noun_will(text: str, span: Span) -> bool:
    """Return whether "will" is the noun: "the will to carry on", "free will"."""
    before = text[: span.start].rstrip().rsplit(" ", 1)[-1].lower()
    return before in {
        "the",
        "a",
        "his",
        "her",
        "their",
        "our",
        "my",
        "your",
        "free",
        "good",
        "political",
        "popular",
        "no",
        "of",
    }


def _past_plan(text: str, span: Span) -> bool:
    """Return whether "going to" or "about to" is a plan of the past: "were going to"."""
    before = text[max(0, span.start - _LOOK) : span.start].lower().split()[-3:]
    return not span.of(text).lower().endswith("ll") and bool({"was", "were"} & set(before))


@lru_cache(maxsize=512)
def english_tense(text: str, tense: str) -> tuple[Span, ...]:
    """Return the words of an English text that are "past", "present", "future" forms.

    "future_any" are all words that may render a Spanish future.
    """
    listed = occurrences(text, "tenses", f"english.{tense}")
    if tense == "future":
        return tuple(s for s in listed if not (_noun_will(text, s) or _past_plan(text, s)))
    if tense == "present":
        return tuple(span for span in listed if not _PERFECT.match(text, span.start))
    if tense != "past":
        return listed
    names = mid_capitals(text)
    verbs = (t.span for t in tokens(text) if t.wordlike and _EN_PAST.match(t.key))
    return tuple(sorted((*listed, *(span for span in verbs if span.start not in names))))


# "has come", "have gone bad": an English perfect renders a Spanish preterite.
_PERFECT = re.compile(
    r"ha(?:s|ve)\s+(?:\w+ly\s+|not\s+|also\s+|already\s+|just\s+|never\s+|ever\s+)?(?:\w+(?:ed|en|wn|nt|lt|pt|ft)"
    r"|come|become|gone|done|been|made|had|put|set|cut|hit|let|led|left|lost|held|told|sold|said|paid"
    r"|found|won|built|brought|bought|caught|taught|thought|met|run|begun|stood|read|heard|got)\b",
    re.IGNORECASE,
)
_NOT_FINITE = frozenset(
    """
    is are am 's 're be being been get gets getting to the a an of by with as
    for from in on at this that's it's its his her their our my your these those more most newly
    well highly
    """.split()  # noqa: SIM905 - a list of words reads best so
)


def finite(text: str, span: Span) -> bool:
    """Return whether a past form is a verb of its own: not "is served" nor "the lost years"."""
    word = span.of(text).lower()
    near = text[max(0, span.start - _LOOK) : span.start].lower()
    before = near.replace("-", " ").replace("’", "'").split()[-4:]
    helped = bool(before) and (before[-1] in _NOT_FINITE or before[-1].endswith("'re"))
    asked = any(one in _BEING or one.endswith("'s") for one in before)
    opening = _OPENING.search(text[: span.start])  # "Presented here are": no subject before it
    return word != "been" and not opening and (word in _AUXILIARY or not (helped or asked))


_OPENING = re.compile(r"(?:^|[.!?:;])[\s\"“”'‘’«»(-]*$")
_BEING = frozenset({"is", "are", "am", "be", "being"})
_AUXILIARY = frozenset({"was", "were", "had", "did", "went", "came", "yesterday", "ago"})
