r"""Learn where the passages of fragments begin and end (`quotes/originals/widening.py`).

    python -m training.locate.edges places training/drift/written.jsonl \
        training/risk/statements.jsonl PLACES.jsonl
    python -m training.locate.edges rows PLACES.jsonl EVENTS.jsonl ROWS.npz [--half even]
    python -m training.locate.edges fit ROWS.npz --out quotes/weights/locate/edges
    python -m training.locate.edges score PLACES.jsonl [--half odd]

A line of PLACES.jsonl is a fragment with its passage: {"original": the source's text, "quote",
"passage", "place": [start, end] as the search without these edges has it}, and where known
"sentence" (the English one around it).
EVENTS.jsonl holds the same of the *choose* events of `benchmarks/events`, as an audit asks; they
weigh `EVENTS` times as much. `places` takes the likeliest sentence by the lexicon. What a stretch
is worth: half its F1 with the passage in words, half whether it is right as `benchmarks.events`
asks. The halves are those of
the originals' SHA-1. `score` says how many passages are right before and after these edges.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from benchmarks.events import RIGHT, words
from quotes.languages.sentences import sentences
from quotes.model import Query, Span
from quotes.originals.boundaries import edges, plain, sentence_bounds, whole_clause
from quotes.originals.edge_features import Stretches, stretches
from quotes.originals.passage_edges import with_article, without_loose_end
from quotes.originals.segments import Segment, segments_of
from quotes.originals.widening import is_fragment, with_learned_edges
from quotes.originals.word_overlap import best_window, words_of
from training.locate.decision import lines, write

EVENTS = 2.0
_NEAR, _MOST, _FAR = 0.45, 120, 60  # F1 of a near miss; stretches kept of these and of the others
_ROUNDS = 170
_SETTINGS = {
    "objective": "regression",
    "num_leaves": 15,
    "learning_rate": 0.06,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "cat_smooth": 20,
    "min_data_per_group": 50,
    "max_cat_to_onehot": 1,
    "num_threads": 1,
    "verbose": -1,
}
_KINDS = ("kind ", "english 1", "english 2", "english last")  # features that are kinds of words
_COUNTS = ("leaf_weight", "leaf_count", "internal_", "split_gain", "shrinkage")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """A fragment's stretches, each with F1 and recall against the passage, shape (n,)."""

    known: Stretches
    shared: NDArray[np.float64]
    recall: NDArray[np.float64]
    weight: float

    @property
    def right(self) -> NDArray[np.bool_]:
        """Return which stretches count as the passage."""
        return np.asarray((self.shared >= RIGHT) & (self.recall >= RIGHT))


def main() -> None:
    """Write places, rows, or the trees learned from rows."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("places", "rows"):
        one = commands.add_parser(name)
        one.add_argument("inputs", type=Path, nargs="+")
        one.add_argument("out", type=Path)
        one.add_argument("--half", choices=("even", "odd"))
    one = commands.add_parser("score")
    one.add_argument("places", type=Path)
    one.add_argument("--half", choices=("even", "odd"))
    one = commands.add_parser("fit")
    one.add_argument("rows", type=Path)
    one.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    if args.command == "places":
        write(args.out, (row for path in args.inputs for row in written(path)))
    elif args.command == "rows":
        rows = [row for path in args.inputs for row in lines(path) if in_half(row, args.half)]
        store(args.out, [one for row in rows for one in example(row)])
    elif args.command == "score":
        score([row for row in lines(args.places) if in_half(row, args.half)])
    else:
        with np.load(args.rows, allow_pickle=False) as kept:
            fit(kept["table"], kept["worth"], kept["weight"], kept["names"].tolist(), args.out)


def in_half(row: Row, half: str | None) -> bool:
    """Return whether the original of a line is of a half; all are where none is asked for."""
    number = int(hashlib.sha1(row["original"].encode()).hexdigest(), 16)  # noqa: S324
    return half is None or half == ("odd" if number % 2 else "even")


def written(path: Path) -> Iterator[Row]:
    """Yield the fragments of written statements whose passages are known, with their places."""
    for row in lines(path):
        for one in (*row["faithful"], *row["drift"]):
            if isinstance(one, str) or "span" not in one or one["span"] not in row["original"]:
                continue
            place = likeliest(segment_of(one["quote"], None), row["original"])
            passage = Span(0, len(one["span"])).shifted(row["original"].index(one["span"]))
            if place is not None and place.overlap(passage):
                known = {"original": row["original"], "quote": one["quote"], "passage": one["span"]}
                yield known | {"place": [place.start, place.end]}


def segment_of(quote: str, sentence: str | None) -> Segment:
    """Return a fragment as it is looked for."""
    return segments_of(Query(quote, sentence=sentence))[0]


def likeliest(segment: Segment, original: str) -> Span | None:
    """Return the place of a fragment in a text by the lexicon alone, with the search's edges."""
    text = plain(original)
    windows = [
        (window.gain, span, window, known)
        for span in sentences(text)
        for known in (words_of(span.of(text), "es"),)
        if known.keys and (window := best_window(segment.matcher, known)) is not None
    ]
    if not windows:
        return None
    _, bounds, window, known = max(windows, key=lambda one: one[0])
    first, last = edges(segment, window, known, bounds.of(text))
    offsets = known.offsets + bounds.start
    span = Span(int(offsets[first, 0]), int(offsets[last, 1]))
    span = with_article(whole_clause(span, segment.text, text, bounds), segment.text, text)
    return without_loose_end(span, segment.text, text, bounds)


