"""Texts to pieces: one pair becomes one or more windows that the network can read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from tokenizers import Tokenizer

START, END, PAD = 0, 2, 1
LONGEST = 200  # pieces of one text in one window; training saw up to about this many
MARGIN = 20  # pieces of the original that a window takes on either side of its share
WORD = re.compile(r"[^\W_]+(?:[.,:'’\-/][^\W_]+)*%?")

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text as piece numbers, with the characters each piece covers."""

    numbers: tuple[int, ...]
    offsets: tuple[Offsets, ...]

    def part(self, start: int, end: int) -> Pieces:
        """Return the pieces from ``start`` to ``end``."""
        return Pieces(self.numbers[start:end], self.offsets[start:end])


@dataclass(frozen=True, slots=True)
class Window:
    """What the network reads at once: part of an original, part of a quotation."""

    pair: int
    original: Pieces
    quote: Pieces

    def __len__(self) -> int:
        """Return how many pieces the network sees, with the four marks."""
        return len(self.original.numbers) + len(self.quote.numbers) + 4


class Cutter:
    """Cuts texts to pieces with the vocabulary beside the weights."""

    def __init__(self, path: Path) -> None:
        """Read the vocabulary."""
        self._library = Tokenizer.from_file(str(path))

    def pieces(self, text: str) -> Pieces:
        """Return the pieces of a text."""
        found = self._library.encode(text, add_special_tokens=False)
        return Pieces(tuple(found.ids), tuple((int(a), int(b)) for a, b in found.offsets))

    def windows(self, pair: int, original: str, quote: str) -> Iterator[Window]:
        """Yield the windows of one pair: one, unless a text is very long."""
        ours, theirs = self.pieces(quote), self.pieces(original)
        count = max(1, ceil(max(len(ours.numbers), len(theirs.numbers)) / LONGEST))
        for at in range(count):
            start, end = _share(len(theirs.numbers), at, count)
            if count > 1:
                start, end = max(0, start - MARGIN), end + MARGIN
            yield Window(
                pair, theirs.part(start, end), ours.part(*_share(len(ours.numbers), at, count))
            )


def _share(length: int, at: int, count: int) -> Offsets:
    """Return the bounds of one of ``count`` even parts."""
    return length * at // count, length * (at + 1) // count


def words(text: str) -> list[Offsets]:
    """Return where the words of a text stand."""
    return [match.span() for match in WORD.finditer(text)]
