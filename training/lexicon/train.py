"""Learn the bilingual lexicon from sentence pairs: IBM Model 1 with a diagonal prior.

The translation table of Brown et al. (1993), its alignment prior that of fast_align
(Dyer, Chahuneau and Smith, 2013): a word tends to stand at the same relative place in
both sentences. Learned in both directions; an entry is kept where both agree.

    python -m training.lexicon.train PAIRS.tsv OUT.npz [--without TEXTS …]

PAIRS: source, English, Spanish, parted by tabs. --without: files whose sentences must
not be learned from (the material that results are measured on).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quotes.languages.lexicon import words

Pairs = list[tuple[str, str]]
TENSION = 4.0  # of the diagonal prior; fast_align's starting value
ROUNDS = 6
KEPT_EACH = 14  # renderings kept a word
FLOOR = 0.008  # and none below this probability


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--without", type=Path, nargs="*", default=[])
    parser.add_argument("--omit", nargs="*", default=[], help="sources of pairs to leave out")
    args = parser.parse_args()
    pairs = read_pairs(args.pairs, set(args.omit), args.without)
    print(len(pairs), "pairs")
    save(args.out, pairs)


def read_pairs(path: Path, omit: set[str], without: Iterable[Path]) -> Pairs:
    """Return the pairs of `path` neither of whose sentences occurs in a file of `without`."""
    held = "\n".join(one.read_text(encoding="utf8") for one in without)
    rows = (line.split("\t") for line in path.read_text(encoding="utf8").splitlines())
    kept = ((english, spanish) for source, english, spanish in rows if source not in omit)
    return [pair for pair in kept if len(pair[0]) < 15 or not any(s in held for s in pair)]


def save(out: Path, pairs: Pairs) -> None:
    """Learn both tables from `pairs` and write the entries that both hold likely."""
    english = _numbered([words(e) for e, _ in pairs])
    spanish = _numbered([words(s) for _, s in pairs])
    forward = _learn(spanish[1], english[1], len(english[0]))
    backward = _learn(english[1], spanish[1], len(spanish[0]))
    rows: dict[str, NDArray[Any]] = _joined(forward, backward, len(english[0]))
    for name, (held, texts) in (("english", english), ("spanish", spanish)):
        rows[name] = np.array("\n".join(held))
        rows[f"{name}_counts"] = np.bincount(np.concatenate(texts), minlength=len(held)).astype(
            "u4"
        )
    np.savez_compressed(out, allow_pickle=False, **rows)
    print(f"{len(rows['left'])} entries, {out.stat().st_size / 1e6:.1f} MB")


def _numbered(texts: Sequence[Sequence[str]]) -> tuple[list[str], list[NDArray[np.int64]]]:
    """Return the vocabulary (0 is the empty word) and each text as numbers."""
    ids: dict[str, int] = {"": 0}
    numbered = [
        np.array([ids.setdefault(word, len(ids)) for word in text], dtype=np.int64)
        for text in texts
    ]
    return list(ids), numbered


def _learn(
    sources: Sequence[NDArray[np.int64]], targets: Sequence[NDArray[np.int64]], size: int
) -> dict[str, NDArray[np.float64]]:
    """Return the pairs seen together (`source`, `target`) and p(target | source)."""
    cells, places, prior = _cells(sources, targets, size)
    codes, pair = np.unique(cells, return_inverse=True)
    source = codes // size
    chance = np.full(len(codes), 1.0)
    for _ in range(ROUNDS):
        share = prior * chance[pair]
        share /= np.bincount(places, share)[places] + 1e-12
        counts = np.bincount(pair, share, minlength=len(codes))
        chance = counts / (np.bincount(source, counts)[source] + 0.5)
    return {"source": source, "target": codes % size, "chance": chance, "count": counts}


def _cells(
    sources: Sequence[NDArray[np.int64]], targets: Sequence[NDArray[np.int64]], size: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """Return, for every word pair of every sentence pair, its code, target place and prior."""
    cells, places, priors, place = [], [], [], 0
    for source, target in zip(sources, targets, strict=True):
        m, n = len(source), len(target)
        if not m or not n:
            continue
        lean = np.abs((np.arange(m) + 0.5)[:, None] / m - (np.arange(n) + 0.5)[None, :] / n)
        prior = np.exp(-TENSION * lean)
        prior /= prior.sum(axis=0, keepdims=True)
        with_empty = np.concatenate([[0], source])
        cells.append((with_empty[:, None] * size + target[None, :]).ravel())
        priors.append(np.vstack([np.full((1, n), 0.08), prior * 0.92]).astype(np.float32).ravel())
        places.append(np.tile(np.arange(place, place + n), m + 1))
        place += n
    return np.concatenate(cells), np.concatenate(places), np.concatenate(priors)


def _joined(
    forward: dict[str, NDArray[np.float64]],
    backward: dict[str, NDArray[np.float64]],
    english: int,
) -> dict[str, NDArray[Any]]:
    """Return the entries kept: `left` English, `right` Spanish, both chances in 1/255."""
    there = dict(
        zip(
            (forward["source"] * english + forward["target"]).tolist(),
            forward["chance"].tolist(),
            strict=True,
        )
    )
    order = np.lexsort((-backward["chance"], backward["source"]))
    entries: list[tuple[int, int, float, float]] = []
    seen: dict[int, int] = {}
    for at in order.tolist():
        left, right = int(backward["source"][at]), int(backward["target"][at])
        given, taken = float(backward["chance"][at]), there.get(right * english + left, 0.0)
        if not left or not right or given < FLOOR or (given * taken) ** 0.5 < 2 * FLOOR:
            continue
        seen[left] = seen.get(left, 0) + 1
        if seen[left] <= KEPT_EACH:
            entries.append((left, right, given, taken))
    table = np.array(entries)
    return {
        "left": table[:, 0].astype(np.uint32),
        "right": table[:, 1].astype(np.uint32),
        "given_english": np.round(table[:, 2] * 255).astype(np.uint8),
        "given_spanish": np.round(table[:, 3] * 255).astype(np.uint8),
    }


if __name__ == "__main__":
    main()
