"""Features of the candidates of every made quotation, for training.

    python -m training.locate.examples PAIRS.tsv MADE.json OUT.npz \
        --without HELD_OUT --lexicons FOLDER --year newstest2010 --kept CORPUS.pickle

Each year is asked with a lexicon that has not seen it (FOLDER/lex-YEAR.npz). The
sentences of the other years stand in the corpus too, so that it is as large as real ones.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from quotes.languages import lexicon
from quotes.ml.vectors import encode, word_states
from quotes.model import Query, Source
from quotes.originals.candidates import candidates
from quotes.originals.corpus import Contents, Corpus, cut
from quotes.originals.late_interaction import NAMES, excerpt, late_interaction
from quotes.originals.rank_features import FIRST, first_features, said
from quotes.originals.segments import segments_of
from quotes.originals.store import Stored
from training.locate.material import LINES, YEARS, Made, documents

_WITH_SENTENCE = 0.4
_WITH_COMPANY = 0.4
_AWAY = 0.35  # asked once more where their article is not
_SMALL_WORLD = 0.4  # asked among a few documents, as most audits are


def main() -> None:
    """Write the features of one year."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("made", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--without", type=Path, required=True)
    parser.add_argument("--lexicons", type=Path, required=True)
    parser.add_argument("--year", required=True)
    parser.add_argument(
        "--kept", type=Path, required=True, help="the encoded corpus, for all years"
    )
    args = parser.parse_args()
    lexicon.use(args.lexicons / f"lex-{args.year}.npz")
    made = [Made(**one) for one in json.loads(args.made.read_text(encoding="utf8"))]
    made = [one for one in made if one.year.endswith(args.year)]
    corpus, lines = kept(args.pairs, args.without, args.kept)
    encode([one.text for one in made])
    word_states([one.text for one in made])
    table: dict[str, list[Any]] = {}
    for number, one in enumerate(made):
        ways = ["", "away"] if random.Random(f"away {one.id}").random() < _AWAY else [""]
        for asked, way in enumerate(ways):
            for name, column in examples(one, corpus, lines, way).items():
                table.setdefault(name, []).append(column)
            count = len(table["y"][-1])
            table.setdefault("group", []).append(np.full(count, 2 * number + asked))
            table.setdefault("document", []).append(np.full(count, one.document))
            shape = one.shape + (f"-{way}" if way else "" if one.present else "-absent")
            table.setdefault("shape", []).append(np.full(count, shape, dtype="U20"))
        if number % 200 == 0:
            print(number, len(made), flush=True)
    joined = {name: np.concatenate(columns) for name, columns in table.items()}
    np.savez_compressed(args.out, allow_pickle=False, **joined)


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


def examples(one: Made, corpus: Corpus, lines: Lines, way: str = "") -> dict[str, np.ndarray]:
    """Return what is known of the candidates of one made quotation, a column each.

    `x` the first features, `near` the values of `late_interaction`, `said` a number equal for
    candidates that say the same, `sentence` their numbers, `y` whether they are right;
    `text` what was looked for and `excerpt` what is read of each.
    The `way` "away" looks for it where its document and those beside it are not.
    """
    chance = random.Random(f"examples {one.id} {way}")
    around = one.sentence if chance.random() < _WITH_SENTENCE else None
    query = Query(one.text, sentence=around)
    gold = set(lines.get((one.year, one.document, one.line), ()))
    neighbours: list[int] = []
    if not way and chance.random() < _WITH_COMPANY:
        beside = [key for key in _document(one, lines) if key[2] != one.line]
        some = chance.sample(beside, min(len(beside), chance.randint(1, 5)))
        strays = chance.sample(list(lines), chance.choice([0, 0, 1, 2]))
        neighbours = [lines[key][0] for key in some + strays if lines[key]]
    hints = [a + step for a in neighbours for step in (-2, -1, 0, 1, 2)]
    hints = [h for h in hints if 0 <= h < len(corpus.index.spans)]
    searched, size = corpus.spanish, int(corpus.spanish.sum())
    if way:
        own = {f"{one.year}/{one.document + step}" for step in (-1, 0, 1)}
        gone = np.array([source.document in own for source in corpus.sources])
        searched = searched & ~gone[corpus.index.documents]
    elif chance.random() < _SMALL_WORLD:
        searched, hints = _small_world(one, corpus, lines, chance)
        size = int(searched.sum())
    index, library = corpus.index, corpus.library
    parts = segments_of(query)[:1]
    found = [c for part in parts for c in candidates(part, index, library, searched, hints)]
    if not found:
        none = np.zeros(0, dtype=np.int64)
        x, near = np.zeros((0, len(FIRST)), np.float32), np.zeros((0, len(NAMES)), np.float32)
        words = {"text": np.zeros(0, "U1"), "excerpt": np.zeros(0, "U1")}
        return {"x": x, "near": near, "said": none, "sentence": none, "y": none, **words}
    part = parts[0]
    return {
        "x": first_features(part, found, index, library, neighbours, size),
        "near": late_interaction(part, found, index, library).values,
        "said": np.array([crc32(text.encode()) for text in said(found, library)]),
        "sentence": np.array([one.sentence for one in found]),
        "y": np.array([int(one.sentence in gold) for one in found]),
        "text": np.array([part.text] * len(found)),
        "excerpt": np.array([excerpt(one, index, library)[0] for one in found]),
    }


def _document(one: Made, lines: Lines) -> list[tuple[str, int, int]]:
    """Return the lines kept of the document that a quotation was made of."""
    keys = ((one.year, one.document, at) for at in range(LINES))
    return [key for key in keys if key in lines]


def _small_world(
    one: Made, corpus: Corpus, lines: Lines, chance: random.Random
) -> tuple[np.ndarray, list[int]]:
    """Return a mask of a few documents, the quotation's own among them, and their sentences."""
    own = [lines[key][0] for key in _document(one, lines) if lines[key]]
    others = chance.choice([0, 1, 2, 4])
    first = corpus.index.documents[own[0]] if own else 0
    some = chance.sample(range(len(corpus.sources)), others)
    mask = np.isin(corpus.index.documents, [first, *some])
    return mask & corpus.spanish, np.flatnonzero(mask).tolist()


if __name__ == "__main__":
    main()
