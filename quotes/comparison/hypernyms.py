"""The finding that a word of the quotation is more general than what was said.

A noun or a verb that nothing in the original is known to mean, and that the judge doubts more
than the words around it, may stand for a more specific one: a rendering, by the bilingual
lexicon, of a word of the original that has no counterpart, over which WordNet has it. What
the judge, the lexicon and WordNet know of such a word is weighed by boosted trees and by a
line through the same signals; the sum of both log-odds decides. What they were learned and
chosen on is in `quotes/weights/broader/CARD.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quotes.comparison.features import logit
from quotes.languages.lexicon import back_translations, rarity, translations
from quotes.languages.wordnet import lemmas
from quotes.languages.words import Token, content_words, mid_capitals, tokens

if TYPE_CHECKING:
    from quotes.ml.judge import Assessment
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from quotes.bilingual.alignments import links
from quotes.checks.broader_term import CHECK
from quotes.errors import ModelError
from quotes.languages.wordnet import hypernymy
from quotes.ml.trees import load_forest
from quotes.model import Case, Finding

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
        way = hypernymy(doubt.word.key, specific)
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


WEIGHTS = Path(__file__).parents[1] / "weights" / "broader"
# The signals of a candidate, in the order in which they were taught.
SIGNALS = (
    "over mean",
    "over rival",
    "rank",
    "rarity",
    "words",
    "place",
    "steps",
    "sense",
    "general sense",
    "verb",
    "under",
    "specific",
    "general",
    "cost",
    "rarity specific",
    "linked here",
    "linked there",
    "rendering chance",
    "apart",
)


@dataclass(frozen=True, slots=True)
class Hypernyms:
    """The weights of the signals beside the trees, and the log-odds from which it is told."""

    weights: tuple[float, ...]
    intercept: float
    line: float

    @classmethod
    def load(cls, folder: Path = WEIGHTS) -> Hypernyms:
        """Read `settings.json`; raises ModelError if it cannot be."""
        path = folder / "settings.json"
        try:
            stored = json.loads(path.read_text(encoding="utf8"))
            return cls(tuple(stored["weights"]), stored["intercept"], stored["line"])
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"{path}: the weights cannot be read: reinstall") from error

    def finding(self, case: Case, assessment: Assessment) -> Finding | None:
        """Return the finding of a pair, None where no word stands out as too general."""
        doubted = doubts(case.original, case.quote, assessment)
        some = candidates(case.original, case.quote, doubted)
        if not some:
            return None
        odds = self.odds(some)
        best = max(range(len(some)), key=odds.__getitem__)
        return _told(case, some[best]) if odds[best] >= self.line else None

    def odds(self, some: Sequence[Candidate]) -> list[float]:
        """Return the summed log-odds of candidates."""
        rows = np.array([one.signals for one in some], dtype=np.float32)
        linear = rows @ np.array(self.weights, dtype=np.float32) + self.intercept
        joint: list[float] = (load_forest("broader").table_scores(rows, SIGNALS) + linear).tolist()
        return joint


def _told(case: Case, best: Candidate) -> Finding:
    """Return the finding that names both words."""
    word, spanish = best.doubt.word.span, best.original.span
    message = (
        f"“{word.of(case.quote)}” is more general than “{best.specific}”, "
        f"which “{spanish.of(case.original)}” in the original means."
    )
    return CHECK.finding(message, (spanish,), (word,))
