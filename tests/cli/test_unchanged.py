"""A run that finds nothing changed loads no step, audits nothing and leaves the report alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from quotes.batch import Batch
from quotes.cli.audit import finished
from quotes.cli.loading import Reading
from quotes.model import Decision
from quotes.review.decisions import Decisions
from quotes.settings import Settings
from tests.batch.test_run import Pool
from tests.cli.command import quotes
from tests.cli.desk import AUDIT

AGAIN = """
import sys
from quotes.cli import main
try:
    main()
finally:
    print({"torch", "stanza", "numpy", "lxml", "lightgbm"} & set(sys.modules), file=sys.stderr)
"""


@pytest.fixture
def held(desk: Path) -> Iterator[Batch]:
    """A run on the desk, as the command would do it, its answers given by a stub."""
    settings = Settings(originals=Path("originals"), translator="none")
    before = Path.cwd()
    os.chdir(desk)
    try:
        reading = Reading(["good.txt"])
        with Batch.open(replace(settings, audited=reading.paths), Path("out")) as batch:
            reading.read = batch.read
            batch.plan(reading)
            batch.prepare()
            list(batch.work(Pool()))
            finished(batch, Path("out"))
            yield batch
    finally:
        os.chdir(before)


def written(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in (folder / "out").iterdir()
            if path.is_file()}  # fmt: skip


def test_the_report_is_written_again_only_where_it_says_something_else(
    held: Batch, desk: Path
) -> None:
    first = written(desk)
    finished(held, Path("out"))
    assert written(desk) == first
    (desk / "out" / "report.csv").write_text("spoilt")
    finished(held, Path("out"))
    second = written(desk)
    assert (desk / "out" / "report.csv").read_text(encoding="utf-8-sig").startswith("article,")
    ((one,),) = ([q.id for q in article.quotations] for article in held.report().articles)
    with Decisions(Path("out")) as decisions:
        decisions.add([(one, Decision("drift"))])
    done = finished(held, Path("out"))
    assert written(desk)["report.json"] != second["report.json"]
    assert [q.decision.choice for a in done.articles for q in a.quotations if q.decision] == [
        "drift"
    ]


def test_the_same_command_again_loads_no_model_and_no_array(held: Batch, desk: Path) -> None:
    held.close()
    first = written(desk)
    arguments = ("audit", "good.txt", *AUDIT, "--translator", "none", "--report", "out")
    command = (sys.executable, "-c", AGAIN)
    answer = quotes(*arguments, "--fail-on", "never", folder=desk, command=command)
    assert answer.err.splitlines() == [
        "nothing changed since the last run: nothing is audited again",
        "set()",
    ]
    assert answer.code == 0
    assert written(desk) == first
