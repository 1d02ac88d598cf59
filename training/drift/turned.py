r"""Train the judge further on new rows, by products of thin matrices beside its own.

    python -m training.drift.turned --made NEW.jsonl … OLD.jsonl --minutes 65 \
        --out HEAD.safetensors

The weights that ship stay as they are (the third look of locating is a turn of them too);
the matrices of the upper layers, of the bridge and of the pool each get a product of rank 32
(Hu and others 2021, "LoRA"), the small heads learn whole. Loss and batches are those of
`training.drift.train`; the files are read side by side, each in its own order, in proportion
to their lengths. The rate rises for the first steps, holds, and falls to nothing over the
last two thirds; a moving mean of what is learned is written, and now and then kept under its
number for `training.drift.blended`.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import torch
from torch import Tensor

from quotes.ml import weights
from quotes.ml.cross_encoder import CrossEncoder
from quotes.ml.judge import WEIGHTS
from quotes.ml.tokenization import Tokenizer
from training.adapters import LowRank, adapt, matrices
from training.drift.examples import Batch, batches
from training.drift.train import total

RANK = 32
_RATES = {"adapters": 5e-4, "heads": 5e-4}
_RISE, _KEPT = 120, 0.997
_HOLD = 1 / 3  # of the time, before the rate falls
_HEADS = ("tags", "verdict")
_STATE = 900  # steps after which the state is kept under its number
_HOPELESS = 2.5  # log-odds of drift


@dataclass(slots=True)
class Turning:
    """The judge with what turns it."""

    network: CrossEncoder
    adapters: dict[str, LowRank]
    learned: dict[str, torch.nn.Parameter]

    @classmethod
    def of(cls, read: CrossEncoder) -> Turning:
        """Give a network turns, and let its small heads learn."""
        upper = matrices(range(read.shape.layers - read.shape.apart))
        adapters = adapt(read, [*upper, "bridge.carry.weight", "pool.weight"], RANK)
        for head in _HEADS:
            read.get_submodule(head).requires_grad_()
        learned = {name: one for name, one in read.named_parameters() if one.requires_grad}
        return cls(read, adapters, learned)

    def step(self, batch: Batch, optimiser: torch.optim.Optimizer) -> float:
        """Take one step and return its loss."""
        with torch.autocast("cpu", torch.bfloat16):
            with torch.no_grad():
                states = self.network.apart(batch.pieces, batch.side)
            pair, tags = self.network.together(states, batch.pieces, batch.side)
        loss = total(*_learnable(pair.float(), tags.float(), batch))
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(self.learned.values(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        return float(loss.detach())

    def save(self, path: Path, means: dict[str, Tensor]) -> None:
        """Write the head that was learned, adapters merged, as `quotes.ml.weights` reads it."""
        state = self.network.state_dict()
        kept: dict[str, Tensor] = {}
        for name, value in state.items():
            if "parametrizations" not in name:
                kept[name] = means.get(name, value)
        for name in self.adapters:
            holder, _, part = name.rpartition(".")
            inside = f"{holder}.parametrizations.{part}"
            left, right = (means[f"{inside}.0.{side}"] for side in ("left", "right"))
            kept[name] = state[f"{inside}.original"] + left @ right
        weights.save_head(kept, path)


def _learnable(pair: Tensor, tags: Tensor, batch: Batch) -> tuple[Tensor, Tensor, Batch]:
    """Return what there is to learn from: without the pairs that hardly are what they are called.

    A pair called faithful that looks so bad is most often badly aligned or translated (after
    Kang and Hashimoto 2020, "Improved natural language generation via loss truncation").
    """
    kept = (batch.drift > 0) | (pair.detach() < _HOPELESS)
    parts = (getattr(batch, field.name)[kept] for field in fields(batch))
    return pair[kept], tags[kept], Batch(*parts)


def mixed(paths: list[Path], rng: random.Random, most: int) -> Iterator[Batch]:
    """Yield batches of several files, each as often as its length asks."""
    cutter = Tokenizer(WEIGHTS / "tokenizer.json")
    streams = [batches([path], cutter, rng, most) for path in paths]
    sizes = [path.stat().st_size for path in paths]
    while True:
        yield next(rng.choices(streams, sizes)[0])


def pace(spent: float, step: int) -> float:
    """Return the share of the full rate after a share of the time and so many steps."""
    return min(1.0, (step + 1) / _RISE) * max(0.02, min(1.0, (1 - spent) / (1 - _HOLD)))


def fit(model: Turning, some: Iterator[Batch], seconds: float, out: Path) -> None:
    """Learn for so long, and write the moving means now and then and at the end."""
    groups = [
        {"params": [one], "lr": _RATES["heads" if name.startswith(_HEADS) else "adapters"]}
        for name, one in model.learned.items()
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
    rates = [group["lr"] for group in optimiser.param_groups]
    means = {name: one.detach().clone() for name, one in model.learned.items()}
    begun, number, losses = time.monotonic(), 0, 0.0
    while (spent := (time.monotonic() - begun) / seconds) < 1:
        for group, rate in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = rate * pace(spent, number)
        losses += model.step(next(some), optimiser)
        number += 1
        share = min(_KEPT, (number + 1) / (number + 50))
        for name, one in model.learned.items():
            means[name].lerp_(one.detach(), 1 - share)
        if number % 100 == 0:
            print(f"step {number}, {spent:.0%}: loss {losses / 100:.3f}", flush=True)
            losses = 0.0
            model.save(out, means)
        if number % _STATE == 0:
            model.save(out.with_name(f"{out.stem}.{number}.safetensors"), means)
    model.save(out, means)


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--made", type=Path, nargs="+", required=True)
    parser.add_argument("--minutes", type=float, default=65)
    parser.add_argument("--pieces", type=int, default=1100, help="in a batch")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    torch.manual_seed(0)
    model = Turning.of(weights.judge())
    fit(model, mixed(args.made, random.Random(0), args.pieces), 60 * args.minutes, args.out)


if __name__ == "__main__":
    main()
