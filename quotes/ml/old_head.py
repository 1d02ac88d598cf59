"""Today's head of the judge, from files that go when `head.safetensors` is there.

Also `renamed`, for a state by the names that networks had before: lower layers, bridge, upper
layers and heads by the names that `quotes.ml.cross_encoder` gives them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

_PARTS = {
    "qkv.weight": "self_attn.in_proj_weight",
    "qkv.bias": "self_attn.in_proj_bias",
    "out": "self_attn.out_proj",
    "up": "linear1",
    "down": "linear2",
    "norm_attention": "norm1",
    "norm_output": "norm2",
}
_LAYER = re.compile(
    r"layers\.(\d+)\.(qkv\.weight|qkv\.bias|out|up|down|norm_attention|norm_output)"
)


def renamed(state: Mapping[str, Tensor], apart: int = 6) -> dict[str, Tensor]:
    """Return a state by the names of today; "layers.6" is the first above the bridge."""
    return {_name(name, apart): value for name, value in state.items()}


def _name(name: str, apart: int) -> str:
    if name.startswith(("word.", "place.", "norm.")):
        return f"encoder.{name}"
    found = _LAYER.match(name)
    if not found:
        return name
    number, part = int(found[1]), _PARTS[found[2]]
    where = "encoder.transformer" if number < apart else "transformer"
    return f"{where}.layers.{number % apart}.{part}{name[found.end() :]}"


def head(folder: Path) -> dict[str, Tensor]:
    """Return all of the judge but its encoder, what was learned later added."""
    with np.load(folder / "weights.npz", allow_pickle=False) as stored:
        found = {
            key.partition("|")[0]: _array(stored, key.partition("|")[0])
            for key in stored.files
            if key.startswith(("bridge.", "tags.", "pool.", "verdict."))
            or re.match(r"layers\.([6-9]|10)\.", key)
        }
    with np.load(folder / "turns.npz", allow_pickle=False) as stored:
        for key in stored.files:
            name, _, side = key.partition("|")
            if side == "left":
                product = stored[key].astype("f4") @ stored[f"{name}|right"].astype("f4")
                found[f"{name}.weight"] = found[f"{name}.weight"] + product
            elif not side:
                found[name] = stored[key]
    return renamed({name: torch.from_numpy(value) for name, value in found.items()})


def _array(stored: Mapping[str, np.ndarray], name: str) -> np.ndarray:
    if f"{name}|plain" in stored:
        return stored[f"{name}|plain"]
    codes, scale = stored[f"{name}|bytes"], stored[f"{name}|scale"]
    return np.asarray(codes * scale[:, None], dtype=np.float32)