def place_of(row: Row) -> tuple[str, Span, Span, Segment]:
    """Return the text of a line, the place, its sentence, and the fragment as it is looked for."""
    text, found = plain(row["original"]), Span(*row["place"])
    around = next((one for one in sentences(text) if one.overlap(found)), found)
    bounds = sentence_bounds(found, around.start, around.end, text)
    segment = segment_of(row["quote"], row.get("sentence"))
    return text, found, bounds, segment


def example(row: Row) -> Iterator[Example]:
    """Yield what is learned from a line: nothing where it is no fragment or has no words."""
    if not is_fragment(row["quote"]):
        return
    text, found, bounds, segment = place_of(row)
    known = stretches(segment, found, text, bounds)
    if known is None:
        return
    passage = Counter(words(row["passage"]))
    ours = [Counter(words(known.span(at).of(text))) for at in range(len(known.first))]
    common = np.array([(one & passage).total() for one in ours], dtype=float)
    sizes = np.array([one.total() for one in ours]) + passage.total()
    weight = EVENTS if row.get("sentence") else 1.0
    yield Example(known, 2 * common / sizes, common / passage.total(), weight)


def score(rows: Sequence[Row]) -> None:
    """Print how many passages are right as the places are, and with the shipped edges."""
    counts: Counter[str] = Counter()
    for row in rows:
        text, found, bounds, segment = place_of(row)
        for name, span in (
            ("before", found),
            ("after", with_learned_edges(found, segment, text, bounds)),
        ):
            ours, passage = Counter(words(span.of(text))), Counter(words(row["passage"]))
            common = (ours & passage).total()
            shared = 2 * common / (ours.total() + passage.total())
            counts[name] += shared >= RIGHT and common >= RIGHT * passage.total()
    print(f"{len(rows)} fragments, right before {counts['before']}, after {counts['after']}")


def store(path: Path, examples: Sequence[Example]) -> None:
    """Write the stretches that are learned from: all near the passage, some of the others."""
    random, tables, worths, weights = np.random.default_rng(0), [], [], []
    for one in examples:
        near, far = np.flatnonzero(one.shared >= _NEAR), np.flatnonzero(one.shared < _NEAR)
        kept = np.concatenate(
            [random.permutation(near)[:_MOST], random.permutation(far)[:_FAR]],
        )
        tables.append(one.known.table[kept])
        worths.append((0.5 * one.shared + 0.5 * one.right)[kept])
        weights.append(np.full(len(kept), one.weight / len(kept)))
    names = np.array(examples[0].known.names)
    np.savez_compressed(
        path,
        table=np.vstack(tables).astype(np.float32),
        worth=np.concatenate(worths),
        weight=np.concatenate(weights),
        names=names,
    )


def fit(
    table: NDArray[np.float32],
    worth: NDArray[np.float64],
    weight: NDArray[np.float64],
    names: Sequence[str],
    out: Path,
) -> None:
    """Learn the trees, write them and the names of their features."""
    known = [name.replace(" ", "_") for name in names]
    kinds = [one for one, name in zip(known, names, strict=True) if name.startswith(_KINDS)]
    data = lightgbm.Dataset(
        table, worth, weight=weight / weight.mean(), feature_name=known, categorical_feature=kinds
    )
    trees = lightgbm.train(_SETTINGS, data, _ROUNDS)
    out.with_suffix(".txt").write_text(without_counts(trees.model_to_string()), encoding="utf-8")
    features = json.dumps({"features": list(names)}, indent=1)
    out.with_suffix(".json").write_text(features + "\n", encoding="utf-8")


def without_counts(model: str) -> str:
    """Return a model as LightGBM writes it, less what its trees do not need to be added up."""
    head, *blocks = model.split("\n\nTree=")
    last = blocks[-1].split("end of trees", 1)[0]
    trees = [
        "\n".join(line for line in f"Tree={block}".splitlines() if not line.startswith(_COUNTS))
        + "\n\n\n"
        for block in (*blocks[:-1], last.rstrip("\n"))
    ]
    sizes = "tree_sizes=" + " ".join(str(len(tree.encode())) for tree in trees)
    lines = [sizes if line.startswith("tree_sizes=") else line for line in head.splitlines()]
    return (
        "\n".join(lines)
        + "\n\n"
        + "".join(trees)
        + "end of trees\n\nparameters:\nend of parameters\n"
    )


if __name__ == "__main__":
    main()
