"""How far one English word stands above another: a vehicle above a rocket, one step up.

By WordNet: every sense of a noun or a verb and the more general senses (hypernyms) over it.
The table lies in `quotes/weights/broader/`, whose card says where it is from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

HIGHEST = 2  # steps looked up: further ones told nothing more on drift/dev
FARTHEST = 3.6  # cost beyond which a reading of two words is far fetched
COMMON = 8  # senses of the more specific word looked at, the most common first
# How a form is cut down to the word that stands in WordNet: the rules of its own program.
_ENDINGS = {
    "n": (("s", ""), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"),
          ("men", "man"), ("ies", "y")),
    "v": (("s", ""), ("ies", "y"), ("es", "e"), ("es", ""), ("ed", "e"), ("ed", ""),
          ("ing", "e"), ("ing", "")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hypernymy:
    """Where a word stands over another: `steps` up, from and to which of their senses.

    Senses are counted from 0, the most common; `specific` and `general` hold how many the
    two words have. `verb`: both are verbs, else nouns. `under`: log(1 + n) of the n senses
    below the more general word.
    """

    steps: int
    sense: int
    general_sense: int
    verb: bool
    under: float
    specific: int
    general: int

    @property
    def cost(self) -> float:
        """Return how far fetched this reading of the two words is."""
        return self.steps + 0.5 * self.sense + 0.3 * self.general_sense

    @property
    def signals(self) -> tuple[float, ...]:
        """Return all as numbers."""
        return (
            self.steps, self.sense, self.general_sense, float(self.verb), self.under,
            self.specific, self.general, self.cost,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Words:
    """Words as "n:rocket", sorted; their senses and the senses over these, between ends."""

    names: NDArray[np.bytes_]
    sense_ends: NDArray[np.int32]
    senses: NDArray[np.int32]
    above_ends: NDArray[np.int32]
    above: NDArray[np.int32]
    under: NDArray[np.float16]
    odd: dict[str, str]  # irregular forms: "n:men" to "man", several apart by a space

    def place(self, name: str) -> int | None:
        """Return the number of a word, None where WordNet lacks it."""
        wanted = name.encode("ascii", "ignore")
        at = int(np.searchsorted(self.names, np.array(wanted, dtype=self.names.dtype)))
        return at if at < len(self.names) and self.names[at] == wanted else None

    def height(self, name: str) -> float:
        """Return log(1 + n) of the n senses below a word."""
        place = self.place(name)
        return 0.0 if place is None else float(self.under[place])

    def over(self, senses: set[int]) -> set[int]:
        """Return the senses one step above."""
        ends = self.above_ends
        return {up for s in senses for up in self.above[ends[s] : ends[s + 1]].tolist()}


@cache
def _words() -> _Words:
    file = resources.files("quotes") / "weights" / "broader" / "ladder.npz"
    with resources.as_file(file) as path, np.load(path, allow_pickle=False) as stored:
        arrays: dict[str, Any] = {name: stored[name] for name in stored.files}
    odd = dict(line.split("\t") for line in str(arrays.pop("odd")).split("\n"))
    return _Words(**arrays, odd=odd)


@lru_cache(maxsize=16384)
def lemmas(word: str) -> frozenset[str]:
    """Return the nouns and verbs that a word in lower case may be a form of: "n:rocket"."""
    known, found = _words(), set()
    for part, endings in _ENDINGS.items():
        forms = {word, *known.odd.get(f"{part}:{word}", "").split()}
        forms |= {word[: -len(old)] + new for old, new in endings if word.endswith(old)}
        found |= {name for form in forms if known.place(name := f"{part}:{form}") is not None}
    return frozenset(found)


@lru_cache(maxsize=16384)
def hypernymy(word: str, specific: str) -> Hypernymy | None:
    """Return where `word` stands above `specific`, by the likeliest reading.

    None if nowhere, or only by senses that hardly anybody thinks of. Both words in lower
    case, in any form.
    """
    found = [
        way
        for name in sorted(lemmas(word))
        for other in sorted(lemmas(specific))
        if name[0] == other[0]
        for way in _ways(name, other)
        if way.cost <= FARTHEST
    ]
    return min(found, key=lambda way: way.cost, default=None)


def _ways(name: str, other: str) -> Iterator[Hypernymy]:
    """Yield a hypernymy for each sense of the first word that stands over one of the second."""
    senses, over = _senses(name), _over(other)
    for general, sense in enumerate(senses):
        if sense in over:
            steps, rank = over[sense]
            yield Hypernymy(
                steps, rank, general, name[0] == "v", _words().height(name),
                len(_senses(other)), len(senses),
            )  # fmt: skip


@lru_cache(maxsize=16384)
def _senses(name: str) -> tuple[int, ...]:
    """Return the senses of a word that WordNet has, the most common first."""
    known = _words()
    place = known.place(name)
    if place is None:
        return ()
    return tuple(known.senses[known.sense_ends[place] : known.sense_ends[place + 1]].tolist())


@lru_cache(maxsize=16384)
def _over(name: str) -> dict[int, tuple[int, int]]:
    """Return the senses over a word's common ones: steps up, and from which sense."""
    known = _words()
    found: dict[int, tuple[int, int]] = {}
    for rank, start in enumerate(_senses(name)[:COMMON]):
        seen = level = {start}
        for steps in range(1, HIGHEST + 1):
            level = known.over(level) - seen
            seen = seen | level
            for sense in level:
                here = (steps, rank)
                before = found.get(sense, here)
                found[sense] = min(here, before, key=lambda way: way[0] + 0.5 * way[1])
    return found
