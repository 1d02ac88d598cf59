"""The judge's weights on disk: small integers with their scales, in one numpy archive.

Matrices the training left alone keep the four-bit blocks of the pretrained file, so
nothing of them is lost; matrices it changed are rounded to eight bits a row. What was learned
later is products of thin matrices beside them, and small heads.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from quotes.judging.network import Network
from quotes.linear import turn
from quotes.packed import BLOCK, ZERO, Rows, matrix
from quotes.transformer import Shape

HALF = BLOCK // 2
WEIGHTS, TURNS = "weights.npz", "turns.npz"  # in the folder of a judge

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


@cache
def network(folder: Path, *, quick: bool = True) -> Network:
    """Return the network in a folder with its turns, ready to read and not to be trained.

    If not ``quick`` it is as stored, without turns, and what is put into it can be trained.
    """
    found = load(folder / WEIGHTS, _shape(folder))
    if quick:
        if (folder / TURNS).exists():
            found.load_state_dict(turned(found, folder / TURNS), strict=False)
        found.quicken()
    return found


def unturned(folder: Path) -> Network:
    """Return the network in a folder without its turns, to be turned another way.

    It has upper layers, a bridge and heads of its own; all else is shared with `network`.
    """
    read = network(folder)
    shared = ("word", "place", "norm", *(f"layers.{at}" for at in range(read.shape.apart)))
    with torch.device("meta"):  # others take the place of all weights
        found = Network(read.shape)
    for name in shared:
        found.set_submodule(name, read.get_submodule(name))
    with np.load(folder / WEIGHTS, allow_pickle=False) as stored:
        own = {key.partition("|")[0] for key in stored.files}
        own -= {name for name in own if name.startswith(tuple(f"{part}." for part in shared))}
        found.load_state_dict(_tensors(stored, own, read.shape), strict=False, assign=True)
    return found.eval()


def turned(read: Network, path: Path) -> dict[str, Tensor]:
    """Turn a network by the products in a file; return what the file holds beside them."""
    with np.load(path, allow_pickle=False) as stored:
        learned = dict(stored)
    turn(read, learned)
    return {name: torch.from_numpy(a).float() for name, a in learned.items() if "|" not in name}


def load(path: Path, shape: Shape) -> Network:
    """Return the network with the weights of a file."""
    with torch.device("meta"):  # others take the place of all weights
        network = Network(shape)
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
