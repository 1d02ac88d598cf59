"""The networks' weights on disk: small integers with their scales, in one numpy archive.

Matrices the training left alone keep the four-bit blocks of the pretrained file, so
nothing of them is lost; matrices it changed are rounded to eight bits a row. What was learned
later is products of thin matrices beside them, and small heads.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from quotes.ml.cross_encoder import CrossEncoder, RerankerNetwork
from quotes.ml.encoder import Encoder, Shape

ROOT = Path(__file__).parents[1] / "weights"
JUDGE, LOCATE = ROOT / "judge", ROOT / "locate"
WEIGHTS, ADAPTER = "weights.npz", "turns.npz"  # in the folder of a judge
BLOCK = 32  # weights that share one scale in the pretrained file
ZERO = 8  # what a four-bit code is above its weight
HALF = BLOCK // 2

Arrays = dict[str, NDArray[np.generic]]


def packed_nibbles(weight: Tensor) -> Arrays:
    """Return a matrix as four-bit codes with an fp16 scale for each block.

    Exact for a matrix that came from such codes: its scales are found again from
    the spacing of its values.
    """
    blocks = weight.detach().float().numpy().reshape(-1, BLOCK)
    scale = _spacing(blocks)
    codes = np.rint(blocks / np.where(scale == 0, 1, scale)[:, None]).astype(np.int8) + ZERO
    low, high = codes[:, :HALF].astype(np.uint8), codes[:, HALF:].astype(np.uint8)
    return {"nibbles": low | (high << 4), "scale": scale.astype(np.float16)}


def _spacing(blocks: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the scale of each block: its extreme value is minus eight times it."""
    extreme = np.take_along_axis(blocks, np.abs(blocks).argmax(1)[:, None], 1)[:, 0]
    return np.asarray((extreme / -ZERO).astype(np.float16).astype(np.float32))


def packed_bytes(weight: Tensor) -> Arrays:
    """Return a matrix as eight-bit codes with an fp32 scale for each row."""
    rows = weight.detach().float().numpy()
    scale = np.abs(rows).max(1, keepdims=True) / 127
    codes = np.rint(rows / np.where(scale == 0, 1, scale)).astype(np.int8)
    return {"bytes": codes, "scale": scale[:, 0].astype(np.float32)}


def save(path: Path, state: Mapping[str, Tensor], pretrained: frozenset[str]) -> None:
    """Write a state; the matrices named ``pretrained`` as four-bit codes."""
    arrays: Arrays = {}
    for name, value in state.items():
        if value.dim() < 2:
            arrays[f"{name}|plain"] = value.detach().float().numpy()
            continue
        parts = packed_nibbles(value) if name in pretrained else packed_bytes(value)
        arrays.update({f"{name}|{kind}": part for kind, part in parts.items()})
    np.savez(path, allow_pickle=False, **arrays)


class Vectors(nn.Module):
    """The pieces' vectors as they are packed, for a network that is not trained."""

    def __init__(self, rows: Rows) -> None:
        """Hold the packed vectors."""
        super().__init__()
        self._rows = rows

    def forward(self, pieces: Tensor) -> Tensor:
        """Return the vectors of pieces, shape (*pieces.shape, width)."""
        return torch.from_numpy(self._rows[pieces.numpy()])


def judge(folder: Path = JUDGE, *, adapted: bool = True) -> CrossEncoder:
    """Return the cross-encoder in a folder with its adapter, read once and not to be trained.

    If not ``adapted`` it is as stored, and what is put into it can be trained.
    """
    return _judge(folder, adapted)


@cache
def _judge(folder: Path, adapted: bool) -> CrossEncoder:
    found = load(folder / WEIGHTS, _shape(folder))
    if adapted and (folder / ADAPTER).exists():
        _adapt(found, found, folder / ADAPTER)
    return found


@cache
def reranker(folder: Path = JUDGE, adapter: Path = LOCATE / "together.npz") -> RerankerNetwork:
    """Return the judge's network without its adapter, adapted to rank passages, with its head.

    It has upper layers, a bridge and heads of its own; all else is shared with `judge`.
    """
    found = RerankerNetwork(unadapted(folder)).eval()
    _adapt(found, found.network, adapter)
    return found


@cache
def encoder(*, adapted: bool = True) -> Encoder:
    """Return the layers that read a text alone, adapted to finding passages by words.

    If not ``adapted`` they are as pretrained, and what is put into it can be trained.
    """
    shape = _shape(JUDGE)
    with np.load(JUDGE / WEIGHTS, allow_pickle=False) as stored:
        with torch.device("meta"):  # others take the place of all weights
            found = Encoder(shape, Vectors(Rows(stored, "word.weight", shape.width)))
        found.load_state_dict(_tensors(stored, found.state_dict(), shape), assign=True)
    found.requires_grad_(requires_grad=False)
    if adapted:
        _adapt(found, found, LOCATE / "turns.npz")
    return found


