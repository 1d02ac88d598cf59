"""Linear layers in eight-bit integers: nearly what they are in single precision."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from quotes import linear
from quotes.linear import Quantized, quicken, turn


def layer(outputs: int = 96, inputs: int = 64) -> nn.Linear:
    torch.manual_seed(0)
    return nn.Linear(inputs, outputs).requires_grad_(requires_grad=False)


@pytest.mark.parametrize("shape", [(1, 64), (7, 64), (2, 5, 64)])
@pytest.mark.parametrize("size", [1e-6, 1.0, 1e4])
def test_products_are_nearly_those_in_single_precision(shape: tuple[int, ...], size: float) -> None:
    plain = layer()
    plain.bias.zero_()
    states = size * torch.randn(*shape)
    found, known = Quantized(plain.weight, plain.bias)(states), plain(states)
    assert found.shape == known.shape
    assert float((found - known).norm() / known.norm()) < 0.02


def test_a_row_of_zeros_is_the_bias() -> None:
    plain = layer()
    found = Quantized(plain.weight, plain.bias)(torch.zeros(3, 64))
    assert torch.allclose(found, plain.bias.expand(3, -1))


def test_one_large_row_does_not_coarsen_the_others() -> None:
    plain = layer()
    states = torch.randn(4, 64)
    states[0] *= 1e6
    alone = Quantized(plain.weight, plain.bias)(states[1:])
    assert torch.equal(Quantized(plain.weight, plain.bias)(states)[1:], alone)


@pytest.mark.parametrize("able", [True, False])
def test_a_network_is_quickened_and_turned(able: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear, "multiplies_bytes", lambda: able)
    network = nn.Sequential(layer(64), nn.GELU(), layer(8))
    states = torch.randn(3, 64)
    known = network(states)
    quicken(network)
    assert isinstance(network[0], Quantized) == able
    assert torch.allclose(network(states), known, atol=0.03)
    thin = {"2|left": np.ones((8, 1), np.float16), "2|right": np.ones((1, 64), np.float16)}
    inner = network[1](network[0](states))
    turn(network, thin)
    assert torch.allclose(network(states), known + inner.sum(1, keepdim=True), atol=0.3)
