"""Back-translation: several engines, all behind one guard.

An engine is named by the user or chosen as the best local one; nothing leaves the
machine unless an online engine is named. To add an engine write its class and its line
below; the contract test in tests/translators runs over all of them.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final

from quotes.errors import TranslatorError, unknown_name
from quotes.network import is_local
from quotes.translators import apertium, neural, pivot
from quotes.translators.engines import Engine, EngineStatus, FakeEngine
from quotes.translators.guard import Panel, Translator


def _online(name: str) -> Callable[[str | None], Engine]:
    """Return what opens an online engine, whose libraries load only then."""

    def opened(url: str | None) -> Engine:
        engine: Engine = getattr(import_module(f"{__name__}.online"), name)(url)
        return engine

    return opened


# Best first: the default is the first that is installed.
LOCAL: Final[dict[str, tuple[Callable[[], Engine], Callable[[], str]]]] = {
    "firefox": (neural.FirefoxEngine, neural.missing),
    "embedded": (pivot.EmbeddedEngine, pivot.missing),
    "apertium": (apertium.ApertiumEngine, apertium.missing),
}
ONLINE: Final[dict[str, Callable[[str | None], Engine]]] = {
    "google": _online("GoogleEngine"),
    "mymemory": _online("MyMemoryEngine"),
    "libre": _online("LibreEngine"),
    "microsoft": _online("MicrosoftEngine"),
    "deepl": _online("DeepLEngine"),
}


def open_translator(name: str, *, cache: Path | None = None) -> Translator | Panel:
    """Return the engine of that name behind the guard; "libre:URL" names a server of one's own.

    Several names, joined by commas, give a panel: the first one's translation counts, the
    others are set beside it. `cache` is the folder that keeps answers (None: none are kept).
    Raises SettingsError for an unknown name, TranslatorError where an engine is not installed
    or lacks its key.
    """
    names = [one.strip() for one in name.split(",") if one.strip()]
    if len(names) > 1:
        return Panel([_opened(one, cache) for one in dict.fromkeys(names)])
    return _opened(name.strip(" ,"), cache)


def sends_out(name: str) -> list[str]:
    """Return which of the engines named (as for `open_translator`) send texts off this machine."""
    parts = (one.strip().partition(":") for one in name.split(","))
    return [engine for engine, _, url in parts if engine in ONLINE and not (url and is_local(url))]


def default_translator(*, cache: Path | None = None) -> Translator:
    """Return the best local engine that is installed; never an online one.

    Raises TranslatorError naming what would have to be installed where there is none.
    """
    for name, (_, missing) in LOCAL.items():
        if not missing():
            return _opened(name, cache)
    raise TranslatorError(f"no local translator is installed: {pivot.missing()}")


def available() -> list[EngineStatus]:
    """Return every engine, best local one first, and what each lacks; starts none of them."""
    local = [(name, missing()) for name, (_, missing) in LOCAL.items()]
    online = [(name, _lacking(name)) for name in ONLINE]
    return [
        *(EngineStatus(name, not lack, online=False, missing=lack) for name, lack in local),
        *(EngineStatus(name, not lack, online=True, missing=lack) for name, lack in online),
    ]


def _opened(name: str, cache: Path | None) -> Translator:
    name, _, url = name.partition(":")
    if name in LOCAL:
        return Translator(LOCAL[name][0](), cache)
    if name not in ONLINE:
        raise unknown_name("translator", name, [*LOCAL, *ONLINE])
    if lack := _lacking(name):
        raise TranslatorError(f"{name}: not installed: {lack}")
    return Translator(ONLINE[name](url or None), cache)


def _lacking(name: str) -> str:
    """Return in one line which library an online engine lacks, or ""."""
    if name == "deepl":
        return "" if importlib.util.find_spec("deepl") else "pip install 'quotes-audit[deepl]'"
    return "" if importlib.util.find_spec("deep_translator") else "pip install deep-translator"


__all__ = [
    "Engine",
    "EngineStatus",
    "FakeEngine",
    "Panel",
    "Translator",
    "available",
    "default_translator",
    "open_translator",
    "sends_out",
]
