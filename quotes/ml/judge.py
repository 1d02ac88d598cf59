"""The learned judge: how likely two texts differ in sense, and which words show it.

It reads the Spanish original and the English quotation together. What it was trained
on, how well it does and where its threshold comes from is in ``weights/judge/CARD.md``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING

from quotes.ml.batching import batches
from quotes.ml.threads import limit_threads
from quotes.ml.tokenization import Offsets, Tokenizer, tokenizer, words

if TYPE_CHECKING:
    from quotes.ml.cross_encoder import Chances, CrossEncoder

WEIGHTS = Path(__file__).parents[1] / "weights" / "judge"
STEEPEST = 30.0  # logits beyond this say nothing more and would overflow

WordChances = dict[Offsets, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class WordTag:
    """A word (characters ``start`` to ``end``) and the chance that it is at fault.

    In a quotation: that it says what the original does not (``probability``), or that
    words are missing just before it (``gap``). In an original: that the quotation does
    not say it.
    """

    start: int
    end: int
    probability: float
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class Assessment:
    """The calibrated chance that a careful reader would object, and the words to show."""

    probability: float
    quote: tuple[WordTag, ...]
    original: tuple[WordTag, ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """How a logit becomes a probability, and from which one a pair is flagged."""

    slope: float
    shift: float
    threshold: float

    def chance(self, logit: float) -> float:
        """Return the probability of a logit."""
        steep = max(-STEEPEST, min(STEEPEST, self.slope * logit + self.shift))
        return 1 / (1 + exp(-steep))


@dataclass(slots=True)
class Prediction:
    """What was read off one pair: a logit for each window, two chances for each word."""

    original: WordChances
    quote: WordChances
    logits: list[float] = field(default_factory=list)


class Judge:
    """The cross-encoder with its calibration; build one with `load`."""

    def __init__(
        self, network: CrossEncoder, cutter: Tokenizer, calibration: Calibration, folder: Path
    ) -> None:
        """Hold the parts, and the folder that they come from."""
        self._network = network
        self._tokenizer = cutter
        self._calibration = calibration
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
        settings = json.loads((folder / "settings.json").read_text(encoding="utf8"))
        calibration = Calibration(**settings["calibration"])
        return cls(judge(folder), tokenizer(folder / "tokenizer.json"), calibration, folder)

    @property
    def threshold(self) -> float:
        """The probability above which a pair counts as drifted."""
        return self._calibration.threshold

    def assess(self, pairs: Sequence[tuple[str, str]]) -> list[Assessment]:
        """Judge (original, quotation) pairs, in order.

        A pair too long for one window is as doubtful as its most doubtful window. Where
        one side has no words the answer is certain: drift if the other has some.
        """
        return [
            Assessment(self._risk(prediction), _tags(prediction.quote), _tags(prediction.original))
            for prediction in self._read(pairs)
        ]

    def _risk(self, prediction: Prediction) -> float:
        """Return the probability of a pair."""
        if not prediction.logits:
            return float(bool(prediction.original) != bool(prediction.quote))
        return self._calibration.chance(max(prediction.logits))

    def _read(self, pairs: Sequence[tuple[str, str]]) -> list[Prediction]:
        """Read (original, quotation) pairs; one without words on a side gets no logits."""
        predictions = [Prediction(_unread(original), _unread(quote)) for original, quote in pairs]
        windows = [
            window
            for at, (original, quote) in enumerate(pairs)
            if predictions[at].original and predictions[at].quote
            for window in self._tokenizer.windows(at, original, quote)
        ]
        for batch in batches(windows, len):
            for window, logit, (theirs, ours) in zip(
                batch, *self._network.read(batch), strict=True
            ):
                prediction = predictions[window.pair]
                prediction.logits.append(logit)
                _spread(prediction.original, window.original.offsets, theirs)
                _spread(prediction.quote, window.quote.offsets, ours)
        return predictions


@cache
def _loaded(folder: Path) -> Judge:
    return Judge.load(folder)


def _tags(words: WordChances) -> tuple[WordTag, ...]:
    """Return the tags of a text in order."""
    return tuple(
        WordTag(start, end, round(fault, 4), round(gap, 4))
        for (start, end), (fault, gap) in sorted(words.items())
    )


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
