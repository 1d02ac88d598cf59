r"""Turn labelled pairs into lines that the judge learns from.

    python -m training.drift.labelled --pairs drift2/train.jsonl --out LABELLED.jsonl

PAIRS: {"original", "quote", "label", "category", "set", "changed"}. Left out: `minor` pairs, and
the sets whose licences forbid commercial use (xnli, ted). Kinds that are rare or hard to see
come several times (OFTEN). Pairs of one original are twins.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from random import Random
from typing import Any

FORBIDDEN = ("xnli", "ted")
OFTEN_OF_SET = {"biomqm": 4, "sts": 2}
OFTEN = {
    "original-shortened": 3,
    "made-negation-lost": 3,
    "made-strength": 2,
    "original-extended": 2,
}


def line(row: dict[str, Any]) -> dict[str, Any]:
    """Return a labelled pair as a line of `training.drift.make`."""
    drift = row["label"] == "drift"
    twin = int(hashlib.sha1(row["original"].encode()).hexdigest()[:8], 16)  # noqa: S324 - no secret
    return {
        "twin": twin,
        "original": row["original"],
        "quote": row["quote"],
        "kinds": [row["category"]] if drift else [],
        "changed": (row.get("changed") or None) if drift else [],
        "gaps": [],
        "lost": [],
    }


def times(row: dict[str, Any]) -> int:
    """Return how often a pair is read in one pass."""
    if row["label"] != "drift":
        return 1
    return max(OFTEN_OF_SET.get(row["set"], 1), OFTEN.get(row["category"], 1))


def main() -> None:
    """Read the arguments and write the lines, twins together, in a random order."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    families: dict[int, list[str]] = {}
    for text in args.pairs.read_text(encoding="utf8").splitlines():
        row = json.loads(text)
        if row["label"] != "minor" and row["set"] not in FORBIDDEN:
            made = line(row)
            lines = [json.dumps(made, ensure_ascii=False)] * times(row)
            families.setdefault(made["twin"], []).extend(lines)
    order = list(families.values())
    Random(1).shuffle(order)
    args.out.write_text(
        "\n".join(text for family in order for text in family) + "\n", encoding="utf8"
    )


if __name__ == "__main__":
    main()
