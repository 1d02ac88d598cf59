"""What goes to stderr: messages, warnings and progress. Results go to stdout.

`--quiet` leaves errors only; `--log json` makes a line of JSON of each message and each article.
A stderr that is closed (the terminal is gone) stops nothing.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NoReturn

if TYPE_CHECKING:
    from rich.progress import Progress

CONTROLS = dict.fromkeys((*range(9), *range(11, 32), 127), "�")
EVERY = 30.0  # seconds between two lines of progress where stderr is no terminal
Log = Literal["text", "json"]


@dataclass(slots=True)
class Style:
    """How messages are shown, set once by the command."""

    log: Log = "text"
    quiet: bool = False


STYLE = Style()


def say(message: str, level: str = "info") -> None:
    """Print one line on stderr, with control characters made harmless."""
    if STYLE.quiet and level != "error":
        return
    line = " ".join(str(message).translate(CONTROLS).splitlines())
    if STYLE.log == "json":
        line = json.dumps({"event": level, "message": line}, ensure_ascii=False)
    elif level != "info":
        line = f"{level}: {line}"
    _print(line)


def warn(message: str) -> None:
    """Print a warning on stderr; the work goes on."""
    say(message, "warning")


def fail(message: str) -> NoReturn:
    """Print an error on stderr and exit with code 2."""
    say(message, "error")
    sys.exit(2)


def _print(line: str) -> None:
    with suppress(OSError, ValueError):
        print(line.encode("utf-8", "replace").decode(), file=sys.stderr, flush=True)


@contextmanager
def progress(label: str, total: int) -> Iterator[Callable[[], None]]:
    """Show a progress bar on stderr where it is a terminal; yield a function that advances it."""
    with _bar() as bar:
        task = bar.add_task(label, total=total)
        yield lambda: bar.advance(task)


@contextmanager
def progress_of(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar whose length is not known yet; yield what is told "done, of"."""
    with _bar() as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _bar(*more: str) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    columns = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()]
    columns += [TextColumn(f"{{task.fields[{name}]}}") for name in more]
    shown = console.is_terminal and not STYLE.quiet and STYLE.log == "text"
    return Progress(*columns, console=console, disable=not shown)


@dataclass(slots=True)
class Tally:
    """How far a batch is: articles done, the time they took, quotations by status."""

    total: int
    done: int = 0
    failed: int = 0
    statuses: dict[str, int] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)
    told: float = field(default_factory=time.monotonic)

    def add(self, statuses: Mapping[str, int], *, failed: bool) -> None:
        """Count one more article."""
        self.done += 1
        self.failed += failed
        for status, number in statuses.items():
            self.statuses[status] = self.statuses.get(status, 0) + number

    @property
    def rate(self) -> float:
        """Articles a minute so far."""
        return 60 * self.done / max(0.001, time.monotonic() - self.started)

    @property
    def left(self) -> float:
        """Seconds left at that rate."""
        return 60 * (self.total - self.done) / max(0.001, self.rate)

    def line(self) -> str:
        """Return rate, time left and counts in words."""
        counts = ", ".join(f"{number} {status}" for status, number in sorted(self.statuses.items()))
        failed = f", {self.failed} failed" if self.failed else ""
        return f"{self.rate:.1f}/min, {spoken(self.left)} left{failed}: {counts or 'nothing yet'}"


@contextmanager
def batch_progress(total: int) -> Iterator[Callable[[str, Mapping[str, int], str | None], None]]:
    """Show how a batch comes along; yield what is told path, statuses and failure an article."""
    tally = Tally(total)
    with _bar("line") as bar:
        task = bar.add_task("auditing", total=total, line="")

        def tell(path: str, statuses: Mapping[str, int], failed: str | None) -> None:
            tally.add(statuses, failed=failed is not None)
            bar.update(task, advance=1, line=tally.line())
            _told(tally, path, statuses, failed, shown=not bar.disable)

        yield tell


def _told(
    tally: Tally, path: str, statuses: Mapping[str, int], failed: str | None, *, shown: bool
) -> None:
    if STYLE.log == "json":
        part = {"event": "article", "path": path, "statuses": statuses, "failed": failed}
        _print(json.dumps(part | {"done": tally.done, "of": tally.total}, ensure_ascii=False))
        return
    if failed:
        warn(f"{path}: {failed}")
    if not shown and time.monotonic() - tally.told >= EVERY:
        tally.told = time.monotonic()
        say(f"{tally.done} of {tally.total} articles, {tally.line()}")


def spoken(seconds: float) -> str:
    """Return a length of time as people say it: "40 s", "12 min", "3 h 05 min"."""
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02} min"
