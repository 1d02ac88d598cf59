"""How word states are looked at: centred by language, whitened, less what translation changes.

    python -m training.locate.sight PAIRS.tsv WHITENING.npz --without HELD_OUT [--count 600]

States of all words of sentence pairs give the whole covariance, those of linked words (each
the other's nearest, and known to the lexicon or nearer than 0.75) the covariance of what
differs between translations. Closed form; the turns are learned from here (`turns.py`).
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quotes.languages.lexicon import affinity, words
from quotes.ml.vectors import WIDTH, word_states
from training.locate.tuned import untouched

_YEAR = "wmt/newstest2010"
_KNOWN, _NEAR = 0.02, 0.75
_WITHIN, _SHRUNK = 2.0, 0.2  # of 8 settings tried on fragments of locate/dev, all within 1.3 points

States = NDArray[np.float32]


def main() -> None:
    """Write the centres (2, 384) and the matrix (384, 384)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--without", type=Path, required=True)
    parser.add_argument("--count", type=int, default=600)
    args = parser.parse_args()
    held = args.without.read_text(encoding="utf8")
    rows = (line.split("\t") for line in args.pairs.read_text(encoding="utf8").splitlines())
    pairs = [(e, s) for year, e, s in rows if year == _YEAR and e not in held and s not in held]
    pairs = random.Random(2).sample(pairs, args.count)
    untouched()
    english = [one.astype(np.float32) for one in word_states([e for e, _ in pairs])]
    spanish = [one.astype(np.float32) for one in word_states([s for _, s in pairs])]
    centres = np.stack([np.concatenate(english).mean(0), np.concatenate(spanish).mean(0)])
    both = np.concatenate(
        [np.concatenate(english) - centres[0], np.concatenate(spanish) - centres[1]]
    )
    apart = np.concatenate(
        [
            _apart(e, s, x - centres[0], y - centres[1])
            for (e, s), x, y in zip(pairs, english, spanish, strict=True)
        ]
    )
    matrix = _whitening(both.T @ both / len(both) + _WITHIN * apart.T @ apart / len(apart))
    np.savez(args.out, centres=centres.astype(np.float16), matrix=matrix.astype(np.float16))
    print(len(apart), "links")


def _apart(english: str, spanish: str, left: States, right: States) -> States:
    """Return the differences between the states of linked words, shape (links, 384)."""
    ours, theirs = words(english), words(spanish)
    if not ours or not theirs:
        return np.zeros((0, WIDTH), dtype=np.float32)
    cosines = _unit(left) @ _unit(right).T
    found = []
    for i, j in enumerate(cosines.argmax(axis=1).tolist()):
        sure = cosines[i, j] > _NEAR or affinity(ours[i], theirs[j]) > _KNOWN
        if sure and int(cosines[:, j].argmax()) == i:
            found.append(left[i] - right[j])
    return np.array(found, dtype=np.float32).reshape(-1, WIDTH)


def _unit(states: States) -> States:
    return np.asarray(states / np.maximum(np.linalg.norm(states, axis=1, keepdims=True), 1e-6))


def _whitening(covariance: States) -> States:
    """Return the matrix that whitens states of this covariance, shrunk to its mean."""
    mean = np.trace(covariance) / WIDTH
    values, axes = np.linalg.eigh(covariance + _SHRUNK * mean * np.eye(WIDTH))
    return np.asarray(axes * np.sqrt(mean / values), dtype=np.float32)


if __name__ == "__main__":
    main()
