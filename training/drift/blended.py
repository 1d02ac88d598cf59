r"""Blend states of what turns the judge, each with a share, and cut the sum to the rank again.

    python -m training.drift.blended TURNS.npz SHARE … --out quotes/weights/judge/turns.npz

A state half-way to what was learned, or the mean of several, does better on pairs of another kind
than the last state (Wortsman and others 2022, "Robust fine-tuning of zero-shot models").
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from quotes.ml import weights
from training.drift.turned import RANK

Array = NDArray[np.floating]


def thin(whole: torch.Tensor) -> tuple[Array, Array]:
    """Return two thin matrices whose product is nearest to a matrix."""
    left, values, right = torch.svd_lowrank(whole, q=RANK + 16, niter=3)
    root = values[:RANK].sqrt()
    halves = left[:, :RANK] * root, (right[:, :RANK] * root).T
    first, second = (half.contiguous().numpy().astype(np.float16) for half in halves)
    return first, second


def blended(states: Sequence[tuple[dict[str, Array], float]]) -> dict[str, Array]:
    """Return the sum of states, each by its share; the rest of a head is as it was."""
    before = weights.judge(adapted=False).state_dict()
    found: dict[str, Array] = {}
    for name, value in states[0][0].items():
        path, _, side = name.partition("|")
        if side == "left":
            products = [
                s * (v[name].astype("f4") @ v[f"{path}|right"].astype("f4")) for v, s in states
            ]
            found[name], found[f"{path}|right"] = thin(torch.from_numpy(np.sum(products, 0)))
        elif not side:
            old = before[name].numpy()
            found[name] = (old + sum(s * (v[name] - old) for v, s in states)).astype(value.dtype)
    return found


def main() -> None:
    """Read the arguments, blend, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("states", nargs="+", help="files, each followed by its share")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    named = zip(args.states[::2], args.states[1::2], strict=True)
    states = [(dict(np.load(path)), float(share)) for path, share in named]
    np.savez(args.out, allow_pickle=False, **blended(states))


if __name__ == "__main__":
    main()
