"""Find, for every common lemma, the words that word vectors put beside it.

    python -m training.drift.neighbours --vectors PRETRAIN.pt --parses PARSES.jsonl --out NEAR.json

The vectors are a Stanza pretrain file (GloVe). Neighbours in use are near in topic and
far enough in sense to make drifts that are hard to see.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import torch
from stanza.models.common.pretrain import Pretrain

LEAST = 0.5  # cosine; below it, fifty-dimensional neighbours are noise
MOST = 24
OPEN = ("NOUN", "VERB", "ADJ", "ADV")


def lemmas(parses: Path) -> list[str]:
    """Return the open-class lemmas seen more than once."""
    seen: Counter[str] = Counter()
    for line in parses.open(encoding="utf8"):
        for sentence in json.loads(line)[1]:
            for word in sentence:
                lemma = str(word[6] or word[0]).lower()
                if word[3] in OPEN and lemma.isalpha() and len(lemma) > 2:
                    seen[lemma] += 1
    return [lemma for lemma, count in seen.items() if count > 1]


def main() -> None:
    """Read the arguments and write the neighbours."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    for name in ("vectors", "parses", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    pretrain = Pretrain(str(args.vectors))
    places = {unit: i for i, unit in enumerate(pretrain.vocab)}
    words = [w for w in lemmas(args.parses) if w in places]
    vectors = torch.nn.functional.normalize(torch.tensor(pretrain.emb).float(), dim=-1)
    table = vectors[[places[w] for w in words]]
    near: dict[str, list[str]] = {}
    for i, word in enumerate(words):
        scores, others = (table @ table[i]).topk(MOST + 1)
        near[word] = [
            words[o]
            for s, o in zip(scores.tolist(), others.tolist(), strict=True)
            if o != i and s > LEAST
        ]
    args.out.write_text(json.dumps(near), encoding="utf8")


if __name__ == "__main__":
    main()
