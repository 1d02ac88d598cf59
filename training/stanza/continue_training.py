"""Train the embedded tagger or parser on from its shipped weights.

Usage: python -m training.stanza.continue_training {tagger|parser} START.pt MINUTES LR -- OPTIONS

OPTIONS go to `stanza.models.tagger` or `stanza.models.parser` unchanged. Stanza's own
loop trains, scores on dev and keeps the best model; this wrapper only starts it from
START.pt (for the tagger, which has no `--continue_from`) and lets the learning rate
fall linearly from LR to nothing over MINUTES of wall clock, since the machine that
trains is shared and steps per hour are not known beforehand.
"""

from __future__ import annotations

import importlib
import sys
import time
from typing import Any

import torch


def schedule(trainer_class: type, attribute: str, minutes: float, rate: float) -> None:
    """Make `trainer_class.update` set the learning rate by the clock before each step."""
    begun = time.monotonic()
    update = trainer_class.update  # type: ignore[attr-defined]

    def timed(self: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        left = 1 - (time.monotonic() - begun) / (60 * minutes)
        for optimizer in getattr(self, attribute).values():
            for group in optimizer.param_groups:
                group["lr"] = rate * max(left, 0.0)
        if left <= 0:
            raise SystemExit("the time is up; the best model on dev is saved")
        return update(self, *args, **kwargs)

    trainer_class.update = timed  # type: ignore[attr-defined]


def start_tagger_from(path: str) -> None:
    """Make Stanza's tagger training begin with the weights and vocabulary in `path`."""
    module = importlib.import_module("stanza.models.pos.trainer")
    data = importlib.import_module("stanza.models.pos.data")
    saved = torch.load(path, map_location="cpu", weights_only=False)
    vocab = module.MultiVocab.load_state_dict(saved["vocab"])
    data.Dataset.init_vocab = staticmethod(lambda *_: vocab)
    build = module.Trainer.__init__

    def built(self: Any, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        build(self, *args, **kwargs)
        weights = {name: weight.float() for name, weight in saved["model"].items()}
        self.model.load_state_dict(weights, strict=False)

    module.Trainer.__init__ = built


def main() -> None:
    """Read the command line and hand over to Stanza."""
    kind, start, minutes, rate = sys.argv[1:5]
    options = sys.argv[6:]
    if kind == "tagger":
        start_tagger_from(start)
        trainer = importlib.import_module("stanza.models.pos.trainer").Trainer
        schedule(trainer, "optimizers", float(minutes), float(rate))
    else:
        options += ["--continue_from", start]
        trainer = importlib.import_module("stanza.models.depparse.trainer").GraphTrainer
        schedule(trainer, "optimizer", float(minutes), float(rate))
    importlib.import_module(f"stanza.models.{kind}").main([*options, "--mode", "train"])


if __name__ == "__main__":
    main()
