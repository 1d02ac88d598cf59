"""What the side-by-side shows: which words render each other, which have no counterpart, glosses.

For a reader without Spanish single words get their English.
"""

from __future__ import annotations

from collections.abc import Iterable

from quotes.bilingual.alignments import links
from quotes.languages.lexicon import back_translations
from quotes.languages.words import Token, phrases, tokens
from quotes.model import AlignedWords, Span, WordGloss

MEANINGS = 3  # English words given for a Spanish one at most
PIECES = frozenset({"t", "s", "d", "ll", "re", "ve", "don", "didn", "doesn", "isn", "wasn", "won"})
"""What a tokenizer leaves of "don't": the lexicon's texts were cut there."""
LEAST = 0.08  # p(English | Spanish) below which a lexicon learned from news is noise


def aligned_words(original: str, quote: str) -> tuple[AlignedWords, ...]:
    """Return the words of both texts that render each other, in the order of the original."""
    left, right = tokens(original), tokens(quote)
    return tuple(
        AlignedWords(left[link.original].span, right[link.quote].span)
        for link in links(original, quote)
    )


def word_glosses(original: str, marked: Iterable[Span]) -> tuple[WordGloss, ...]:
    """Return the likeliest English of every word of `original` that a marked span touches.

    Words that the lexicon does not know well enough are left out.
    """
    spans = list(marked)
    return tuple(
        WordGloss(token.span, ", ".join(meanings))
        for token in tokens(original)
        if any(token.span.overlap(span) for span in spans) and (meanings := _english(token.text))
    )


def _english(word: str) -> list[str]:
    given = sorted(back_translations(word).items(), key=lambda pair: -pair[1])
    whole = [english for english, chance in given if chance >= LEAST and english not in PIECES]
    return whole[:MEANINGS]


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
