"""The tables of all checks through the comparator that ships, with its learned judge.

A rule that finds a drift is worth nothing if the verdict is "faithful" all the same. How many
rows of each table may come out wrong stands in `floors.toml`; after a new judge or risk it is
measured anew: `python -m tests.checks.test_shipped > tests/checks/floors.toml`.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from quotes.checks import run
from quotes.comparison import Comparator
from quotes.ml.judge import WEIGHTS
from tests.checks.test_tables import case, tables

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf8"))
NAMES = sorted({check.name for check, *_ in tables()})


@cache
def wrong() -> dict[str, list[tuple[str, str, str]]]:
    """Return (check, original, quotation) of the rows that come out wrong, missed and flagged."""
    rows = tables()
    cases = [case(fields, True) for _, _, fields, _ in rows]
    kept = [n for n, one in enumerate(cases) if not one.word_for_word]
    verdicts = Comparator.open().judge([cases[n] for n in kept], [run(cases[n]) for n in kept])
    found: dict[str, list[tuple[str, str, str]]] = {"missed": [], "flagged": []}
    for n, verdict in zip(kept, verdicts, strict=True):
        check, drifts, _, _ = rows[n]
        one = (check.name, cases[n].original, cases[n].quote)
        if drifts and verdict.verdict == "faithful" and check.severity != "info":
            found["missed"].append(one)
        if not drifts and verdict.verdict != "faithful":
            found["flagged"].append(one)
    return found


@pytest.mark.slow
@pytest.mark.skipif(not (WEIGHTS / "settings.json").exists(), reason="the judge is not installed")
@pytest.mark.parametrize("kind", ["missed", "flagged"])
@pytest.mark.parametrize("name", NAMES)
def test_no_more_rows_come_out_wrong_than_the_floor_allows(name: str, kind: str) -> None:
    rows = [row for row in wrong()[kind] if row[0] == name]
    assert len(rows) <= FLOORS[kind].get(name, 0), rows


def floors() -> str:
    """Return the text of `floors.toml` as it is measured now."""
    lines = [
        "# Rows of the tables that come out wrong through the shipped comparator, by check:",
        "# drifting ones called faithful, clean ones flagged (a clean row of one check may drift",
        "# by another). Made by `python -m tests.checks.test_shipped`.",
    ]
    for kind, rows in wrong().items():
        counts = Counter(name for name, _, _ in rows)
        lines += ["", f"[{kind}]  # {sum(counts.values())} of {len(tables())} rows"]
        lines += [f"{name} = {count}" for name, count in sorted(counts.items())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(floors())
