"""Back-translation: one engine a file, all behind one guard.

An engine is named by the user or chosen as the best local one; nothing leaves the
machine unless an online engine is named. To add an engine write its file and its line
below; the contract test in tests/translators runs over all of them.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Final

from quotes.errors import TranslatorError, unknown_name
from quotes.network import permit
from quotes.translators import apertium, firefox, pivot
from quotes.translators.engines import Engine, EngineStatus, FakeEngine
from quotes.translators.guard import Translator
from quotes.translators.online.google import google
from quotes.translators.online.libretranslate import libre
from quotes.translators.online.mymemory import mymemory

# Best first: the default is the first that is installed.
LOCAL: Final[dict[str, tuple[Callable[[], Engine], Callable[[], str]]]] = {
    "firefox": (firefox.FirefoxEngine, firefox.missing),
    "embedded": (pivot.EmbeddedEngine, pivot.missing),
    "apertium": (apertium.ApertiumEngine, apertium.missing),
}
ONLINE: Final[dict[str, Callable[[str | None], Engine]]] = {
    "google": google,
    "mymemory": mymemory,
    "libre": libre,
}

HOSTS: Final = {
    "google": "translate.google.com",
    "mymemory": "api.mymemory.translated.net",
    "libre": "localhost",
}


def open_translator(name: str, *, cache: Path | None = None) -> Translator:
    """Return the engine of that name behind the guard; "libre:URL" names a server of one's own.

    `cache` is the folder that keeps answers (None: none are kept). Raises SettingsError
    for an unknown name, TranslatorError where the engine is not installed.
    """
    name, _, url = name.partition(":")
    if name in LOCAL:
        return Translator(LOCAL[name][0](), cache)
    if name not in ONLINE:
        raise unknown_name("translator", name, [*LOCAL, *ONLINE])
    if importlib.util.find_spec("deep_translator") is None:
        raise TranslatorError(f"{name}: not installed: pip install deep-translator")
    permit(url or HOSTS[name])
    return Translator(ONLINE[name](url or None), cache)


def default_translator(*, cache: Path | None = None) -> Translator:
    """Return the best local engine that is installed; never an online one.

    Raises TranslatorError naming what would have to be installed where there is none.
    """
    for name, (_, missing) in LOCAL.items():
        if not missing():
            return open_translator(name, cache=cache)
    raise TranslatorError(f"no local translator is installed: {pivot.missing()}")


def available() -> list[EngineStatus]:
    """Return every engine, best local one first, and what each lacks; starts none of them."""
    local = [(name, missing()) for name, (_, missing) in LOCAL.items()]
    lacking = "" if importlib.util.find_spec("deep_translator") else "pip install deep-translator"
    return [
        *(EngineStatus(name, not lack, online=False, missing=lack) for name, lack in local),
        *(EngineStatus(name, not lacking, online=True, missing=lacking) for name in ONLINE),
    ]


__all__ = [
    "Engine",
    "EngineStatus",
    "FakeEngine",
    "Translator",
    "available",
    "default_translator",
    "open_translator",
]
