"""Files that may not be read, folders that may not be written, Ctrl-C: the rest is kept."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest

from quotes.writers import WRITERS
from tests.cli.command import QUOTES, Answer, quotes, without_privileges
from tests.cli.desk import ARTICLE, AUDIT, NOISE, PORTUGUESE, refused
from tests.writers.sample import sample_report

INTERRUPTED = """
import signal
from quotes.batch import Batch
from quotes.cli import main

signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it

def interrupted(*_, **__):
    signal.raise_signal(signal.SIGINT)

Batch.open = interrupted
main()
"""
# The workers' answers are given by a stub: what is shown is the command, its signals, its store.
STUBBED = """
from functools import partial
from quotes.batch import run
from quotes.cli import main
from tests.batch.stub import opened

run.Workers = partial(run.Workers, opener=opened)
"""
HALFWAY = """
import signal

signal.signal(signal.SIGINT, signal.default_int_handler)
whole = run.Batch.work

def half(self, *arguments, **options):
    done = whole(self, *arguments, **options)
    yield next(done)
    signal.raise_signal(signal.SIGTERM)
    yield from done

run.Batch.work = half
"""
CALL = "main()"
TO_NOBODY = ("/bin/sh", "-c", '{ "$@"; echo $? >code; } | true', "sh", *QUOTES)
INTO_FULL = ("/bin/sh", "-c", '"$@" >/dev/full', "sh", *QUOTES)


def scripted(script: str, *arguments: str, folder: Path) -> Answer:
    """Run the command with Ctrl-C at a known moment: a real signal in a real process."""
    return quotes(*arguments, folder=folder, command=(sys.executable, "-c", script))


def test_interrupted_while_loading_it_says_so(desk: Path) -> None:
    refused(scripted(INTERRUPTED, "audit", "good.txt", *AUDIT, folder=desk), "interrupted")


def test_interrupted_half_way_it_keeps_what_is_done_and_goes_on(desk: Path) -> None:
    shutil.copy(desk / "good.txt", desk / "next.txt")
    options = (*AUDIT, "--translator", "none", "--no-judge", "--report", "out", "--jobs", "2")
    arguments = ("audit", "good.txt", "next.txt", *options, "--fail-on", "never")
    answer = scripted(STUBBED + HALFWAY + CALL, *arguments, folder=desk)
    assert answer.code == 2
    assert "interrupted: 1 of 2 articles were audited; run the same command" in answer.err
    assert "Traceback" not in answer.err
    report = json.loads((desk / "out" / "report.json").read_text(encoding="utf-8"))
    (first,) = [article["path"] for article in report["articles"]]
    assert first in {"good.txt", "next.txt"}
    assert "interrupted: 1 of 2 articles were audited" in report["notes"]
    answer = scripted(STUBBED + CALL, *arguments, "none.txt", folder=desk)  # one is left
    assert answer.code == 2  # for what was named and is not there
    report = json.loads((desk / "out" / "report.json").read_text(encoding="utf-8"))
    assert [article["path"] for article in report["articles"]] == ["good.txt", "next.txt"]
    assert not [note for note in report["notes"] if "interrupted" in note]
    answer = quotes(*arguments, folder=desk)
    assert "nothing changed since the last run" in answer.err
    assert answer.code == 0
    full = quotes(*arguments, "--format", "json", folder=desk, command=INTO_FULL)
    assert full.code == 2
    assert "stdout: cannot be written (No space left on device); the report is in out" in full.err
    quotes(*arguments, folder=desk, command=TO_NOBODY)
    assert (desk / "code").read_text() == "0\n"  # a reader who left is no finding


PREFIX = without_privileges()
unprivileged = pytest.mark.skipif(PREFIX is None, reason="root may read and write everything")


@unprivileged
def test_a_file_that_may_not_be_read(desk: Path) -> None:
    (desk / "closed.txt").write_text(ARTICLE)
    (desk / "closed.txt").chmod(0)
    answer = quotes("audit", "closed.txt", *AUDIT, folder=desk, prefix=PREFIX or ())
    refused(answer, "closed.txt", "ermission")


@unprivileged
def test_a_folder_that_may_not_be_read(desk: Path) -> None:
    (desk / "closed").mkdir(mode=0)
    answer = quotes("audit", "closed", *AUDIT, folder=desk, prefix=PREFIX or ())
    refused(answer, "closed", "ermission")
    answer = quotes("audit", "good.txt", "--originals", "closed", folder=desk, prefix=PREFIX or ())
    assert answer.code == 2
    assert "'closed' is not readable" in answer.err  # typer's own words


@unprivileged
def test_a_cache_that_cannot_be_written_is_left_out(desk: Path) -> None:
    (desk / "cache").mkdir(mode=0o555)
    prefix = (*(PREFIX or ()), "env", f"QUOTES_CACHE={desk / 'cache' / 'new'}")
    command = (sys.executable, "-c", STUBBED + CALL)
    shutil.copy(desk / "good.txt", desk / "next.txt")
    arguments = ("good.txt", "next.txt", *AUDIT, "--translator", "none", "--fail-on", "never")
    answer = quotes("audit", *arguments, folder=desk, prefix=prefix, command=command)
    assert answer.code == 0
    assert "cache" in answer.err


@unprivileged
def test_a_report_folder_that_may_not_be_written(desk: Path) -> None:
    (desk / "reports").mkdir(mode=0o555)
    arguments = ("audit", "good.txt", *AUDIT, "--report", "reports")
    answer = quotes(*arguments, folder=desk, prefix=PREFIX or ())
    refused(answer, "reports", "ermission denied")


def test_a_full_disk_is_one_line_and_the_earlier_report_stays(desk: Path) -> None:
    # `report` writes nothing but the report, so the limit meets that and not the cache
    written = WRITERS["json"].write(sample_report(), desk)
    (desk / "reports").mkdir()
    (desk / "reports" / "index.html").write_text("the earlier report")
    arguments = ("report", written, "--format", "html", "--output", "reports")
    refused(quotes(*arguments, folder=desk, limit=9000), "index.html", "cannot be written")
    assert (desk / "reports" / "index.html").read_text() == "the earlier report"
    assert [path.name for path in (desk / "reports").iterdir()] == ["index.html"]


@pytest.mark.slow
def test_one_bad_file_never_stops_the_rest(desk: Path) -> None:
    articles = desk / "articles"
    articles.mkdir()
    shutil.copy(desk / "good.txt", articles)
    (articles / "empty.txt").touch()
    (articles / "noise.txt").write_bytes(NOISE)
    (articles / "latin1.txt").write_bytes(ARTICLE.encode("cp1252"))
    (articles / "front.md").write_text(f"---\ntitle: [open\n---\n{ARTICLE}", encoding="utf-8")
    (desk / "originals" / "empty.txt").touch()
    (desk / "originals" / "noise.txt").write_bytes(NOISE)
    (desk / "originals" / "fremd.txt").write_text(PORTUGUESE, encoding="utf-8")
    arguments = ("audit", "articles", "none.txt", *AUDIT, "--format", "json", "--jobs", "1")
    answer = quotes(*arguments, "--report", "reports", folder=desk)
    assert answer.code == 2  # none.txt was named and is not there
    assert "Traceback" not in answer.err
    for name in ("empty.txt", "noise.txt", "latin1.txt", "front.md", "none.txt", "fremd.txt"):
        assert name in answer.err
    report = json.loads(answer.out)
    audited = {Path(article["path"]).name: article for article in report["articles"]}
    assert set(audited) == {"good.txt", "latin1.txt", "front.md"}
    assert len(audited["good.txt"]["quotations"]) == 1
    assert audited["good.txt"]["quotations"][0]["status"] == "faithful"
    assert (desk / "reports" / "index.html").exists()


CLOSED = """
import os, sys
from quotes.cli.app import fill
fill()
with open("kept", "w") as kept:
    os.system("echo lost")
    assert kept.fileno() > 2
print("nowhere")
print("nowhere", file=sys.stderr)
assert sys.stdin.read() == ""
"""


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_outputs_closed_from_the_beginning_take_no_files_place(tmp_path: Path, closed: str) -> None:
    shell = ("/bin/sh", "-c", f'"$@" {closed}', "sh")
    answer = quotes(folder=tmp_path, command=(*shell, sys.executable, "-c", CLOSED))
    assert (answer.code, "Traceback" in answer.err) == (0, False)
    assert (tmp_path / "kept").read_bytes() == b""
    answer = quotes("checks", folder=tmp_path, command=(*shell, *QUOTES))
    assert (answer.code, answer.err) == (0, "")
