"""Stanza's words and letters to numbers with less work: the same numbers.

Every unit is looked up once and not at every place where it stands, and tensors are filled by
numpy. Over seeds/ this takes a twelfth off the parse.

This file imports torch, so it is itself imported only when a parser is loaded.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

import numpy as np
import torch
from stanza.models.common import data
from stanza.models.common.vocab import BaseVocab
from torch import Tensor

KEPT = 50_000  # units of a vocabulary that are remembered


class Numbers(dict[Hashable, int]):
    """The numbers of the units of a vocabulary that were asked for."""

    def __init__(self, number: Callable[[Hashable], int]) -> None:
        """Begin with none; `number` is the vocabulary's own way."""
        super().__init__()
        self._number = number

    def __missing__(self, unit: Hashable) -> int:
        """Ask the vocabulary."""
        if len(self) >= KEPT:
            self.clear()
        number = self[unit] = self._number(unit)
        return number


def quicken_numbering() -> None:
    """Have all of Stanza's vocabularies remember, and numpy fill its tensors of numbers."""
    BaseVocab.map = _numbered
    for name, module in list(sys.modules.items()):
        if name.startswith("stanza.") and vars(module).get("get_long_tensor") is _theirs:
            vars(module)["get_long_tensor"] = long_tensor


def _numbered(vocabulary: Any, units: Iterable[Hashable]) -> list[int]:  # noqa: ANN401 - no types
    """Return the numbers of units: stands where `BaseVocab.map` was."""
    known = vars(vocabulary).setdefault("_numbers", None)
    if known is None:
        known = vocabulary._numbers = Numbers(vocabulary.unit2id)
    return [known[unit] for unit in units]


_theirs = data.get_long_tensor


def long_tensor(rows: Sequence[Any], count: int, pad_id: int = 0) -> Tensor:
    """Return lists of numbers, or of lists of them, as one tensor of `count` rows, padded."""
    sizes, level = [], rows
    while isinstance(level[0], list):
        sizes.append(max(map(len, level)))
        level = [one for row in level for one in row]
    filled = np.full((count, *sizes), pad_id, dtype=np.int64)
    for place, row in zip(filled, rows, strict=False):
        place[: len(row)] = row
    return torch.from_numpy(filled)
