"""Learn which sentence beside other quotations a segment renders (`originals/second_look.py`).

    python -m training.locate.second_look rows QUERIES.jsonl ORIGINALS OUT.jsonl
    python -m training.locate.second_look fit ROWS.jsonl … --out quotes/weights/locate/decision.json

QUERIES.jsonl holds what the pipeline asks, as in `training/locate/decision.py`.
A row is a segment that is not found at first, or has six words at most, with the sentences that
are looked at. It counts twice: as it is, and with the sentence of its original taken out. So
quotations without original, whose article and topic are there, are half of what is learned from.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from quotes.originals.candidates import Candidate
from quotes.originals.corpus import Corpus
from quotes.originals.search import decided, ranked
from quotes.originals.second_look import NAMES, looks_of, wanted_again
from training.locate.decision import corpus_of, lines, query_of, regression, write

_SHORT = 6  # words of a segment that is learned from though it is found at first
Row = dict[str, Any]


def main() -> None:
    """Write rows of sentences looked at, or the weights learned from them."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    rows = commands.add_parser("rows")
    rows.add_argument("queries", type=Path)
    rows.add_argument("originals", type=Path)
    rows.add_argument("out", type=Path)
    fit = commands.add_parser("fit")
    fit.add_argument("rows", type=Path, nargs="+")
    fit.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    if args.command == "rows":
        write(args.out, measured(args.queries, args.originals))
        return
    learned = json.loads(args.out.read_text(encoding="utf8"))
    learned["second look"] = fitted([row for path in args.rows for row in lines(path)])
    args.out.write_text(json.dumps(learned, indent=1) + "\n", encoding="utf8")


def measured(queries: Path, originals: Path) -> Iterator[Row]:
    """Yield each segment with the sentences looked at: their features, which one is right."""
    corpus = corpus_of(originals)
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in lines(queries):
        groups[row["group"]].append(row)
    for name, rows in groups.items():
        asked = [query_of(row) for row in rows]
        sought, hits = ranked(asked, [False] * len(asked), corpus.context)
        places = decided(sought, hits, corpus.context)
        wanted = [
            one
            for at, number, one in wanted_again(sought, places, everything=True)
            if len(one.segment.matcher.rows) <= _SHORT or not places[at][number][0].found
        ]
        for one, looks in zip(wanted, looks_of(wanted, corpus.context), strict=True):
            row = rows[one.number]
            if not row.get("known", True):
                continue
            told = [
                {"right": _right(row, look.candidate, corpus), "features": look.features}
                for look in looks
            ]
            yield {"group": name, "text": one.segment.text, "looks": told}


def fitted(rows: Sequence[Row]) -> Row:
    """Return the weights by feature and the bias."""
    looks = [look for row in rows for look in row["looks"]]
    looks += [look for look in looks if not look["right"]]
    values = np.array([[look["features"][name] for name, _ in NAMES] for look in looks])
    return regression(values, [look["right"] for look in looks], NAMES, 1.0)


def _right(row: Row, one: Candidate, corpus: Corpus) -> bool:
    """Return whether a sentence holds a part of the original of a line."""
    if "document" not in row or corpus.sources[one.document].document != row["document"]:
        return False
    (start, end), (first, last) = row["span"], corpus.index.spans[one.sentence].tolist()
    return bool(first < end and start < last)


if __name__ == "__main__":
    main()
