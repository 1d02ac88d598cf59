r"""Make labelled pairs from a parallel file: faithful ones, and drifts of every kind.

    python -m training.drift.make --pairs PAIRS.tsv --parses PARSES.jsonl --wordnet DIR \\
        --near NEAR.json --seed 1 --out MADE.jsonl

PAIRS holds source, English and Spanish, a tab between; PARSES is what
`training.drift.parses` wrote; NEAR is from `training.drift.neighbours`. Each line of the
output is {"row", "original", "quote", "kinds", "changed", "gaps", "lost"}; a faithful pair
has no kinds. Offsets count characters; `lost` ones those of the original.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from training.drift import (
    additions,
    facts,
    faithful,
    genders,
    logic,
    mixtures,
    removals,
    tenses,
    words,
)
from training.drift.alignments import Aligner, learn
from training.drift.changes import Change, Edited, apply, compatible
from training.drift.pools import Pool, gather
from training.drift.sentences import Sentence, read
from training.drift.wordnet import WordNet

Maker = Callable[[Sentence, Pool, Random], list[Change]]


def alone(find: Callable[[Sentence, Random], list[Change]]) -> Maker:
    """Return a maker from a generator that borrows nothing."""
    return lambda sentence, pool, rng: find(sentence, rng)


MAKERS: tuple[tuple[float, Maker], ...] = (
    (8, alone(removals.subjects)),
    (14, alone(removals.words)),
    (8, alone(removals.phrases)),
    (6, alone(removals.names)),
    (2, alone(removals.stretches)),
    (7, alone(facts.numbers)),
    (6, facts.replaced),
    (2, alone(facts.exchanged)),
    (7, alone(logic.negations)),
    (4, alone(logic.questions)),
    (4, alone(logic.forces)),
    (2, alone(logic.hedges)),
    (10, alone(tenses.tenses)),
    (7, alone(tenses.aspects)),
    (10, words.antonyms),
    (12, words.relatives),
    (3, words.strangers),
    (4, alone(genders.genders)),
    (2, alone(genders.persons)),
    (8, additions.modifiers),
    (3, additions.phrases),
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
        spanish = faithful.original(spanish, self.rng)
        text = english
        if self.rng.random() < 0.25:
            patches = words.synonyms(sentence, self.pool, self.rng)
            self.rng.shuffle(patches)
            text, _ = faithful.patched(text, patches[: self.rng.randint(1, 2)], [])
        return self.example(row, Edited(text, (), (), (), ()), spanish, english)

    def drifted(self, row: int, sentence: Sentence) -> dict[str, Any] | None:
        """Return a pair with one drift or several, or nothing where none fits."""
        _, english, spanish = self.pairs[row]
        changes = self.edits(sentence, self.rng.choices([1, 2, 3], [60, 25, 15])[0])
        if not changes:
            return None
        edited = apply(sentence.text, changes)
        if edited.text.lower() == english.lower():
            return None
        return self.example(row, edited, faithful.original(spanish, self.rng), english)

    def cropped(self, row: int, sentence: Sentence) -> Iterator[dict[str, Any]]:
        """Yield a short stretch of both sides, whole and drifted."""
        _, _english, spanish = self.pairs[row]
        piece = mixtures.crop(sentence, spanish, self.aligner, self.rng)
        if piece is None:
            return
        part, original = piece
        yield self.example(row, Edited(part.text, (), (), (), ()), original, part.text)
        changes = self.edits(part, 1)
        if changes:
            yield self.example(row, apply(part.text, changes), original, part.text)

    def swapped(self, row: int, other: int) -> dict[str, Any]:
        """Return a pair of an original and the English of its counterpart."""
        english, spanish = self.pairs[row][1], self.pairs[row][2]
        edited = mixtures.difference(english, self.pairs[other][1], "gender-swap")
        return self.example(row, edited, spanish, english)


def _rows(
    workshop: Workshop, sentences: dict[int, Sentence], share: float
) -> Iterator[dict[str, Any]]:
    """Yield the made pairs of all rows, in a random order."""
    rng = workshop.rng
    partners = mixtures.counterparts(workshop.pairs)
    order = sorted(sentences)
    rng.shuffle(order)
    for at, row in enumerate(order):
        source, english, spanish = workshop.pairs[row]
        sentence = sentences[row]
        if not 2 <= len(sentence.tokens) <= 48 or len(spanish) > 330:
            continue
        if source.startswith(("tatoeba", "laser")) and rng.random() > share:
            continue
        if workshop.aligner.coverage(english, spanish) < (0.5 if len(sentence.tokens) > 8 else 0.3):
            continue
        yield workshop.plain(row, sentence)
        if row in partners and rng.random() < 0.7:
            yield workshop.swapped(row, partners[row])
        made = workshop.drifted(row, sentence)
        if made:
            yield made
        if rng.random() < 0.2:
            yield from workshop.cropped(row, sentence)
        if rng.random() < 0.03:
            yield mixtures.mismatch(workshop.pairs, row, order[at - 1], rng)


def main() -> None:
    """Read the arguments, make the pairs, write them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    for name in ("pairs", "parses", "wordnet", "near", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=0.4, help="of the short Tatoeba pairs")
    args = parser.parse_args()
    lines = args.pairs.read_text(encoding="utf8").splitlines()
    pairs = [line.replace("[", "").replace("]", "").split("\t") for line in lines]
    sentences = {
        r: s
        for r, s in read(args.parses, [p[1] for p in [x.split("\t") for x in lines]])
        if s.text == pairs[r][1]
    }
    pool = gather(
        sentences.values(), WordNet(args.wordnet), json.loads(args.near.read_text(encoding="utf8"))
    )
    aligner = learn([(p[1], p[2]) for p in pairs])
    workshop = Workshop(pairs, pool, aligner, Random(args.seed))
    with args.out.open("w", encoding="utf8") as out:
        for made in _rows(workshop, sentences, args.share):
            out.write(json.dumps(made, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
