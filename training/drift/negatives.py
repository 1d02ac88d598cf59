r"""Make the pairs that no reader would take for a translation, and long faithful ones beside them.

    python -m training.drift.negatives --pairs PAIRS.tsv --seed 7 --out NEGATIVES.jsonl

PAIRS holds source, English and Spanish, a tab between, in the order of the documents. Kinds, an
eighth of the rows each: `unrelated` (another sentence), `neighbour` (the sentence beside it),
`topic` (twice: one of the nearest sentences by the sentence encoder that is not a paraphrase),
`scrap` (the original cut to a few words), `added` (a sentence too many), `half` (half of
another), `cut` (the quotation stops or begins in the middle). The lines are those of
`training.drift.make`; `changed` is null where which words are wrong is not known.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quotes.ml.vectors import encode_afresh

KINDS = ("unrelated", "neighbour", "topic", "topic", "scrap", "added", "half", "cut")
LONGEST = 330  # characters of an English text; longer pairs cost more than they teach
SAME = 0.86  # cosine from which two English sentences may say the same
MOST, JOINED = 14_000, 6_000  # rows that negatives, and long faithful pairs, are made of
SHORT = ("tatoeba", "laser", "d2/pawsx", "mt_geneval")  # files in no order: no neighbours

Pair = tuple[str, str, str]


class Maker:
    """The rows, their sentence vectors and the chance that decides."""

    def __init__(self, pairs: list[Pair], seed: int) -> None:
        """Encode the English sides of all rows of four words and more."""
        self.pairs, self.rng = pairs, Random(seed)
        self.rows = [at for at, (_, english, _) in enumerate(pairs) if len(english.split()) >= 4]
        self.vectors: NDArray[np.float32] = np.concatenate(
            [
                encode_afresh([pairs[row][1] for row in self.rows[at : at + 512]])
                for at in range(0, len(self.rows), 512)
            ]
        )

    def made(self) -> Iterator[dict[str, Any]]:
        """Yield the negatives, then the joined faithful pairs."""
        order = list(range(len(self.rows)))
        self.rng.shuffle(order)
        for count, at in enumerate(order[:MOST]):
            source, english, spanish = self.pairs[self.rows[at]]
            if len(english) <= LONGEST and len(spanish) <= LONGEST + 30:
                found = self.one(KINDS[count % len(KINDS)], at, source, english, spanish)
                if found:
                    yield found
        for at in order[:JOINED]:
            row = self.rows[at]
            source, english, spanish = self.pairs[row]
            other = self.rows[self.rng.choice(order)] if source.startswith(SHORT) else row + 1
            if other < len(self.pairs) and len(english) + len(self.pairs[other][1]) < LONGEST:
                _, more, after = self.pairs[other]
                yield _row(f"{spanish} {after}", f"{english} {more}", "", [])

    def one(
        self, kind: str, at: int, source: str, english: str, spanish: str
    ) -> dict[str, Any] | None:
        """Return a pair of one kind; None where the row does not allow it."""
        if kind in ("unrelated", "neighbour", "topic"):
            other = self.stranger(kind, at, source)
            return _row(spanish, other, kind, [[0, len(other)]]) if other else None
        if kind == "scrap":
            return self.scrap(english, spanish)
        if kind == "cut":
            return self.cut(english, spanish)
        near = min(len(self.pairs) - 1, self.rows[at] + 1)
        other = self.pairs[near if self.rng.random() < 0.5 else self.rng.choice(self.rows)][1]
        return None if other == english else mixed(kind, english, other, spanish, self.rng)

    def cut(self, english: str, spanish: str) -> dict[str, Any] | None:
        """Return a quotation that stops or begins in the middle of its original."""
        words = english.split()
        if len(words) < 13:
            return None
        place = self.rng.randint(4, len(words) - 5)
        part = words[:place] if self.rng.random() < 0.5 else words[place:]
        return _row(spanish, " ".join(part), "cut", None)

    def stranger(self, kind: str, at: int, source: str) -> str | None:
        """Return another row's English: any, the one beside it, or one on the same topic."""
        if kind == "unrelated":
            return self.pairs[self.rng.choice(self.rows)][1]
        if kind == "neighbour":
            other = self.rows[at] + self.rng.choice((-2, -1, 1, 2))
            inside = 0 <= other < len(self.pairs) and not source.startswith(SHORT)
            same = inside and self.pairs[other][0] == source
            return self.pairs[other][1] if same else None
        near = self.vectors @ self.vectors[at]
        near[at] = -1
        best = [k for k in np.argsort(-near)[:12] if near[k] < SAME][:6]
        return self.pairs[self.rows[self.rng.choice(best)]][1] if best else None

    def scrap(self, english: str, spanish: str) -> dict[str, Any] | None:
        """Return a whole quotation beside a few words of its original."""
        words = spanish.split()
        if len(words) < 9:
            return None
        count = self.rng.randint(2, max(3, int(len(words) * 0.45)))
        start = self.rng.choice((0, len(words) - count, self.rng.randint(0, len(words) - count)))
        return _row(" ".join(words[start : start + count]), english, "scrap", None)


def mixed(kind: str, english: str, other: str, spanish: str, rng: Random) -> dict[str, Any] | None:
    """Return the original with half of another sentence (`half`) or with one too many (`added`)."""
    words, strange = english.split(), other.split()
    if kind == "half":
        one, two = words[: len(words) // 2], strange[len(strange) // 2 :]
        text, start = " ".join([*one, *two]), len(" ".join(one)) + 1
        long_enough = min(len(words), len(strange)) > 7
        return _row(spanish, text, kind, [[start, len(text)]]) if long_enough else None
    if len(other) + len(english) > LONGEST:
        return None
    if rng.random() < 0.5:
        text = f"{english} {other}"
        return _row(spanish, text, kind, [[len(english) + 1, len(text)]])
    return _row(spanish, f"{other} {english}", kind, [[0, len(other)]])


def _row(original: str, quote: str, kind: str, changed: list[list[int]] | None) -> dict[str, Any]:
    return {
        "original": original,
        "quote": quote,
        "kinds": [kind] if kind else [],
        "changed": changed,
        "gaps": [],
        "lost": [],
        "twin": -1,
    }


def main() -> None:
    """Read the arguments, make the pairs, write them in a random order."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    for name in ("pairs", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    lines = [line.split("\t") for line in args.pairs.read_text(encoding="utf8").splitlines()]
    maker = Maker([(a, b, c) for a, b, c in (line for line in lines if len(line) == 3)], args.seed)
    made = list(maker.made())
    maker.rng.shuffle(made)
    with args.out.open("w", encoding="utf8") as out:
        for row in made:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
