"""Linear layers with low-rank turns that can be learned (Hu and others 2021, "LoRA")."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional as fn

from quotes.ml.cross_encoder import CrossEncoder


class Turned(nn.Module):
    """A frozen matrix with a product of two thin ones beside it."""

    def __init__(self, base: nn.Linear, rank: int) -> None:
        """Begin with a product that is zero."""
        super().__init__()
        self.base = base
        rows, columns = base.weight.shape
        self.left = nn.Parameter(torch.zeros(rows, rank))
        self.right = nn.Parameter(torch.randn(rank, columns) / math.sqrt(columns))

    def forward(self, states: Tensor) -> Tensor:
        """Return what the matrix and the product make of states."""
        found: Tensor = self.base(states) + fn.linear(fn.linear(states, self.right), self.left)
        return found


def upper_layers(judge: CrossEncoder) -> list[str]:
    """Return the names of the judge's linear layers that see both texts."""
    upper = range(judge.shape.apart, judge.shape.layers)
    parts = ("qkv", "out", "up", "down")
    return [*(f"layers.{n}.{part}" for n in upper for part in parts), "bridge.carry"]


def turned(network: nn.Module, names: Sequence[str], rank: int) -> dict[str, Turned]:
    """Freeze a network, give linear layers of it turns, and return these by the layer's name."""
    network.requires_grad_(requires_grad=False)
    found = {}
    for name in names:
        found[name] = Turned(cast(nn.Linear, network.get_submodule(name)), rank)
        network.set_submodule(name, found[name])
    return found
