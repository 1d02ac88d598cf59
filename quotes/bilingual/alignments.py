"""Which words of an original and of its English quotation render each other.

One-to-one links between content words, the strongest first: the learned bilingual
lexicon, words that look alike in both languages (names, cognates), equal figures.
Position breaks ties: the n-th "gobierno" goes with the n-th "government".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from quotes.languages.dictionary import renders
from quotes.languages.lexicon import given, rarity, seen, taken
from quotes.languages.sentences import JOINTS, MARKS, Clause
from quotes.languages.words import Language, Token, alike, dice, keys, phrases, tokens

LEAST = 0.02  # affinity below which two words are not linked; wmt pairs, see training/risk
_MANY = 40  # times that a word stands in a text of which only the nearest are looked at
_ACCEPTED = 0.25  # what a rendering of the dictionary counts for at least
_ALIKE = 0.35  # what a cognate counts for, beside lexicon affinities of 0.02 to 1


@dataclass(frozen=True, slots=True)
class Link:
    """Word `original` (index among the original's tokens) renders word `quote`."""

    original: int
    quote: int
    strength: float


@lru_cache(maxsize=512)
def links(original: str, quote: str) -> tuple[Link, ...]:
    """Return the links between the words of a Spanish and an English text, by original word.

    Every word takes part in one link at most. About 0.5 ms for a news sentence.
    """
    left, right = tokens(original), tokens(quote)
    free_left, free_right = set(range(len(left))), set(range(len(right)))
    found = []
    for strength, _, one, other in sorted(_candidates(left, right), reverse=True):
        if one in free_left and other in free_right:
            free_left.discard(one)
            free_right.discard(other)
            found.append(Link(one, other, strength))
    return tuple(sorted(found, key=lambda link: link.original))


def _candidates(
    left: tuple[Token, ...], right: tuple[Token, ...]
) -> list[tuple[float, float, int, int]]:
    """Return (strength, closeness, original word, quotation word) for every likely link."""
    places: dict[str, list[int]] = {}
    for place, token in enumerate(left):
        if token.text[0].isalnum():
            places.setdefault(token.key, []).append(place)
    found = []
    for other, token in enumerate(right):
        if not token.text[0].isalnum():
            continue
        for key, strength in _partners(token.key, places):
            for one in _nearest(places[key], other / len(right) * len(left)):
                apart = abs(one / len(left) - other / len(right))
                found.append((strength - 0.2 * strength * apart, -apart, one, other))
    return found


def _nearest(places: list[int], place: float) -> list[int]:
    """Return the places of a word, of one that stands in very many the nearest alone."""
    if len(places) <= _MANY:
        return places
    at = bisect_left(places, place)
    return places[max(0, at - _MANY // 2) : at + _MANY // 2]


def _partners(english: str, spanish: dict[str, list[int]]) -> list[tuple[str, float]]:
    """Return the words of the original that may be rendered by `english`, with strengths."""
    found = []
    for key in spanish:
        strength = strength_of(english, key)
        if strength >= LEAST:
            found.append((key, strength))
    return found


@lru_cache(maxsize=262_144)
def strength_of(english: str, spanish: str) -> float:
    """Return how strongly a Spanish and an English word render each other (0..1)."""
    if english == spanish and (english.isdecimal() or len(english) > 3):
        return 0.9
    if english[0].isdecimal() and english.replace(",", ".") == spanish.replace(",", "."):
        return 0.9  # "4,8" and "4.8"
    there, back = given(english, spanish), taken(english, spanish)
    learned: float = max((there * back) ** 0.5, 0.5 * there, 0.5 * back)
    if learned < _ACCEPTED and renders(english, spanish):
        learned = _ACCEPTED
    if len(english) >= 4 and len(spanish) >= 4 and english[0] == spanish[0]:
        return max(learned, _ALIKE * dice(english, spanish) if alike(english, spanish) else 0.0)
    return learned


# --- Two texts with the links between their words.

LONGEST = 5_000  # characters: no quotation is longer, and vectors of such texts say little
FIRM = 0.1  # weaker links are found between any two sentences
# Joins clauses, and English has "while" or "yet" for it.
_JOINING = re.compile(
    r"(?:y |pero |o )?(?:al (?:mismo )?tiempo|al cabo|a la vez|a su vez|en cambio|por su parte"
    r"|así mismo|mientras tanto|de est[ae] (?:modo|manera|forma)|en ese sentido|in turn"
    r"|for \w+ part)",
    re.IGNORECASE,
)
_HEAVY = 6.0  # -log p from which a function word tells something ("puede", "because")


@dataclass(frozen=True, slots=True)
class AlignedText:
    """One text: its words, which are content, and the link of each (0 and -1: none)."""

    text: str
    language: Language
    words: tuple[Token, ...]
    content: tuple[bool, ...]
    strengths: tuple[float, ...]
    counterparts: tuple[int, ...]
    rarities: tuple[float, ...]

    @property
    def bare(self) -> list[int]:
        """Return the content words without a counterpart."""
        return [i for i, c in enumerate(self.content) if c and self.strengths[i] < FIRM]

    def firm(self, place: int) -> bool:
        """Return whether a word is a content word with a counterpart."""
        return self.content[place] and self.strengths[place] >= FIRM

    def known(self, place: int) -> bool:
        """Return whether the lexicon has a word, so that a link was possible."""
        return seen(self.words[place].key, self.language)

    def heavy(self, place: int) -> bool:
        """Return whether a word is a function word without counterpart, and a telling one."""
        plain = not self.content[place] and self.strengths[place] < FIRM
        return plain and self.words[place].wordlike and self.rarities[place] >= _HEAVY

    def joints(self) -> int:
        """Return how many conjunctions join clauses of the text."""
        return sum(word.key in JOINTS[self.language] for word in self.words)

    def marks(self) -> int:
        """Return how many commas, colons, dashes and brackets the text has but at its end."""
        words = list(self.words)
        while words and not words[-1].text[0].isalnum():
            words.pop()
        return sum(word.text in MARKS for word in words)

    def filler(self, clause: Clause) -> bool:
        """Return whether a clause only joins sentences or fills a pause: "however", "es decir"."""
        said = phrases("fillers", "spanish" if self.language == "es" else "english")
        inside = range(clause.first, clause.after)
        content = [self.words[i].key for i in inside if self.content[i]]
        joining = _JOINING.fullmatch(self.covered(clause))
        return bool(joining) or (bool(content) and set(content) <= said) or self.again(clause)

    def again(self, clause: Clause) -> bool:
        """Return whether all content words of a clause stand elsewhere in the text as well."""
        inside = range(clause.first, clause.after)
        content = {self.words[i].key for i in inside if self.content[i]}
        other = {word.key for i, word in enumerate(self.words) if i not in inside}
        return len(content) > 1 and content <= other

    def covered(self, clause: Clause) -> str:
        """Return the words of a clause."""
        return self.text[
            self.words[clause.first].span.start : self.words[clause.after - 1].span.end
        ]

    def without(self, clause: Clause) -> str:
        """Return the text without a clause and the marks or conjunction before it."""
        words, start = self.words, clause.first
        while start and (words[start - 1].text in MARKS):
            start -= 1
        if start == clause.first and clause.joint:
            start -= 1
            while start and words[start - 1].text in ",;":
                start -= 1
        before = self.text[: words[start].span.start].rstrip() if start else ""
        after = self.text[words[clause.after - 1].span.end :]
        return f"{before}{after}" if after[:1] in " ,.;:!?" else f"{before} {after}"


@lru_cache(maxsize=256)
def aligned(original: str, quote: str) -> tuple[AlignedText, AlignedText]:
    """Return the original and the quotation with the links between them."""
    found = links(original, quote)
    here = {link.original: (link.strength, link.quote) for link in found}
    there = {link.quote: (link.strength, link.original) for link in found}
    return _aligned(original, "es", here), _aligned(quote, "en", there)


@lru_cache(maxsize=256)
def returned(original: str, back: str) -> tuple[AlignedText, AlignedText]:
    """Return an original and its quotation translated back, words alike linked one to one."""
    left, right = tokens(original), tokens(back)
    pairs = sorted(
        (abs(i / len(left) - j / len(right)), i, j)
        for i, one in enumerate(left)
        for j, other in enumerate(right)
        if one.text[0].isalnum() and _returned(one.key, other.key)
    )
    here: dict[int, tuple[float, int]] = {}
    there: dict[int, tuple[float, int]] = {}
    for _, i, j in pairs:
        if i not in here and j not in there:
            here[i], there[j] = (1.0, j), (1.0, i)
    return _aligned(original, "es", here), _aligned(back, "es", there)


def _returned(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) > _SHORT and alike(one, other))


_SHORT = 3  # letters: shorter words are alike by chance


def _aligned(text: str, language: Language, linked: dict[int, tuple[float, int]]) -> AlignedText:
    words = tokens(text)
    stop = phrases("function_words", "spanish" if language == "es" else "english")
    return AlignedText(
        text,
        language,
        words,
        tuple(w.text[0].isalnum() and len(w.key) > 1 and w.key not in stop for w in words),
        tuple(linked.get(i, (0.0, -1))[0] for i in range(len(words))),
        tuple(linked.get(i, (0.0, -1))[1] for i in range(len(words))),
        tuple(rarity(w.key, language) for w in words),
    )


def tie(here: AlignedText, place: int, there: AlignedText) -> float:
    """Return the strongest tie of a word to any word of the other text, taken or not (0..1)."""
    return _tie(here.words[place].key, here.language, there.text)


@lru_cache(maxsize=4096)
def _tie(word: str, language: Language, text: str) -> float:
    words = [other for other in set(keys(text)) if other[0].isalpha()]
    pairs = [(other, word) if language == "es" else (word, other) for other in words]
    return max((strength_of(*pair) for pair in pairs), default=0.0)
