"""Linear layers as they are read: in eight-bit integers where the processor multiplies those.

Weights have a scale a row, states one a token, found anew for each product (Dettmers and others
2022, "LLM.int8()", without its way for outliers: these narrow networks need none). This file
imports torch, so it is itself imported only where a network is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TypeAlias, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

_MOST = 127  # of a signed byte
_LEAST = 1e-9  # a scale is never zero


class Quantized(nn.Module):
    """A linear layer that is not trained: eight-bit codes, a scale for each row, and the bias."""

    def __init__(self, weight: Tensor, bias: Tensor) -> None:
        """Round a matrix, shape (outputs, inputs)."""
        super().__init__()
        self.scale = (weight.abs().amax(1) / _MOST).clamp(min=_LEAST)
        self.codes = (weight / self.scale[:, None]).round().to(torch.int8).t().contiguous()
        self.bias = bias

    @property
    def weight(self) -> Tensor:
        """The matrix as rounded, shape (outputs, inputs)."""
        return self.codes.t() * self.scale[:, None]

    def forward(self, states: Tensor) -> Tensor:
        """Return what the layer makes of states, shape (…, outputs)."""
        rows = states.flatten(0, -2)
        # Faster on a processor than the largest size, or torch.aminmax.
        size = torch.maximum(rows.amax(1, keepdim=True), -rows.amin(1, keepdim=True))
        scale = size.div_(_MOST).clamp_(min=_LEAST)
        sums = torch._int_mm(rows.div(scale).round_().to(torch.int8), self.codes)
        found = sums.float().mul_(self.scale).mul_(scale).add_(self.bias)  # quicker than addcmul
        return found.view(*states.shape[:-1], -1)


Linear: TypeAlias = Quantized | nn.Linear


def linear(weight: Tensor, bias: Tensor) -> Linear:
    """Return a layer that is not trained, rounded to eight bits where that is quicker."""
    if multiplies_bytes():
        return Quantized(weight, bias)
    with torch.device("meta"):
        plain = nn.Linear(weight.shape[1], weight.shape[0])
    plain.load_state_dict({"weight": weight, "bias": bias}, assign=True)
    return plain.requires_grad_(requires_grad=False)


def quicken(network: nn.Module) -> None:
    """Have a network's linear layers work as `linear` makes them."""
    for name, part in list(network.named_modules()):
        if isinstance(part, nn.Linear):
            network.set_submodule(name, linear(part.weight.detach(), part.bias.detach()))


def turn(network: nn.Module, learned: Mapping[str, NDArray[np.float16]]) -> None:
    """Add to a network's linear layers what was learned: products of two thin matrices.

    Each is stored as "layer|left" and "layer|right" (Hu and others 2021, "LoRA").
    """
    for name in {key.partition("|")[0] for key in learned if key.endswith("|left")}:
        part = cast(Linear, network.get_submodule(name))
        left, right = (learned[f"{name}|{side}"].astype(np.float32) for side in ("left", "right"))
        turned = part.weight.detach() + torch.from_numpy(left @ right)
        network.set_submodule(name, linear(turned, part.bias.detach()))


@cache
def multiplies_bytes() -> bool:
    """Return whether the processor multiplies bytes natively, which is twice as fast as halves."""
    able = torch.cpu.get_capabilities()
    return any(able.get(name) for name in ("avx512_vnni", "avx_vnni", "amx_int8"))
