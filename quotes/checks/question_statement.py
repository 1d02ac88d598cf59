"""A question is given as a statement, or a statement as a question.

Why it matters: Who asks whether there was fraud has not said that there was.

Drifts:
    ¿Hubo fraude en las elecciones?
    There was fraud in the elections.

Clean:
    ¿Quién responde por esto?
    Who answers for this?
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quotes.bilingual.passages import whole
from quotes.model import Case, Check, Evidence, Span, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield a question that only one side asks."""
    drift = question_drift(case.original, case.quote)
    if drift and drift.original:
        yield Evidence(
            worded("The original asks a question; the quotation states."), drift.original
        )
    elif drift:
        yield Evidence(
            worded("The quotation asks a question; the original states."), (), drift.quote
        )


# --- Questions that only one of two texts asks.

_TAG = re.compile(
    r"(¿no\?|¿verdad\?|¿cierto\?|¿sí\?|¿ah\?|¿eh\?|¿vale\?|¿sabe[sn]?\?|¿ve[sn]?\?|¿entiende[sn]?\?|¿oyó\?)",
    re.IGNORECASE,
)
_INDIRECT = re.compile(r"\b(if|whether|who|what|how|why|where|when|which)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class QuestionDrift:
    """The marks of the question, on the side that asks."""

    original: tuple[Span, ...] = ()
    quote: tuple[Span, ...] = ()


def question_drift(original: str, quote: str) -> QuestionDrift | None:
    """Return the question that only one side asks.

    A tag question ("¿no?", "right?") asks nothing, an indirect question needs no mark,
    and a fragment without an end mark may come from inside a question.
    """
    plain = _TAG.sub(lambda found: " " * len(found.group()), original)
    here, there = _marks(plain), _marks(quote)
    if bool(here) == bool(there):
        return None
    if there:
        tagged = len(_marks(original)) > len(here) or not whole(original) or "pregunt" in original
        return None if tagged else QuestionDrift(quote=(_opening(quote, there), *there))
    all_asks = plain.strip(" \"'“”«»").startswith("¿") or plain.rstrip(" \"'“”«»").endswith("?")
    if not all_asks or not whole(quote) or _INDIRECT.search(quote):
        return None
    return QuestionDrift(original=here)


def _marks(text: str) -> tuple[Span, ...]:
    return tuple(Span(*found.span()) for found in re.finditer(r"[¿?](?!\))", text))


def _opening(quote: str, marks: tuple[Span, ...]) -> Span:
    """Return the question itself: from the end of the sentence before it to its mark."""
    before = quote[: marks[0].start]
    start = max(before.rfind(mark) for mark in (". ", "! ", "\n", "; "))
    return Span(start + 2 if start >= 0 else 0, marks[0].start)


CHECK = Check("D208", "question-statement", "error", find, __doc__ or "")
