r"""Make labelled pairs from a parallel file: faithful ones, and drifts of every kind.

    python -m training.drift.make --pairs PAIRS.tsv --parses PARSES.jsonl --wordnet DIR \
        --near NEAR.json --seed 1 --out MADE.jsonl

PAIRS holds source, English and Spanish, a tab between; PARSES is what
`training.drift.parses` wrote; NEAR is from `training.drift.neighbours`. Each line of the
output is {"row", "original", "quote", "kinds", "changed", "gaps", "lost"}; a faithful pair
has no kinds. Offsets count characters; `lost` ones those of the original.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from training.drift import mixtures
from training.drift.alignments import learn
from training.drift.pools import gather
from training.drift.sentences import Sentence, read
from training.drift.wordnet import WordNet
from training.drift.workshop import Workshop


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
