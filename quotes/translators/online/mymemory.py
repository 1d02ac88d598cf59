"""MyMemory, by deep-translator: sends the quotations to mymemory.translated.net."""

from __future__ import annotations

from typing import Any

from quotes.translators.online import OnlineEngine

# deep-translator's own address is plain http: what is quoted would go out open.
ADDRESS = "https://api.mymemory.translated.net/get"


class MyMemoryEngine(OnlineEngine):
    """It takes 500 bytes a request and wants regional language codes ("en-US", not "en")."""

    name = "mymemory"
    module = "deep_translator.mymemory"
    limit = 450
    pause = 1.0

    def __init__(self, url: str | None = None) -> None:
        super().__init__(url or ADDRESS)

    def client(self) -> Any:  # noqa: ANN401 - as the library
        """Return deep-translator's class for the service."""
        from deep_translator import MyMemoryTranslator  # noqa: PLC0415 - only where it is named

        client = MyMemoryTranslator(source="en-US", target="es-ES")
        client._base_url = self.address
        return client
