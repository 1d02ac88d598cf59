"""Which denials of one text have no counterpart in the other.

The words a denial bears on (the next content words) are followed through the word
alignment; the other text must deny within a few words of their counterparts, in clear
words or in words that carry a denial (lack, refuse, un-). Where nothing is aligned,
any denial in the whole other text counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from quotes.languages.alignments import links
from quotes.languages.negations import Negations, negations
from quotes.languages.vocabularies import phrases
from quotes.languages.words import Token, tokens
from quotes.model import Span

_SCOPE = 3  # content words after a denial that it bears on
_WINDOW = 5  # words around their counterparts in which the other text must deny
_FIRM = 0.1  # weaker links than this do not locate a scope


@dataclass(frozen=True, slots=True)
class Denial:
    """A denial without counterpart: where it is, and the words it bears on, on both sides."""

    negation: Span
    scope: tuple[Span, ...]
    counterpart: tuple[Span, ...]


@lru_cache(maxsize=512)
def unmatched_denials(original: str, quote: str) -> tuple[tuple[Denial, ...], tuple[Denial, ...]]:
    """Return (denials that only the original has, denials that only the quotation has)."""
    left, right = negations(original, "es"), negations(quote, "en")
    there = {link.original: link.quote for link in links(original, quote) if link.strength >= _FIRM}
    back = {other: one for one, other in there.items()}
    words, other_words = tokens(original), tokens(quote)
    lost = _unmatched(left, words, "spanish", right, other_words, there)
    added = _unmatched(right, other_words, "english", left, words, back)
    if len(left.clear) == len(right.clear):
        return (), ()  # as many on both sides: moved, not lost
    return (lost, ()) if len(left.clear) > len(right.clear) else ((), added)


def _unmatched(
    here: Negations,
    words: tuple[Token, ...],
    language: str,
    there: Negations,
    other_words: tuple[Token, ...],
    counterparts: dict[int, int],
) -> tuple[Denial, ...]:
    denying = (*there.clear, *there.weak)
    found = []
    for negation in here.clear:
        scope = _scope(words, negation, language)
        places = [counterparts[i] for i in scope if i in counterparts]
        windows = _windows(places, other_words)
        if any(span.overlap(window) for span in denying for window in windows):
            continue
        found.append(
            Denial(
                negation,
                tuple(words[i].span for i in scope),
                tuple(other_words[i].span for i in places),
            )
        )
    return tuple(found)


def _windows(places: list[int], words: tuple[Token, ...]) -> list[Span]:
    """Return the stretches in which a denial must stand; the whole text if nothing aligned."""
    if not words:
        return []
    if not places:
        return [Span(words[0].span.start, words[-1].span.end)]
    low = [words[max(0, place - _WINDOW)].span.start for place in places]
    high = [words[min(len(words) - 1, place + _WINDOW)].span.end for place in places]
    return [Span(a, b) for a, b in zip(low, high, strict=True)]


def _scope(words: tuple[Token, ...], negation: Span, language: str) -> list[int]:
    """Return the indices of the next content words after a denial, within its sentence."""
    stop = phrases("function_words", language)
    found: list[int] = []
    for place, token in enumerate(words):
        if token.span.start < negation.end:
            continue
        if len(found) == _SCOPE or token.text in ".;:!?":
            break
        if token.wordlike and token.key not in stop:
            found.append(place)
    return found
