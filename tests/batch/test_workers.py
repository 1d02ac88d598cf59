"""Workers: every article comes out once; one that ends its worker is tried twice and given up."""

from __future__ import annotations

import os
import signal
import sys
import time
from concurrent.futures import Future, wait
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from quotes.batch import workers
from quotes.batch.workers import Done, Task, Workers, usual_jobs
from quotes.errors import ModelError
from quotes.settings import Settings
from tests.batch.stub import articles, blocked, dies, opened, refused
from tests.processes import LIMIT, ROOT, begun, descendants, ended_soon


def fails(answer: Future[Done]) -> bool:
    return answer.exception() is not None


def failures(texts: list[str], limit: float = 60, jobs: int = 2) -> dict[str, str | None]:
    pool = Workers(Settings(), jobs, limit, opened)
    done = list(pool.run(map(Task, articles(*texts))))
    assert len(done) == len(texts)
    return {one.audited.article.text: one.audited.failed for one in done}


def test_articles_that_end_their_worker_are_given_up_and_the_rest_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STUB_TRACE", str(tmp_path))
    texts = ["crash", "good one", "raise too soon", "exhaust", "good two", "panic loudly"]
    found = failures(texts)
    assert found["good one"] is None
    assert found["good two"] is None
    assert "its process was ended (exit code 9), twice" in str(found["crash"])
    assert "ZeroDivisionError: too soon, twice" in str(found["raise too soon"])
    assert "MemoryError" in str(found["exhaust"])
    assert "Panic: loudly, twice" in str(found["panic loudly"])
    begun = [trace.name.split()[0] for trace in tmp_path.iterdir()]
    assert sorted(begun) == sorted(
        ["00.txt", "02.txt", "03.txt", "05.txt"] * 2 + ["01.txt", "04.txt"]
    )


def test_an_article_that_takes_too_long_is_given_up_and_the_rest_is_done() -> None:
    found = failures(["hang", *map(str, range(8))], limit=3)
    assert "took longer than 3 s, twice" in str(found.pop("hang"))
    assert set(found.values()) == {None}


def test_a_pool_that_breaks_is_replaced_and_costs_no_other_article(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What waits for it is stood in for: it waits long, but where nothing can come any more."""
    seized: list[Task] = []

    def waited(running: dict[Future[Done], Task], _: float, when: str) -> Any:
        ready = wait(running, 1 if seized else LIMIT, when)
        seized[:] = [running[one] for one in ready.done if len(running) > 1 and fails(one)]
        return ready

    monkeypatch.setattr(workers, "wait", waited)
    found = failures(["good one", "seize", "good two", "good three"], jobs=1)
    assert "its process was ended (exit code 9), twice" in str(found.pop("seize"))
    assert set(found.values()) == {None}


@pytest.mark.parametrize(("count", "given_up"), [(1, 1), (5, 0)])
def test_workers_that_end_while_they_open_their_tools_end_the_run(
    count: int, given_up: int
) -> None:
    done: list[Done] = []
    with pytest.raises(ModelError, match="is there memory") if count > 2 else nullcontext():
        tasks = map(Task, articles(*map(str, range(count))))
        done += Workers(Settings(), 1, 60, dies).run(tasks)
    assert len(done) == given_up
    assert all(workers.BROKEN in str(one.audited.failed) for one in done)


def test_tools_that_cannot_be_opened_end_the_run() -> None:
    with pytest.raises(ModelError, match="the models are missing"):
        list(Workers(Settings(), 2, 60, refused).run(map(Task, articles("a", "b"))))


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="Windows has no masks")
def test_workers_never_hear_of_ctrl_c_not_even_while_they_import() -> None:
    (done,) = Workers(Settings(), 1, 60, blocked).run(map(Task, articles("good")))
    assert done.audited.failed is None
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())  # the parent does


def test_so_many_workers_as_the_machine_feeds() -> None:
    assert 1 <= usual_jobs() <= (os.cpu_count() or 1)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc")
def test_workers_do_not_outlive_the_run_however_it_ends(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.batch.stub", str(tmp_path), "4000"]
    with begun(command, cwd=ROOT) as process:
        until = time.monotonic() + LIMIT
        while len(held := descendants(process.pid)) < 3 and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(1)
        process.send_signal(signal.SIGKILL)  # the parent alone, and no chance to tidy up
        process.wait(LIMIT)
        assert len(held) >= 3
        assert ended_soon(held)
