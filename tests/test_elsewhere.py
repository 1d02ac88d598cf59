"""Work in another process: answers in order, errors as they are, one line when it is killed."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from quotes.elsewhere import AHEAD, Elsewhere, waited_for
from quotes.errors import ModelError, TranslatorError, unknown_name

OPEN = """
import time
from quotes.elsewhere import Elsewhere
if __name__ == "__main__":
    print(Elsewhere("sums").ask(abs, -1), flush=True)
    time.sleep(60)
"""


def process_of(_: int) -> int:
    return os.getpid()


def refused(number: int) -> int:
    if number == 2:
        raise TranslatorError("embedded: no answer within 60 s")
    return number


def counted(made: list[int]) -> Iterator[int]:
    for number in range(20):
        made.append(number)
        yield number


@pytest.mark.parametrize("items", [[], [-3], list(range(-40, 0))])
def test_answers_come_in_order(items: list[int]) -> None:
    assert list(Elsewhere("sums").each(abs, items)) == [-item for item in items]


def test_two_of_a_name_share_one_process_that_is_not_this_one() -> None:
    first, second = Elsewhere("sums").ask(process_of, 0), Elsewhere("sums").ask(process_of, 0)
    assert first == second != os.getpid()


def test_only_a_few_items_are_asked_for_ahead() -> None:
    made: list[int] = []
    for number in Elsewhere("sums").each(abs, counted(made)):
        assert len(made) <= number + AHEAD + 1


def test_work_is_shared_where_the_next_answer_is_there_already() -> None:
    elsewhere = Elsewhere("shared sums")
    where = []
    for number in elsewhere.each(abs, range(8)):
        for one in elsewhere._process.coming:
            one.get()
        if number == 2:
            elsewhere.prepare(process_of, 0)
        where.append(elsewhere.share(process_of, 0).get())
    here, there = os.getpid(), elsewhere.ask(process_of, 0)
    assert where == [here] * 2 + [there] * 6


@pytest.mark.parametrize("left", [1, 2])
def test_work_is_done_here_while_more_than_the_last_is_still_to_come(
    left: int, tmp_path: Path
) -> None:
    elsewhere, barrier = Elsewhere("shared sums"), tmp_path / "go on"
    elsewhere.prepare(process_of, 0)
    answers = elsewhere.each(held_up, [None, *[barrier] * left])
    next(answers)
    shared = elsewhere.share(process_of, 0)
    assert shared.ready == (left > 1)
    barrier.touch()
    assert (shared.get() == os.getpid()) == (left > 1)
    assert list(answers) == [barrier] * left


def held_up(barrier: Path | None) -> Path | None:
    while barrier and not barrier.exists():
        time.sleep(0.01)
    return barrier


def test_the_process_knows_whether_it_is_waited_for(tmp_path: Path) -> None:
    elsewhere, barrier = Elsewhere("sums"), tmp_path / "go on"
    busy = elsewhere.begin(waited_after, barrier)
    barrier.touch()
    while not busy.ready:
        time.sleep(0.01)
    assert not busy.get()
    assert elsewhere.ask(waited_after, barrier)
    assert not waited_for()


def waited_after(barrier: Path) -> bool:
    held_up(barrier)
    time.sleep(0.2)  # so that who asks has begun to wait
    return waited_for()


def test_errors_are_raised_where_their_answer_would_have_come() -> None:
    answers = Elsewhere("sums").each(refused, range(4))
    assert [next(answers), next(answers)] == [0, 1]
    with pytest.raises(TranslatorError, match="no answer within 60 s"):
        next(answers)


def test_the_errors_of_this_program_can_be_handed_over() -> None:
    with pytest.raises(Exception, match="did you mean 'embedded'"):
        Elsewhere("sums").ask(raising, "embeded")


def raising(name: str) -> None:
    raise unknown_name("parser", name, ["embedded"])


def test_a_killed_process_is_one_clear_line_and_the_next_works() -> None:
    elsewhere = Elsewhere("sums")
    victim = elsewhere.ask(process_of, 0)
    next(child for child in multiprocessing.active_children() if child.pid == victim).kill()
    with pytest.raises(ModelError, match="process of the sums was ended from outside"):
        list(elsewhere.each(abs, range(5)))
    assert Elsewhere("sums").ask(abs, -1) == 1


def test_it_does_not_outlive_an_audit_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "opened.py"
    script.write_text(OPEN)
    root = Path(__file__).parents[1]
    audit = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(root)},
    )
    assert audit.stdout
    assert audit.stdout.readline() == b"1\n"
    audit.kill()
    audit.communicate(timeout=60)  # the other process writes to the same pipe: closed, it ended
