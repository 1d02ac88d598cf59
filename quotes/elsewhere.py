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
from functools import cache
from typing import TypeVar

from quotes.errors import ModelError

T = TypeVar("T")
R = TypeVar("R")
AHEAD = 3  # items asked for before they are needed


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
        (answer,) = self.each(work, [item])
        return answer

    def start(self, work: Callable[[T], object], item: T) -> None:
        """Have work begun whose answer nobody waits for."""
        self._process.submit(work, item)

    def each(self, work: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
        """Yield what `work` makes of each item, in order, the next few made meanwhile."""
        coming: deque[Future[R]] = deque()
        with self._watched():
            try:
                for item in items:
                    coming.append(self._process.submit(work, item))
                    if len(coming) > AHEAD:
                        yield coming.popleft().result()
                while coming:
                    yield coming.popleft().result()
            finally:
                for future in coming:
                    future.cancel()

    @contextmanager
    def _watched(self) -> Iterator[None]:
        try:
            yield
        except BrokenProcessPool as error:
            _process.cache_clear()
            raise ModelError(
                f"the process of the {self._name} was ended from outside, perhaps for want of "
                "memory: close other programs, or audit fewer articles at once"
            ) from error


@cache
def _process(name: str) -> ProcessPoolExecutor:
    """Return the one process of a name."""
    del name
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=_settle)


def _settle() -> None:
    """Leave Ctrl-C to the audit, which keeps what is done, and never outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
