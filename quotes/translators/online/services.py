"""The services that deep-translator knows: Google, MyMemory, LibreTranslate, Microsoft.

Each sends the quotations to its service; LibreTranslate may be a server of one's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quotes.errors import TranslatorError
from quotes.network.calling import key
from quotes.translators.online import BOUNDED, OnlineEngine

GOOGLE = "https://translate.google.com/m"


class GoogleEngine(OnlineEngine):
    """Five requests a second are what deep-translator's manual knows to be tolerated."""

    name = "google"
    module = "deep_translator.google"
    limit = 4_500
    pause = 0.2
    concurrency = 2

    def __init__(self, url: str | None = None) -> None:
        super().__init__(url or GOOGLE)

    def client(self) -> Any:  # noqa: ANN401 - as the library
        """Return deep-translator's class for the page."""
        from deep_translator import GoogleTranslator  # noqa: PLC0415 - only where it is named

        client = GoogleTranslator(source="en", target="es")
        client._base_url = self.address
        return client


# deep-translator's own address is plain http: what is quoted would go out open.
MYMEMORY = "https://api.mymemory.translated.net/get"


class MyMemoryEngine(OnlineEngine):
    """It takes 500 bytes a request and wants regional language codes ("en-US", not "en")."""

    name = "mymemory"
    module = "deep_translator.mymemory"
    limit = 450
    pause = 1.0

    def __init__(self, url: str | None = None) -> None:
        super().__init__(url or MYMEMORY)

    def client(self) -> Any:  # noqa: ANN401 - as the library
        """Return deep-translator's class for the service."""
        from deep_translator import MyMemoryTranslator  # noqa: PLC0415 - only where it is named

        client = MyMemoryTranslator(source="en-US", target="es-ES")
        client._base_url = self.address
        return client


LIBRE_KEY = "LIBRE_API_KEY"


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
        self._key = key(LIBRE_KEY)

    def client(self) -> Any:  # noqa: ANN401 - as the library
        """Return deep-translator's class for the server, with its key where there is one.

        `base_url` is ignored, and without any key the class refuses to work at all.
        """
        from deep_translator import LibreTranslator  # noqa: PLC0415 - only where it is named

        client = LibreTranslator("en", "es", api_key=self._key or "none", custom_url=self.address)
        client.api_key = self._key
        return client


MICROSOFT_KEY = "MICROSOFT_API_KEY"
REGION = "MICROSOFT_REGION"
MICROSOFT = "https://api.cognitive.microsofttranslator.com/translate?api-version=3.0"


class MicrosoftEngine(OnlineEngine):
    """MICROSOFT_API_KEY holds the key, MICROSOFT_REGION its region where it has one.

    The class of deep-translator fetches a list of languages each time it is made, and
    sends one text a request; the service takes a thousand. Raises TranslatorError without a key.
    """

    name = "microsoft"
    module = "deep_translator.microsoft"
    limit = 10_000
    batch = 50
    pause = 0.2
    concurrency = 2

    def __init__(self, url: str | None = None) -> None:
        super().__init__(url or MICROSOFT)
        self._key, self._region = key(MICROSOFT_KEY), key(REGION)
        if not self._key:
            raise TranslatorError(f"microsoft: no key: put it into {MICROSOFT_KEY} or the keyring")

    def client(self) -> Any:  # noqa: ANN401 - as the library
        """Return deep-translator's class without its own look-up of languages."""
        from deep_translator import MicrosoftTranslator  # noqa: PLC0415 - only where it is named

        class Client(MicrosoftTranslator):  # type: ignore[misc] # the library has no types
            def _get_supported_languages(self) -> dict[str, str]:
                return {"english": "en", "spanish": "es"}

        client = Client(source="en", target="es", api_key=self._key, region=self._region)
        client._base_url = self.address
        return client

    def translate(self, texts: Sequence[str]) -> Sequence[object]:
        """Return one answer a text, all of them by one request; as in `OnlineEngine`."""
        with BOUNDED.within(self.patience):
            return self.told(lambda: self._together(texts))

    def _together(self, texts: Sequence[str]) -> list[object]:
        response = BOUNDED.post(
            self.address,
            params={"from": "en", "to": "es"},
            headers=self.client().headers,
            json=[{"text": text} for text in texts],
        )
        return [answer["translations"][0]["text"] for answer in response.json()]
