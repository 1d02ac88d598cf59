"""The word encoder: every word of a text, in its context, to a vector.

The lower six layers of multilingual-e5-small, as the judge's weights file carries them
(`quotes/weights/judge/CARD.md`), the upper three turned a little by what was learned for
finding passages (`quotes/weights/locate/words.safetensors`). Words of an English and a Spanish text
that say the same lie close. About 9,000 pieces a second on one core.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from quotes.languages.lexicon import located_words
from quotes.ml.batching import Cache, batches
from quotes.ml.tokenization import tokenizer

if TYPE_CHECKING:
    from quotes.ml.networks import Encoder

WIDTH = 384
_LONGEST = 300  # pieces of a text that are read
_known: Cache[str, NDArray[np.float16]] = Cache(60_000, len)  # words: 46 MB


def word_states(texts: Sequence[str]) -> list[NDArray[np.float16]]:
    """Return, a text each, one vector a word of `located_words`, shape (words, 384).

    Texts seen lately come from memory. Words past the 300th piece are zero.
    """
    return _known.of(texts, _read)


def _read(texts: Sequence[str]) -> list[NDArray[np.float16]]:
    """Return the vectors of the words of texts, those of like length read together."""
    pieces = [tokenizer().pieces(text).part(0, _LONGEST) for text in texts]
    lengths = [len(one.numbers) + 2 for one in pieces]
    found: dict[int, NDArray[np.float16]] = {}
    for batch in batches(range(len(texts)), lengths.__getitem__):
        states = _vectors([pieces[at].numbers for at in batch])
        for at, own in zip(batch, states, strict=True):
            found[at] = _by_word(texts[at], pieces[at].offsets, own)
    return [found[at] for at in range(len(texts))]


def _by_word(
    text: str, offsets: Sequence[tuple[int, int]], states: NDArray[np.float32]
) -> NDArray[np.float16]:
    """Return the mean of the pieces of every word, shape (words, 384)."""
    words = located_words(text)
    found = np.zeros((len(words), WIDTH), dtype=np.float16)
    if not words or not len(offsets):
        return found
    sums = np.vstack([np.zeros(WIDTH), np.cumsum(states[: len(offsets)], axis=0, dtype=np.float64)])
    starts, ends = np.array(offsets).T
    for at, (_, start, end) in enumerate(words):
        first, after = np.searchsorted(ends, start, "right"), np.searchsorted(starts, end, "left")
        if after > first:
            found[at] = (sums[after] - sums[first]) / (after - first)
    return found


def _vectors(texts: Sequence[Sequence[int]]) -> list[NDArray[np.float32]]:
    """Return the vectors of the pieces of texts, shape (pieces, 384) each."""
    import torch  # noqa: PLC0415 - loaded only where words are compared

    with torch.inference_mode():
        return [states.numpy() for states in _encoder().read(texts)]


@cache
def _encoder() -> Encoder:
    from quotes.ml.weights import word_encoder  # noqa: PLC0415 - imports torch

    return word_encoder()
