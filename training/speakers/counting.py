"""Counting the lexicons: which lemmas are cues, which head sources, what stands before speech."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from quotes.quotations.lexicons import Lexicon, log_odds
from quotes.quotations.reading import Reading
from quotes.quotations.sources import is_head
from quotes.quotations.surroundings import edge_lemmas, outer_words, top
from training.speakers.corpus import Attribution, Example

NAMES = ("cue", "cue_any", "source", "before", "head", "before_second", "after", "first", "last")
_SEEN_AT_LEAST = 4  # rarer lemmas are left out of the shipped file


class Counts:
    """Hits and sightings of lemmas for each lexicon; counts of folds can be subtracted."""

    def __init__(self) -> None:
        self.hits: dict[str, Counter[str]] = {name: Counter() for name in NAMES}
        self.seen: dict[str, Counter[str]] = {name: Counter() for name in NAMES}

    def add(self, name: str, lemma: str, *, hit: bool) -> None:
        """Count one sighting of a lemma."""
        self.seen[name][lemma] += 1
        self.hits[name][lemma] += hit

    def update(self, other: Counts) -> None:
        """Add the counts of another part of the data."""
        for name in NAMES:
            self.hits[name].update(other.hits[name])
            self.seen[name].update(other.seen[name])

    def lexicons(self) -> dict[str, Lexicon]:
        """Return the smoothed log odds of every lemma seen often enough."""
        return {name: self._lexicon(name) for name in NAMES}

    def _lexicon(self, name: str) -> Lexicon:
        hits, seen = self.hits[name], self.seen[name]
        rate = max(1, sum(hits.values())) / max(2, sum(seen.values()))
        odds = {
            lemma: log_odds(hits[lemma], count, rate)
            for lemma, count in sorted(seen.items())
            if count >= _SEEN_AT_LEAST or hits[lemma]
        }
        return Lexicon(rate, odds)


def count(examples: Iterable[Example]) -> Counts:
    """Count all lexicons over some articles."""
    counts = Counts()
    for example in examples:
        _count_words(counts, example)
        _count_stretches(counts, example)
    return counts


def _count_words(counts: Counts, example: Example) -> None:
    reading = example.reading
    spoken = [a for a in example.gold if a is not None]
    cues = covered(reading, spoken, "cue")
    any_cue = covered(reading, example.attributions, "cue")
    sources = source_heads(reading, spoken)
    for index, inside in enumerate(reading.stretch):
        if inside >= 0:
            continue
        lemma = reading.lemmas[index]
        counts.add("cue", lemma, hit=index in cues)
        counts.add("cue_any", lemma, hit=index in any_cue)
        if is_head(reading, index):
            counts.add("source", lemma, hit=index in sources)


def _count_stretches(counts: Counts, example: Example) -> None:
    reading = example.reading
    for number, gold in enumerate(example.gold):
        before, _ = outer_words(reading, number)
        governor = top(reading, number)
        head = reading.heads[governor] if governor >= 0 else -1
        counts.add("before", reading.lemmas[before] if before >= 0 else "¶", hit=gold is not None)
        for name, lemma in edge_lemmas(reading, number).items():
            counts.add(name, lemma, hit=gold is not None)
        counts.add("head", reading.lemmas[head] if head >= 0 else "¶", hit=gold is not None)


def covered(reading: Reading, attributions: Iterable[Attribution], role: str) -> set[int]:
    """Return the words in a role of some attributions."""
    found: set[int] = set()
    for attribution in attributions:
        for span in getattr(attribution, role):
            found.update(range(*reading.within(span)))
    return found


def source_heads(reading: Reading, attributions: Iterable[Attribution]) -> set[int]:
    """Return the heads of the annotated sources: words governed from outside the source."""
    found: set[int] = set()
    for attribution in attributions:
        inside = covered(reading, [attribution], "source")
        found.update(
            i for i in inside if reading.heads[i] not in inside and reading.words[i].upos != "PUNCT"
        )
    return found
