"""Microsoft Translator, by deep-translator: sends the quotations to Microsoft, for a key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quotes.errors import TranslatorError
from quotes.network.keys import key
from quotes.translators.online import BOUNDED, OnlineEngine

KEY = "MICROSOFT_API_KEY"
REGION = "MICROSOFT_REGION"
ADDRESS = "https://api.cognitive.microsofttranslator.com/translate?api-version=3.0"


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
        super().__init__(url or ADDRESS)
        self._key, self._region = key(KEY), key(REGION)
        if not self._key:
            raise TranslatorError(f"microsoft: no key: put it into {KEY} or the keyring")

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
