"""Features of the candidates of every made quotation, for training.

    python -m training.locate.examples PAIRS.tsv MADE.json BACK.json OUT.npz \
        --without HELD_OUT --lexicons FOLDER --year newstest2010 --kept CORPUS.pickle

Each year is asked with a lexicon that has not seen it (FOLDER/lex-YEAR.npz). The
sentences of the other years stand in the corpus too, so that it is as large as real ones.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
from dataclasses import replace
from pathlib import Path

import numpy as np

from quotes.languages import lexicon
from quotes.model import Query, Source
from quotes.originals.candidates import candidates
from quotes.originals.closeness import looked_at
from quotes.originals.corpus import Corpus
from quotes.originals.indexing import Contents, cut
from quotes.originals.parts import parts_of
from quotes.originals.ranking import FEATURES, features
from quotes.originals.store import Stored
from training.locate.material import YEARS, Made, documents

_WITH_BACK = 0.75
_WITH_SENTENCE = 0.4
_WITH_COMPANY = 0.4
_SMALL_WORLD = 0.4  # asked among a few documents, as most audits are


def main() -> None:
    """Write the features of one year."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("made", type=Path)
    parser.add_argument("back", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--without", type=Path, required=True)
    parser.add_argument("--lexicons", type=Path, required=True)
    parser.add_argument("--year", required=True)
    parser.add_argument(
        "--kept", type=Path, required=True, help="the encoded corpus, for all years"
    )
    args = parser.parse_args()
    lexicon.use(args.lexicons / f"lex-{args.year}.npz")
    back = json.loads(args.back.read_text(encoding="utf8"))
    made = [Made(**one) for one in json.loads(args.made.read_text(encoding="utf8"))]
    made = [one for one in made if one.year.endswith(args.year)]
    corpus, lines = kept(args.pairs, args.without, args.kept)
    rows, labels, groups, shapes = [], [], [], []
    for number, one in enumerate(made):
        x, y = examples(one, back.get(one.id), corpus, lines)
        rows.append(x)
        labels.append(y)
        groups.append(np.full(len(y), number))
        shapes += [one.shape + ("" if one.present else "-absent")] * len(y)
        if number % 200 == 0:
            print(number, len(made), flush=True)
    np.savez_compressed(
        args.out,
        x=np.concatenate(rows),
        y=np.concatenate(labels),
        group=np.concatenate(groups),
        shape=np.array(shapes),
    )


Lines = dict[tuple[str, int, int], list[int]]


def kept(pairs: Path, without: Path, path: Path) -> tuple[Corpus, Lines]:
    """Return the corpus from `path`, where it is written the first time."""
    if not path.exists():
        path.write_bytes(pickle.dumps(build(pairs, without)))
    held, lines = pickle.loads(path.read_bytes())  # noqa: S301 - written by this program
    return Corpus(held), lines


def build(pairs: Path, without: Path) -> tuple[Contents, Lines]:
    """Return the corpus of all years, and the sentence numbers of every line kept in it."""
    stored: list[Stored] = []
    places: Lines = {}
    for year in YEARS:
        for number, document in enumerate(documents(pairs, without, year)):
            kept = [(at, line.spanish) for at, line in enumerate(document) if line.present]
            if not kept:
                continue
            text = "\n\n".join(spanish for _, spanish in kept)
            one = cut(Source(f"{year}/{number}", text, "es", ""), "es")
            first, end = sum(len(s.spans) for s in stored), 0
            for at, spanish in kept:
                start, end = end, end + len(spanish) + 2
                inside = np.flatnonzero((one.spans[:, 0] >= start) & (one.spans[:, 0] < end))
                places[(year, number, at)] = (inside + first).tolist()
            stored.append(one)
    return Contents(tuple(stored), ()), places


def examples(
    one: Made, back: str | None, corpus: Corpus, lines: Lines
) -> tuple[np.ndarray, np.ndarray]:
    """Return the features and labels of the candidates of one made quotation."""
    chance = random.Random(f"examples {one.id}")
    around = one.sentence if chance.random() < _WITH_SENTENCE else None
    query = Query(one.text, sentence=around)
    if back and chance.random() < _WITH_BACK:
        query = replace(query, back_translation=back)
    gold = set(lines.get((one.year, one.document, one.line), ()))
    anchors: list[int] = []
    if chance.random() < _WITH_COMPANY:
        beside = [
            key for key in lines if key[:2] == (one.year, one.document) and key[2] != one.line
        ]
        some = chance.sample(beside, min(len(beside), chance.randint(1, 5)))
        strays = chance.sample(sorted(lines), chance.choice([0, 0, 1, 2]))
        anchors = [lines[key][0] for key in some + strays if lines[key]]
    hints = [a + step for a in anchors for step in (-2, -1, 0, 1, 2)]
    hints = [h for h in hints if 0 <= h < len(corpus.index.spans)]
    searched = corpus.spanish
    if chance.random() < _SMALL_WORLD:
        searched, hints = _small_world(one, corpus, lines, chance)
    parts = parts_of(query)[:1]
    if not parts:
        return np.zeros((0, len(FEATURES)), np.float32), np.zeros(0, int)
    found = candidates(parts[0], corpus.index, corpus.library, searched, hints)
    if not found:
        return np.zeros((0, len(FEATURES)), np.float32), np.zeros(0, int)
    found = looked_at(parts[0], found, corpus.index, corpus.library)
    x = features(parts[0], found, corpus.index, corpus.library, anchors, int(searched.sum()))
    return x, np.array([int(c.sentence in gold) for c in found])


def _small_world(
    one: Made, corpus: Corpus, lines: Lines, chance: random.Random
) -> tuple[np.ndarray, list[int]]:
    """Return a mask of a few documents, the quotation's own among them, and their sentences."""
    own = [at[0] for key, at in lines.items() if key[:2] == (one.year, one.document) and at]
    others = chance.choice([0, 1, 2, 4])
    first = corpus.index.documents[own[0]] if own else 0
    some = chance.sample(range(len(corpus.sources)), others)
    mask = np.isin(corpus.index.documents, [first, *some])
    return mask & corpus.spanish, np.flatnonzero(mask).tolist()


if __name__ == "__main__":
    main()
