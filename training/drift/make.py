r"""Make labelled pairs from a parallel file: faithful ones, and drifts of every kind.

    python -m training.drift.make --pairs PAIRS.tsv --parses PARSES.jsonl --wordnet DIR \
        --near NEAR.json --seed 1 --out MADE.jsonl

PAIRS holds source, English and Spanish, a tab between; PARSES is what
`training.drift.parses` wrote; NEAR is from `training.drift.neighbours`. Each line of the
output is {"row", "twin", "original", "quote", "kinds", "changed", "gaps", "lost"}; a faithful
pair has no kinds; pairs of one original share the twin, -1 is none. Offsets count
characters; `lost` ones those of the original.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from training.drift import faithful, mixtures
from training.drift.alignments import learn
from training.drift.pools import gather
from training.drift.sentences import Sentence, read
from training.drift.wordnet import WordNet
from training.drift.workshop import Workshop

SHORT = ("tatoeba", "laser")  # sources of short sentences, of which a share is enough
LONGEST = 48  # words; longer sentences cost more than they teach
TWO = 0.8  # share of the longer rows with two drifts beside their faithful pair
JOINED = 0.04  # share of made pairs that take the pair before them along


def _usable(workshop: Workshop, row: int, sentence: Sentence, linked: float) -> bool:
    """Say whether a row is short enough and its two sides say the same.

    News tests hold translations of a third language's text that add and leave out whole
    phrases: called faithful, they teach a judge to overlook just that.
    """
    _, english, spanish = workshop.pairs[row]
    if not 2 <= len(sentence.tokens) <= LONGEST or len(spanish) > 330:
        return False
    least = linked if len(sentence.tokens) > 8 else min(0.3, linked)
    aligner = workshop.aligner
    if aligner.coverage(english, spanish) < least:
        return False
    return not aligner.strangers(english, spanish)


def _made(workshop: Workshop, row: int, sentence: Sentence) -> Iterator[dict[str, Any]]:
    """Yield the made pairs of one row: the faithful one, one drift or two, a stretch of both."""
    rng = workshop.rng
    source, english, spanish = workshop.pairs[row]
    workshop.pairs[row] = [source, english, faithful.original(spanish, rng)]
    yield workshop.plain(row, sentence)
    two = not source.startswith(SHORT) and rng.random() < TWO
    for _ in range(2 if two else 1):
        made = workshop.drifted(row, sentence)
        if made:
            yield made
    if rng.random() < 0.2:
        yield from workshop.cropped(row, sentence)
    workshop.pairs[row] = [source, english, spanish]


def _all(
    workshop: Workshop, sentences: dict[int, Sentence], share: float, linked: float
) -> Iterator[dict[str, Any]]:
    """Yield the made pairs of all rows, in a random order."""
    rng = workshop.rng
    partners = mixtures.counterparts(workshop.pairs)
    order = sorted(sentences)
    rng.shuffle(order)
    for at, row in enumerate(order):
        short = workshop.pairs[row][0].startswith(SHORT)
        if short and rng.random() > share:
            continue
        if not _usable(workshop, row, sentences[row], linked):
            continue
        yield from _made(workshop, row, sentences[row])
        if row in partners and rng.random() < 0.7:
            yield workshop.swapped(row, partners[row])
        if rng.random() < 0.03:
            yield mixtures.mismatch(workshop.pairs, row, order[at - 1], rng)


def _some_joined(made: Iterator[dict[str, Any]], rng: Random) -> Iterator[dict[str, Any]]:
    """Yield pairs, a few of them with one of the row before in front."""
    before: dict[str, Any] = {}
    earlier: dict[str, Any] = {}
    for one in made:
        if before and before["row"] != one["row"]:
            earlier = before
        short = earlier and len(earlier["quote"]) + len(one["quote"]) < 220
        yield mixtures.joined(earlier, one) if short and rng.random() < JOINED else one
        before = one


def main() -> None:
    """Read the arguments, make the pairs, write them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    for name in ("pairs", "parses", "wordnet", "near", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=0.4, help="of the short Tatoeba pairs")
    parser.add_argument(
        "--linked", type=float, default=0.7, help="least share of words with a counterpart"
    )
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
        for made in _some_joined(_all(workshop, sentences, args.share, args.linked), workshop.rng):
            out.write(json.dumps(made, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
