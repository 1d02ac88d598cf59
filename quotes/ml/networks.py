"""The cross-encoder of judge and reranker: two texts encoded apart, then read together.

The first layers encode the original and the quotation separately, as the
pretrained encoder did; a bridge hands every token the closest tokens of the
other language; the remaining layers attend over both texts. Two numbers are
read off each token and one off the pair.

This file imports torch, so it is itself imported only when a network is loaded.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from quotes.ml.tokenization import END, KINDS, START, Window, padded, padded_kinds

# Torch leaves out padding by nested tensors, and says at their first use that they may change.
warnings.filterwarnings("ignore", message="The PyTorch API of nested tensors")


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a network; of its ``layers`` the first ``apart`` read a text alone."""

    pieces: int
    width: int = 384
    heads: int = 12
    inner: int = 1536
    layers: int = 12
    apart: int = 6
    positions: int = 512

    def transformer(self, count: int) -> nn.TransformerEncoder:
        """Return so many layers, their weights not yet there.

        Where nothing is learned torch takes its own fast path and skips the padding.
        """
        layer = nn.TransformerEncoderLayer(
            self.width,
            self.heads,
            self.inner,
            dropout=0.0,
            activation="gelu",
            layer_norm_eps=1e-12,
            batch_first=True,
        )
        return nn.TransformerEncoder(layer, count)


