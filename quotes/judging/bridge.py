"""The bridge of the judge's network, between the layers that read apart and together.

This file imports torch, so it is itself imported only when a judge is loaded.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional

from quotes.transformer import Shape


class Bridge(nn.Module):
    """Hand each token what the other language holds nearest to it."""

    def __init__(self, shape: Shape) -> None:
        """Allocate the weights; the bridge starts near silence."""
        super().__init__()
        self.sharpness = nn.Parameter(torch.tensor(12.0))
        self.carry: nn.Module = nn.Linear(2 * shape.width + 4, shape.width)
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
