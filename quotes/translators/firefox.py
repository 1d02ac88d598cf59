"""Firefox's own English to Spanish model, where one lies on disk: the best local engine.

fxtranslate fetches it where there is a network: `fxtranslate translate en es "Hello"`.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from quotes.errors import TranslatorError
from quotes.translators.engines import LocalEngine
from quotes.translators.neural import Weights, complete
from quotes.translators.normalization import ended, like, lowered, raised, respell, spellable

ADVICE = 'no English to Spanish model on disk: fetch it with `fxtranslate translate en es "Hello"`'


class FirefoxEngine(LocalEngine):
    """English to Spanish by one neural model."""

    name = "firefox"

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or model_folder()
        if folder is None or not complete(folder):
            raise TranslatorError(f"firefox: {ADVICE}")
        size = sum(path.stat().st_size for path in folder.glob("model.*.bin"))
        self.version = f"{folder.name} {size}, fxtranslate {version('fxtranslate')}"
        self._weights = Weights(folder)

    def translate(self, texts: Sequence[str]) -> list[str]:
        """Return one answer a text; raises TranslatorError where the model is broken."""
        spelled = [spellable(ended(lowered(text))) for text in texts]
        answers = self._weights.translate([text for text, _ in spelled])
        return [
            raised(text, like(text, respell(answer, spellings)))
            for text, (_, spellings), answer in zip(texts, spelled, answers, strict=True)
        ]

    def warm(self) -> None:
        """Start to load the model."""
        self._weights.warm()

    def close(self) -> None:
        """Let go of the model."""
        self._weights.close()


def missing() -> str:
    """Return what is missing in one line, or ""."""
    return "" if model_folder() else ADVICE


def model_folder() -> Path | None:
    """Return the folder of the model in fxtranslate's cache, or None."""
    if importlib.util.find_spec("fxtranslate") is None:
        return None
    from fxtranslate import Cache  # noqa: PLC0415 - native code, only where it is used

    folder = Path(Cache().root) / "en-es"
    return folder if complete(folder) else None
