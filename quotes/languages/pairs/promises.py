"""A conditional given as a promise: "lo pensaría" as "I will do it"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from quotes.languages.english_tenses import english_tense
from quotes.languages.phrasebook import occurrences
from quotes.languages.tenses import (
    conditionals,
    spanish_future_verbs,
    spanish_tense,
)
from quotes.languages.words import keys
from quotes.model import Span


@dataclass(frozen=True, slots=True)
class Promise:
    """The conditionals of the original and the futures of the quotation."""

    original: tuple[Span, ...]
    quote: tuple[Span, ...]


@lru_cache(maxsize=512)
def promised(original: str, quote: str) -> Promise | None:
    """Return what would be done and is said to be done, None where forms allow doubt.

    No word of the quotation may stand for the conditional ("would", "could", "if" unless
    the original says "si" too). The original must not speak of the future itself, nor of
    the past: "anunció que lo haría" is also "announced that he will do it".
    """
    verbs, will = conditionals(original), english_tense(quote, "future")
    past = set(spanish_tense(original, "past")) - set(verbs)
    if not (verbs and will) or past or spanish_future_verbs(original):
        return None
    rendering = [span.of(quote).lower() for span in occurrences(quote, "modality", _WOULD)]
    if "si" in keys(original):
        rendering = [word for word in rendering if word != "if"]
    return None if rendering else Promise(verbs, will)


_WOULD = "would_will.en_left"
