"""What goes to stderr: messages, warnings and progress. Results go to stdout."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable

CONTROLS = dict.fromkeys((*range(9), *range(11, 32), 127), "�")


def say(message: str) -> None:
    """Print one line on stderr, with control characters made harmless."""
    line = " ".join(str(message).translate(CONTROLS).splitlines())
    print(line, file=sys.stderr)


def warn(message: str) -> None:
    """Print a warning on stderr; the work goes on."""
    say(f"warning: {message}")


def fail(message: str) -> NoReturn:
    """Print an error on stderr and exit with code 2."""
    say(f"error: {message}")
    sys.exit(2)


@contextmanager
def progress(label: str, total: int) -> Iterator[Callable[[], None]]:
    """Show a progress bar on stderr where it is a terminal; yield a function that advances it."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(label, total=total)
        yield lambda: bar.advance(task)


@contextmanager
def progress_of(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar whose length is not known yet; yield what is told "done, of"."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
