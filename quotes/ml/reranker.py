"""The reranker: how surely an English text renders a Spanish one, or some words of it.

The cross-encoder reads the two texts together, its upper layers adapted to the question by
products of thin matrices (Hu and others 2021, "LoRA"); a small head answers. Learned in
`training/locate/together.py`; after Nogueira and Cho 2019, "Passage re-ranking with BERT".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from quotes.ml.batching import MOST_QUANTIZED, Cache, batches
from quotes.ml.tokenization import Window, tokenizer

if TYPE_CHECKING:
    from quotes.ml.networks import RerankerNetwork

LONGEST = 150  # pieces read of each text
_known: Cache[tuple[str, str], float] = Cache(4096)


def log_odds(pairs: Sequence[tuple[str, str]]) -> list[float]:
    """Return the log-odds that the English text of each (Spanish, English) pair renders the other.

    Pairs read lately come from memory: those of parts that are asked again with company.
    """
    return _known.of(pairs, _read)


def _read(pairs: Sequence[tuple[str, str]]) -> list[float]:
    """Return the log-odds of pairs, those of like length read together."""
    windows = [_window(at, *pair) for at, pair in enumerate(pairs)]
    found = [0.0] * len(windows)
    for batch in batches(windows, len, MOST_QUANTIZED):
        for window, odds in zip(batch, _network().read(batch), strict=True):
            found[window.pair] = odds
    return found


def _window(at: int, spanish: str, english: str) -> Window:
    first, second = (tokenizer().pieces(text).part(0, LONGEST) for text in (spanish, english))
    return Window(at, first, second)


@cache
def _network() -> RerankerNetwork:
    from quotes.ml.weights import reranker  # noqa: PLC0415 - imports torch

    return reranker()
