"""A run that is stopped goes on where it was, and ends with the same report byte for byte."""

from __future__ import annotations

import random
import sqlite3
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from quotes.batch.run import Batch
from quotes.batch.run_store import RunStore, store_path
from quotes.batch.stages import Keys
from quotes.batch.workers import Done, Task
from quotes.errors import ReportError
from quotes.model import Article, Decision
from quotes.review.decisions import Decisions, kept_decisions
from quotes.settings import Settings
from quotes.writers import WRITERS, read_report
from tests.batch.stub import Stub, articles
from tests.processes import LIMIT, ROOT, begun, ended

KEYS = Keys("f", "l", "j|l", {"speech.txt": "0"})


class Pool:
    """Works in this process, in another order than asked; notes what it was asked for."""

    def __init__(self, most: int = 99) -> None:
        self.asked: list[str] = []
        self.known: list[bool] = []
        self.most = most

    def run(self, tasks: Iterable[Task]) -> Iterator[Done]:
        every = list(tasks)
        for task in reversed(every[: self.most]):
            self.asked.append(task.article.path)
            self.known.append(task.known.found is not None)
            yield Stub().do(task)


def audited(
    folder: Path, texts: Iterable[str], keys: Keys = KEYS, most: int = 99
) -> tuple[list[str], bytes]:
    """Run a batch in a folder; return what was audited anew, and the report."""
    pool = Pool(most)
    with Batch(Settings(), RunStore(folder), keys) as batch:
        batch.plan(articles(*texts))
        list(batch.work(pool))
        return sorted(pool.asked), WRITERS["json"].render(batch.report())


@pytest.fixture(autouse=True)
def _fixed_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


def test_only_what_changed_is_done_again(tmp_path: Path) -> None:
    asked, first = audited(tmp_path, "abcd")
    assert asked == ["00.txt", "01.txt", "02.txt", "03.txt"]
    assert audited(tmp_path, "abcd") == ([], first)
    asked, second = audited(tmp_path, "abxd")
    assert asked == ["02.txt"]
    assert second != first
    assert audited(tmp_path, "abcd", Keys("f", "l", "other|l", {}))[0] == asked_all()


def asked_all() -> list[str]:
    return ["00.txt", "01.txt", "02.txt", "03.txt"]


def test_a_run_that_stopped_goes_on_and_the_report_is_the_same(tmp_path: Path) -> None:
    _, whole = audited(tmp_path / "whole", "abcd")
    asked, part = audited(tmp_path / "part", "abcd", most=2)
    assert asked == ["00.txt", "01.txt"]
    assert part != whole
    assert audited(tmp_path / "part", "abcd") == (["02.txt", "03.txt"], whole)


def test_the_report_keeps_its_date_when_a_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    audited(tmp_path, "ab", most=1)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    _, later = audited(tmp_path, "ab")
    assert b"2023-11-14T22:13:20" in later
    _, another = audited(tmp_path, "abc")
    assert b"2027-01-15T08:00:00" in another


def test_articles_come_in_order_of_input_and_twice_named_ones_are_told_apart(
    tmp_path: Path,
) -> None:
    with Batch(Settings(), RunStore(None), KEYS) as batch:
        batch.plan([Article("b", "x"), Article("a", "y"), Article("b", "z")])
        list(batch.work(Pool()))
        report = batch.report()
        assert [one.article.path for one in report.articles] == ["b", "a", "b (2)"]
        assert len(report.articles) == 3
        assert report.articles[-1].article.text == "z"
        assert [one.article.path for one in report.articles[:2]] == ["b", "a"]
        with pytest.raises(IndexError):
            _ = report.articles[3]
        assert [source.document for source in report.sources] == ["speech.txt"]


def test_an_article_that_failed_is_in_the_report_with_its_reason(tmp_path: Path) -> None:
    class Failing(Pool):
        def run(self, tasks: Iterable[Task]) -> Iterator[Done]:
            for done in super().run(tasks):
                yield Done(replace(done.audited, quotations=(), failed="took too long"))

    with Batch(Settings(), RunStore(tmp_path), KEYS) as batch:
        batch.plan(articles("a"))
        list(batch.work(Failing()))
        assert batch.problems == ("00.txt: took too long",)
        WRITERS["json"].write(batch.report(), tmp_path)
    report = read_report(tmp_path / "report.json")
    assert report.articles[0].failed == "took too long"
    assert report.notes == ("00.txt: took too long",)
    assert audited(tmp_path, "a")[0] == ["00.txt"]  # tried again


