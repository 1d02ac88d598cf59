"""The learned judge: how likely two texts differ in sense, and which words show it.

It reads the Spanish original and the English quotation together. What it was trained
on, how well it does and where its threshold comes from is in ``weights/judge/CARD.md``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from quotes.ml.batching import batches, limit_threads
from quotes.ml.tokenization import Offsets, Tokenizer, tokenizer, words
from quotes.model import Span, WordKinds

if TYPE_CHECKING:
    from quotes.ml.networks import CrossEncoder, Reading

WEIGHTS = Path(__file__).parents[1] / "weights" / "judge"
STEEPEST = 30.0  # logits beyond this say nothing more and would overflow


@dataclass(frozen=True, slots=True)
class WordTag:
    """A word (characters ``start`` to ``end``) and the chance that it is at fault.

    In a quotation: that it says what the original does not (``probability``), or that
    words are missing just before it (``gap``). In an original: that the quotation does
    not say it. ``support`` is how like the nearest words of the other side are to it (cosine,
    -1 to 1, before anything was learned of drifts), ``partner`` the word that is nearest.
    """

    start: int
    end: int
    probability: float
    gap: float = 0.0
    support: float = 0.0
    partner: Span | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The log-odds that a careful reader would object, and what is said of each word.

    ``logit`` is not calibrated by itself: the risk weighs it with all else. ``summary`` are the
    network's last states summed up (`CrossEncoder.summary`), None where a side has no words.
    """

    logit: float
    quote: tuple[WordTag, ...]
    original: tuple[WordTag, ...]
    summary: NDArray[np.float32] | None = field(default=None, compare=False, repr=False)


@dataclass(slots=True)
class _Word:
    """A word while its pieces are read: chances, likenesses, and the nearest piece so far."""

    start: int
    end: int
    fault: float = 0.0
    gap: float = 0.0
    likenesses: list[float] = field(default_factory=list)
    partner: Offsets | None = None

    def add(self, reading: Reading, others: Sequence[Offsets]) -> None:
        """Take in what was read off a piece of the word; `others` are the other side's pieces."""
        fault, gap, likeness, place = reading
        self.fault, self.gap = max(self.fault, fault), max(self.gap, gap)
        if likeness > max(self.likenesses, default=-1.0) and 0 <= place < len(others):
            self.partner = others[place]
        self.likenesses.append(likeness)


@dataclass(slots=True)
class Prediction:
    """What was read off one pair: the words of each side, and logit and summary a window."""

    original: list[_Word]
    quote: list[_Word]
    windows: list[tuple[float, NDArray[np.float32]]] = field(default_factory=list)

    def summary(self) -> NDArray[np.float32] | None:
        """Return the summary of the most doubtful window, None if none was read."""
        return max(self.windows, key=lambda window: window[0])[1] if self.windows else None


class Judge:
    """The cross-encoder with its calibration; build one with `load`."""

    def __init__(self, network: CrossEncoder, cutter: Tokenizer, folder: Path) -> None:
        """Hold the parts, and the folder that they come from."""
        self._network = network
        self._tokenizer = cutter
        self._folder = folder

    def __reduce__(self) -> tuple[Callable[[Path], Judge], tuple[Path]]:
        """Go to another process as the name of the folder, which is read there once."""
        return _loaded, (self._folder,)

    @classmethod
    def load(cls, folder: Path = WEIGHTS, *, threads: int | None = None) -> Judge:
        """Read the weights in a folder; torch is imported here and not before.

        `threads` bounds what torch uses in this process; None leaves it to torch.
        """
        from quotes.ml.weights import judge  # noqa: PLC0415 - imports torch

        if threads:
            limit_threads(threads)
        return cls(judge(folder), tokenizer(folder / "tokenizer.json"), folder)

    def assess(
        self,
        pairs: Sequence[tuple[str, str]],
        known: Sequence[tuple[WordKinds, WordKinds]] | None = None,
    ) -> list[Assessment]:
        """Judge (original, quotation) pairs, in order.

        `known` is what a dictionary knows of the words of each (`quotes.bilingual.renderings`);
        without it the judge is less sure.

        A pair too long for one window is as doubtful as its most doubtful window. Where
        one side has no words the answer is certain: drift if the other has some.
        """
        return [
            Assessment(
                _logit(found),
                _tags(found.quote, found.original),
                _tags(found.original, found.quote),
                found.summary(),
            )
            for found in self._read(pairs, known or [((), ())] * len(pairs))
        ]

    def _read(
        self, pairs: Sequence[tuple[str, str]], known: Sequence[tuple[WordKinds, WordKinds]]
    ) -> list[Prediction]:
        """Read (original, quotation) pairs; one without words on a side gets no logits."""
        predictions = [Prediction(_unread(original), _unread(quote)) for original, quote in pairs]
        windows = [
            window
            for at, (original, quote) in enumerate(pairs)
            if predictions[at].original and predictions[at].quote
            for window in self._tokenizer.windows(at, original, quote, known[at])
        ]
        for batch in batches(windows, len):
            for window, read in zip(batch, self._network.read(batch), strict=True):
                logit, theirs, ours, summary = read
                found, original, quote = predictions[window.pair], window.original, window.quote
                found.windows.append((logit, summary))
                _spread(found.original, original.offsets, theirs, quote.offsets)
                _spread(found.quote, quote.offsets, ours, original.offsets)
        return predictions


@cache
def _loaded(folder: Path) -> Judge:
    return Judge.load(folder)


def _logit(found: Prediction) -> float:
    """Return the log-odds of a pair."""
    if found.windows:
        return max(-STEEPEST, min(STEEPEST, max(logit for logit, _ in found.windows)))
    return STEEPEST if bool(found.original) != bool(found.quote) else -STEEPEST


def _tags(words: Sequence[_Word], others: Sequence[_Word]) -> tuple[WordTag, ...]:
    """Return the tags of a text in order; partners are whole words of the other text."""
    return tuple(
        WordTag(
            word.start,
            word.end,
            round(word.fault, 4),
            round(word.gap, 4),
            round(sum(word.likenesses) / max(1, len(word.likenesses)), 4),
            _whole(word.partner, others) if word.partner else None,
        )
        for word in words
    )


def _whole(piece: Offsets, words: Sequence[_Word]) -> Span | None:
    """Return the word that a piece belongs to; None where it is a mark."""
    at = bisect_right(words, piece[0], key=lambda word: word.start) - 1
    for word in words[max(0, at) : at + 2]:
        if word.start < piece[1] and piece[0] < word.end:
            return Span(word.start, word.end)
    return None


def _unread(text: str) -> list[_Word]:
    """Return the words of a text with nothing read off them yet."""
    return [_Word(start, end) for start, end in words(text)]


def _spread(
    known: Sequence[_Word],
    offsets: Sequence[Offsets],
    found: Sequence[Reading],
    others: Sequence[Offsets],
) -> None:
    """Give each word what was read off the pieces that touch it."""
    at = 0
    for (start, end), reading in zip(offsets, found, strict=True):
        while at < len(known) and known[at].end <= start:
            at += 1
        if at < len(known) and known[at].start < end:
            known[at].add(reading, others)
