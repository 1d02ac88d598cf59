"""Questions that only one of two texts asks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotes.languages.pairs.edges import whole
from quotes.model import Span

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
