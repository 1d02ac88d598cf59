"""The learned judge: how likely two texts differ in sense, and which words show it.

It reads the Spanish original and the English quotation together. What it was trained
on, how well it does and where its threshold comes from is in ``weights/judge/CARD.md``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quotes.judging.reading import Reader, Reading, WordChances

WEIGHTS = Path(__file__).parents[1] / "weights" / "judge"
STEEPEST = 30.0  # logits beyond this say nothing more and would overflow


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


class Judge:
    """The network with its calibration; build one with `load`."""

    def __init__(self, reader: Reader, calibration: Calibration, folder: Path) -> None:
        """Hold the parts, and the folder that they come from."""
        self._reader = reader
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
        import torch  # noqa: PLC0415 - slow to import

        from quotes.judging.reading import Reader  # noqa: PLC0415 - imports torch

        if threads:
            torch.set_num_threads(threads)
        settings = json.loads((folder / "settings.json").read_text(encoding="utf8"))
        calibration = Calibration(**settings["calibration"])
        return cls(Reader(folder), calibration, folder)

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
            Assessment(self._risk(reading), _tags(reading.quote), _tags(reading.original))
            for reading in self._reader.read(pairs)
        ]

    def _risk(self, reading: Reading) -> float:
        """Return the probability of a pair."""
        if not reading.logits:
            return float(bool(reading.original) != bool(reading.quote))
        return self._calibration.chance(max(reading.logits))


@cache
def _loaded(folder: Path) -> Judge:
    return Judge.load(folder)


def _tags(words: WordChances) -> tuple[WordTag, ...]:
    """Return the tags of a text in order."""
    return tuple(
        WordTag(start, end, round(fault, 4), round(gap, 4))
        for (start, end), (fault, gap) in sorted(words.items())
    )
