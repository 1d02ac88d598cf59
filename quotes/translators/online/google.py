"""Google Translate's mobile page, by deep-translator: sends the quotations to Google."""

from __future__ import annotations

from typing import Any

from quotes.translators.online import OnlineEngine

ADDRESS = "https://translate.google.com/m"


class GoogleEngine(OnlineEngine):
    """Five requests a second are what deep-translator's manual knows to be tolerated."""

    name = "google"
    module = "deep_translator.google"
    limit = 4_500
    pause = 0.2
    concurrency = 2

    def __init__(self, url: str | None = None) -> None:
        super().__init__(url or ADDRESS)

    def client(self) -> Any:  # noqa: ANN401 - as the library
        """Return deep-translator's class for the page."""
        from deep_translator import GoogleTranslator  # noqa: PLC0415 - only where it is named

        client = GoogleTranslator(source="en", target="es")
        client._base_url = self.address
        return client
