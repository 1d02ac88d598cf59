"""The words on each side without a counterpart, for the side-by-side."""

from __future__ import annotations

from quotes.bilingual.alignments import links
from quotes.languages.words import Token, phrases, tokens
from quotes.model import Span


def differing(original: str, quote: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the content words of each side that nothing on the other side renders."""
    found = links(original, quote)
    return (
        _unlinked(tokens(original), "spanish", {link.original for link in found}),
        _unlinked(tokens(quote), "english", {link.quote for link in found}),
    )


def _unlinked(words: tuple[Token, ...], language: str, linked: set[int]) -> tuple[Span, ...]:
    stop = phrases("function_words", language)
    return tuple(
        token.span
        for place, token in enumerate(words)
        if place not in linked and token.text[0].isalnum() and token.key not in stop
    )
