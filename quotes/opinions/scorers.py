"""Models on disk that score a pair: COMET-Kiwi, xCOMET, and any Hugging Face cross-encoder.

Nothing is fetched. A cross-encoder is read from safetensors, without code of its own; of COMET's
checkpoint torch takes weights and plain values only, unless `TRUSTED` says otherwise.
"""

from __future__ import annotations

import importlib.util
import logging
import math
import os
import re
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, Literal

from quotes.errors import ModelError
from quotes.model import Opinion, OpinionError, OpinionQuery, Span

INSTALL: Final = "pip install 'quotes-audit[comet]' (into an environment of its own)"
BATCH: Final = 16
TOKENS: Final = 512
TRUSTED: Final = "TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD"
"""The variable, torch's own, by which a user lets a checkpoint hold code (pickle)."""

ENCODER: Final = re.compile(r"^pretrained_model:\s*(\S+)", re.MULTILINE)
LICENCE: Final = re.compile(r"^licen[cs]e:\s*(.+)$", re.MULTILINE)


class CrossEncoderReader:
    """A sequence classifier that reads original and quotation together.

    Its score is the chance of its one label (or, of several, of "entailment", else the last).
    """

    host = ""

    def __init__(self, name: str, folder: Path) -> None:
        _check(folder, "transformers")
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        import torch  # noqa: PLC0415 - only where asked for
        from transformers import (  # noqa: PLC0415 - optional
            AutoModelForSequenceClassification,
            AutoTokenizer,
        )

        self.name, self._torch = name, torch
        self._told = f"{folder.name} ({_licence(folder)})"
        own = {"local_files_only": True, "trust_remote_code": False}
        try:
            self._tokenizer = AutoTokenizer.from_pretrained(str(folder), **own)
            self._model = AutoModelForSequenceClassification.from_pretrained(
                str(folder), use_safetensors=True, **own
            ).eval()
        except Exception as error:
            raise ModelError(
                f"{folder}: no cross-encoder could be read ({_short(error)}): it takes "
                "config.json, a tokenizer and model.safetensors"
            ) from error
        labels = {str(word).lower(): at for at, word in self._model.config.id2label.items()}
        self._label = next(
            (at for word, at in labels.items() if "entail" in word and "not" not in word), -1
        )

    def opinions(self, queries: Sequence[OpinionQuery]) -> list[Opinion]:
        """Return the score of each pair."""
        scores: list[float] = []
        for start in range(0, len(queries), BATCH):
            chunk = queries[start : start + BATCH]
            taken = self._tokenizer(
                [query.original for query in chunk],
                [query.quote for query in chunk],
                truncation=True,
                max_length=min(TOKENS, self._tokenizer.model_max_length),
                padding=True,
                return_tensors="pt",
            )
            with self._torch.inference_mode():
                logits = self._model(**taken).logits
            one = logits.shape[-1] == 1
            chances = logits.sigmoid()[:, 0] if one else logits.softmax(-1)[:, self._label]
            scores += [float(chance) for chance in chances]
        return [_scored(self.name, self._told, score) for score in scores]

    def close(self) -> None:
        """Do nothing: the model goes with the program."""


class CometReader:
    """COMET without a reference: the Spanish original is the source, the quotation what is rated.

    xCOMET also names the words it takes for errors, and how grave they are.
    """

    host = ""

    def __init__(self, name: str, checkpoint: Path) -> None:
        _check(checkpoint, "comet")
        folder = checkpoint if checkpoint.is_dir() else checkpoint.parent
        found = sorted(checkpoint.rglob("*.ckpt")) if checkpoint.is_dir() else [checkpoint]
        if not found:
            raise ModelError(f"{checkpoint}: no COMET model: it holds no file NAME.ckpt")
        root = folder.parent if folder.name == "checkpoints" else folder
        self.name, self._told = name, f"{root.name} ({_licence(root)})"
        self._model = _comet(found[0])

    def opinions(self, queries: Sequence[OpinionQuery]) -> list[Opinion]:
        """Return the score of each pair, with the errors that xCOMET names."""
        if not queries:
            return []
        rows = [{"src": query.original, "mt": query.quote} for query in queries]
        said = self._model.predict(
            rows, batch_size=BATCH, gpus=0, progress_bar=False, num_workers=0
        )
        metadata = getattr(said, "metadata", None) or {}
        spans = metadata.get("error_spans") or [()] * len(rows)
        return [
            _scored(self.name, self._told, float(score), _comet_errors(found, query.quote))
            for score, found, query in zip(said.scores, spans, queries, strict=True)
        ]

    def close(self) -> None:
        """Do nothing: the model goes with the program."""


