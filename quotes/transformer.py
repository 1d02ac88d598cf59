"""A post-norm transformer layer (Vaswani and others 2017; Devlin and others 2019), and its sizes.

The judge and the word encoder are made of such layers. This file imports torch, so it is itself
imported only where a network is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

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
