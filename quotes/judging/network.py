"""The judge's network: two texts encoded apart, then read together.

The first layers encode the original and the quotation separately, as the
pretrained encoder did; a bridge hands every token the closest tokens of the
other language; the remaining layers attend over both texts. Two numbers are
read off each token and one off the pair.

This file imports torch, so it is itself imported only when a judge is loaded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

import torch
from torch import Tensor, nn
from torch.nn import functional

from quotes.judging.bridge import Bridge
from quotes.judging.packing import END, PAD, START, Window
from quotes.linear import quicken
from quotes.transformer import Layer, Shape

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
        states: Tensor = self.norm(self.word(pieces) + self.place(places))
        layers = self.layers[: self.shape.apart]
        if not torch.is_grad_enabled():
            return _end_to_end(layers, states, side >= 0, _lengths(side, (0, 1)))
        mask = (side.unsqueeze(1) == side.unsqueeze(2)).unsqueeze(1)
        for layer in layers:
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
        if not torch.is_grad_enabled():
            return _end_to_end(self.upper(), states, side >= 0, _lengths(side >= 0, (True,)))
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
        """Round the matrices of the layers and the bridge where the processor multiplies bytes.

        It then reads twice as many pairs a second as in halves (bfloat16).
        """
        for part in (*self.layers, self.bridge):
            quicken(part)

    @torch.inference_mode()
    def read(self, windows: Sequence[Window]) -> tuple[list[float], list[tuple[Chances, Chances]]]:
        """Return the pair logits, and per piece of original and quotation two chances.

        The chances are those of being at fault and of a gap just before the piece.
        """
        pieces, places, side = (torch.tensor(rows) for rows in padded(windows))
        logits, tags = self.together(self.apart(pieces, places, side), pieces, side)
        chances = tags.sigmoid().tolist()
        found = []
        for row, window in zip(chances, windows, strict=True):
            first = 1 + len(window.original.numbers)
            theirs = [(fault, 0.0) for fault, _ in row[1:first]]
            ours = [(fault, gap) for fault, gap in row[first + 2 : len(window) - 1]]
            found.append((theirs, ours))
        return [float(x) for x in logits.tolist()], found


def _end_to_end(
    layers: Iterable[nn.Module], states: Tensor, inside: Tensor, lengths: Sequence[int]
) -> Tensor:
    """Return padded states after layers for which the texts lie end to end, without padding.

    Of what is read at once a fifth would be padding, and texts apart would look at each other
    in vain. Training, whose batches are of one length, has masks instead.
    """
    ends = list(accumulate(lengths))
    spans = [slice(end - length, end) for end, length in zip(ends, lengths, strict=True)]
    row = states[inside].unsqueeze(0)
    for layer in layers:
        row = layer(row, spans)
    found = torch.zeros_like(states)
    found[inside] = row[0]
    return found


def _lengths(side: Tensor, kinds: Sequence[int]) -> list[int]:
    """Return how many pieces each text of a batch has, pair by pair."""
    counts: list[int] = torch.stack([(side == kind).sum(1) for kind in kinds], 1).flatten().tolist()
    return counts


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
