"""What a doubted word may stand for: more specific words that would render the original.

They come from the bilingual lexicon, for the words of the original that have no
counterpart in the quotation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quotes.comparison.generality.doubts import Doubt
from quotes.languages.alignments import links
from quotes.languages.ladder import lemmas, rung
from quotes.languages.lexicon import back_translations, rarity
from quotes.languages.words import Token, content_words, tokens

# Chance in the lexicon from which a rendering is thought of, and its share of the likeliest
# one's: of eight pairs of values tried on drift/dev these told most at the fewest alarms.
LIKELY, BESIDE = 0.08, 0.2
SHORTEST = 3  # letters of a word that is one


@dataclass(frozen=True, slots=True)
class Rendering:
    """English for a word of the original: the chance of it, and the word's place (0 to 1)."""

    chance: float
    place: float
    original: Token


@dataclass(frozen=True, slots=True)
class Candidate:
    """A doubted word, the more specific one that it may stand for, of `original`; the signals."""

    doubt: Doubt
    specific: str
    original: Token
    signals: tuple[float, ...]


def candidates(original: str, quote: str, doubted: Sequence[Doubt]) -> list[Candidate]:
    """Return the candidates of a pair."""
    if not doubted:
        return []
    free, shares = _unlinked(original, quote)
    said = forms(token.key for token in content_words(quote, "en"))
    known = {
        english: rendering
        for english, rendering in _renderings(free, len(original)).items()
        if len(english) >= SHORTEST and said.isdisjoint(forms([english]))
    }
    return [one for doubt in doubted for one in _of(doubt, known, shares)]


def _of(
    doubt: Doubt, known: dict[str, Rendering], shares: tuple[float, float]
) -> Iterator[Candidate]:
    """Yield the candidates of one doubted word."""
    for specific, rendering in known.items():
        way = rung(doubt.word.key, specific)
        if way:
            apart = abs(rendering.place - doubt.place)
            rare = rarity(specific, "en")
            signals = (*doubt.signals, *way.signals, rare, *shares, rendering.chance, apart)
            yield Candidate(doubt, specific, rendering.original, signals)


def forms(words: Iterable[str]) -> frozenset[str]:
    """Return words with the nouns and verbs that they may be forms of."""
    found: set[str] = set()
    for word in words:
        found.add(word)
        found |= lemmas(word)
    return frozenset(found)


def _unlinked(original: str, quote: str) -> tuple[list[Token], tuple[float, float]]:
    """Return the original's words without a counterpart; shares linked there, free here."""
    given, said = tokens(original), tokens(quote)
    linked = links(original, quote)
    ours = {said[link.quote].span.start for link in linked}
    theirs = {given[link.original].span.start for link in linked}
    left, right = content_words(original, "es"), content_words(quote, "en")
    free = [word for word in left if word.span.start not in theirs]
    covered = sum(word.span.start in ours for word in right)
    return free, (covered / max(1, len(right)), len(free) / max(1, len(left)))


def _renderings(free: Iterable[Token], length: int) -> dict[str, Rendering]:
    """Return the likeliest original of each English word that would render one."""
    found: dict[str, Rendering] = {}
    for word in free:
        chances = back_translations(word.key)
        least = max(LIKELY, BESIDE * max(chances.values(), default=0.0))
        for english, chance in chances.items():
            best = found.get(english)
            if chance >= least and (best is None or chance > best.chance):
                found[english] = Rendering(chance, word.span.start / max(1, length), word)
    return found
