"""The networks' weights on disk, in safetensors, and the networks made of them.

`judge/trunk.safetensors` is the encoder, which judge, reranker and word vectors share; the other
files hold what stands on it. A matrix of whole numbers (int8, "NAME") has its scales beside it
("NAME.scale", shape (rows, blocks)): each weight is its number times the scale of its block of
columns. What the pretrained file had in four bits keeps its blocks of 32 and its values; what was
trained has one scale a row. "NAME.left" and "NAME.right" are an adapter (Hu and others 2021,
"LoRA"): their product is added to the matrix when it is read. All else is float16 or float32.
"""

from __future__ import annotations

import ctypes
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import init
from torch.overrides import TorchFunctionMode

from quotes.ml.networks import CrossEncoder, Encoder, RerankerNetwork, Shape
from quotes.ml.quantized import quantized

ROOT = Path(__file__).parents[1] / "weights"
JUDGE, LOCATE = ROOT / "judge", ROOT / "locate"
_MOST = 127  # of a signed byte
Tensors = dict[str, Tensor]
N = TypeVar("N", bound=nn.Module)


class PackedEmbedding(nn.Module):
    """The pieces' vectors as small integers with scales, for a network that is not trained.

    So the 41,448 of them take 17 MB of memory, not 64.
    """

    def __init__(self, codes: Tensor, scale: Tensor) -> None:
        """Hold the integers, shape (pieces, width), and scales, shape (pieces, blocks)."""
        super().__init__()
        self.register_buffer("codes", codes, persistent=False)
        self.register_buffer("scale", scale, persistent=False)

    def forward(self, pieces: Tensor) -> Tensor:
        """Return the vectors of pieces, shape (*pieces.shape, width)."""
        return scaled(self.get_buffer("codes")[pieces], self.get_buffer("scale")[pieces])


def scaled(codes: Tensor, scale: Tensor) -> Tensor:
    """Return the weights of integers, shape (..., columns), by scales, shape (..., blocks)."""
    blocks = codes.float().reshape(*scale.shape, -1)
    return (blocks * scale.float().unsqueeze(-1)).flatten(-2)


def rounded(weight: Tensor) -> tuple[Tensor, Tensor]:
    """Return a matrix as integers and one float32 scale a row."""
    scale = weight.abs().amax(1, keepdim=True) / _MOST
    return (weight / scale.clamp(min=1e-12)).round().to(torch.int8), scale


def plain(stored: Mapping[str, Tensor]) -> Tensors:
    """Return the weights of a file by name, in float32, adapters added."""
    found: Tensors = {}
    for name, value in stored.items():
        if not name.endswith((".scale", ".left", ".right")):
            scale = stored.get(f"{name}.scale")
            found[name] = value.float() if scale is None else scaled(value, scale)
    return adapted(found, stored)


def adapted(weights: Mapping[str, Tensor], stored: Mapping[str, Tensor]) -> Tensors:
    """Return weights with the adapters that a file holds for some of them."""
    found = dict(weights)
    for key in [key for key in stored if key.endswith(".left")]:
        name = key.removesuffix(".left")
        left, right = stored[key].float(), stored[f"{name}.right"].float()
        found[name] = found[name] + left @ right
    return found


def save_head(head: nn.Module | Mapping[str, Tensor], path: Path) -> None:
    """Write all of a cross-encoder but its encoder: `judge/head.safetensors`.

    Takes the network or its state. Matrices ("bridge.carry.weight", "bridge.side.weight",
    "known.weight",
    "transformer.layers.N.self_attn.in_proj_weight" and ".self_attn.out_proj.weight",
    ".linear1.weight", ".linear2.weight", N from 0 to 4, "pool.weight", "tags.weight",
    "verdict.weight") are int8 with a float32 scale a row ("NAME.scale", shape (rows, 1)); biases,
    norms ("...norm1", "...norm2", "bridge.norm") and "bridge.sharpness" are float32.
    """
    state = head.state_dict() if isinstance(head, nn.Module) else head
    found: Tensors = {}
    for name, value in state.items():
        if name.startswith("encoder."):
            continue
        weight = value.detach().float().contiguous()
        if weight.dim() == 2:
            found[name], found[f"{name}.scale"] = rounded(weight)
        else:
            found[name] = weight
    save_file(found, path)


