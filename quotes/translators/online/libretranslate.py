"""LibreTranslate, by deep-translator: one's own server, or a public one that is named."""

from __future__ import annotations

import os

from quotes.errors import TranslatorError
from quotes.translators.online import OnlineEngine

KEY = "LIBRE_API_KEY"
LOCAL = ("://localhost", "://127.0.0.1", "://[::1]")


def libre(url: str | None = None) -> OnlineEngine:
    """Return the engine for the server at `url`; the variable LIBRE_API_KEY may hold its key.

    Raises TranslatorError without a url: there is no public server that stays.
    """
    from deep_translator import LibreTranslator  # noqa: PLC0415 - only where it is named

    url = (url or "").rstrip("/")
    if not url.startswith(("http://", "https://")):
        raise TranslatorError(
            "libre: no server named: write libre:URL, such as libre:http://localhost:5000"
        )
    key = os.environ.get(KEY)

    def connect() -> LibreTranslator:
        # `base_url` is ignored, and without any key the class refuses to work at all.
        client = LibreTranslator("en", "es", api_key=key or "none", custom_url=f"{url}/")
        client.api_key = key
        return client

    pause = 0.0 if any(place in url for place in LOCAL) else 0.5
    engine = OnlineEngine("libre", connect, limit=2_000, pause=pause)
    engine.version += f", {url}"
    return engine
