"""The word encoder with low-rank turns that can be learned, and how texts are compared by it.

Layers 3 to 5 get turns of rank 16 (Hu and others 2021, "LoRA"), the comparison a matrix,
the English words a weight by their state, and "no sentence" a score by the length.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import Parameter
from torch.nn import functional as fn

from quotes.languages.lexicon import located_words, rarity
from quotes.ml import vectors
from quotes.ml.batching import batches
from quotes.ml.tokenization import tokenizer
from quotes.ml.vectors import WIDTH
from quotes.ml.weights import JUDGE, encoder
from quotes.originals.word_overlap import function_words
from training.adapters import adapt, matrices, stored

RANK = 16
FIRST, LAYERS = 3, 6  # layers below the first are not turned
_LONGEST = 120  # pieces of a text that are read
_MOST = 1024  # pieces read at once


class Tuned(torch.nn.Module):
    """What is learned, over the frozen layers of the encoder."""

    def __init__(self, sight: Path) -> None:
        """Begin where nothing is turned; `sight` holds the whitening to begin with."""
        super().__init__()
        with np.load(sight) as begun:
            self.centres = Parameter(torch.from_numpy(begun["centres"].astype(np.float32)))
            self.matrix = Parameter(torch.from_numpy(begun["matrix"].astype(np.float32)))
        self.network = encoder(JUDGE)
        self.adapters = adapt(self.network, matrices(range(FIRST, LAYERS)), RANK)
        self.telling = Parameter(torch.zeros(WIDTH))
        self.function = Parameter(torch.tensor(-1.0))
        self.scale = Parameter(torch.tensor([[6.0, 4.0], [3.0, 2.5]]))

    def logits(self, quotations: Sequence[str], sentences: Sequence[str]) -> Tensor:
        """Return the score of every sentence for every quotation, the last of none at all."""
        ours, counts = self._states(quotations)
        theirs, lengths = self._states(sentences)
        padded = torch.nn.utils.rnn.pad_sequence(
            list(torch.split(self._turned(theirs, 1), lengths)), batch_first=True
        )
        inside = torch.arange(padded.shape[1])[None] < torch.tensor(lengths)[:, None]
        cosines = (self._turned(ours, 0) @ padded.reshape(-1, WIDTH).T).view(
            len(ours), *padded.shape[:2]
        )
        nearest = cosines.masked_fill(~inside[None], -1).amax(2)
        known = torch.cat([_words(text)[1] for text in quotations])
        weights = known[:, 0] * torch.exp(ours @ self.telling + self.function * known[:, 1])
        owner = torch.repeat_interleave(torch.arange(len(quotations)), torch.tensor(counts))
        sums = torch.zeros(len(quotations), len(sentences))
        sums = sums.index_add(0, owner, weights[:, None] * nearest)
        means = sums / torch.zeros(len(quotations)).index_add(0, owner, weights)[:, None]
        length = torch.tensor(counts).float().log()
        (steep, more), (none, longer) = self.scale
        scores = (steep + more * length)[:, None] * means
        return torch.cat([scores, (none + longer * length)[:, None]], 1)

    def save(self, folder: Path) -> None:
        """Write `words.safetensors` and `sight.npz` as the program reads them."""
        save_file(stored(self.adapters), folder / "words.safetensors")
        kept = {n: p.detach().numpy() for n, p in self.named_parameters() if "." not in n}
        for name in ("centres", "matrix"):
            kept[name] = kept[name].astype(np.float16)
        np.savez(folder / "sight.npz", allow_pickle=False, **kept)

    def _states(self, texts: Sequence[str]) -> tuple[Tensor, list[int]]:
        """Return the states of all words of texts, and how many each has."""
        found: dict[int, Tensor] = {}
        pieces = [_pieces(text)[0] for text in texts]
        for batch in batches(range(len(texts)), lambda at: len(pieces[at]) + 2, _MOST):
            states = self.network.read([pieces[at] for at in batch])
            for at, own in zip(batch, states, strict=True):
                found[at] = _words(texts[at])[0] @ own
        counts = [len(found[at]) for at in range(len(texts))]
        return torch.cat([found[at] for at in range(len(texts))]), counts

    def _turned(self, states: Tensor, language: int) -> Tensor:
        return fn.normalize((states - self.centres[language]) @ self.matrix, dim=-1)


def untouched() -> None:
    """Let `word_states` answer by the pretrained encoder, as before anything was learned."""
    vectors._encoder = lambda: encoder(JUDGE)  # type: ignore[assignment]


def _pieces(text: str) -> tuple[list[int], list[tuple[int, int]]]:
    """Return the pieces of a text with their offsets."""
    found = tokenizer().pieces(text).part(0, _LONGEST)
    return list(found.numbers), list(found.offsets)


@lru_cache(maxsize=60_000)
def _words(text: str) -> tuple[Tensor, Tensor]:
    """Return the matrix that means pieces to words, and rarity and kind of every word."""
    words, offsets = located_words(text), _pieces(text)[1]
    means = torch.zeros(len(words), len(offsets))
    for row, (_, start, end) in enumerate(words):
        own = [at for at, (first, after) in enumerate(offsets) if first < end and after > start]
        means[row, own] = 1 / max(1, len(own))
    known = [[rarity(key, "en"), float(key in function_words())] for key, _, _ in words]
    return means, torch.tensor(known).reshape(-1, 2)
