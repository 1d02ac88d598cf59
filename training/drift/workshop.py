"""The bench where rows of a parallel file become made pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from training.drift import (
    additions,
    contrasts,
    faithful,
    forces,
    genders,
    mixtures,
    names,
    negations,
    numbers,
    questions,
    removals,
    tenses,
    words,
)
from training.drift.alignments import Aligner
from training.drift.changes import Change, Edited, apply, compatible
from training.drift.pools import Pool
from training.drift.sentences import Sentence

WHOLE = 0.75  # least share of the words of a stretch that have a counterpart
REORDERED = 0.3  # share of the other faithful pairs whose conjuncts may change places
SYNONYMS = 0.25  # share of faithful pairs with a synonym or two of WordNet's

Maker = Callable[[Sentence, Pool, Random], list[Change]]


def alone(find: Callable[[Sentence, Random], list[Change]]) -> Maker:
    """Return a maker from a generator that borrows nothing."""
    return lambda sentence, pool, rng: find(sentence, rng)


MAKERS: tuple[tuple[float, Maker], ...] = (
    (5, alone(removals.subjects)),
    (9, alone(removals.verbs)),
    (7, alone(removals.nouns)),
    (14, alone(removals.modifiers)),
    (9, alone(removals.phrases)),
    (2, alone(removals.names)),
    (2, alone(removals.stretches)),
    (4, alone(numbers.numbers)),
    (3, names.replaced),
    (6, alone(names.exchanged)),
    (14, alone(contrasts.order)),
    (5, alone(contrasts.speech)),
    (7, alone(contrasts.relations)),
    (4, alone(contrasts.attempts)),
    (4, alone(negations.negations)),
    (2, alone(questions.questions)),
    (4, alone(forces.forces)),
    (2, alone(forces.hedges)),
    (9, alone(tenses.tenses)),
    (7, alone(tenses.aspects)),
    (14, words.antonyms),
    (34, words.relatives),
    (8, words.strangers),
    (3, alone(genders.genders)),
    (9, alone(genders.persons)),
    (14, additions.collocations),
    (5, additions.modifiers),
    (4, additions.phrases),
    (1, additions.names),
)


@dataclass(slots=True)
class Workshop:
    """Everything that making pairs needs."""

    pairs: list[list[str]]
    pool: Pool
    aligner: Aligner
    rng: Random

    def edits(self, sentence: Sentence, count: int) -> list[Change]:
        """Return up to ``count`` compatible changes of different makers."""
        chosen: list[Change] = []
        weights = [w for w, _ in MAKERS]
        for _ in range(6 * count):
            if len(chosen) == count:
                break
            maker = self.rng.choices(MAKERS, weights)[0][1]
            found = maker(sentence, self.pool, self.rng)
            self.rng.shuffle(found)
            for change in found[:1]:
                if compatible([*chosen, change]):
                    chosen.append(change)
        return chosen

    def example(self, row: int, edited: Edited, spanish: str, english: str) -> dict[str, Any]:
        """Return one line of output, dressed in some format."""
        links = self.aligner.counterparts(english, spanish) if edited.lost else {}
        lost = sorted(
            {
                s
                for span, others in links.items()
                for s in others
                if any(a < span[1] and span[0] < b for a, b in edited.lost)
            }
        )
        spans = [*edited.changed, *((g, g) for g in edited.gaps)]
        text = edited.text
        if self.rng.random() < 0.35:
            some = faithful.equals(text, self.rng)[: self.rng.randint(1, 3)]
            text, spans = faithful.patched(text, some, spans)
        text, spans = faithful.formatted(text, spans, self.rng)
        many = len(edited.changed)
        return {
            "row": row,
            "twin": row,
            "original": spanish,
            "quote": text,
            "kinds": edited.kinds,
            "changed": spans[:many],
            "gaps": [a for a, _ in spans[many:]],
            "lost": lost,
        }

    def plain(self, row: int, sentence: Sentence) -> dict[str, Any]:
        """Return a faithful pair, at times with synonyms."""
        _, english, spanish = self.pairs[row]
        text = english
        if self.rng.random() < SYNONYMS:
            patches = words.synonyms(sentence, self.pool, self.rng)
            self.rng.shuffle(patches)
            text, _ = faithful.patched(text, patches[: self.rng.randint(1, 2)], [])
        elif self.rng.random() < REORDERED:
            text, _ = faithful.patched(text, contrasts.reordered(sentence, self.rng), [])
        return self.example(row, Edited(text, (), (), (), ()), spanish, english)

    def drifted(self, row: int, sentence: Sentence) -> dict[str, Any] | None:
        """Return a pair with one drift or several, or nothing where none fits."""
        _, english, spanish = self.pairs[row]
        changes = self.edits(sentence, self.rng.choices([1, 2, 3], [66, 22, 12])[0])
        if not changes:
            return None
        edited = apply(sentence.text, changes)
        if edited.text.lower() == english.lower():
            return None
        return self.example(row, edited, spanish, english)

    def cropped(self, row: int, sentence: Sentence) -> Iterator[dict[str, Any]]:
        """Yield a short stretch of both sides, whole and drifted."""
        _, _english, spanish = self.pairs[row]
        piece = mixtures.crop(sentence, spanish, self.aligner, self.rng)
        if piece is None:
            return
        part, original = piece
        if len(part.tokens) > 3 and self.aligner.coverage(part.text, original) < WHOLE:
            return
        whole = self.example(row, Edited(part.text, (), (), (), ()), original, part.text)
        yield whole | {"twin": -1}
        changes = self.edits(part, 1)
        if changes:
            yield self.example(row, apply(part.text, changes), original, part.text) | {"twin": -1}

    def swapped(self, row: int, other: int) -> dict[str, Any]:
        """Return a pair of an original and the English of its counterpart."""
        english, spanish = self.pairs[row][1], self.pairs[row][2]
        edited = mixtures.difference(english, self.pairs[other][1], "gender-swap")
        return self.example(row, edited, spanish, english)
