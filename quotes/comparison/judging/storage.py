"""The judge's weights on disk: small integers with their scales, in one numpy archive.

Matrices the training left alone keep the four-bit blocks of the pretrained file, so
nothing of them is lost; matrices it changed are rounded to eight bits a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from quotes.packed import BLOCK, ZERO, matrix

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


def load(path: Path, width: int) -> dict[str, Tensor]:
    """Read a state; ``width`` is that of the matrices kept as four-bit codes."""
    with np.load(path, allow_pickle=False) as stored:
        names = dict.fromkeys(key.partition("|")[0] for key in stored.files)
        return {name: torch.from_numpy(matrix(stored, name, width)) for name in names}
