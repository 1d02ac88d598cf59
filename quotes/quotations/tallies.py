"""Running counts over the words of a text, so that what lies in a gap is known by subtraction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from quotes.model import Word

_STOPS = frozenset({".", "!", "?", ";"})


@dataclass(frozen=True, slots=True)
class Tallies:
    """Running counts: entry i counts the words before word i; each list has one entry more.

    `begun` counts stretches whose first word it is, `commas` all commas; the others
    count words outside marks: `colons`, `own_commas`, `thats`, `stops` and `subjects`.
    """

    begun: list[int]
    commas: list[int]
    colons: list[int]
    own_commas: list[int]
    thats: list[int]
    stops: list[int]
    subjects: list[int]


def tallies(words: Sequence[Word], stretch: Sequence[int], relations: Sequence[str]) -> Tallies:
    """Count through a text once; `stretch` and `relations` are those of `Reading`."""
    lower = [word.text.lower() for word in words]
    own = [text if inside < 0 else "" for text, inside in zip(lower, stretch, strict=True)]
    before = [-1, *stretch[:-1]]
    return Tallies(
        _running(now >= 0 and now != last for now, last in zip(stretch, before, strict=False)),
        _running(text == "," for text in lower),
        _running(text == ":" for text in own),
        _running(text == "," for text in own),
        _running(text == "that" for text in own),
        _running(text in _STOPS for text in own),
        _running(r == "nsubj" and s < 0 for r, s in zip(relations, stretch, strict=True)),
    )


def between(counts: Sequence[int], low: int, high: int) -> int:
    """Return the count over the words from `low` to `high` (exclusive), 0 if there are none."""
    return counts[high] - counts[low] if high > low else 0


def _running(marks: Iterable[bool]) -> list[int]:
    return list(accumulate(marks, initial=0))