class Encoder(nn.Module):
    """The pieces' vectors and the layers that read a text alone."""

    def __init__(self, shape: Shape, word: nn.Module | None = None) -> None:
        """Allocate the weights, but for the pieces' vectors where they are given."""
        super().__init__()
        self.word = word or nn.Embedding(shape.pieces, shape.width)
        self.place = nn.Embedding(shape.positions, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.transformer: nn.Module = shape.transformer(shape.apart)

    def forward(self, pieces: Tensor, inside: Tensor) -> Tensor:
        """Return the states of texts, shape (texts, length, width).

        ``inside`` is true where a text has pieces, false where it is padded after them.
        """
        states = self.norm(self.word(pieces) + self.place(torch.arange(pieces.shape[1])))
        found: Tensor = self.transformer(states, src_key_padding_mask=~inside)
        return found

    def read(self, texts: Sequence[Sequence[int]]) -> list[Tensor]:
        """Return the states of the pieces of each text, shape (pieces, width)."""
        rows = [torch.tensor([START, *ids, END]) for ids in texts]
        lengths = torch.tensor([len(row) for row in rows])
        pieces = pad_sequence(rows, batch_first=True)
        states = self(pieces, torch.arange(pieces.shape[1]) < lengths[:, None])
        return [one[1 : len(ids) + 1] for one, ids in zip(states, texts, strict=True)]


# --- The cross-encoder of judge and reranker: two texts encoded apart, then read together ---

# Of a piece: the chance of a fault, of a gap before it, how like the nearest piece of the other
# side is to it (cosine, from the layers that read each text alone), and which one that is.
Reading = tuple[float, float, float, int]
# Of a window: the pair logit, what is read off the pieces of the original and of the quotation,
# and the states summed up, shape (SUMMARY * width,).
WindowReading = tuple[float, list[Reading], list[Reading], NDArray[np.float32]]
SUMMARY = 4  # mean states of the two sides, and the same by how much each piece is doubted
HIDDEN = 128  # values between the reranker's states and its answer
FACTS = 6  # what the judge's own tags say besides
_STEEP = 4.0  # by which the logits of tags are divided


def likeness(states: Tensor, side: Tensor) -> tuple[Tensor, Tensor]:
    """Return the cosine of every two pieces and which two stand on different sides.

    Both of shape [batch, length, length]; pieces of one side are given -1. States are taken off
    their mean over the pair: what all have in common says nothing.
    """
    both = (side >= 0).unsqueeze(1) & (side >= 0).unsqueeze(2)
    across = both & (side.unsqueeze(1) != side.unsqueeze(2))
    seen = (side >= 0).unsqueeze(-1).to(states.dtype)
    centre = (states * seen).sum(1, keepdim=True) / seen.sum(1, keepdim=True)
    unit = functional.normalize(states - centre, dim=-1)
    return (unit @ unit.transpose(1, 2)).masked_fill(~across, -1.0), across


class Bridge(nn.Module):
    """Hand each token what the other language holds nearest to it."""

    def __init__(self, shape: Shape) -> None:
        """Allocate the weights; the bridge starts near silence."""
        super().__init__()
        self.sharpness = nn.Parameter(torch.tensor(12.0))
        self.carry: nn.Module = nn.Linear(2 * shape.width + 4, shape.width)
        self.side = nn.Embedding(2, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        nn.init.normal_(self.carry.weight, std=0.02)
        nn.init.zeros_(self.carry.bias)
        nn.init.normal_(self.side.weight, std=0.02)

    def forward(self, states: Tensor, side: Tensor, spelt: Tensor) -> Tensor:
        """Return states that know their counterpart and how near it is.

        Layers that read context make all numbers alike, and all names; so the pieces
        as ``spelt`` are compared too, with the counterpart and with the whole other text.
        """
        near, across = likeness(states, side)
        share = (near * self.sharpness).masked_fill(~across, -1e4).softmax(-1)
        partner = share.to(states.dtype) @ states
        best, runner = near.topk(2, dim=-1).values.unbind(-1)
        alike = (spelt @ spelt.transpose(1, 2)).masked_fill(~across, 0.0)
        copied = 2 * (share * alike).sum(-1) - 1
        facts = [5 * best - 3.5, 5 * runner - 3.5, copied, 2 * alike.amax(-1) - 1]
        known = torch.cat([partner, states - partner, torch.stack(facts, -1).to(states.dtype)], -1)
        carried = self.carry(known)
        told: Tensor = self.norm(states + carried + self.side(side.clamp(min=0)))
        return told


class CrossEncoder(nn.Module):
    """The encoder, the bridge, the layers that read both texts, and the judge's heads."""

    def __init__(self, shape: Shape, encoder: Encoder | None = None) -> None:
        """Allocate the weights, but for the encoder where it is given."""
        super().__init__()
        self.shape = shape
        self.encoder = encoder or Encoder(shape)
        self.bridge = Bridge(shape)
        self.known = nn.Embedding(KINDS, shape.width)
        self.transformer: nn.Module = shape.transformer(shape.layers - shape.apart)
        self.tags = nn.Linear(shape.width, 2)
        self.pool = nn.Linear(2 * shape.width, shape.width)
        self.verdict = nn.Linear(shape.width + 4, 1)

    def apart(self, pieces: Tensor, side: Tensor) -> Tensor:
        """Return the states of each text read alone, shape (batch, length, width).

        ``side`` is 0 where the original has pieces, 1 where the quotation has, -1 for padding.
        """
        states = torch.zeros(*pieces.shape, self.shape.width)
        for which in (0, 1):
            own = side == which
            counts = own.sum(1)
            rows = pad_sequence(list(torch.split(pieces[own], counts.tolist())), batch_first=True)
            inside = torch.arange(rows.shape[1]) < counts[:, None]
            states[own] = self.encoder(rows, inside)[inside].to(states.dtype)
        return states

    def together(
        self, states: Tensor, pieces: Tensor, side: Tensor, kinds: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Return the last states, pair logits (batch,) and tag logits (batch, length, 2).

        ``kinds`` is what is known of each piece (0: nothing), shape (batch, length).
        """
        states = self.crossed(states, pieces, side, kinds)
        tags = self.tags(states)
        return states, self.judge(states, side, tags), tags

    def crossed(
        self, states: Tensor, pieces: Tensor, side: Tensor, kinds: Tensor | None = None
    ) -> Tensor:
        """Return the states after the layers that read both texts, (batch, length, width)."""
        spelt = functional.normalize(self.encoder.word(pieces), dim=-1)
        states = self.bridge(states, side, spelt)
        if kinds is not None:
            states = states + self.known(kinds)
        found: Tensor = self.transformer(states, src_key_padding_mask=side < 0)
        return found

    def judge(self, states: Tensor, side: Tensor, tags: Tensor) -> Tensor:
        """Return the pair logit from the whole and from the worst words, (batch,)."""
        quote = (side == 1).unsqueeze(-1).to(states.dtype)
        mean = (states * quote).sum(1) / quote.sum(1).clamp(min=1)
        whole = torch.tanh(self.pool(torch.cat([states[:, 0], mean], -1)))
        worst = [
            tags[..., kind].masked_fill(side != where, -20.0).float().logsumexp(-1)
            for where in (0, 1)
            for kind in (0, 1)
        ]
        facts = torch.cat([whole, *(w.unsqueeze(-1) for w in worst)], -1)
        logits: Tensor = self.verdict(facts).squeeze(-1)
        return logits

    def summary(self, states: Tensor, side: Tensor, tags: Tensor) -> Tensor:
        """Return the states of pairs summed up, shape (batch, SUMMARY * width).

        The mean over the pieces of the quotation and of the original, then the same means weighed
        by the chance of a fault of each piece. It is what a linear probe reads (Alain and Bengio
        2016): see `quotes.comparison.comparator.Risk`.
        """
        doubt = tags[..., :1].sigmoid()
        sides = [(side == where).unsqueeze(-1).to(states.dtype) for where in (1, 0)]
        weights = [*sides, *(one * doubt for one in sides)]
        return torch.cat([(states * w).sum(1) / w.sum(1).clamp(min=1e-6) for w in weights], -1)

    @torch.inference_mode()
    def read(self, windows: Sequence[Window]) -> list[WindowReading]:
        """Return the pair logit of each window, what is read off its pieces, and its summary."""
        pieces, side = (torch.tensor(rows) for rows in padded(windows))
        states = self.apart(pieces, side)
        support, partner = (found.tolist() for found in likeness(states, side)[0].max(-1))
        kinds = torch.tensor(padded_kinds(windows))
        states, logits, tags = self.together(states, pieces, side, kinds)
        summaries = self.summary(states, side, tags).numpy()
        found = []
        for row, window in enumerate(windows):
            chances = tags[row].sigmoid().tolist()
            first, last = 1 + len(window.original.numbers), len(window) - 1
            theirs = [
                (chances[at][0], 0.0, support[row][at], partner[row][at] - first - 2)
                for at in range(1, first)
            ]
            ours = [
                (*chances[at], support[row][at], partner[row][at] - 1)
                for at in range(first + 2, last)
            ]
            found.append((float(logits[row]), theirs, ours, summaries[row]))
        return found


class RerankerNetwork(nn.Module):
    """A cross-encoder with a head that says how surely one text renders the other."""

    def __init__(self, read: CrossEncoder) -> None:
        """Take a network whose upper layers and bridge may be changed."""
        super().__init__()
        self.network = read
        self.hidden = nn.Linear(3 * read.shape.width, HIDDEN)
        self.answer = nn.Linear(HIDDEN + FACTS, 1)

    def forward(self, windows: Sequence[Window]) -> Tensor:
        """Return the log-odds that each quotation renders its original, shape (windows,)."""
        pieces, side = (torch.tensor(rows) for rows in padded(windows))
        with torch.no_grad():
            apart = self.network.apart(pieces, side)
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

    @torch.inference_mode()
    def read(self, windows: Sequence[Window]) -> list[float]:
        """Return the log-odds of windows as numbers."""
        odds: list[float] = self(windows).tolist()
        return odds


def _mean(values: Tensor, seen: Tensor) -> Tensor:
    """Return the mean over the pieces of one side, shape (batch, values)."""
    return (values * seen).sum(1) / seen.sum(1).clamp(min=1)
