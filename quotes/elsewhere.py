"""Work in a process of its own, so that it takes no time from the work here.

Stanza is largely Python: in a thread, it and the rest of the audit wait for one another.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from ctypes import c_byte
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Generic, TypeVar

from quotes.errors import ModelError

T = TypeVar("T")
R = TypeVar("R")
AHEAD = 3  # items asked for before they are needed


@dataclass(frozen=True, slots=True)
class Answer(Generic[R]):
    """What work makes of an item, perhaps still to come from the process of this name.

    `waited_for` tells that process whether this one has nothing to do meanwhile.
    """

    name: str
    future: Future[R]
    waited_for: c_byte = field(default_factory=c_byte)

    @property
    def ready(self) -> bool:
        """Return whether nobody need wait for it."""
        return self.future.done()

    def get(self) -> R:
        """Return it when it is there; what the work raised is raised here."""
        self.waited_for.value = not self.ready
        try:
            with _watched(self.name):
                return self.future.result()
        finally:
            self.waited_for.value = False


class Elsewhere:
    """A process for work that goes by one name; two of the same name share it.

    Work, what it is asked with and what it answers must be such as `pickle` can take. What
    it raises is raised here; ModelError if the process is ended from outside.
    """

    def __init__(self, name: str) -> None:
        """Start the process."""
        self._name = name
        self._process = _process(name)

    def ask(self, work: Callable[[T], R], item: T) -> R:
        """Return what `work` makes of an item there."""
        return self.begin(work, item).get()

    def begin(self, work: Callable[[T], R], item: T) -> Answer[R]:
        """Have work begun there, after what was begun before."""
        with _watched(self._name):
            future = self._process.pool.submit(work, item)
        return Answer(self._name, future, self._process.waited_for)

    def each(self, work: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Yield what `work` makes of each item, in order, the next few made meanwhile."""
        coming = self._process.coming = deque[Answer[R]]()
        try:
            for item in items:
                coming.append(self.begin(work, item))
                if len(coming) > AHEAD:
                    yield coming.popleft().get()
            while coming:
                yield coming.popleft().get()
        finally:
            for answer in coming:
                answer.future.cancel()

    def prepare(self, work: Callable[[T], object], item: T) -> None:
        """Have work done there that it may be asked to share, so that it is ready for it."""
        self.begin(work, item)
        self._process.prepared = True

    def share(self, work: Callable[[T], R], item: T) -> Answer[R]:
        """Have work done here and now, or there if it is prepared and has, or soon will have, time.

        It has where the next answer of `each` is here already, and where that is the last. So
        neither process waits while there is work for both.
        """
        coming = self._process.coming
        if self._process.prepared and (len(coming) <= 1 or coming[0].ready):
            return self.begin(work, item)
        done: Future[R] = Future()
        done.set_result(work(item))
        return Answer(self._name, done)


def waited_for() -> bool:
    """Return whether this is such a process and the one that asks has nothing to do meanwhile."""
    return bool(_here and _here[0].value)


@dataclass(slots=True)
class _Process:
    """The one process of a name: whether it is waited for, shares work, and what is to come."""

    pool: ProcessPoolExecutor
    waited_for: c_byte
    prepared: bool = False
    coming: deque[Answer[Any]] = field(default_factory=deque)


_here: list[c_byte] = []  # in such a process: whether it is waited for


@cache
def _process(name: str) -> _Process:
    """Return the one process of a name."""
    del name
    context = multiprocessing.get_context("spawn")
    waited_for: c_byte = context.RawValue("b", 0)
    pool = ProcessPoolExecutor(1, context, initializer=_settle, initargs=(waited_for,))
    return _Process(pool, waited_for)


@contextmanager
def _watched(name: str) -> Iterator[None]:
    try:
        yield
    except BrokenProcessPool as error:
        _process.cache_clear()
        raise ModelError(
            f"the process of the {name} was ended from outside, perhaps for want of "
            "memory: close other programs, or audit fewer articles at once"
        ) from error


def _settle(waited: c_byte) -> None:
    """Leave Ctrl-C to the audit, which keeps what is done, and never outlive it."""
    _here.append(waited)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
