"""Workers: processes that audit whole articles, each with its tools loaded once.

    Workers(settings, jobs, limit).run(tasks)   yields a Done a task, in no order

An article that ends its worker, or takes longer than the limit, is tried once more when nothing
else is left, and then given up with its reason. No worker outlives the process that began it.

The pool itself can break: a worker ends before it has taken up its first article, or is killed in
the middle of handing over an answer and leaves the pool's locks closed to the others. Then it is
replaced, and what was in hand is tried once more as well; nothing waits for ever.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import active_children, get_context, parent_process
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from quotes.errors import ModelError, QuotesError, is_fault
from quotes.model import Article, AuditedArticle, Source
from quotes.pipeline import NOTHING, Audit, Known
from quotes.settings import Settings

if TYPE_CHECKING:
    from pebble import ProcessPool

AHEAD = 2  # tasks a worker that are handed out at a time, so that none waits for its next
SPARE = 2 << 30  # bytes that an article may take beside what is loaded, at least
OPENING = 300.0  # seconds that a worker may take until its first article, on a busy machine
BROKEN = "its worker ended before it began, or gave no answer"
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Task:
    """An article, and what is known of it already."""

    article: Article
    known: Known = NOTHING


@dataclass(frozen=True, slots=True)
class Done:
    """An article audited, the sources it cites that were not handed over before, its seconds."""

    audited: AuditedArticle
    sources: tuple[Source, ...] = ()
    seconds: float = 0.0


class Does(Protocol):
    """What a worker works with."""

    def do(self, task: Task) -> Done:
        """Audit one article."""
        ...


Opener: TypeAlias = Callable[[Settings], Does]


@dataclass(slots=True)
class Auditor:
    """Audits tasks in one process; remembers which sources it has handed over."""

    audit: Audit
    handed: set[str] = field(default_factory=set)

    @classmethod
    def open(cls, settings: Settings) -> Auditor:
        """Open the tools and load their models; raise QuotesError."""
        audit = Audit.open(settings)
        audit.ready()
        return cls(audit)

    def do(self, task: Task) -> Done:
        """Audit one article."""
        from quotes.batch.run_store import cited  # noqa: PLC0415 - pydantic takes its time

        started = time.perf_counter()
        audited = self.audit.article(task.article, task.known)
        # What was known may cite sources that another process has handed over.
        new = sorted(cited(audited) - self.handed)
        self.handed.update(new)
        sources = tuple(self.audit.source(document) for document in new)
        return Done(audited, sources, time.perf_counter() - started)


class Workers:
    """A pool of so many processes; `limit` bounds the seconds that one article may take."""

    def __init__(
        self, settings: Settings, jobs: int, limit: float, opener: Opener | None = None
    ) -> None:
        """Start no process yet; each opens its tools with `opener`, else `Auditor.open`."""
        self._settings, self._jobs, self._limit = settings, jobs, limit
        self._opener: Opener = opener or Auditor.open
        self._pool: ProcessPool | None = None

    def run(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Yield each task done or given up (`AuditedArticle.failed`), as they are ready.

        Raises QuotesError where a worker cannot open its tools. Left early, by an exception
        or Ctrl-C, it ends the workers at once.
        """
        try:
            yield from self.answers(tasks)
        finally:
            self.close()

    def answers(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Yield as `run` does, and keep the workers for more."""
        suspects: list[Task] = []
        broken, any_done = 0, False
        for task, done in self._each(tasks, self._jobs):
            if isinstance(done, Done):
                any_done = True
                yield done
                continue
            suspects.append(task)
            broken += done == BROKEN
            if broken > self._jobs * AHEAD and not any_done:  # more than were in one pool's hands
                raise ModelError(f"no worker could begin: {BROKEN}: is there memory for --jobs?")
        yield from self._alone(suspects)

    def _alone(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Try each once more in a pool of one worker that no other task has harmed."""
        harmed = True
        for task in tasks:
            if harmed:
                self.close()
            for _, done in self._each([task], 1):
                harmed = not isinstance(done, Done)
                yield done if isinstance(done, Done) else _given_up(task, done)

    def close(self) -> None:
        """End the workers at once."""
        if self._pool is not None:
            from pebble.pool.process import WORKERS_NAME  # noqa: PLC0415 - see `_opened`

            self._pool.stop()  # type: ignore[no-untyped-call]
            # Before the pool takes its locks away: one that is still being read where a worker
            # begins would be told there with a traceback.
            for process in active_children():
                if process.name == WORKERS_NAME:
                    process.kill()
            self._pool.join()
            self._pool = None

    def _opened(self, jobs: int) -> ProcessPool:
        from pebble import ProcessPool  # noqa: PLC0415 - a run that finds nothing changed has none

        if self._pool is not None and not self._pool.active:
            self.close()
        if self._pool is None:
            self._pool = ProcessPool(
                max_workers=jobs,
                initializer=_open,
                initargs=(self._opener, self._settings, jobs),
                context=get_context("spawn"),
            )
            with _interrupts_blocked():
                _ = self._pool.active  # begins the threads that begin the workers
        return self._pool

    def _each(self, tasks: Iterable[Task], jobs: int) -> Iterator[tuple[Task, Done | str]]:
        """Yield each task with what became of it: Done, or why it is not."""
        source, running = iter(tasks), dict[Future[Done], Task]()
        while True:
            while len(running) < jobs * AHEAD and (task := next(source, None)) is not None:
                future = self._opened(jobs).schedule(_do, args=(task,), timeout=self._limit)
                running[future] = task
            if not running:
                return
            ready, _ = wait(running, self._limit + OPENING, FIRST_COMPLETED)
            if not ready:  # longer than any article may take
                self.close()
                ready = {*running}
            for ended in ready:
                yield running.pop(ended), self._outcome(ended)

    def _outcome(self, future: Future[Done]) -> Done | str:
        from pebble import ProcessExpired  # noqa: PLC0415 - see `_opened`

        if not future.done():
            return BROKEN
        try:
            return future.result()
        except ToolsError as error:
            raise error.args[0] from error
        except BrokenProcessPool:
            return BROKEN
        except TimeoutError:
            return f"took longer than {self._limit:g} s"
        except ProcessExpired as error:
            return f"its process was ended ({_how(error.exitcode)})"
        except Exception as error:  # noqa: BLE001 - told in the report, whatever it was
            return str(error)


class ToolsError(Exception):
    """A worker could not open its tools: no article can be audited."""


_worker: dict[str, Any] = {}


def _open(opener: Opener, settings: Settings, jobs: int) -> None:
    """Open the tools of a worker; what goes wrong is told with its first task."""
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where `_interrupts_blocked` does nothing
    try:
        _worker["auditor"] = opener(settings)
    except QuotesError as error:
        _worker["error"] = error
    bound_memory(jobs)


@contextmanager
def _interrupts_blocked() -> Iterator[None]:
    """Let the threads that begin here, and every process of theirs, never hear of Ctrl-C.

    The terminal sends it to the workers too, and one that is still importing would print where it
    stood. The parent sees to it: they end with the pool.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    from multiprocessing import resource_tracker  # noqa: PLC0415 - not on Windows

    resource_tracker.ensure_running()  # it lets Ctrl-C in again where it has to begin
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _do(task: Task) -> Done:
    if "error" in _worker:
        raise ToolsError(_worker["error"])
    auditor: Does = _worker["auditor"]
    try:
        return auditor.do(task)
    except BaseException as error:
        if not is_fault(error):
            raise
        told = " ".join(str(error).split())
        name = type(error).__name__
        # As words: what cannot be read from its pickle would break the pool.
        raise RuntimeError(f"{name}: {told}" if told else name) from None


def _given_up(task: Task, reason: str) -> Done:
    failed = f"could not be audited: {reason}, twice"
    return Done(AuditedArticle(task.article, (), failed))


def _how(code: int | None) -> str:
    if code is not None and code < 0:
        name = signal.Signals(-code).name
        return f"{name}, perhaps for want of memory" if name == "SIGKILL" else name
    return f"exit code {code}"


def end_with_parent() -> None:
    """See to it that this process ends when the one that began it does, however that ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    parent = parent_process()
    if parent and not parent.is_alive():
        os._exit(1)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def bound_memory(jobs: int) -> None:
    """Bound what this process may take by its share of what is free, where the system can.

    So an article that would exhaust the machine fails by itself, with a MemoryError.
    """
    if sys.platform != "linux":
        return
    import resource  # noqa: PLC0415 - not on every system

    held, free = _field("/proc/self/status", "VmData"), _field("/proc/meminfo", "MemAvailable")
    most = held + max(SPARE, free // max(1, jobs))
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard in (resource.RLIM_INFINITY, -1) or most < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _field(path: str, name: str) -> int:
    """Return a field of a file of /proc, in bytes."""
    with open(path, encoding="ascii") as file:  # noqa: PTH123 - no file on a disk
        for line in file:
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) * 1024
    return 0


def usual_jobs() -> int:
    """Return how many workers this machine feeds: its cores, a gigabyte of free memory each."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    if sys.platform != "linux":
        return cores or 1
    return max(1, min(cores or 1, _field("/proc/meminfo", "MemAvailable") // (1 << 30)))


def counted(audited: AuditedArticle) -> dict[str, int]:
    """Return how many quotations of an article have each status."""
    found: dict[str, int] = {}
    for q in audited.quotations:
        found[q.status] = found.get(q.status, 0) + 1
    return found
