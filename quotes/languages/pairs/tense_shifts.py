"""A whole stretch moved from one tense to another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from quotes.languages.alignments import links
from quotes.languages.english_tenses import english_tense, finite
from quotes.languages.tenses import (
    spanish_future_verbs,
    spanish_tense,
    unreal,
)
from quotes.languages.words import tokens
from quotes.model import Severity, Span

Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class TenseShift:
    """`before` and `after` name the tenses; the spans are the verbs that show them."""

    before: str
    after: str
    original: Spans
    quote: Spans
    severity: Severity


@lru_cache(maxsize=512)
def tense_shift(original: str, quote: str) -> TenseShift | None:
    """Return the shift of tense between two texts, None where forms allow doubt."""
    past, future = spanish_tense(original, "past"), spanish_tense(original, "future")
    present = spanish_tense(original, "present")
    will, had = english_tense(quote, "future"), english_tense(quote, "past")
    if past and not (future or present) and will and not unreal(original):
        return TenseShift("past", "future", past, will, _severity(original, quote, past, will))
    verbs, done = spanish_future_verbs(original), tuple(s for s in had if finite(quote, s))
    if verbs and not past and done and not english_tense(quote, "future_any"):
        severity = _severity(original, quote, verbs, done)
        return TenseShift("future", "past", verbs, done, severity)
    now = english_tense(quote, "present")
    if past and not (future or present or had or will) and now and not unreal(original):
        return TenseShift("past", "present", past, now, "warning")
    return None


_SHORT = 12  # words of a quotation that has one verb, as a rule
_FIRM = 0.1  # weaker links are found between any two sentences


def _severity(original: str, quote: str, verbs: Spans, others: Spans) -> Severity:
    """Return "error" where the verbs of the two tenses are one verb, "warning" in doubt.

    They are if a link leads from one to the other (over "will" to its verb), or if the
    quotation is so short that there is no other verb.
    """
    left, right = tokens(original), tokens(quote)
    if sum(word.wordlike for word in right) <= _SHORT:
        return "error"
    reach = [Span(span.start, span.end + _REACH) for span in others]
    linked = any(
        link.strength >= _FIRM
        and any(left[link.original].span.overlap(span) for span in verbs)
        and any(right[link.quote].span.overlap(span) for span in reach)
        for link in links(original, quote)
    )
    return "error" if linked or _both_open(original, quote, verbs, others) else "warning"


_LOOK = 60  # characters before a verb that are looked at
_OPENING = 0.2  # of a text: where its first clause has its verb
_SUBJECT = re.compile(
    r"\b(?:I|we|you|he|she|they|it)\s+(?:(?:have|has|had)\s+)?(?:\w+ly\s+)?$", re.IGNORECASE
)


def _both_open(original: str, quote: str, verbs: Spans, others: Spans) -> bool:
    """Return whether the verbs of both tenses are those of the first clause."""
    early = verbs[0].start <= _OPENING * len(original)
    return early and any(
        one.start <= _OPENING * len(quote)
        and bool(_SUBJECT.search(quote[max(0, one.start - _LOOK) : one.start]))
        for one in others
    )


_REACH = 12  # characters after "will" in which its verb stands
