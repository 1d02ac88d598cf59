"""Weights as the judge's file packs them: small integers with their scales, back to fp32."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

BLOCK = 32  # weights that share one scale in the pretrained file
ZERO = 8  # what a four-bit code is above its weight


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
