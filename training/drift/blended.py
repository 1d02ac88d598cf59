r"""Blend heads of the judge, each with a share, over the head that ships.

    python -m training.drift.blended HEAD.safetensors SHARE … --out NEW.safetensors

A state half-way to what was learned, or the mean of several, does better on pairs of another kind
than the last state (Wortsman and others 2022, "Robust fine-tuning of zero-shot models").
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from safetensors.torch import load_file
from torch import Tensor

from quotes.ml import weights

State = Mapping[str, Tensor]


def blended(before: State, states: Sequence[tuple[State, float]]) -> dict[str, Tensor]:
    """Return a state and the differences of others from it, each by its share."""
    found = {}
    for name, old in before.items():
        found[name] = old + sum((share * (new[name] - old) for new, share in states), 0 * old)
    return found


def main() -> None:
    """Read the arguments, blend, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("states", nargs="+", help="files, each followed by its share")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    named = zip(args.states[::2], args.states[1::2], strict=True)
    states = [(weights.plain(load_file(path)), float(share)) for path, share in named]
    before = {
        name: value
        for name, value in weights.judge().state_dict().items()
        if not name.startswith("encoder.")
    }
    weights.save_head(blended(before, states), args.out)


if __name__ == "__main__":
    main()
