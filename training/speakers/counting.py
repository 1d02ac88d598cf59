"""Counting the lexicons: which lemmas are cues, which head sources, what stands before speech."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from quotes.quotations.features.sources import is_head
from quotes.quotations.forests import Lexicon, log_odds
from quotes.quotations.parsed_text import ParsedText, edge_lemmas
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
        _count_spans(counts, example)
    return counts


def _count_words(counts: Counts, example: Example) -> None:
    parsed = example.parsed
    spoken = [a for a in example.gold if a is not None]
    cues = covered(parsed, spoken, "cue")
    any_cue = covered(parsed, example.attributions, "cue")
    sources = source_heads(parsed, spoken)
    for index, inside in enumerate(parsed.quoted_at):
        if inside >= 0:
            continue
        lemma = parsed.lemmas[index]
        counts.add("cue", lemma, hit=index in cues)
        counts.add("cue_any", lemma, hit=index in any_cue)
        if is_head(parsed, index):
            counts.add("source", lemma, hit=index in sources)


def _count_spans(counts: Counts, example: Example) -> None:
    parsed = example.parsed
    for number, gold in enumerate(example.gold):
        before, _ = parsed.edges[number]
        governor = parsed.tops[number]
        head = parsed.heads[governor] if governor >= 0 else -1
        counts.add("before", parsed.lemmas[before] if before >= 0 else "¶", hit=gold is not None)
        for name, lemma in edge_lemmas(parsed, number).items():
            counts.add(name, lemma, hit=gold is not None)
        counts.add("head", parsed.lemmas[head] if head >= 0 else "¶", hit=gold is not None)


def covered(parsed: ParsedText, attributions: Iterable[Attribution], role: str) -> set[int]:
    """Return the words in a role of some attributions."""
    found: set[int] = set()
    for attribution in attributions:
        for span in getattr(attribution, role):
            found.update(range(*parsed.within(span)))
    return found


def source_heads(parsed: ParsedText, attributions: Iterable[Attribution]) -> set[int]:
    """Return the heads of the annotated sources: words governed from outside the source."""
    found: set[int] = set()
    for attribution in attributions:
        inside = covered(parsed, [attribution], "source")
        found.update(
            i for i in inside if parsed.heads[i] not in inside and parsed.words[i].upos != "PUNCT"
        )
    return found
