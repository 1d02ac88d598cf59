"""Train the judge on made pairs, for a given time.

    python -m training.drift.train --start DIR --made MADE.jsonl … --minutes 80 --out JUDGE.pt

The layers that read each text alone stay as they were pretrained. The rate rises for the
first steps, holds, and falls over the last third; the weights written are a moving
average. Loss: whether the pair drifted, which pieces say something else (on both sides),
and before which pieces words are missing.
"""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from quotes.ml.cross_encoder import CrossEncoder
from quotes.ml.tokenization import Tokenizer
from training.drift.examples import Batch, batches

RARE = 2.5  # weight of the few faulty pieces against the many sound ones
ORIGINAL = 0.4  # weight of pieces of the original: their targets come from an aligner
SHARE = 0.25  # weight of the sum over pieces against the pair
APART = 0.3  # weight of drifts against their faithful twins
SOFT = 0.02  # how far the pair target is from certainty
RISE = 120  # steps


@dataclass(slots=True)
class Trainer:
    """A network, what of it learns, and the moving average of that."""

    network: CrossEncoder
    optimiser: torch.optim.Optimizer
    learning: list[torch.nn.Parameter]
    average: list[Tensor]
    step: int = 0

    def train(self, batch: Batch, pace: float) -> float:
        """Take one step and return its loss; ``pace`` scales the learning rate."""
        for group in self.optimiser.param_groups:
            group["lr"] = group["top"] * pace * min(1.0, (self.step + 1) / RISE)
        with torch.autocast("cpu", torch.bfloat16):
            with torch.no_grad():
                states = self.network.apart(batch.pieces, batch.side)
            pair, tags = self.network.together(states, batch.pieces, batch.side)
        loss = total(pair.float(), tags.float(), batch)
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(self.learning, 2.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        keep = min(0.998, (self.step + 1) / (self.step + 50))
        with torch.no_grad():
            for mean, now in zip(self.average, self.learning, strict=True):
                mean.lerp_(now, 1 - keep)
        self.step += 1
        return float(loss.detach())

    def save(self, path: Path) -> None:
        """Write the averaged weights."""
        state = dict(self.network.state_dict())
        names = {id(value): name for name, value in self.network.named_parameters()}
        state.update(
            {names[id(p)]: m.clone() for p, m in zip(self.learning, self.average, strict=True)}
        )
        torch.save({"shape": self.network.shape, "state": state}, path)


def total(pair: Tensor, tags: Tensor, batch: Batch) -> Tensor:
    """Return the loss of a batch."""
    rare = torch.tensor(RARE)
    weight = torch.where(batch.side == 0, ORIGINAL, 1.0) * (batch.side >= 0)
    faults = functional.binary_cross_entropy_with_logits(
        tags[..., 0], batch.faults, reduction="none", pos_weight=rare
    )
    gaps = functional.binary_cross_entropy_with_logits(
        tags[..., 1], batch.gaps, reduction="none", pos_weight=rare
    )
    pieces = ((faults * weight).sum() + (gaps * (batch.side == 1)).sum()) / len(pair)
    drift = batch.drift * (1 - 2 * SOFT) + SOFT
    whole = functional.binary_cross_entropy_with_logits(pair, drift)
    return whole + SHARE * pieces + APART * apart(pair, batch)


def apart(pair: Tensor, batch: Batch) -> Tensor:
    """Return the loss of drifts that are not a good deal riskier than their faithful twin."""
    same = (batch.twin.unsqueeze(1) == batch.twin) & (batch.twin >= 0)
    twins = same & (batch.drift.unsqueeze(1) > batch.drift)
    if not twins.any():
        return pair.new_zeros(())
    return functional.softplus(1 - (pair.unsqueeze(1) - pair)[twins]).mean()


def trainer(path: Path) -> Trainer:
    """Return a trainer that starts from a file of weights."""
    start = torch.load(path, weights_only=False)
    network = CrossEncoder(start["shape"])
    network.load_state_dict(start["state"])
    for value in network.parameters():
        value.requires_grad_(False)
    heads = [network.bridge, network.tags, network.pool, network.verdict]
    groups = [
        {"params": [p for m in heads for p in m.parameters()], "lr": 1e-3, "top": 1e-3},
        {
            "params": list(network.transformer.parameters()),
            "lr": 3e-4,
            "top": 3e-4,
        },
    ]
    learning = [p for group in groups for p in group["params"]]  # type: ignore[attr-defined]  # a list
    for value in learning:
        value.requires_grad_(True)
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
    return Trainer(network, optimiser, learning, [p.detach().clone() for p in learning])


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument(
        "--start", type=Path, required=True, help="what training.drift.encoder wrote"
    )
    parser.add_argument("--made", type=Path, nargs="+", required=True)
    parser.add_argument("--minutes", type=float, default=80)
    parser.add_argument("--pieces", type=int, default=1100, help="in a batch")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    torch.manual_seed(0)
    judge = trainer(args.start / "start.pt")
    begun, losses = time.monotonic(), 0.0
    for batch in batches(
        args.made, Tokenizer(args.start / "tokenizer.json"), random.Random(0), args.pieces
    ):
        share = (time.monotonic() - begun) / 60 / args.minutes
        if share >= 1:
            break
        losses += judge.train(batch, min(1.0, max(0.02, 2 * (1 - share))))
        if judge.step % 100 == 0:
            print(f"step {judge.step}: loss {losses / 100:.3f}", flush=True)
            losses = 0.0
            judge.save(args.out)
    judge.save(args.out)


if __name__ == "__main__":
    main()
