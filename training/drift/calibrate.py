r"""Write trained weights as the tool ships them, calibrated, with a table of scores.

    python -m training.drift.calibrate --trained JUDGE.pt --tokenizer tokenizer.json \
        --dev DEV.jsonl --out quotes/weights/judge

DEV is a labelled file ({"original", "quote", "label", "category", "changed"}) that no
training saw. The logit is turned into a probability by logistic regression with both
labels weighed alike; the threshold is the lowest that flags at most the given share of
the faithful pairs. The table for the card goes to standard output. Without --trained the judge
in OUT is calibrated anew, as it must be after `training.drift.turned`.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional

from quotes.ml.judge import Assessment, Calibration, Judge
from quotes.ml.weights import rounded, save_head

BLOCK = 32  # weights that share one scale in the pretrained file


def export(trained: Path, tokenizer: Path, out: Path) -> dict[str, Any]:
    """Write weights and vocabulary with an open calibration; return the settings."""
    made = torch.load(trained, weights_only=False)
    out.mkdir(parents=True, exist_ok=True)
    save_trunk(made["state"], out / "trunk.safetensors")
    save_head(made["state"], out / "head.safetensors")
    shutil.copyfile(tokenizer, out / "tokenizer.json")
    return opened({"shape": asdict(made["shape"])}, out)


def save_trunk(state: Mapping[str, Tensor], path: Path) -> None:
    """Write the encoder of a cross-encoder's state as `quotes.ml.weights` reads it."""
    found = {}
    for key, value in state.items():
        name = key.removeprefix("encoder.")
        if name == key:
            continue
        if value.dim() < 2:
            found[name] = value
        else:
            pack = rounded if name.startswith("place") else blocks
            found[name], found[f"{name}.scale"] = pack(value)
    save_file(found, path)


def blocks(weight: Tensor) -> tuple[Tensor, Tensor]:
    """Return a matrix of four-bit weights as integers and a float16 scale a block, exactly.

    The scales are found again from the extreme value of each block, minus eight times it.
    """
    parts = weight.float().reshape(len(weight), -1, BLOCK)
    extreme = parts.gather(2, parts.abs().argmax(2, keepdim=True))[..., 0]
    scale = (extreme / -8).half()
    steps = scale.float().masked_fill(scale == 0, 1).unsqueeze(2)
    return (parts / steps).round().to(torch.int8).flatten(1), scale


def opened(settings: dict[str, Any], out: Path) -> dict[str, Any]:
    """Write settings with an open calibration, and return them."""
    settings["calibration"] = {"slope": 1.0, "shift": 0.0, "threshold": 0.5}
    write(settings, out)
    return settings


def write(settings: dict[str, Any], out: Path) -> None:
    """Write the settings beside the weights."""
    (out / "settings.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf8")


def fitted(logits: Sequence[float], drifted: Sequence[bool]) -> tuple[float, float]:
    """Return the slope and shift of a logistic regression, labels weighed alike."""
    x, y = torch.tensor(logits), torch.tensor(drifted, dtype=torch.float)
    weight = torch.where(y > 0, 0.5 / y.sum(), 0.5 / (1 - y).sum())
    line = torch.tensor([1.0, 0.0], requires_grad=True)
    optimiser = torch.optim.LBFGS([line], max_iter=100)

    def loss() -> float:
        optimiser.zero_grad()
        cost = functional.binary_cross_entropy_with_logits(
            line[0] * x + line[1], y, weight, reduction="sum"
        )
        torch.autograd.backward(cost)
        return float(cost.detach())

    optimiser.step(loss)  # type: ignore[no-untyped-call]  # torch
    slope, shift = line.detach().tolist()
    return slope, shift


def threshold(risks: Sequence[float], alarms: float) -> float:
    """Return the risk that only a share ``alarms`` of faithful pairs goes beyond."""
    return sorted(risks, reverse=True)[int(len(risks) * alarms)]


def ranked(drifted: Sequence[float], faithful: Sequence[float]) -> float:
    """Return the chance that a drifted pair is riskier than a faithful one (AUC)."""
    wins = sum((d > f) + 0.5 * (d == f) for d in drifted for f in faithful)
    return wins / (len(drifted) * len(faithful))


def table(rows: list[dict[str, Any]], found: list[Assessment], limit: float) -> str:
    """Return the scores as Markdown: flagged per category, AUC, evidence."""
    flagged: dict[tuple[str, str], list[bool]] = defaultdict(list)
    pointed = []
    for row, assessed in zip(rows, found, strict=True):
        flag = assessed.probability > limit
        flagged[row["label"], row["category"]].append(flag)
        if flag and row["label"] == "drift" and row.get("changed"):
            worst = max(assessed.quote, key=lambda tag: tag.probability)
            pointed.append(any(a < worst.end and worst.start < b for a, b in row["changed"]))
    lines = ["| label | category | pairs | flagged % |", "|---|---|---|---|"]
    for (label, category), flags in sorted(flagged.items()):
        share = 100 * sum(flags) / len(flags)
        lines.append(f"| {label} | {category} | {len(flags)} | {share:.1f} |")
    for label in ("faithful", "drift"):
        flags = [f for (name, _), group in flagged.items() if name == label for f in group]
        lines.append(f"| {label} | all | {len(flags)} | {100 * sum(flags) / len(flags):.1f} |")
    risks: dict[str, list[float]] = defaultdict(list)
    for row, assessed in zip(rows, found, strict=True):
        risks[row["label"]].append(assessed.probability)
    lines.append(f"\nAUC {ranked(risks['drift'], risks['faithful']):.3f}; the worst word is a")
    lines.append(f"changed one in {100 * sum(pointed) / max(1, len(pointed)):.1f} % of flagged.")
    return "\n".join(lines)


def main() -> None:
    """Read the arguments, export, calibrate, print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    for name in ("trained", "tokenizer"):
        parser.add_argument(f"--{name}", type=Path, help="if not given, OUT holds the judge")
    for name in ("dev", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--alarms", type=float, default=0.05, help="of the faithful pairs")
    args = parser.parse_args()
    torch.set_num_threads(1)
    if args.trained:
        settings = export(args.trained, args.tokenizer, args.out)
    else:
        settings = opened(json.loads((args.out / "settings.json").read_text()), args.out)
    rows = [json.loads(line) for line in args.dev.read_text(encoding="utf8").splitlines()]
    pairs = [(row["original"], row["quote"]) for row in rows]
    drifted = [row["label"] == "drift" for row in rows]
    read = Judge.load(args.out).assess(pairs)
    logits = [float(torch.logit(torch.tensor(a.probability).double(), 1e-9)) for a in read]
    slope, shift = (round(number, 4) for number in fitted(logits, drifted))
    settings["calibration"] = {"slope": slope, "shift": shift}
    chance = Calibration(slope, shift, 0.5).chance
    found = [replace(a, probability=chance(x)) for a, x in zip(read, logits, strict=True)]
    sound = [a.probability for a, bad in zip(found, drifted, strict=True) if not bad]
    limit = round(threshold(sound, args.alarms) + 5e-5, 4)
    settings["calibration"]["threshold"] = limit
    write(settings, args.out)
    print(f"threshold {limit} for {args.alarms:.0%} false alarms\n")
    print(table(rows, found, limit))


if __name__ == "__main__":
    main()
