"""Hedges and modifiers that one of two texts has and the other lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from quotes.bilingual.alignments import links
from quotes.languages.words import keys, occurrences, tokens, vocabulary
from quotes.model import Span

_RUMOUR = re.compile(
    r"\bhabr[ií]an?\s+(?:sido\s+)?\w+(?:[aei]d[oa]s?|cho|sto|rto|elto)\b", re.IGNORECASE
)


def rumours(original: str) -> tuple[Span, ...]:
    """Return the conditionals of rumour ("habría movido"), unless the sentence says if."""
    if "si" in keys(original):
        return ()
    return tuple(Span(*found.span()) for found in _RUMOUR.finditer(original))


@lru_cache(maxsize=512)
def hedge_gaps(original: str, quote: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return (hedges only the original has, hedges only the quotation has).

    A strong hedge on one side ("presuntamente", "allegedly") is missed only if the
    other side has nothing that may stand for one ("accused", "could", "said").
    """
    harmless = occurrences(original, "hedges", "spanish.harmless")
    strong = (*occurrences(original, "hedges", "spanish.strong"), *rumours(original))
    lost = tuple(span for span in strong if not any(span.overlap(other) for other in harmless))
    added = occurrences(quote, "hedges", "english.strong")
    rendering = (*added, *occurrences(quote, "hedges", "english.any"))
    if lost and not set(rendering) <= _spent(original, quote, lost):
        lost = ()
    if added and (occurrences(original, "hedges", "spanish.any") or _asked(original, quote, added)):
        added = ()
    return lost, added


def _asked(original: str, quote: str, hedges: tuple[Span, ...]) -> bool:
    """Return whether "might" only asks or grants: "Might she …?", "however bad it might be"."""
    granted = "?" in original or "aunque" in keys(original)
    return granted and all(span.of(quote).lower() == "might" for span in hedges)


_FIRM = 0.2  # a weaker link does not say what a hedge word renders


def _spent(original: str, quote: str, hedges: tuple[Span, ...]) -> set[Span]:
    """Return the words of the quotation that render words of the original other than its hedges.

    The "if" of "if there were mistakes" is the "si" of the original, and no "puede que".
    """
    left, right = tokens(original), tokens(quote)
    return {
        right[link.quote].span
        for link in links(original, quote)
        if link.strength >= _FIRM and not any(left[link.original].span.overlap(h) for h in hedges)
        if not right[link.quote].key.endswith("ly")  # "arguably" renders nothing but a hedge
    }


# --- Small words that limit or place what is said, and that the other text does not have ---


@dataclass(frozen=True, slots=True)
class Modifier:
    """Where it stands; what it does ("limits", "attempt" …); `firm`: a form the judge misses."""

    span: Span
    kind: str
    firm: bool


@lru_cache(maxsize=512)
def lost_modifiers(original: str, quote: str) -> tuple[Modifier, ...]:
    """Return the modifiers of the original that nothing in the quotation may stand for."""
    return tuple(_without(original, quote, "lost", "spanish", "english"))


@lru_cache(maxsize=512)
def added_modifiers(original: str, quote: str) -> tuple[Modifier, ...]:
    """Return the modifiers of the quotation that nothing in the original may stand for."""
    return tuple(_without(quote, original, "added", "english", "spanish"))


def _without(text: str, other: str, kind: str, here: str, there: str) -> Iterator[Modifier]:
    for name, entry in _entries(kind).items():
        found = _pattern(kind, name, here).search(text)
        if found and not _pattern(kind, name, there).search(other):
            said = "said" if "said" in found.groupdict() and found["said"] else 0
            span = Span(*found.span(said))
            firm = bool(entry.get("firm"))
            if entry.get("rendered"):  # "…, declaró la exgobernadora": left out with its noun
                firm = firm and _rendered(text, other, span)
            yield Modifier(span, entry.get("kind", "limits"), firm)


_PREFIX = re.compile(r"(?:ex|vice|sub)-? ?", re.IGNORECASE)


def _rendered(original: str, quote: str, span: Span) -> bool:
    """Return whether the noun of a title ("exgobernadora") has a counterpart, its prefix aside."""
    noun = _PREFIX.sub("", span.of(original), count=1)
    bare = original[: span.start] + noun + original[span.end :]
    left = tokens(bare)
    return any(
        link.strength >= _FIRM and left[link.original].span.start == span.start
        for link in links(bare, quote)
    )


def _entries(kind: str) -> dict[str, dict[str, Any]]:
    entries: dict[str, dict[str, Any]] = vocabulary("modifiers")[kind]
    return entries


@cache
def _pattern(kind: str, name: str, language: str) -> re.Pattern[str]:
    written = str(_entries(kind)[name][language])
    return re.compile(written.replace("\n", ""), re.IGNORECASE)
