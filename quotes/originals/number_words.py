"""Numbers that mean the same, however they are written: "91" and "noventa y uno"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, groupby

from quotes.languages.digits import table
from quotes.languages.quantities import quantities

_ROLES = ("small", "scale")
_JOINTS = frozenset(("y", "un", "uno", "una"))  # words of a number only beside others


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a text: the values it may mean, and its first and last word."""

    values: frozenset[float]
    first: int
    last: int


def english_numbers(text: str, offsets: Sequence[Sequence[int]]) -> tuple[Number, ...]:
    """Return the numbers of an English text with their places among its words.

    `offsets` are start and end of each word.
    """
    return tuple(_numbers(text, offsets, "en"))


def _numbers(text: str, offsets: Sequence[Sequence[int]], language: str) -> Iterator[Number]:
    for one in quantities(text, language):
        inside = [
            at
            for at, (start, end) in enumerate(offsets)
            if start < one.span.end and one.span.start < end
        ]
        if inside and one.kind != "indefinite":
            yield Number(one.values, inside[0], inside[-1])


def spanish_numbers(keys: Sequence[str]) -> Iterator[Number]:
    """Yield the numbers among Spanish words."""
    known = _number_words()
    places = [at for at, key in enumerate(keys) if key in known or key[0].isdigit()]
    for _, same in groupby(enumerate(places), key=lambda one: one[1] - one[0]):
        run = [at for _, at in same]
        written = tuple(keys[run[0] : run[-1] + 1])
        if not _JOINTS.issuperset(written):
            for one in _read(written):
                yield Number(one.values, run[0] + one.first, run[0] + one.last)


@lru_cache(maxsize=4096)
def _read(keys: tuple[str, ...]) -> tuple[Number, ...]:
    """Return the numbers of Spanish words in a row."""
    ends = list(accumulate(len(key) + 1 for key in keys))
    offsets = [(end - 1 - len(key), end - 1) for end, key in zip(ends, keys, strict=True)]
    return tuple(_numbers(" ".join(keys), offsets, "es"))


@cache
def _number_words() -> frozenset[str]:
    """Return the Spanish words that numbers are written with, and what joins them."""
    return _JOINTS.union(word for role in _ROLES for word in table("es", role))
