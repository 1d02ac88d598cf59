"""The network applied to pairs of texts: raw logits and the chances of each word.

Imports torch, so it is itself imported only when a judge is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quotes.batching import batches
from quotes.judging.network import Chances
from quotes.judging.packing import Cutter, Offsets, words
from quotes.judging.storage import network

WordChances = dict[Offsets, tuple[float, float]]


@dataclass(slots=True)
class Reading:
    """What was read off one pair: a logit for each window, two chances for each word."""

    original: WordChances
    quote: WordChances
    logits: list[float] = field(default_factory=list)


class Reader:
    """The network with its vocabulary."""

    def __init__(self, folder: Path) -> None:
        """Read the weights and the vocabulary in a folder."""
        self._cutter = Cutter(folder / "tokenizer.json")
        self._network = network(folder)

    def read(self, pairs: Sequence[tuple[str, str]]) -> list[Reading]:
        """Read (original, quotation) pairs; one without words on a side gets no logits."""
        readings = [Reading(_unread(original), _unread(quote)) for original, quote in pairs]
        windows = [
            window
            for at, (original, quote) in enumerate(pairs)
            if readings[at].original and readings[at].quote
            for window in self._cutter.windows(at, original, quote)
        ]
        for batch in batches(windows, len):
            for window, logit, (theirs, ours) in zip(
                batch, *self._network.read(batch), strict=True
            ):
                reading = readings[window.pair]
                reading.logits.append(logit)
                _spread(reading.original, window.original.offsets, theirs)
                _spread(reading.quote, window.quote.offsets, ours)
        return readings


def _unread(text: str) -> WordChances:
    """Return the words of a text with no chances yet."""
    return dict.fromkeys(words(text), (0.0, 0.0))


def _spread(known: WordChances, offsets: Sequence[Offsets], found: Chances) -> None:
    """Give each word the highest chances of the pieces that touch it."""
    places = sorted(known)
    at = 0
    for (start, end), (fault, gap) in zip(offsets, found, strict=True):
        while at < len(places) and places[at][1] <= start:
            at += 1
        if at < len(places) and places[at][0] < end:
            before = known[places[at]]
            known[places[at]] = max(before[0], fault), max(before[1], gap)
