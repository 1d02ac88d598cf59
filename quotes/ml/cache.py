"""What was worked out lately, kept in memory so that it is not worked out again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Cache(Generic[K, V]):
    """Values by their keys; all are forgotten where too many come together."""

    def __init__(self, most: int, size: Callable[[V], int] = lambda _: 1) -> None:
        """Begin with none; `most` bounds the sum of the sizes of the values."""
        self._most, self._size = most, size
        self._kept: dict[K, V] = {}

    def of(self, keys: Sequence[K], compute: Callable[[list[K]], Iterable[V]]) -> list[V]:
        """Return the value of each key; `compute` gives those of keys not known, in order."""
        missing = [key for key in dict.fromkeys(keys) if key not in self._kept]
        fresh = dict(zip(missing, compute(missing), strict=True)) if missing else {}
        found = [fresh[key] if key in fresh else self._kept[key] for key in keys]
        new = sum(map(self._size, fresh.values()))
        if new + sum(map(self._size, self._kept.values())) > self._most:
            self._kept.clear()
        if new <= self._most:
            self._kept.update(fresh)
        return found
