"""The network of the word encoder: the pieces' vectors and six post-norm transformer layers.

This file imports torch, so it is itself imported only where words are compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from quotes.linear import quicken, turn
from quotes.packed import Rows, matrix
from quotes.transformer import Layer, Shape

_SHAPE = Shape(pieces=41_448, layers=6)
_START, _END = 0, 2
_WEIGHTS = resources.files("quotes") / "weights"


class WordNetwork(nn.Module):
    """Pieces of texts in, a vector for each out."""

    def __init__(self, word: Rows) -> None:
        """Take the pieces' vectors; allocate the rest."""
        super().__init__()
        self._word = word
        self.place = nn.Embedding(_SHAPE.positions, _SHAPE.width)
        self.norm = nn.LayerNorm(_SHAPE.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(_SHAPE) for _ in range(_SHAPE.layers))

    @torch.inference_mode()
    def read(self, texts: Sequence[Sequence[int]]) -> list[NDArray[np.float32]]:
        """Return the vectors of the pieces of texts, shape (pieces, 384) each."""
        return [states.numpy() for states in self.states(texts)]

    def states(self, texts: Sequence[Sequence[int]]) -> list[Tensor]:
        """Return the same as tensors, which can be learned by.

        The texts lie end to end, so that nothing is padding: a layer sees one row of pieces,
        and each text looks at itself alone.
        """
        ends = np.cumsum([len(ids) + 2 for ids in texts]).tolist()
        spans = [slice(end - len(ids) - 2, end) for ids, end in zip(texts, ends, strict=True)]
        row = [piece for ids in texts for piece in (_START, *ids, _END)]
        places = torch.tensor([place for ids in texts for place in range(len(ids) + 2)])
        spelt = torch.from_numpy(self._word[np.array(row)])
        states = self.norm(spelt + self.place(places))[None]
        for layer in self.layers:
            states = layer(states, spans)
        return [states[0, span][1:-1] for span in spans]


def load(*, turned: bool = True) -> WordNetwork:
    """Return the network, its layers turned as learned for finding passages.

    If not ``turned`` it is as pretrained, and what is put into it can be trained.
    """
    with (
        resources.as_file(_WEIGHTS / "judge" / "weights.npz") as path,
        np.load(path, allow_pickle=False) as stored,
    ):
        with torch.device("meta"):  # others take the place of all weights
            network = WordNetwork(Rows(stored, "word.weight", _SHAPE.width))
        network.load_state_dict(
            {name: _tensor(stored, name) for name in network.state_dict()}, assign=True
        )
    network.requires_grad_(requires_grad=False)
    if turned:
        with (
            resources.as_file(_WEIGHTS / "locate" / "turns.npz") as path,
            np.load(path, allow_pickle=False) as stored,
        ):
            turn(network, dict(stored))
        quicken(network)
    return network


def _tensor(stored: object, name: str) -> Tensor:
    return torch.from_numpy(matrix(stored, name, _SHAPE.width))
