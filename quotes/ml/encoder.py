"""The multilingual encoder: pieces of a text in, a vector for each out.

Post-norm transformer layers (Vaswani and others 2017; Devlin and others 2019) over the pieces'
own vectors; the cross-encoder stands on it. This file imports torch, so it is itself imported
only where a network is loaded.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pad_sequence

from quotes.ml.tokenization import END, START

# Torch leaves out padding by nested tensors, and says at their first use that they may change.
warnings.filterwarnings("ignore", message="The PyTorch API of nested tensors")


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a network; of its ``layers`` the first ``apart`` read a text alone."""

    pieces: int
    width: int = 384
    heads: int = 12
    inner: int = 1536
    layers: int = 12
    apart: int = 6
    positions: int = 512

    def transformer(self, count: int) -> nn.TransformerEncoder:
        """Return so many layers, their weights not yet there.

        Where nothing is learned torch takes its own fast path and skips the padding.
        """
        layer = nn.TransformerEncoderLayer(
            self.width,
            self.heads,
            self.inner,
            dropout=0.0,
            activation="gelu",
            layer_norm_eps=1e-12,
            batch_first=True,
        )
        return nn.TransformerEncoder(layer, count)


class Encoder(nn.Module):
    """The pieces' vectors and the layers that read a text alone."""

    def __init__(self, shape: Shape, word: nn.Module | None = None) -> None:
        """Allocate the weights, but for the pieces' vectors where they are given."""
        super().__init__()
        self.word = word or nn.Embedding(shape.pieces, shape.width)
        self.place = nn.Embedding(shape.positions, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.transformer = shape.transformer(shape.apart)

    def forward(self, pieces: Tensor, inside: Tensor) -> Tensor:
        """Return the states of texts, shape (texts, length, width).

        ``inside`` is true where a text has pieces, false where it is padded after them.
        """
        states = self.norm(self.word(pieces) + self.place(torch.arange(pieces.shape[1])))
        found: Tensor = self.transformer(states, src_key_padding_mask=~inside)
        return found

    def read(self, texts: Sequence[Sequence[int]]) -> list[Tensor]:
        """Return the states of the pieces of each text, shape (pieces, width)."""
        rows = [torch.tensor([START, *ids, END]) for ids in texts]
        lengths = torch.tensor([len(row) for row in rows])
        pieces = pad_sequence(rows, batch_first=True)
        states = self(pieces, torch.arange(pieces.shape[1]) < lengths[:, None])
        return [one[1 : len(ids) + 1] for one, ids in zip(states, texts, strict=True)]
