"""The parts of the judge's network: its sizes, a transformer layer, and the bridge.

This file imports torch, so it is itself imported only when a judge is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional


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


def attend(query: Tensor, key: Tensor, value: Tensor, mask: Tensor) -> Tensor:
    """Return what each token takes from those it may look at.

    Torch's own kernel is fast forwards and slow backwards on a processor, so
    training spells the product out.
    """
    if not torch.is_grad_enabled():
        return functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
    scores = query @ key.transpose(-2, -1) * query.shape[-1] ** -0.5
    share: Tensor = scores.masked_fill(~mask, -1e4).softmax(-1).to(value.dtype)
    return share @ value


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, shape: Shape) -> None:
        """Allocate the weights, by the names the pretrained file gives them."""
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.norm_attention = nn.LayerNorm(shape.width, eps=1e-12)
        self.norm_output = nn.LayerNorm(shape.width, eps=1e-12)

    def forward(self, states: Tensor, mask: Tensor, drop: float = 0.0) -> Tensor:
        """Return new states; ``mask`` is true where a token may look."""
        batch, length, width = states.shape
        qkv = self.qkv(states).view(batch, length, 3, self.heads, width // self.heads)
        query, key, value = qkv.permute(2, 0, 3, 1, 4)
        mixed = attend(query, key, value, mask)
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, length, width))
        states = self.norm_attention(states + functional.dropout(mixed, drop, self.training))
        grown = self.down(functional.gelu(self.up(states)))
        done: Tensor = self.norm_output(states + functional.dropout(grown, drop, self.training))
        return done


class Bridge(nn.Module):
    """Hand each token what the other language holds nearest to it."""

    def __init__(self, shape: Shape) -> None:
        """Allocate the weights; the bridge starts near silence."""
        super().__init__()
        self.sharpness = nn.Parameter(torch.tensor(12.0))
        self.carry = nn.Linear(2 * shape.width + 4, shape.width)
        self.side = nn.Embedding(2, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        nn.init.normal_(self.carry.weight, std=0.02)
        nn.init.zeros_(self.carry.bias)
        nn.init.normal_(self.side.weight, std=0.02)

    def forward(self, states: Tensor, side: Tensor, spelt: Tensor) -> Tensor:
        """Return states that know their counterpart and how near it is.

        Layers that read context make all numbers alike, and all names; so the pieces
        as ``spelt`` are compared too, with the counterpart and with the whole other text.
        """
        both = (side >= 0).unsqueeze(1) & (side >= 0).unsqueeze(2)
        across = both & (side.unsqueeze(1) != side.unsqueeze(2))
        seen = (side >= 0).unsqueeze(-1).to(states.dtype)
        centre = (states * seen).sum(1, keepdim=True) / seen.sum(1, keepdim=True)
        unit = functional.normalize(states - centre, dim=-1)
        near = (unit @ unit.transpose(1, 2)).masked_fill(~across, -1.0)
        share = (near * self.sharpness).masked_fill(~across, -1e4).softmax(-1)
        partner = share.to(states.dtype) @ states
        best, runner = near.topk(2, dim=-1).values.unbind(-1)
        alike = (spelt @ spelt.transpose(1, 2)).masked_fill(~across, 0.0)
        copied = 2 * (share * alike).sum(-1) - 1
        facts = [5 * best - 3.5, 5 * runner - 3.5, copied, 2 * alike.amax(-1) - 1]
        known = torch.cat([partner, states - partner, torch.stack(facts, -1).to(states.dtype)], -1)
        carried = self.carry(known)
        told: Tensor = self.norm(states + carried + self.side(side.clamp(min=0)))
        return told