def _comet(checkpoint: Path) -> Any:  # noqa: ANN401 - a class of an optional library
    """Return the model of a checkpoint; raise ModelError where either it or COMET does not load."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    if TRUSTED not in os.environ:
        os.environ["TORCH_FORCE_WEIGHTS_ONLY_LOAD"] = "1"
    # What these say is for who trains a model, and would stand among the lines of an audit.
    warnings.filterwarnings("ignore", module=r"(torchmetrics|pytorch_lightning|comet)\b")
    try:
        from comet import load_from_checkpoint  # noqa: PLC0415 - optional
    except Exception as error:
        raise ModelError(f"COMET cannot be used ({_short(error)}): {INSTALL}") from error
    for name in ("comet", "pytorch_lightning", "lightning_fabric"):
        logging.getLogger(name).setLevel(logging.ERROR)
    try:
        return load_from_checkpoint(str(checkpoint), local_files_only=True).eval()
    except Exception as error:
        if "weights_only" in str(error):
            why = f"it holds code): if you trust it, set {TRUSTED}=1"
        else:
            why = f"{_short(error)}){_encoder(checkpoint)}"
        raise ModelError(f"{checkpoint}: no COMET model could be read ({why}") from error


def _encoder(checkpoint: Path) -> str:
    """Return what to do where the encoder that a checkpoint builds on is not on this disk."""
    try:
        settings = (checkpoint.parents[1] / "hparams.yaml").read_text(encoding="utf-8")[:20_000]
    except (OSError, ValueError, IndexError):
        return ": hparams.yaml belongs into the folder above it"
    found = ENCODER.search(settings)
    if found is None or Path(found[1]).is_dir():
        return ""
    return (
        f": config and tokenizer of {found[1][:100]} must be in Hugging Face's cache on this disk"
    )


def _scored(name: str, model: str, score: float, errors: tuple[OpinionError, ...] = ()) -> Opinion:
    if not math.isfinite(score):
        return Opinion(name, model, refused="its score is no number")
    return Opinion(name, model, score=round(score, 4), errors=errors)


def _comet_errors(found: Sequence[dict[str, Any]], quote: str) -> tuple[OpinionError, ...]:
    """Return the errors of xCOMET, where its offsets, or else its words, place them."""
    gravities: tuple[Literal["critical", "major", "minor"], ...] = ("critical", "major", "minor")
    errors = []
    for error in found:
        words = str(error.get("text", "")).strip()
        near = error.get("start")  # perhaps a space before the words
        at = -1
        if isinstance(near, int) and near >= 0:
            at = quote.find(words, near, near + len(words) + 1)
        at = at if at >= 0 else quote.find(words)
        severity = next((g for g in gravities if g == error.get("severity")), None)
        if words and at >= 0 and severity:
            span = Span(at, at + len(words))
            errors.append(OpinionError("mistranslation", severity, "", (), (span,)))
    return tuple(errors)


def _check(path: Path, library: str) -> None:
    if not path.exists():
        raise ModelError(f"{path}: no such model: check the name")
    if importlib.util.find_spec(library) is None:
        raise ModelError(f"{path}: {library} is not installed: {INSTALL}")


def _licence(folder: Path) -> str:
    """Return the licence that a model's card names."""
    try:
        card = (folder / "README.md").read_text(encoding="utf-8", errors="replace")[:20_000]
    except OSError:
        return "licence unknown"
    found = LICENCE.search(card)
    return f"licence {found[1].strip()[:60]}" if found else "licence unknown"


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
