"""LibreTranslate, by deep-translator: one's own server, or a public one that is named."""

from __future__ import annotations

from typing import Any

from quotes.errors import TranslatorError
from quotes.network.keys import key
from quotes.translators.online import OnlineEngine

KEY = "LIBRE_API_KEY"


class LibreEngine(OnlineEngine):
    """The server at `url`; LIBRE_API_KEY (environment or keyring) may hold its key.

    Raises TranslatorError without a url: there is no public server that stays.
    """

    name = "libre"
    module = "deep_translator.libre"
    limit = 2_000
    pause = 0.5
    concurrency = 2

    def __init__(self, url: str | None = None) -> None:
        url = (url or "").rstrip("/")
        if not url.startswith(("http://", "https://")):
            raise TranslatorError(
                "libre: no server named: write libre:URL, such as libre:http://localhost:5000"
            )
        super().__init__(f"{url}/")
        self.version += f", {url}"
        self._key = key(KEY)

    def client(self) -> Any:  # noqa: ANN401 - as the library
        """Return deep-translator's class for the server, with its key where there is one.

        `base_url` is ignored, and without any key the class refuses to work at all.
        """
        from deep_translator import LibreTranslator  # noqa: PLC0415 - only where it is named

        client = LibreTranslator("en", "es", api_key=self._key or "none", custom_url=self.address)
        client.api_key = self._key
        return client
