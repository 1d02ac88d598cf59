"""Stanza's words and letters to numbers, and back, with less work: the same numbers and names.

Every unit is looked up once and not at every place where it stands, and tensors are filled by
numpy. Over seeds/ this takes an eighth off the parse.

This file imports torch, so it is itself imported only when a parser is loaded.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import partial
from typing import Any, TypeVar

import numpy as np
import torch
from stanza.models.common import data
from stanza.models.common.vocab import BaseVocab, CompositeVocab
from torch import Tensor

T = TypeVar("T")
KEPT = 50_000  # units of a vocabulary that are remembered


class Known(dict[Hashable, T]):
    """What a vocabulary was asked for: the numbers of units, or the names of numbers."""

    def __init__(self, own: Callable[[Hashable], T]) -> None:
        """Begin with none; `own` is the vocabulary's own way."""
        super().__init__()
        self._own = own

    def __missing__(self, key: Hashable) -> T:
        """Ask the vocabulary."""
        if len(self) >= KEPT:
            self.clear()
        found = self[key] = self._own(key)
        return found


def quicken_numbering() -> None:
    """Have all of Stanza's vocabularies remember, and numpy fill its tensors of numbers."""
    BaseVocab.map = _numbered
    CompositeVocab.id2unit = _named
    for name, module in list(sys.modules.items()):
        if name.startswith("stanza.") and vars(module).get("get_long_tensor") is _theirs:
            vars(module)["get_long_tensor"] = long_tensor


def _numbered(vocabulary: Any, units: Iterable[Hashable]) -> list[int]:  # noqa: ANN401 - no types
    """Return the numbers of units: stands where `BaseVocab.map` was."""
    known = vars(vocabulary).setdefault("_numbers", None)
    if known is None:
        known = vocabulary._numbers = Known(vocabulary.unit2id)
    return [known[unit] for unit in units]


def _named(vocabulary: Any, number: Any) -> Any:  # noqa: ANN401 - no types
    """Return the name of what has several numbers: stands where `CompositeVocab.id2unit` was."""
    if vocabulary.sep is None or not isinstance(number, Sequence):
        return _their_name(vocabulary, number)
    known = vars(vocabulary).setdefault("_names", None)
    if known is None:
        known = vocabulary._names = Known(partial(_their_name, vocabulary))
    return known[tuple(number)]


_theirs = data.get_long_tensor
_their_name = CompositeVocab.id2unit


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