def judge(folder: Path = JUDGE) -> CrossEncoder:
    """Return the cross-encoder in a folder, read once and not to be trained."""
    return _judge(folder)


@cache
def _judge(folder: Path) -> CrossEncoder:
    shape = read_shape(folder)
    with empty():
        found = CrossEncoder(shape, nn.Module())  # type: ignore[arg-type]
    found.load_state_dict(plain(load_file(folder / "head.safetensors")), assign=True)
    found.encoder = encoder(folder)
    return _ready(found)


@cache
def reranker(path: Path = LOCATE / "reranker.safetensors") -> RerankerNetwork:
    """Return the network that ranks passages, read once and not to be trained.

    It stands on the judge's encoder; all else is its own. Its layers are in eight bits
    (`quotes.ml.quantized`).
    """
    shape = read_shape(JUDGE)
    with empty():
        found = RerankerNetwork(CrossEncoder(shape, nn.Module()))  # type: ignore[arg-type]
        found.network.pool = found.network.verdict = nn.Identity()  # type: ignore[assignment]
        found.network.known = nn.Identity()  # type: ignore[assignment]
    found.load_state_dict(plain(load_file(path)), assign=True)
    found.network.encoder = _quantized(encoder(JUDGE).state_dict())
    found.network.transformer = quantized(found.network.transformer)
    return _ready(found)


@cache
def word_encoder() -> Encoder:
    """Return the encoder with the adapter learned for finding passages by their words.

    Its layers are in eight bits (`quotes.ml.quantized`).
    """
    adapter = load_file(LOCATE / "words.safetensors")
    return _ready(_quantized(adapted(encoder(JUDGE).state_dict(), adapter)))


def _quantized(state: Tensors) -> Encoder:
    """Return an encoder of these weights, its layers in eight bits, its pieces the judge's."""
    with empty():
        found = Encoder(read_shape(JUDGE), encoder(JUDGE).word)
    found.load_state_dict(state, assign=True)
    found.transformer = quantized(found.transformer)
    return found


@cache
@torch.inference_mode(mode=False)
def encoder(folder: Path) -> Encoder:
    """Return the encoder in a judge's folder as it was pretrained, read once, for all to share."""
    stored = load_file(folder / "trunk.safetensors")
    word = PackedEmbedding(stored.pop("word.weight"), stored.pop("word.weight.scale"))
    with empty():
        found = Encoder(read_shape(folder), word)
    found.load_state_dict(plain(stored), assign=True)
    return _ready(found)


class _Unset(TorchFunctionMode):
    """Sets no weight of a new layer to chance: for that torch would import its compiler."""

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: object,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:  # noqa: ANN401 - whatever the function returns
        """Return a weight as it is where a function would set it; call every other one."""
        named = kwargs or {}
        if getattr(func, "__module__", "") == init.__name__:
            return args[0] if args else named["tensor"]
        return func(*args, **named)


@contextmanager
def empty() -> Iterator[None]:
    """Have layers made without weights: those of a file take their place."""
    with torch.device("meta"), _Unset():
        yield


def _ready(network: N) -> N:
    """Return a network that is not to be trained; what reading it took besides is given back.

    glibc keeps such memory for later, 63 MB after the reranker.
    """
    network.requires_grad_(requires_grad=False).eval()
    with suppress(AttributeError, OSError, TypeError):  # another C library
        ctypes.CDLL(None).malloc_trim(0)
    return network


def read_shape(folder: Path) -> Shape:
    """Return the sizes of the network in a folder."""
    settings = json.loads((folder / "settings.json").read_text(encoding="utf8"))
    return Shape(**settings["shape"])