def test_the_store_is_for_its_owner_only_also_where_it_existed(tmp_path: Path) -> None:
    path = store_path(tmp_path)
    path.parent.mkdir()
    path.touch()
    path.chmod(0o666)
    path.parent.chmod(0o777)
    RunStore(tmp_path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_decisions_stay_when_everything_else_is_forgotten(tmp_path: Path) -> None:
    audited(tmp_path, "a")
    with Decisions(tmp_path) as kept:
        kept.add([("a#1", Decision("drift", note="“sí” is no “no”"))])
    with RunStore(tmp_path) as store:
        store.forget()
        assert store.last_run() is None
    assert kept_decisions(tmp_path)["a#1"].choice == "drift"


def test_a_store_that_cannot_be_used_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("a file where the folder should be")
    with pytest.raises(ReportError, match="run the same command again"):
        RunStore(tmp_path)
    path = store_path(tmp_path / "noise")
    path.parent.mkdir(parents=True)
    path.write_bytes(b"noise" * 2000)
    with pytest.raises(ReportError, match=r"quotes\.sqlite"):
        RunStore(tmp_path / "noise")
    RunStore(tmp_path / "new").close()
    with sqlite3.connect(store_path(tmp_path / "new")) as file:
        file.execute("PRAGMA user_version=99")
    with pytest.raises(ReportError, match="another version"):
        RunStore(tmp_path / "new")


def test_a_disk_that_fills_up_is_one_clear_line_and_what_is_done_is_kept(tmp_path: Path) -> None:
    texts = [f"{number} " + "words " * 2_000 for number in range(6)]
    _, whole = audited(tmp_path / "whole", texts)
    with Batch(Settings(), RunStore(tmp_path / "full"), KEYS) as batch:
        batch.plan(articles(*texts))
        file = batch.store._connection
        (pages,) = file.execute("PRAGMA page_count").fetchone()
        file.execute(f"PRAGMA max_page_count={pages + 20}")
        with pytest.raises(ReportError, match=r"disk is full.*run the same command again"):
            list(batch.work(Pool()))
    asked, resumed = audited(tmp_path / "full", texts)
    assert 0 < len(asked) < len(texts)
    assert resumed == whole


def test_a_file_that_did_not_change_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("“The bridge is closed,” she said.", encoding="utf-8")

    def read() -> list[str]:
        with Batch(Settings(), RunStore(tmp_path), KEYS) as batch:
            batch.plan(one for one in batch.read(path) if isinstance(one, Article))
            return [row.article.text for row in batch.store.rows(batch.run_)]

    first = read()
    with monkeypatch.context() as readers:
        readers.setattr("quotes.batch.run.read_articles", lambda *_: pytest.fail("read again"))
        assert read() == first
    path.write_text("“It is open,” she said.", encoding="utf-8")
    assert read() == ["“It is open,” she said."]


def stub(folder: Path, count: int) -> list[str]:
    return [sys.executable, "-m", "tests.batch.stub", str(folder), str(count)]


def test_killed_at_random_moments_nothing_is_lost_and_nothing_done_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count, chance = 40, random.Random(0)  # noqa: S311 - no secret
    assert ended(stub(tmp_path / "whole", count), cwd=ROOT).returncode == 0
    trace = tmp_path / "trace"
    trace.mkdir()
    monkeypatch.setenv("STUB_TRACE", str(trace))
    for _ in range(2):  # `benchmarks.kills` has fifty
        wanted = min(done(tmp_path / "killed") + chance.randint(1, 8), count)
        until = time.monotonic() + LIMIT
        with begun(stub(tmp_path / "killed", count), cwd=ROOT) as process:
            while done(tmp_path / "killed") < wanted and process.poll() is None:
                assert time.monotonic() < until
                time.sleep(0.01)
    assert ended(stub(tmp_path / "killed", count), cwd=ROOT).returncode == 0
    whole, resumed = (tmp_path / name / "report.json" for name in ("whole", "killed"))
    assert resumed.read_bytes() == whole.read_bytes()
    # Each kill may lose the articles that were in hand: two workers, and no more.
    assert count <= len(list(trace.iterdir())) <= count + 2 * 2 * 2


def done(folder: Path) -> int:
    """Return how many articles are stored."""
    path = store_path(folder)
    if not path.exists():
        return 0
    with sqlite3.connect(path) as file:
        try:
            (count,) = file.execute(
                "SELECT count(*) FROM articles WHERE result IS NOT NULL"
            ).fetchone()
        except sqlite3.OperationalError:
            return 0
    return int(count)
