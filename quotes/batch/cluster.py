"""Workers on several machines: Ray Data, a stateful actor a worker that loads the models once.

The same tasks come in as a stream and the same answers go out, so the store and the report are
those of a run on one machine, byte for byte. A machine or an actor that dies is Ray's to mend:
it begins another and asks again. An article that ends its worker is tried twice and given up
within its actor, as on one machine.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import islice
from typing import Any

from quotes.batch.workers import Auditor, Done, Opener, Task, Workers
from quotes.errors import ModelError, SettingsError
from quotes.model import AuditedArticle
from quotes.network import lift
from quotes.settings import Settings

TRIES = 3  # times that Ray asks for an article whose actor died, before it is given up
AT_ONCE = 4000  # tasks handed to Ray together: the rest stays in the store, out of memory
LOOPBACK = "127.0.0.1"
NOT_STARTED = "--engine ray: Ray did not start, or was not reached"


class Cluster:
    """Ray at an address ("auto": the cluster of this machine), or begun here for this run.

    `jobs`: how many workers (0: as many as there are processors). The originals must lie at
    the same path on every machine. Raises SettingsError where Ray is not installed.
    """

    def __init__(
        self,
        settings: Settings,
        address: str | None = None,
        jobs: int = 0,
        limit: float = 600.0,
        opener: Opener | None = None,
    ) -> None:
        """Connect to nothing yet."""
        self._settings, self._address, self._jobs = settings, address, jobs
        self._limit, self._opener = limit, opener or Auditor.open
        try:
            import_module("ray.data")
        except ImportError as error:
            raise SettingsError(
                "--engine ray: not installed: pip install 'quotes-audit[cluster]'"
            ) from error

    def run(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Yield each task done or given up, as they are ready."""
        ray: Any = import_module("ray")
        try:
            started = self._connect()
        except Exception as error:
            raise ModelError(f"{NOT_STARTED}: {_first_line(error)}") from error
        try:
            waiting = iter(tasks)
            while part := list(islice(waiting, AT_ONCE)):
                yield from self._answers(part)
        except ray.exceptions.RayError as error:
            raise ModelError(f"--engine ray: {_first_line(error)}") from error
        finally:
            if started:
                ray.shutdown()

    def _connect(self) -> bool:
        """Connect; return whether a Ray was begun or joined here, and is to be left again."""
        ray: Any = import_module("ray")
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it would tell its makers
        if ray.is_initialized():
            return False
        options: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}
        if self._address:
            lift()  # the user named another machine
            ray.init(address=self._address, **options)
        else:
            ray.init(
                num_cpus=self._jobs or None,
                include_dashboard=False,
                _node_ip_address=LOOPBACK,
                **options,
            )
        return True

    def _answers(self, tasks: list[Task]) -> Iterator[Done]:
        ray: Any = import_module("ray")
        context = ray.data.DataContext.get_current()
        context.max_errored_blocks = -1  # what is missing at the end is given up by name
        context.enable_progress_bars = False
        context.print_on_execution_start = False
        left = {task.article.path: task for task in tasks}
        workers = min(self._jobs or int(ray.cluster_resources().get("CPU", 1)), len(tasks))
        rows = [{"task": pickle.dumps(task)} for task in tasks]
        answers = ray.data.from_items(rows, override_num_blocks=len(rows)).map(
            Actor,
            fn_constructor_args=(self._opener, self._settings, self._limit),
            concurrency=workers,
            num_cpus=1,
            max_restarts=-1,
            max_task_retries=TRIES - 1,
        )
        for row in answers.iter_rows():
            done: Done = pickle.loads(row["done"])  # noqa: S301 - from our own actor
            left.pop(done.audited.article.path, None)
            yield done
        for task in left.values():
            failed = f"could not be audited: its actor died {TRIES} times"
            yield Done(AuditedArticle(task.article, (), failed))


class Actor:
    """A worker of a cluster: one process with its tools loaded, and this one that minds it."""

    def __init__(self, opener: Opener, settings: Settings, limit: float) -> None:
        """Start the process when the first task comes."""
        self._workers = Workers(settings, 1, limit, opener)

    def __call__(self, row: dict[str, bytes]) -> dict[str, bytes]:
        """Return the row of a task done."""
        task: Task = pickle.loads(row["task"])  # noqa: S301 - from our own driver
        (done,) = self._workers.answers([task])
        return {"done": pickle.dumps(done)}


def _first_line(error: Exception) -> str:
    lines = [line for line in str(error).splitlines() if line.strip()]
    return lines[-1].strip() if lines else type(error).__name__
