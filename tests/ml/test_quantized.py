"""Layers in eight bits answer nearly as those in single precision, whatever is read beside."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from quotes.ml import weights
from quotes.ml.networks import Encoder
from quotes.ml.quantized import QuantizedLinear, QuantizedTransformer, quantized

TEXTS = [[5, 6, 7], list(range(40, 80)), [9, 10], [11], [12, 13]]


@pytest.fixture(scope="module")
def plain() -> Encoder:
    return weights.encoder(weights.JUDGE)


@pytest.fixture(scope="module")
def rounded(plain: Encoder) -> Encoder:
    own = Encoder(weights.read_shape(weights.JUDGE), plain.word)
    own.load_state_dict(plain.state_dict())
    own.transformer = QuantizedTransformer(own.transformer)
    return own


def _read(encoder: Encoder, texts: list[list[int]]) -> list[Tensor]:
    with torch.inference_mode():
        return encoder.read(texts)


def test_pieces_lie_where_those_of_single_precision_do(plain: Encoder, rounded: Encoder) -> None:
    for ours, theirs in zip(_read(rounded, TEXTS), _read(plain, TEXTS), strict=True):
        assert torch.cosine_similarity(ours, theirs).min() > 0.98


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_read_the_same_to_the_bit_beside_others(
    rounded: Encoder, text: list[int]
) -> None:
    (alone,) = _read(rounded, [text])
    beside = _read(rounded, TEXTS)[TEXTS.index(text)]
    assert torch.equal(alone, beside)


ROWS = {
    "nothing": torch.zeros(2, 8),
    "even": torch.linspace(-1, 1, 16).view(2, 8),
    "one large value in another row": torch.tensor([[0.01] * 8, [0.01] * 7 + [500.0]]),
    "tiny": torch.full((2, 8), 1e-20),
}


@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS.keys())
def test_products_are_right_but_for_the_rounding_of_each_row(rows: Tensor) -> None:
    weight, bias = torch.linspace(-0.5, 0.5, 32).view(4, 8), torch.linspace(-1, 1, 4)
    found = QuantizedLinear(weight, bias)(rows)
    step = rows.abs().amax(1, keepdim=True) / 63 * weight.abs().sum(1)
    assert bool(((found - (rows @ weight.T + bias)).abs() <= step + 1e-6).all())


@pytest.mark.parametrize("processor", ["DEFAULT", "NEON"])
def test_other_processors_read_in_single_precision(
    plain: Encoder, processor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.backends.cpu, "get_cpu_capability", lambda: processor)
    assert quantized(plain.transformer) is plain.transformer
