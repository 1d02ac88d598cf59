"""The words of a quotation that may stand for a more specific one of the original.

A noun or a verb that nothing in the original is known to mean, and that the judge doubts
more than the words around it. Of each, what the trees read of the word itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotes.comparison.features import logit
from quotes.languages.ladder import lemmas
from quotes.languages.lexicon import back_translations, rarity, translations
from quotes.languages.words import Token, content_words, mid_capitals, tokens

if TYPE_CHECKING:
    from quotes.ml.judge import Assessment

KNOWN = 0.02  # chance in the lexicon from which a word counts as a rendering
LEAST = 2.0  # logits over the mean of all words that the judge must doubt a word
FIRST = 6  # words doubted most that are looked at


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubted word, its place among the content words (0 to 1), and its signals."""

    word: Token
    place: float
    signals: tuple[float, ...]


def doubts(original: str, quote: str, assessment: Assessment) -> list[Doubt]:
    """Return the doubted words of a quotation, in text order."""
    levels = [logit(tag.probability) for tag in assessment.quote]
    if not levels:
        return []
    spanish = {token.key for token in tokens(original)}
    names = mid_capitals(quote)
    said = content_words(quote, "en")
    found = []
    for n, word in enumerate(said):
        tags = [
            level
            for level, tag in zip(levels, assessment.quote, strict=True)
            if tag.start < word.span.end and word.span.start < tag.end
        ]
        standing = _standing(max(tags), levels) if tags else None
        if standing is None or word.span.start in names or not lemmas(word.key):
            continue
        if not _rendered(word.key, spanish):
            place = n / len(said)
            signals = (*standing, rarity(word.key, "en"), float(len(said)), place)
            found.append(Doubt(word, place, signals))
    return found


def _standing(level: float, levels: Sequence[float]) -> tuple[float, float, float] | None:
    """Return how far a word stands over the mean and over its best rival, and its rank.

    None where it is not doubted enough.
    """
    rank = sum(other > level for other in levels)
    over = level - sum(levels) / len(levels)
    if over < LEAST or rank >= FIRST:
        return None
    rest = sorted(levels, reverse=True)
    rival = rest[0] if rank else (rest[1] if len(rest) > 1 else level)
    return over, level - rival, float(rank)


def _rendered(word: str, spanish: set[str]) -> bool:
    """Return whether the lexicon knows the word for one of the original."""
    there = translations(word)
    return any(
        there.get(other, 0.0) >= KNOWN or back_translations(other).get(word, 0.0) >= KNOWN
        for other in spanish
        if other in there
    )
