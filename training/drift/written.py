r"""Turn the pairs that people of this project wrote into lines that the judge learns from.

    python -m training.drift.written --pairs training/drift/written/*.jsonl --out WRITTEN.jsonl

Each line of PAIRS is an original with {"faithful": [quotes], "drift": [{"quote", "category",
"changed": [words of the quote], "lost": [words of the original]}]}: statements of invented
people, as a news agency renders them, and as newsrooms get them wrong. A rendering may be
{"quote", "span"}: a fragment, with the words of the original that it renders. Its original is then
cut as a search cuts it: half of the time within two words of the span, else within eight or not at
all. `rows` gives the same as labelled pairs, for measuring.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

Row = dict[str, Any]


def read(paths: Sequence[Path]) -> list[Row]:
    """Return the originals of files with their renderings."""
    return [json.loads(line) for path in paths for line in path.read_text("utf8").splitlines()]


def rows(originals: Sequence[Row]) -> list[Row]:
    """Return labelled pairs: {"original", "quote", "label", "category", "whole"}.

    `whole` is the original, of a contrast set its first: all pairs of one stay together.
    """
    found = []
    for one in (one for line in originals for one in _originals(line)):
        for right in map(_rendering, one["faithful"]):
            kind = "fragment" if len(right["quote"].split()) < 9 else "faithful"
            found.append(_pair(one, right, "faithful", kind))
        found += [_pair(one, drift, "drift", drift["category"]) for drift in one["drift"]]
    return found


def lines(originals: Sequence[Row]) -> Iterator[Row]:
    """Yield lines as `training.drift.make` writes them; renderings of one line are twins."""
    for number, line in enumerate(originals):
        for one in _originals(line):
            for rendering in (*map(_rendering, one["faithful"]), *one["drift"]):
                yield _line(number, cut(one["original"], rendering), rendering)


def cut(original: str, rendering: Row) -> str:
    """Return the stretch of the original that a rendering is compared with, the same each time.

    It holds the span of the rendering and all words that are lost, and some words around them.
    """
    parts = [rendering.get("span", ""), *rendering.get("lost", ())]
    spans = _spans(original, parts)
    if not rendering.get("span") or not spans:
        return original
    chance = Random(rendering["quote"] + original)
    room = chance.choice((2, 2, 8, len(original)))
    start, end = min(start for start, _ in spans), max(end for _, end in spans)
    words = [found.span() for found in re.finditer(r"\S+", original)]
    before = [at for at, _ in words if at < start][::-1][: chance.randint(0, room)]
    after = [stop for _, stop in words if stop > end][: chance.randint(0, room)]
    if chance.random() < 0.3:  # a search often finds just the words
        before, after = [], []
    return original[min([start, *before]) : max([end, *after])]


def _originals(line: Row) -> list[Row]:
    """Return the originals of a line; in a contrast set the others' renderings are drifts."""
    variants = line.get("variants")
    if variants is None:
        return [line]
    return [
        {
            "original": one["es"],
            "whole": variants[0]["es"],
            "faithful": one["en"],
            "drift": [
                {"quote": quote, "category": line["kind"]}
                for other in variants
                if other is not one
                for quote in other["en"]
            ],
        }
        for one in variants
    ]


def _rendering(right: str | Row) -> Row:
    return {"quote": right} if isinstance(right, str) else right


def _pair(one: Row, rendering: Row, label: str, category: str) -> Row:
    original = cut(one["original"], rendering)
    pair = {"original": original, "quote": rendering["quote"], "label": label}
    return pair | {"category": category, "whole": one.get("whole", one["original"])}


def _line(twin: int, original: str, drift: Row) -> Row:
    quote, wrong = drift["quote"], "category" in drift
    changed = _spans(quote, drift.get("changed", ()))
    return {
        "twin": twin,
        "original": original,
        "quote": quote,
        "kinds": [drift["category"]] if wrong else [],
        "changed": changed or (None if wrong else []),
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
