"""The judge's network: two texts encoded apart, then read together.

The first layers encode the original and the quotation separately, as the
pretrained encoder did; a bridge hands every token the closest tokens of the
other language; the remaining layers attend over both texts. Two numbers are
read off each token and one off the pair.

This file imports torch, so it is itself imported only when a judge is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import torch
from torch import Tensor, nn
from torch.nn import functional

from quotes.judging.layers import Bridge, Layer, Shape
from quotes.judging.packing import END, PAD, START, Window

Chances = list[tuple[float, float]]


class Network(nn.Module):
    """The whole judge: pieces of both texts in, logits out."""

    def __init__(self, shape: Shape) -> None:
        """Allocate the weights."""
        super().__init__()
        self.shape = shape
        self.word: nn.Module = nn.Embedding(shape.pieces, shape.width)
        self.place = nn.Embedding(shape.positions, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.bridge = Bridge(shape)
        self.tags = nn.Linear(shape.width, 2)
        self.pool = nn.Linear(2 * shape.width, shape.width)
        self.verdict = nn.Linear(shape.width + 4, 1)

    def upper(self) -> list[nn.Module]:
        """Return the layers that read both texts."""
        return list(self.layers[self.shape.apart :])

    def apart(self, pieces: Tensor, places: Tensor, side: Tensor) -> Tensor:
        """Return the states after the layers that read each text alone."""
        mask = (side.unsqueeze(1) == side.unsqueeze(2)).unsqueeze(1)
        states: Tensor = self.norm(self.word(pieces) + self.place(places))
        for layer in self.layers[: self.shape.apart]:
            states = layer(states, mask)
        return states

    def together(
        self, states: Tensor, pieces: Tensor, side: Tensor, drop: float = 0.0
    ) -> tuple[Tensor, Tensor]:
        """Return pair logits [batch] and tag logits [batch, length, 2]."""
        states = self.crossed(states, pieces, side, drop)
        tags = self.tags(states)
        return self.judge(states, side, tags, drop), tags

    def crossed(self, states: Tensor, pieces: Tensor, side: Tensor, drop: float = 0.0) -> Tensor:
        """Return the states after the layers that read both texts, [batch, length, width]."""
        spelt = functional.normalize(self.word(pieces), dim=-1)
        states = self.bridge(states, side, spelt)
        mask = (side >= 0).unsqueeze(1).unsqueeze(1)
        for layer in self.upper():
            states = layer(states, mask, drop)
        return states

    def judge(self, states: Tensor, side: Tensor, tags: Tensor, drop: float) -> Tensor:
        """Return the pair logit from the whole and from the worst words."""
        quote = (side == 1).unsqueeze(-1).to(states.dtype)
        mean = (states * quote).sum(1) / quote.sum(1).clamp(min=1)
        whole = torch.tanh(self.pool(torch.cat([states[:, 0], mean], -1)))
        whole = functional.dropout(whole, drop, self.training)
        worst = [
            tags[..., kind].masked_fill(side != where, -20.0).float().logsumexp(-1)
            for where in (0, 1)
            for kind in (0, 1)
        ]
        facts = torch.cat([whole, *(w.unsqueeze(-1) for w in worst)], -1)
        logits: Tensor = self.verdict(facts).squeeze(-1)
        return logits

    def quicken(self) -> None:
        """Hold the layers' weights in bfloat16 where the processor multiplies it natively.

        Done once, it is not done again for each batch.
        """
        if quick_halves():
            for module in [*self.layers, self.bridge]:
                for part in module.modules():
                    if isinstance(part, nn.Linear):
                        part.to(torch.bfloat16)

    @torch.inference_mode()
    def read(self, windows: Sequence[Window]) -> tuple[list[float], list[tuple[Chances, Chances]]]:
        """Return the pair logits, and per piece of original and quotation two chances.

        The chances are those of being at fault and of a gap just before the piece.
        """
        pieces, places, side = (torch.tensor(rows) for rows in padded(windows))
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=quick_halves()):
            logits, tags = self.together(self.apart(pieces, places, side), pieces, side)
        chances = tags.sigmoid().tolist()
        found = []
        for row, window in zip(chances, windows, strict=True):
            first = 1 + len(window.original.numbers)
            theirs = [(fault, 0.0) for fault, _ in row[1:first]]
            ours = [(fault, gap) for fault, gap in row[first + 2 : len(window) - 1]]
            found.append((theirs, ours))
        return [float(x) for x in logits.tolist()], found


@cache
def quick_halves() -> bool:
    """Return whether the processor multiplies bfloat16 natively.

    There it reads 42 pairs/s for 24 (one core, 120 pairs of drift/dev); no probability
    moved by more than 0.009, no verdict changed.
    """
    return bool(torch.cpu.get_capabilities().get("avx512_bf16"))


def padded(windows: Sequence[Window]) -> tuple[list[list[int]], list[list[int]], list[list[int]]]:
    """Return piece numbers, places and sides (0 original, 1 quotation, -1 nothing)."""
    longest = max(len(window) for window in windows)
    pieces, places, sides = [], [], []
    for window in windows:
        ours, theirs = len(window.quote.numbers) + 2, len(window.original.numbers) + 2
        rest = longest - ours - theirs
        row = [START, *window.original.numbers, END, START, *window.quote.numbers, END]
        pieces.append(row + [PAD] * rest)
        places.append([*range(theirs), *range(ours)] + [0] * rest)
        sides.append([0] * theirs + [1] * ours + [-1] * rest)
    return pieces, places, sides
