"""Work one item ahead: the next is made in a thread while the last is used."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def ahead(items: Iterable[T]) -> Generator[T, None, None]:
    """Yield the items in order, each made while the one before it is worked on.

    What making an item raises is raised where that item would have come. Threads help
    where making an item waits (for a process, for native code), as every use here does.
    """
    source = iter(items)
    with ThreadPoolExecutor(max_workers=1) as maker:
        coming = maker.submit(_next, source)
        while made := coming.result():
            coming = maker.submit(_next, source)
            yield made[0]


def _next(source: Iterator[T]) -> tuple[T] | None:
    """Return the next item in a tuple of one, or None at the end."""
    return next(((item,) for item in source), None)
