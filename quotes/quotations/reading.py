"""The parse of a whole text, laid flat for looking around a quotation quickly."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from quotes.model import Entity, Parse, Span, Word
from quotes.quotations.cue_columns import Alone
from quotes.quotations.datelines import mend
from quotes.quotations.stretches import Stretch, paragraphs
from quotes.quotations.tallies import Tallies, tallies

_SAYING = frozenset({"say", "tell", "write", "add", "ask", "continue", "explain", "argue", "note"})
_DEEP = 12  # governors of a word that are looked at


@dataclass(slots=True)
class Reading:
    """All words of a text in order, with what the learned rankers ask about them.

    Indexes are positions in `words` unless said otherwise. `heads` is -1 for roots.
    `frequencies` counts for each lemma how often it is the subject of a verb of
    saying, and how often it stands at all, outside marks.
    `stretch` is the index of the stretch that a word lies in, or -1; `outside[i]`
    counts the words before i that lie in no stretch, so that distances can be
    measured in the journalist's own words. What the rankers ask for again and again is
    kept once it is known: `above` the governors of a word, `alone` its columns as a cue
    that hold for every stretch, `governors` and `edges` the word that governs a stretch
    and those beside it.
    """

    text: str
    stretches: tuple[Stretch, ...]
    words: list[Word] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    paragraph: list[int] = field(default_factory=list)
    stretch: list[int] = field(default_factory=list)
    entity: list[int] = field(default_factory=list)
    outside: list[int] = field(default_factory=list)
    children: list[list[int]] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    lines: list[Span] = field(default_factory=list)
    entities: tuple[Entity, ...] = ()
    inner: list[tuple[int, int]] = field(default_factory=list)
    frequencies: dict[str, tuple[int, int]] = field(default_factory=dict)
    tallies: Tallies = field(default_factory=lambda: tallies((), (), ()))
    above: dict[int, list[int]] = field(default_factory=dict)
    alone: dict[int, Alone] = field(default_factory=dict)
    governors: dict[int, int] = field(default_factory=dict)
    edges: dict[int, tuple[int, int]] = field(default_factory=dict)

    def within(self, span: Span) -> tuple[int, int]:
        """Return the range of words that start inside a span of characters."""
        return bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)

    def line_words(self, paragraph: int) -> tuple[int, int]:
        """Return the range of words of a paragraph."""
        return self.within(self.lines[paragraph])

    def ancestors(self, index: int, limit: int = _DEEP) -> list[int]:
        """Return the governors of a word, nearest first; at most 12 are looked at."""
        found = self.above.get(index)
        if found is None:
            found = self.above[index] = []
            head = self.heads[index]
            while head >= 0 and len(found) < _DEEP:
                found.append(head)
                head = self.heads[head]
        return found if limit >= _DEEP else found[:limit]

    def subtree(self, index: int) -> list[int]:
        """Return a word and all that depends on it, in text order."""
        found, waiting = {index}, [index]
        while waiting:
            fresh = [c for c in self.children[waiting.pop()] if c not in found]
            found.update(fresh)
            waiting.extend(fresh)
        return sorted(found)


def read(text: str, parse: Parse, stretches: Sequence[Stretch]) -> Reading:
    """Lay a parse flat; words and heads of all sentences are numbered through."""
    reading = Reading(text, tuple(stretches), entities=parse.entities)
    reading.lines = list(paragraphs(text))
    for number, sentence in enumerate(parse.sentences):
        first = len(reading.words)
        reading.sentences.append((first, first + len(sentence.words)))
        for word in sentence.words:
            reading.words.append(word)
            reading.heads.append(first + word.head if 0 <= word.head < len(sentence.words) else -1)
            reading.sentence.append(number)
    _number(reading)
    return reading


def _number(reading: Reading) -> None:
    """Fill in everything that follows from the words and the stretches."""
    words = reading.words
    reading.starts = [word.span.start for word in words]
    reading.lemmas = [_lemma(word) for word in words]
    reading.relations = [word.deprel.split(":")[0] for word in words]
    mend(reading)
    reading.children = [[] for _ in words]
    for index, head in enumerate(reading.heads):
        if head >= 0:
            reading.children[head].append(index)
    lines = [line.start for line in reading.lines]
    reading.paragraph = [max(0, bisect_right(lines, start) - 1) for start in reading.starts]
    reading.stretch = _members(words, [s.outer for s in reading.stretches])
    reading.entity = _members(words, [e.span for e in reading.entities])
    reading.inner = [reading.within(s.inner) for s in reading.stretches]
    reading.frequencies = _frequencies(reading)
    reading.outside = list(accumulate((inside < 0 for inside in reading.stretch), initial=0))
    reading.tallies = tallies(words, reading.stretch, reading.relations)


def _frequencies(reading: Reading) -> dict[str, tuple[int, int]]:
    speaks: Counter[str] = Counter()
    stands: Counter[str] = Counter()
    for index, inside in enumerate(reading.stretch):
        lemma = reading.lemmas[index]
        stands[lemma] += inside < 0
        head = reading.heads[index]
        if reading.relations[index] == "nsubj" and reading.lemmas[head] in _SAYING:
            speaks[lemma] += 1
    return {lemma: (speaks[lemma], count) for lemma, count in stands.items()}


def _lemma(word: Word) -> str:
    """Return the lemma in lower case; names keep their form, since lemmas of names are noise."""
    return (word.text if word.upos == "PROPN" else word.lemma or word.text).lower()


def _members(words: list[Word], spans: Sequence[Span]) -> list[int]:
    """Return for each word the index of the span it overlaps, or -1; spans are in order."""
    members, at = [], 0
    for word in words:
        while at < len(spans) and spans[at].end <= word.span.start:
            at += 1
        inside = at < len(spans) and spans[at].start < word.span.end
        members.append(at if inside else -1)
    return members
