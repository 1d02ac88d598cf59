r"""Turn the pairs that people of this project wrote into lines that the judge learns from.

    python -m training.drift.written --pairs training/drift/written/*.jsonl --out WRITTEN.jsonl

Each line of PAIRS is an original with {"faithful": [quotes], "drift": [{"quote", "category",
"changed": [words of the quote], "lost": [words of the original]}]}: statements of invented
people, as a news agency renders them, and as newsrooms get them wrong. `rows` gives the same as
labelled pairs, for measuring.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

Row = dict[str, Any]


def read(paths: Sequence[Path]) -> list[Row]:
    """Return the originals of files with their renderings."""
    return [json.loads(line) for path in paths for line in path.read_text("utf8").splitlines()]


def rows(originals: Sequence[Row]) -> list[Row]:
    """Return labelled pairs: {"original", "quote", "label", "category"}."""
    found = []
    for one in originals:
        for quote in one["faithful"]:
            kind = "fragment" if len(quote.split()) < 9 else "faithful"
            found.append(_pair(one, quote, "faithful", kind))
        found += [_pair(one, d["quote"], "drift", d["category"]) for d in one["drift"]]
    return found


def lines(originals: Sequence[Row]) -> Iterator[Row]:
    """Yield lines as `training.drift.make` writes them; renderings of one original are twins."""
    for number, one in enumerate(originals):
        for quote in one["faithful"]:
            yield _line(number, one["original"], quote, {})
        for drift in one["drift"]:
            yield _line(number, one["original"], drift["quote"], drift)


def _pair(one: Row, quote: str, label: str, category: str) -> Row:
    return {"original": one["original"], "quote": quote, "label": label, "category": category}


def _line(twin: int, original: str, quote: str, drift: Row) -> Row:
    changed = _spans(quote, drift.get("changed", ()))
    return {
        "twin": twin,
        "original": original,
        "quote": quote,
        "kinds": [drift["category"]] if drift else [],
        "changed": changed or (None if drift else []),
        "gaps": [],
        "lost": _spans(original, drift.get("lost", ())),
    }


def _spans(text: str, parts: Sequence[str]) -> list[tuple[int, int]]:
    starts = [(text.find(part), part) for part in parts if part]
    return sorted((at, at + len(part)) for at, part in starts if at >= 0)


def main() -> None:
    """Read the arguments and write the lines, twins together, in a random order."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--pairs", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    originals = read(args.pairs)
    Random(1).shuffle(originals)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in lines(originals))
    args.out.write_text(text, encoding="utf8")


if __name__ == "__main__":
    main()