def unadapted(folder: Path) -> CrossEncoder:
    """Return the network in a folder without its adapter, to be given another.

    It has upper layers, a bridge and heads of its own; all else is shared with `judge`.
    """
    read = judge(folder)
    shared = ("word", "place", "norm", *(f"layers.{at}" for at in range(read.shape.apart)))
    with torch.device("meta"):  # others take the place of all weights
        found = CrossEncoder(read.shape)
    for name in shared:
        found.set_submodule(name, read.get_submodule(name))
    with np.load(folder / WEIGHTS, allow_pickle=False) as stored:
        own = {key.partition("|")[0] for key in stored.files}
        own -= {name for name in own if name.startswith(tuple(f"{part}." for part in shared))}
        found.load_state_dict(_tensors(stored, own, read.shape), strict=False, assign=True)
    return found.eval()


def _adapt(holder: nn.Module, network: nn.Module, path: Path) -> None:
    """Add what was learned later, products of two thin matrices each, to linear layers.

    Each is stored as "layer|left" and "layer|right" (Hu and others 2021, "LoRA"); what the file
    holds beside them takes its place in ``holder``.
    """
    with np.load(path, allow_pickle=False) as stored:
        learned = dict(stored)
    for name in {key.partition("|")[0] for key in learned if key.endswith("|left")}:
        part = cast(nn.Linear, network.get_submodule(name))
        left, right = (learned[f"{name}|{side}"].astype(np.float32) for side in ("left", "right"))
        merged = part.weight.detach() + torch.from_numpy(left @ right)
        part.weight = nn.Parameter(merged, requires_grad=False)
    rest = {name: torch.from_numpy(a).float() for name, a in learned.items() if "|" not in name}
    holder.load_state_dict(rest, strict=False)


def load(path: Path, shape: Shape) -> CrossEncoder:
    """Return the network with the weights of a file."""
    with torch.device("meta"):  # others take the place of all weights
        network = CrossEncoder(shape)
    with np.load(path, allow_pickle=False) as stored:
        names = {key.partition("|")[0] for key in stored.files} - {"word.weight"}
        network.word = Vectors(Rows(stored, "word.weight", shape.width))
        network.load_state_dict(_tensors(stored, names, shape), assign=True)
    return network.eval()


def _shape(folder: Path) -> Shape:
    settings = json.loads((folder / "settings.json").read_text(encoding="utf8"))
    return Shape(**settings["shape"])


def _tensors(stored: Any, names: Iterable[str], shape: Shape) -> dict[str, Tensor]:  # noqa: ANN401 - numpy's archive
    """Return arrays of an archive by name."""
    return {name: torch.from_numpy(matrix(stored, name, shape.width)) for name in names}


class Rows:
    """A matrix kept as packed, of which rows are unpacked when they are asked for.

    So the 41,448 pieces' vectors take 10 MB, not 64, and no time to load.
    """

    def __init__(self, stored: Any, name: str, width: int) -> None:  # noqa: ANN401 - numpy's archive
        """Take a matrix of `width` columns from an archive, packed or plain."""
        self._blocks = f"{name}|nibbles" in stored
        if self._blocks:
            self._codes = stored[f"{name}|nibbles"].reshape(-1, width // BLOCK, BLOCK // 2)
            self._scales = stored[f"{name}|scale"].reshape(-1, width // BLOCK)
        else:
            self._codes = matrix(stored, name, width)

    def __getitem__(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the rows of these numbers, shape (*rows.shape, width)."""
        if not self._blocks:
            return np.asarray(self._codes[rows])
        return unpacked(self._codes[rows], self._scales[rows]).reshape(*rows.shape, -1)


def matrix(stored: Any, name: str, width: int) -> NDArray[np.float32]:  # noqa: ANN401 - numpy's archive
    """Return an array of an archive, whichever way it is packed.

    ``width`` is that of the matrices kept as four-bit codes.
    """
    if f"{name}|plain" in stored:
        return np.asarray(stored[f"{name}|plain"], dtype=np.float32)
    scale = stored[f"{name}|scale"]
    if f"{name}|bytes" in stored:
        return np.asarray(stored[f"{name}|bytes"] * scale[:, None], dtype=np.float32)
    inner = width * (4 if name.endswith("down.weight") else 1)
    return unpacked(stored[f"{name}|nibbles"], scale).reshape(-1, inner)


def unpacked(nibbles: NDArray[np.uint8], scale: NDArray[np.float16]) -> NDArray[np.float32]:
    """Return the weights of four-bit codes, a block a row, shape (…, 32)."""
    codes = np.concatenate([nibbles & 15, nibbles >> 4], -1).astype(np.float32) - ZERO
    return np.asarray(codes * scale.astype(np.float32)[..., None])
