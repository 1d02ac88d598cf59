"""How surely an English text renders a Spanish one, or some words of it.

The judge's network reads the two texts together, its upper layers turned for the question
by products of thin matrices (Hu and others 2021, "LoRA"); a small head answers. Learned in
`training/locate/together.py`. Imports torch, so it is imported only where it is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from quotes.batching import batches
from quotes.judging.network import Network, padded
from quotes.judging.packing import Cutter, Window
from quotes.judging.storage import turned, unturned

HIDDEN = 128  # values between the states and the answer
FACTS = 6  # what the judge's own tags say besides
LONGEST = 150  # pieces read of each text
_STEEP = 4.0  # by which the logits of tags are divided


class Rendering(nn.Module):
    """The turned network with its head."""

    def __init__(self, read: Network) -> None:
        """Take a network whose upper layers and bridge may be changed."""
        super().__init__()
        self.network = read
        self.hidden = nn.Linear(3 * read.shape.width, HIDDEN)
        self.answer = nn.Linear(HIDDEN + FACTS, 1)

    def forward(self, windows: Sequence[Window]) -> Tensor:
        """Return the log-odds that each quotation renders its original, shape (windows,)."""
        pieces, places, side = (torch.tensor(rows) for rows in padded(windows))
        with torch.no_grad():
            apart = self.network.apart(pieces, places, side)
        states = self.network.crossed(apart, pieces, side)
        tags = self.network.tags(states)
        original, quote = ((side == where).unsqueeze(-1).float() for where in (0, 1))
        known = [states[:, 0], _mean(states, quote), _mean(states, original)]
        chances = tags.sigmoid()
        facts = [
            _mean(chances, quote),
            _mean(chances, original)[:, :1],
            _mean(tags, quote) / _STEEP,
            _mean(tags, original)[:, :1] / _STEEP,
        ]
        told = torch.cat([torch.tanh(self.hidden(torch.cat(known, 1))), *facts], 1)
        odds: Tensor = self.answer(told)[:, 0]
        return odds


class Renderings:
    """Answers for pairs of texts, with the weights that ship."""

    def __init__(self, folder: Path, turns: Path) -> None:
        """Read the judge in a folder, and what turns it; most of the network is shared."""
        self._cutter = Cutter(folder / "tokenizer.json")
        self._model = Rendering(unturned(folder)).eval()
        self._model.load_state_dict(turned(self._model.network, turns), strict=False)
        self._model.network.quicken()

    def odds(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Return the log-odds of (Spanish, English) pairs, in order."""
        windows = [self._window(at, *pair) for at, pair in enumerate(pairs)]
        found = [0.0] * len(windows)
        with torch.inference_mode():
            for batch in batches(windows, len):
                for window, odds in zip(batch, self._model(batch).tolist(), strict=True):
                    found[window.pair] = odds
        return found

    def _window(self, at: int, spanish: str, english: str) -> Window:
        first, second = (self._cutter.pieces(text).part(0, LONGEST) for text in (spanish, english))
        return Window(at, first, second)


def _mean(values: Tensor, seen: Tensor) -> Tensor:
    """Return the mean over the pieces of one side, shape (batch, values)."""
    return (values * seen).sum(1) / seen.sum(1).clamp(min=1)
