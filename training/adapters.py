"""Low-rank adapters of matrices that can be learned (Hu and others 2021, "LoRA")."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn.utils import parametrize

_MATRICES = (
    "self_attn.in_proj_weight",
    "self_attn.out_proj.weight",
    "linear1.weight",
    "linear2.weight",
)


class LowRank(nn.Module):
    """The product of two thin matrices, which is added to a frozen one."""

    def __init__(self, rows: int, columns: int, rank: int) -> None:
        """Begin with a product that is zero."""
        super().__init__()
        self.left = nn.Parameter(torch.zeros(rows, rank))
        self.right = nn.Parameter(torch.randn(rank, columns) / math.sqrt(columns))

    def forward(self, weight: Tensor) -> Tensor:
        """Return the matrix with the product added."""
        return weight + self.left @ self.right


def matrices(layers: Sequence[int], within: str = "") -> list[str]:
    """Return the names of the matrices of some layers of the transformer ``within`` a network."""
    return [f"{within}transformer.layers.{n}.{part}" for n in layers for part in _MATRICES]


def adapt(network: nn.Module, names: Sequence[str], rank: int) -> dict[str, LowRank]:
    """Freeze a network and give matrices of it adapters; return these by the matrix's name."""
    network.requires_grad_(requires_grad=False)
    found = {}
    for name in names:
        holder, _, part = name.rpartition(".")
        owner = network.get_submodule(holder)
        rows, columns = cast(Tensor, getattr(owner, part)).shape
        adapter = LowRank(rows, columns, rank)
        parametrize.register_parametrization(owner, part, adapter)
        found[name] = adapter
    return found


def stored(adapters: Mapping[str, LowRank]) -> dict[str, Tensor]:
    """Return adapters as `quotes.ml.weights` reads them: NAME.left and NAME.right, float16."""
    return {
        f"{name}.{side}": getattr(one, side).detach().half().contiguous()
        for name, one in adapters.items()
        for side in ("left", "right")
    }
