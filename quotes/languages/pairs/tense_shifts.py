"""A whole stretch moved from one tense to another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from quotes.languages.tenses import (
    english_tense,
    spanish_future_verbs,
    spanish_tense,
    unreal,
)
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
        return TenseShift("past", "future", past, will, "error")
    verbs = spanish_future_verbs(original)
    if verbs and not past and had and not english_tense(quote, "future_any"):
        return TenseShift("future", "past", verbs, had, "error")
    now = english_tense(quote, "present")
    if past and not (future or present or had or will) and now and not unreal(original):
        return TenseShift("past", "present", past, now, "warning")
    return None
