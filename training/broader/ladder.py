"""Take the ladder of more general words out of WordNet.

    python -m training.broader.ladder --wordnet /usr/share/wordnet --out quotes/weights/broader

Its words are WordNet's nouns and verbs of one word in small letters.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from itertools import chain
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.drift.wordnet import WordNet

FILES = {"n": "noun.exc", "v": "verb.exc"}
MAIN = 3  # senses of a word whose lower senses are counted


def irregular(folder: Path, names: set[str]) -> Iterator[tuple[str, str]]:
    """Yield ("n:men", "man") for the irregular forms of known words."""
    for part, file in FILES.items():
        for line in (folder / file).read_text(encoding="latin1").splitlines():
            form, *words = line.split()
            known = [word for word in words if f"{part}:{word}" in names and word != form]
            if known and form.isalpha():
                yield f"{part}:{form}", " ".join(known)


def below(wordnet: WordNet, sense: str) -> int:
    """Return how many senses lie below one."""
    seen, left = {sense}, [sense]
    while left:
        for key in wordnet.below.get(left.pop(), ()):
            if key not in seen:
                seen.add(key)
                left.append(key)
    return len(seen) - 1


def table(wordnet: WordNet, folder: Path) -> dict[str, NDArray[np.generic]]:
    """Return the arrays that `quotes.languages.ladder` reads."""
    names = sorted(n for n in wordnet.senses if n[0] in FILES and n[2:].isalpha() and n.isascii())
    keys = sorted(key for key in wordnet.words if key[0] in FILES)
    number = {key: n for n, key in enumerate(keys)}
    senses = [[number[key] for key in wordnet.senses[name]] for name in names]
    above = [
        [number[to] for mark, to, _ in wordnet.links[key] if mark in ("@", "@i")] for key in keys
    ]
    under = [
        log(1 + max(below(wordnet, key) for key in wordnet.senses[name][:MAIN])) for name in names
    ]
    odd = ("\t".join(pair) for pair in irregular(folder, set(names)))
    return {
        "names": np.array([name.encode("ascii") for name in names]),
        "sense_ends": _ends(map(len, senses)),
        "senses": np.array(list(chain(*senses)), dtype=np.int32),
        "above_ends": _ends(map(len, above)),
        "above": np.array(list(chain(*above)), dtype=np.int32),
        "under": np.array(under, dtype=np.float16),
        "odd": np.array("\n".join(sorted(odd))),
    }


def _ends(lengths: Iterable[int]) -> NDArray[np.int32]:
    return np.cumsum([0, *lengths]).astype(np.int32)


def main() -> None:
    """Read the arguments, write the ladder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--wordnet", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    arrays = table(WordNet(args.wordnet), args.wordnet)
    path = args.out / "ladder.npz"
    np.savez_compressed(path, allow_pickle=False, **arrays)
    print(len(arrays["names"]), "words,", path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
