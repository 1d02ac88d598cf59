"""Learn how the judge's upper layers are adapted to tell whether a quotation renders a passage.

    python -m training.locate.together PAIRS.tsv YEAR.npz … --without HELD_OUT \
        --out quotes/weights/locate [--seconds 3900]

Quotations of documents with an even number with their sentence and the likeliest others
(`training/locate/examples.py`), and lines of `training.locate.turns.lines`, whole or a window
of them, with their own and with a near line's Spanish; each pair by itself right or wrong
(logistic loss). Layers 1 to 6 stay as they are; the rest gets products of rank 32, the rate
falls to nothing over the time given, and a moving mean of what is learned is kept.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as fn
from torch.nn.utils import parametrize

from quotes.ml import weights
from quotes.ml.judge import WEIGHTS
from quotes.ml.networks import RerankerNetwork
from quotes.ml.reranker import LONGEST
from quotes.ml.tokenization import Tokenizer, Window
from quotes.ml.vectors import encode_afresh
from quotes.originals.rank_features import first_probabilities
from quotes.originals.ranking_stages import HOPELESS, LIKELY
from training.adapters import LowRank, adapt, matrices
from training.locate.material import window
from training.locate.turns import lines

RANK = 32
_PIECES = 1100  # of a batch, about
_MADE = 0.6  # share of made quotations among what is learned from
_WHOLE, _FRAGMENT = 0.5, 0.85  # of the lines: whole, then windows of 5 to 9 words, then longer
_RIVALS = 4  # likeliest others of a made quotation
_OFTEN = 3  # times that an unsure whole sentence counts beside a fragment
_EASY = 0.3  # share kept of those on which the first look is sure
_RATES = {"adapters": 5e-4, "hidden": 5e-4, "answer": 2e-3}
_WARM, _KEPT = 40, 0.995


@dataclass(frozen=True, slots=True)
class Asked:
    """A quotation, its sentence if it is there, and the likeliest others."""

    text: str
    gold: tuple[str, ...]
    rivals: tuple[str, ...]


def main() -> None:
    """Learn and write `reranker.safetensors`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("examples", type=Path, nargs="+")
    parser.add_argument("--without", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=3900.0)
    args = parser.parse_args()
    torch.manual_seed(0)
    chance = random.Random(3)
    asked = [one for path in args.examples for one in made(path, chance)]
    model, adapters = adapting()
    means = fit(model, material(asked, lines(args.pairs, args.without), chance), args.seconds)
    save(args.out / "reranker.safetensors", model, means, adapters)


def adapting() -> tuple[RerankerNetwork, dict[str, LowRank]]:
    """Return the model to be learned, and its adapters by the name of the matrix."""
    read = weights.judge()
    upper = matrices(range(read.shape.layers - read.shape.apart))
    found = adapt(read, [*upper, "bridge.carry.weight"], RANK)
    return RerankerNetwork(read), found


def made(path: Path, chance: random.Random) -> Iterator[Asked]:
    """Yield the made quotations of a year that are learned from."""
    with np.load(path) as stored:
        kept = {name: stored[name] for name in stored.files if name != "near"}
    likely = first_probabilities(kept["x"])
    order = np.lexsort((-likely, kept["group"]))
    for own in np.split(order, np.flatnonzero(np.diff(kept["group"][order])) + 1):
        unsure = HOPELESS < likely[own[0]] < LIKELY
        if kept["document"][own[0]] % 2 or not (unsure or chance.random() < _EASY):
            continue
        right = kept["y"][own] == 1
        gold, rivals = kept["excerpt"][own[right]][:1], kept["excerpt"][own[~right]][:_RIVALS]
        one = Asked(str(kept["text"][own[0]]), tuple(map(str, gold)), tuple(map(str, rivals)))
        whole = str(kept["shape"][own[0]]).partition("-")[0] in ("sentence", "long")
        yield from [one] * (_OFTEN if whole and unsure else 1)


Pairs = list[tuple[str, str, float]]


def material(
    asked: Sequence[Asked], rows: Sequence[tuple[str, str]], chance: random.Random
) -> Iterator[Pairs]:
    """Yield (Spanish, English, right or not) of a quotation or line and rivals, without end."""
    vectors = encode_afresh([spanish for _, spanish in rows])
    near = np.concatenate(
        [np.argsort(-part @ vectors.T, axis=1)[:, 1:7] for part in np.array_split(vectors, 20)]
    )
    while True:
        if chance.random() < _MADE:
            one = chance.choice(asked)
            count = min(len(one.rivals), 1 if one.gold else 2)
            wrong = [(spanish, one.text, 0.0) for spanish in chance.sample(one.rivals, count)]
            yield [*((spanish, one.text, 1.0) for spanish in one.gold), *wrong]
            continue
        at, kind = chance.randrange(len(rows)), chance.random()
        size = (5, 9) if kind < _FRAGMENT else (10, 20)
        text = rows[at][0] if kind < _WHOLE else window(rows[at][0], *size, chance)
        if text:
            other = rows[int(chance.choice(near[at].tolist()))][1]
            yield [(rows[at][1], text, 1.0), (other, text, 0.0)]


def fit(model: RerankerNetwork, some: Iterator[Pairs], seconds: float) -> dict[str, Tensor]:
    """Learn for so long; return the moving means of what is learned."""
    cutter = Tokenizer(WEIGHTS / "tokenizer.json")
    learned = {name: one for name, one in model.named_parameters() if one.requires_grad}
    groups = [
        {"params": [one], "lr": _RATES.get(name.split(".")[0], _RATES["adapters"])}
        for name, one in learned.items()
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    begun, rates = time.monotonic(), [group["lr"] for group in optimiser.param_groups]
    means = {name: one.detach().clone() for name, one in learned.items()}
    number = 0
    while (spent := (time.monotonic() - begun) / seconds) < 1:
        windows, right = _batch(some, cutter)
        for group, rate in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = rate * min(1, (number + 1) / _WARM) * max(0.02, 1 - spent)
        loss = fn.binary_cross_entropy_with_logits(model(windows), torch.tensor(right))
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(learned.values(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        number += 1
        share = min(_KEPT, (number + 1) / (number + 20))
        for name, one in learned.items():
            means[name].mul_(share).add_(one.detach(), alpha=1 - share)
        if number % 50 == 0:
            print(number, f"{spent:.0%}", round(float(loss.detach()), 3), flush=True)
    return means


def _batch(some: Iterator[Pairs], cutter: Tokenizer) -> tuple[list[Window], list[float]]:
    """Return windows of about as many pieces as a batch may have, and which are right."""
    windows: list[Window] = []
    right: list[float] = []
    while sum(map(len, windows)) < _PIECES:
        for spanish, english, answer in next(some):
            pieces = (cutter.pieces(text).part(0, LONGEST) for text in (spanish, english))
            windows.append(Window(len(windows), *pieces))
            right.append(answer)
    return windows, right


def save(
    path: Path, model: RerankerNetwork, means: dict[str, Tensor], adapters: dict[str, LowRank]
) -> None:
    """Write what was learned as `quotes.ml.weights` reads it, the adapters merged."""
    model.load_state_dict(means, strict=False)
    for name in adapters:
        holder, _, part = name.rpartition(".")
        parametrize.remove_parametrizations(model.network.get_submodule(holder), part)
    state = model.state_dict()
    kept = {
        name: value
        for name, value in state.items()
        if not name.startswith(("network.encoder.", "network.pool.", "network.verdict."))
    }
    weights.save_head(kept, path)


if __name__ == "__main__":
    main()
