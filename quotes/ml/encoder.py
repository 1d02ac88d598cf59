"""The multilingual encoder: pieces of a text in, a vector for each out.

Post-norm transformer layers (Vaswani and others 2017; Devlin and others 2019), of which the
cross-encoder is made too. This file imports torch, so it is itself imported only where a
network is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from quotes.ml.tokenization import END, START

Spans = Sequence[slice]


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a network; ``apart`` layers come before the bridge."""

    pieces: int
    width: int = 384
    heads: int = 12
    inner: int = 1536
    layers: int = 12
    apart: int = 6
    positions: int = 512


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, shape: Shape) -> None:
        """Allocate the weights, by the names the pretrained file gives them."""
        super().__init__()
        self.heads = shape.heads
        self.qkv: nn.Module = nn.Linear(shape.width, 3 * shape.width)
        self.out: nn.Module = nn.Linear(shape.width, shape.width)
        self.up: nn.Module = nn.Linear(shape.width, shape.inner)
        self.down: nn.Module = nn.Linear(shape.inner, shape.width)
        self.norm_attention = nn.LayerNorm(shape.width, eps=1e-12)
        self.norm_output = nn.LayerNorm(shape.width, eps=1e-12)

    def forward(self, states: Tensor, seen: Tensor | Spans, drop: float = 0.0) -> Tensor:
        """Return new states, [batch, length, width].

        ``seen`` is true where a token may look, or the spans of texts that lie end to end, each
        of which looks at itself alone.
        """
        batch, length, width = states.shape
        qkv = self.qkv(states).view(batch, length, 3, self.heads, width // self.heads)
        query, key, value = qkv.permute(2, 0, 3, 1, 4)
        mixed = self.out(
            attend(query, key, value, seen).transpose(1, 2).reshape(batch, length, width)
        )
        states = self.norm_attention(states + functional.dropout(mixed, drop, self.training))
        grown = self.down(functional.gelu(self.up(states)))
        done: Tensor = self.norm_output(states + functional.dropout(grown, drop, self.training))
        return done


def attend(query: Tensor, key: Tensor, value: Tensor, seen: Tensor | Spans) -> Tensor:
    """Return what each token takes from those it may look at.

    Torch's own kernel is fast forwards and slow backwards on a processor, so
    training spells the product out.
    """
    if not isinstance(seen, Tensor):
        looked = (
            functional.scaled_dot_product_attention(
                query[:, :, span], key[:, :, span], value[:, :, span]
            )
            for span in seen
        )
        return torch.cat(list(looked), 2)
    if not torch.is_grad_enabled():
        return functional.scaled_dot_product_attention(query, key, value, attn_mask=seen)
    scores = query @ key.transpose(-2, -1) * query.shape[-1] ** -0.5
    share: Tensor = scores.masked_fill(~seen, -1e4).softmax(-1).to(value.dtype)
    return share @ value


class Encoder(nn.Module):
    """Pieces of texts in, a vector for each out."""

    def __init__(self, shape: Shape, word: nn.Module) -> None:
        """Take the pieces' vectors; allocate the layers that read a text alone."""
        super().__init__()
        self.word = word
        self.place = nn.Embedding(shape.positions, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.apart))

    @torch.inference_mode()
    def read(self, texts: Sequence[Sequence[int]]) -> list[NDArray[np.float32]]:
        """Return the vectors of the pieces of texts, shape (pieces, 384) each."""
        return [states.numpy() for states in self.states(texts)]

    def states(self, texts: Sequence[Sequence[int]]) -> list[Tensor]:
        """Return the same as tensors, which can be learned by.

        The texts lie end to end, so that nothing is padding: a layer sees one row of pieces,
        and each text looks at itself alone.
        """
        ends = np.cumsum([len(ids) + 2 for ids in texts]).tolist()
        spans = [slice(end - len(ids) - 2, end) for ids, end in zip(texts, ends, strict=True)]
        row = [piece for ids in texts for piece in (START, *ids, END)]
        places = torch.tensor([place for ids in texts for place in range(len(ids) + 2)])
        spelt = self.word(torch.tensor(row))
        states = self.norm(spelt + self.place(places))[None]
        for layer in self.layers:
            states = layer(states, spans)
        return [states[0, span][1:-1] for span in spans]
