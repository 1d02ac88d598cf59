r"""Train the judge further, for a given time, from the one that ships.

    python -m training.drift.train \
        --rows LABELLED.jsonl 0.56 NEGATIVES.jsonl 0.10 MADE.jsonl 0.36 \
        --minutes 80 --out quotes/weights/judge/head.safetensors

The encoder, which reads each text alone, stays as it was pretrained; bridge, upper layers and
heads learn. Each batch comes from one file, chosen by its share. The rate rises for the first
steps, holds, and falls over the last 60 % of the time; the weights written are a moving
average. Faithful pairs of the files after ``--doubtful``, whose two sides nobody compared, teach
nothing where the judge is sure that they drifted (after Kang and Hashimoto 2020). Loss: whether
the pair drifted, that a drift is riskier than its faithful twin, and where it is known which
pieces say something else, on both sides, and before which words are missing.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from quotes.ml import weights
from quotes.ml.networks import CrossEncoder
from quotes.ml.tokenization import tokenizer
from training.drift.examples import Batch, batches

RATE = 1.5e-4  # of the upper layers; bridge and heads learn twice as fast
DROP = 0.1
RARE = 2.5  # weight of the few faulty pieces against the many sound ones
ORIGINAL = 0.4  # weight of pieces of the original: their targets come from an aligner
SHARE = 0.18  # weight of the sum over pieces against the pair
APART = 0.45  # weight of drifts against their faithful twins
SOFT = 0.02  # how far the pair target is from certainty
HOPELESS = 2.5  # log-odds above which a faithful pair that nobody compared teaches nothing
RISE, FALL = 150, 0.6  # steps; share of the time


@dataclass(slots=True)
class Trainer:
    """A network, what of it learns, and the moving average of that."""

    network: CrossEncoder
    optimiser: torch.optim.Optimizer
    learning: dict[str, nn.Parameter]
    average: dict[str, Tensor]
    step: int = 0

    def train(self, batch: Batch, pace: float, *, doubtful: bool) -> float:
        """Take one step and return its loss; ``pace`` scales the learning rate."""
        for group in self.optimiser.param_groups:
            group["lr"] = group["top"] * pace * min(1.0, (self.step + 1) / RISE)
        with torch.no_grad():
            states = self.network.apart(batch.pieces, batch.side)
        _, pair, tags = self.network.together(states, batch.pieces, batch.side, batch.kinds)
        if doubtful:
            kept = (batch.drift > 0) | (pair.detach() < HOPELESS)
            pair, tags, batch = pair[kept], tags[kept], batch.some(kept)
            if not len(pair):
                return 0.0
        loss = total(pair, tags, batch)
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(self.learning.values(), 1.5)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        keep = min(0.998, (self.step + 1) / (self.step + 40))
        with torch.no_grad():
            for name, now in self.learning.items():
                self.average[name].lerp_(now, 1 - keep)
        self.step += 1
        return float(loss.detach())

    def save(self, path: Path) -> None:
        """Write the averaged weights of all but the encoder."""
        weights.save_head(self.average, path)


def total(pair: Tensor, tags: Tensor, batch: Batch) -> Tensor:
    """Return the loss of a batch."""
    rare = torch.tensor(RARE)
    known, lost_known = batch.known[:, :1], batch.known[:, 1:]
    weight = torch.where(batch.side == 0, ORIGINAL * lost_known, known) * (batch.side >= 0)
    faults = functional.binary_cross_entropy_with_logits(
        tags[..., 0], batch.faults, reduction="none", pos_weight=rare
    )
    gaps = functional.binary_cross_entropy_with_logits(
        tags[..., 1], batch.gaps, reduction="none", pos_weight=rare
    )
    pieces = ((faults * weight).sum() + (gaps * (batch.side == 1) * known).sum()) / len(pair)
    whole = functional.binary_cross_entropy_with_logits(pair, batch.drift * (1 - 2 * SOFT) + SOFT)
    return whole + SHARE * pieces + APART * apart(pair, batch)


def apart(pair: Tensor, batch: Batch) -> Tensor:
    """Return the loss of drifts that are not a good deal riskier than their faithful twin."""
    same = (batch.twin.unsqueeze(1) == batch.twin) & (batch.twin >= 0)
    twins = same & (batch.drift.unsqueeze(1) > batch.drift)
    if not twins.any():
        return pair.new_zeros(())
    return functional.softplus(1 - (pair.unsqueeze(1) - pair)[twins]).mean()


def trainer(folder: Path = weights.JUDGE) -> Trainer:
    """Return a trainer that starts from the judge in a folder."""
    network = weights.judge(folder).train()
    for module in network.transformer.modules():
        if isinstance(module, nn.Dropout):
            module.p = DROP
    network.encoder.eval()
    learning = {
        name: value for name, value in network.named_parameters() if not name.startswith("encoder.")
    }
    for value in learning.values():
        value.requires_grad_()
    upper = [value for name, value in learning.items() if name.startswith("transformer.")]
    heads = [value for name, value in learning.items() if not name.startswith("transformer.")]
    groups = [
        {"params": heads, "lr": 2 * RATE, "top": 2 * RATE},
        {"params": upper, "lr": RATE, "top": RATE},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
    average = {name: value.detach().clone() for name, value in learning.items()}
    return Trainer(network, optimiser, learning, average)


def mixed(rows: list[str], rng: random.Random, most: int) -> Iterator[tuple[str, Batch]]:
    """Yield files and batches of them, each by its share; `rows` are FILE, SHARE, FILE, SHARE."""
    paths, shares = rows[::2], [float(share) for share in rows[1::2]]
    streams = {path: batches([Path(path)], tokenizer(), rng, most) for path in paths}
    while True:
        path = rng.choices(paths, shares)[0]
        yield path, next(streams[path])


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--rows", nargs="+", required=True, help="FILE SHARE FILE SHARE …")
    parser.add_argument("--doubtful", nargs="*", default=[], help="files that nobody compared")
    parser.add_argument("--start", type=Path, default=weights.JUDGE, help="folder of a judge")
    parser.add_argument("--seed", type=int, default=1, help="of the order of the batches")
    parser.add_argument("--minutes", type=float, default=80)
    parser.add_argument("--pieces", type=int, default=1500, help="in a batch")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    torch.manual_seed(0)
    judge = trainer(args.start)
    begun, losses = time.monotonic(), 0.0
    for path, batch in mixed(args.rows, random.Random(args.seed), args.pieces):
        share = (time.monotonic() - begun) / 60 / args.minutes
        if share >= 1:
            break
        pace = min(1.0, max(0.02, (1 - share) / FALL))
        losses += judge.train(batch, pace, doubtful=path in args.doubtful)
        if judge.step % 100 == 0:
            print(f"step {judge.step}: loss {losses / 100:.3f}", flush=True)
            losses = 0.0
            judge.save(args.out)
    judge.save(args.out)


if __name__ == "__main__":
    main()
