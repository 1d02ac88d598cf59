"""Opposed words: one side says "rise" and the other "fall".

A vocabulary file lists oppositions, each with a left and a right pole in both
languages. A clash is one pole only in the original and the other only in the
quotation, unless the word alignment gives the quotation's word to another word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from quotes.bilingual.alignments import links
from quotes.languages.negations import negations
from quotes.languages.words import (
    first_texts,
    keys,
    mid_capitals,
    occurrences,
    phrases,
    tokens,
    vocabulary,
)
from quotes.model import Case, Evidence, Severity, Span, worded

_TAKEN = 0.25  # a link this strong says that a word renders another one


@dataclass(frozen=True, slots=True)
class Clash:
    """Opposed words: where on both sides, and the note of the vocabulary entry."""

    name: str
    original: tuple[Span, ...]
    quote: tuple[Span, ...]


@cache
def _names(name: str) -> tuple[str, ...]:
    return tuple(key for key, entry in vocabulary(name).items() if isinstance(entry, dict))


@lru_cache(maxsize=2048)
def clashes(original: str, quote: str, name: str) -> tuple[Clash, ...]:
    """Return the clashes between two texts by `data/<name>.toml`."""
    return tuple(_clashes(original, quote, name))


def _clashes(original: str, quote: str, name: str) -> Iterator[Clash]:
    for opposition in _names(name):
        spanish = _unnamed(original, _poles(original, name, f"{opposition}.es"), opposition)
        spanish = [tuple(s for s in pole if not _tag(original, s)) for pole in spanish]
        if bool(spanish[0]) == bool(spanish[1]) or silent(original, quote, name, opposition):
            continue
        english = _poles(quote, name, f"{opposition}.en")
        english = [tuple(s for s in pole if not _superlative(quote, s)) for pole in english]
        here, there = (0, 1) if spanish[0] else (1, 0)
        if english[there] and not english[here]:
            free = untaken(original, quote, spanish[here], english[there])
            if free and (_free_of_denial(name, opposition) or not _denied(original, quote)):
                yield Clash(opposition, spanish[here], free)


_NAMED = frozenset({"north", "east", "left", "right", "gender"})  # poles that names are made of


def _unnamed(text: str, poles: list[tuple[Span, ...]], opposition: str) -> list[tuple[Span, ...]]:
    """Return the poles without words that are names: "Victoria" is no victory."""
    names = mid_capitals(text) if opposition not in _NAMED else frozenset()
    return [tuple(span for span in pole if span.start not in names) for pole in poles]


def _tag(text: str, span: Span) -> bool:
    """Return whether a word is a tag: "…, ¿verdad?"."""
    return text[: span.start].endswith("¿") and text[span.end : span.end + 1] == "?"


def _superlative(text: str, span: Span) -> bool:
    """Return whether "most" compares: "the most prominent", "its most important"."""
    return span.of(text).lower() == "most" and bool(_THE.search(text[: span.start]))


_THE = re.compile(r"(?:\b(?:the|its|their|his|her|our|my|your)|['’]s)\s+$", re.IGNORECASE)


def _poles(text: str, name: str, key: str) -> list[tuple[Span, ...]]:
    """Return the words of both poles; "todas" inside "casi todas" is not "todas"."""
    left, right = (
        tuple(span for span in occurrences(text, name, f"{key}_{side}") if not _joined(text, span))
        for side in ("left", "right")
    )
    if not (left and right):
        return [left, right]
    return [_outside(left, right), _outside(right, left)]


def _joined(text: str, span: Span) -> bool:
    """Return whether a word is part of a compound: a "cease-fire" stops nothing."""
    before, after = text[max(0, span.start - 2) : span.start], text[span.end : span.end + 2]
    return bool(_JOINED.fullmatch(before) or _JOINED.fullmatch(after[::-1]))


_JOINED = re.compile(r"\w[-‐‑]")


def _outside(spans: tuple[Span, ...], others: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the spans that do not lie inside a longer one of `others`."""
    return tuple(
        span
        for span in spans
        if not any(o.overlap(span) and o.end - o.start > span.end - span.start for o in others)
    )


def silent(original: str, quote: str, name: str, opposition: str) -> bool:
    """Return whether a word on either side may stand for a pole in a free translation."""
    if "silent" not in vocabulary(name)[opposition]:
        return False
    key = f"{opposition}.silent"
    return bool(occurrences(quote, name, key) or occurrences(original, name, key))


def _free_of_denial(name: str, opposition: str) -> bool:
    """Return whether a denial cannot turn the entry round ("did not fall" may be "rose")."""
    return name in _NOT_TURNED or bool(vocabulary(name)[opposition].get("negative"))


_NOT_TURNED = frozenset({"broader_terms", "genders", "calendar_words"})
_LACK = frozenset({"sin", "without", "fail", "fails", "failed", "lack", "falta"})


def _denied(original: str, quote: str) -> bool:
    """Return whether one side alone denies: "did not fall" may well be "rose"."""
    left, right = negations(original, "es"), negations(quote, "en")
    return len(left.clear) != len(right.clear) or bool(_LACK & {*keys(original), *keys(quote)})


def untaken(
    original: str, quote: str, spanish: tuple[Span, ...], english: tuple[Span, ...]
) -> tuple[Span, ...]:
    """Return those `english` spans whose words do not render words outside `spanish`."""
    left, right = tokens(original), tokens(quote)
    taken = [
        right[link.quote].span
        for link in links(original, quote)
        if link.strength >= _TAKEN
        and right[link.quote].key not in phrases("function_words", "english")
        and not any(left[link.original].span.overlap(span) for span in spanish)
    ]
    return tuple(span for span in english if not any(span.overlap(other) for other in taken))


def contrast(
    case: Case,
    kind: str,
    original: tuple[Span, ...],
    quote: tuple[Span, ...],
    severity: Severity | None = None,
    *,
    firm: bool = False,
) -> Evidence:
    """Return the evidence that words of the quotation stand for other ones of the original.

    `kind` opens the message and says what is changed: "Another quantity".
    """
    message = worded(
        "{kind}: {said} in the original, {given} in the quotation.",
        kind=kind,
        said=first_texts(case.original, original),
        given=first_texts(case.quote, quote),
    )
    return Evidence(message, original, quote, severity, firm)
