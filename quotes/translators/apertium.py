"""Debian's Apertium, English to Spanish by rules: BLEU 15 on news, but nothing to download."""

from __future__ import annotations

from collections.abc import Sequence

from quotes.errors import TranslatorError
from quotes.translators.engines import LocalEngine
from quotes.translators.normalization import like
from quotes.translators.pipes import Pipe, find_mode, fingerprint
from quotes.translators.pivot.spanish import written_spanish

MODE = "eng-spa"
ADVICE = "install Debian's package apertium-eng-spa"


class ApertiumEngine(LocalEngine):
    """English to Spanish by Apertium's rules alone."""

    name = "apertium"
    patience = 20.0

    def __init__(self) -> None:
        mode = find_mode(MODE)
        if mode is None:
            raise TranslatorError(f"apertium: not installed: {ADVICE}")
        self.version = f"{MODE} {fingerprint(mode)}, primed"
        self._pipe = Pipe(mode, self.patience)

    def translate(self, texts: Sequence[str]) -> list[str]:
        """Return one answer a text; raises TimeoutError on a hang, and starts anew after it."""
        answers = self._pipe.translate([plain(text) for text in texts])
        return [
            like(text, written_spanish(answer)) for text, answer in zip(texts, answers, strict=True)
        ]

    def close(self) -> None:
        """End the processes."""
        self._pipe.close()


def missing() -> str:
    """Return what is missing in one line, or ""."""
    return "" if find_mode(MODE) else ADVICE


def plain(text: str) -> str:
    """Return the text with straight apostrophes, which the dictionaries spell words with."""
    return text.replace("’", "'").replace("‘", "'")
