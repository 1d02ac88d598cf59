"""MyMemory, by deep-translator: sends the quotations to mymemory.translated.net."""

from __future__ import annotations

from quotes.translators.online import OnlineEngine


def mymemory(url: str | None = None) -> OnlineEngine:
    """Return the engine; `url` replaces MyMemory's address, in tests.

    It takes 500 bytes a request and wants regional language codes ("en-US", not "en").
    """
    from deep_translator import MyMemoryTranslator  # noqa: PLC0415 - only where it is named

    def connect() -> MyMemoryTranslator:
        client = MyMemoryTranslator(source="en-US", target="es-ES")
        # deep-translator's own address is plain http: what is quoted would go out open.
        client._base_url = url or "https://api.mymemory.translated.net/get"
        return client

    return OnlineEngine("mymemory", connect, limit=450, pause=1.0)
