"""Join entries that the project's people wrote to the lexicon learned from sentence pairs.

The pairs are European news: they lack much of what Colombian papers, courts and villagers say.
`written.tsv` holds a Spanish word a line with its English renderings and their shares in per
cent. A written entry counts as `SEEN` sightings of the word: it is all that is known of a word
that no pair has, and hardly moves one that the pairs have often. It takes nothing away: a
rendering that was learned keeps its chance.

    python -m training.lexicon.written LEARNED.npz training/lexicon/written.tsv OUT.npz
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from quotes.languages.words import fold

SEEN = 5  # sightings that a written entry counts for

Entries = dict[str, dict[str, float]]
Table = dict[tuple[str, str], tuple[float, float]]


def main() -> None:
    """Join from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("learned", type=Path)
    parser.add_argument("entries", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    with np.load(args.learned, allow_pickle=False) as stored:
        rows = joined(dict(stored), read_entries(args.entries))
    np.savez_compressed(args.out, allow_pickle=False, **rows)
    print(f"{len(rows['left'])} entries, {args.out.stat().st_size / 1e6:.1f} MB")


def read_entries(path: Path) -> Entries:
    """Return the written entries, folded: the Spanish word, its renderings with shares (0..1)."""
    found: Entries = {}
    for line in path.read_text(encoding="utf8").splitlines():
        spanish, _, renderings = line.partition("\t")
        for one in renderings.split(","):
            english, _, share = one.strip().rpartition(" ")
            entry = found.setdefault(fold(spanish), {})
            entry[fold(english)] = max(float(share) / 100, entry.get(fold(english), 0.0))
    return found


def joined(stored: dict[str, Any], entries: Entries) -> dict[str, Any]:
    """Return the arrays of the learned lexicon with the written entries in them."""
    held = {side: str(stored[side]).split("\n") for side in ("english", "spanish")}
    counts = {
        side: dict(zip(held[side], stored[f"{side}_counts"].tolist(), strict=True)) for side in held
    }
    table = _mixed(_read(stored, held), entries, counts["english"], counts["spanish"])
    words = {
        side: [*held[side], *sorted({pair[at] for pair in table} - set(held[side]))]
        for at, side in enumerate(("english", "spanish"))
    }
    ids = {side: {word: n for n, word in enumerate(words[side])} for side in words}
    pairs = sorted(table, key=lambda pair: (ids["english"][pair[0]], -table[pair][0]))
    rows: dict[str, Any] = {
        "left": np.array([ids["english"][english] for english, _ in pairs], dtype="u4"),
        "right": np.array([ids["spanish"][spanish] for _, spanish in pairs], dtype="u4"),
        "given_english": np.array([round(255 * table[pair][0]) for pair in pairs], dtype="u1"),
        "given_spanish": np.array([round(255 * table[pair][1]) for pair in pairs], dtype="u1"),
    }
    for side, held_words in words.items():
        rows[side] = np.array("\n".join(held_words))
        rows[f"{side}_counts"] = np.array([counts[side].get(w, 0) for w in held_words], dtype="u4")
    return rows


def _read(stored: dict[str, Any], held: dict[str, list[str]]) -> Table:
    """Return p(Spanish | English) and p(English | Spanish) of every learned pair."""
    columns = (stored[n].tolist() for n in ("left", "right", "given_english", "given_spanish"))
    return {
        (held["english"][left], held["spanish"][right]): (given / 255, taken / 255)
        for left, right, given, taken in zip(*columns, strict=True)
    }


def _mixed(
    learned: Table, entries: Entries, english_counts: dict[str, int], spanish_counts: dict[str, int]
) -> Table:
    """Return the learned chances with the written ones mixed in by their sightings."""
    claimed: dict[str, float] = defaultdict(float)
    for entry in entries.values():
        for english, share in entry.items():
            claimed[english] += share
    written = {(e, s): share for s, entry in entries.items() for e, share in entry.items()}
    found: Table = {}
    for english, spanish in learned.keys() | written.keys():
        given, taken = learned.get((english, spanish), (0.0, 0.0))
        share = written.get((english, spanish), 0.0)
        often = english_counts.get(english, 0)
        mixed = (often * given + SEEN * share) / max(1.0, often + SEEN * claimed[english])
        given = max(given, mixed)
        if spanish in entries:
            often = spanish_counts.get(spanish, 0)
            taken = max(taken, (often * taken + SEEN * share) / (often + SEEN))
        if round(255 * given) or round(255 * taken):
            found[english, spanish] = (min(given, 1.0), min(taken, 1.0))
    return found


if __name__ == "__main__":
    main()
