"""Google Translate's mobile page, by deep-translator: sends the quotations to Google."""

from __future__ import annotations

from quotes.translators.online import OnlineEngine


def google(url: str | None = None) -> OnlineEngine:
    """Return the engine; `url` replaces Google's address, in tests.

    Five requests a second are what deep-translator's manual knows to be tolerated.
    """
    from deep_translator import GoogleTranslator  # noqa: PLC0415 - only where it is named

    def connect() -> GoogleTranslator:
        client = GoogleTranslator(source="en", target="es")
        client._base_url = url or client._base_url
        return client

    return OnlineEngine("google", connect, limit=4_500, pause=0.2)
