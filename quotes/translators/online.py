"""Online engines: Google, MyMemory, LibreTranslate and Microsoft by deep-translator, and DeepL.

Each sends the quotations to its service; LibreTranslate may be a server of one's own. What they
share: a library's own class, every request bounded, faults told apart.

deep-translator gives no time limit, follows redirects, keeps answers of any size and puts keys
into addresses and error texts. So its modules get `BOUNDED` for their `requests`, and
of an error only its kind is told. docs/translators.md keeps a table of what else it breaks.
"""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Any, Final
from urllib.parse import urlsplit

from quotes.errors import TranslatorError
from quotes.network import is_local, permit
from quotes.network.calling import ServiceError, key
from quotes.network.fetching import BoundedRequests

BOUNDED: Final = BoundedRequests()


class OnlineEngine:
    """An engine that sends texts to a service; a subclass is one service.

    `client` returns the library's translator object, one a request: they keep the text
    asked for in themselves, and two threads would get each other's answers.
    """

    name: str
    home = ""  # the service's own address
    library = "deep-translator"
    module: str | None = None  # of the library: gets `BOUNDED` for its `requests`
    online = True
    model = ""
    batch = 1
    concurrency = 1
    pause = 0.0
    patience = 20.0
    limit = 4_500

    def __init__(self, url: str | None = None) -> None:
        address = url or self.home
        permit(address)
        self.host = urlsplit(address).netloc or address
        self.address = address
        self.version = f"{self.library} {version(self.library)}"
        if is_local(address):
            self.pause = 0.0
        if self.module:
            importlib.import_module(self.module).requests = BOUNDED  # type: ignore[attr-defined]

    def client(self) -> Any:  # noqa: ANN401 - the libraries have no types
        """Return the library's object for one request."""
        raise NotImplementedError

    def translate(self, texts: Sequence[str]) -> Sequence[object]:
        """Return one answer a text; raises ServiceError where the service gives none."""
        with BOUNDED.within(self.patience):
            return self.told(lambda: [self.client().translate(text) for text in texts])

    def told(self, call: Callable[[], list[object]]) -> list[object]:
        """Return what `call` returns; raise ServiceError for whatever the library makes of faults.

        An answer of another shape than the service's (no JSON, a key missing, nesting without
        end, figures beyond reason) is a broken answer and not worth asking for again.
        """
        try:
            return call()
        except ServiceError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a hostile answer makes of a library
            kind = type(error).__name__
            if kind in ("TranslationNotFound", "StopIteration"):
                raise ServiceError("no answer", of_text=True) from None
            # its text may hold what was asked, and the key
            raise ServiceError(f"a broken answer ({kind})") from None

    def close(self) -> None:
        """Do nothing: requests leave nothing open."""


class GoogleEngine(OnlineEngine):
    """Five requests a second are what deep-translator's manual knows to be tolerated."""

    name = "google"
    home = "https://translate.google.com/m"
    module = "deep_translator.google"
    limit = 4_500
    pause = 0.2
    concurrency = 2

    def client(self) -> Any:  # noqa: ANN401 - as the library
        """Return deep-translator's class for the page."""
        from deep_translator import GoogleTranslator  # noqa: PLC0415 - only where it is named

        client = GoogleTranslator(source="en", target="es")
        client._base_url = self.address
        return client


class MyMemoryEngine(OnlineEngine):
    """It takes 500 bytes a request and wants regional language codes ("en-US", not "en")."""

    name = "mymemory"
    # deep-translator's own address is plain http: what is quoted would go out open.
    home = "https://api.mymemory.translated.net/get"
    module = "deep_translator.mymemory"
    limit = 450
    pause = 1.0

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


class MicrosoftEngine(OnlineEngine):
    """MICROSOFT_API_KEY holds the key, MICROSOFT_REGION its region where it has one.

    The class of deep-translator fetches a list of languages each time it is made, and
    sends one text a request; the service takes a thousand. Raises TranslatorError without a key.
    """

    name = "microsoft"
    home = "https://api.cognitive.microsofttranslator.com/translate?api-version=3.0"
    module = "deep_translator.microsoft"
    limit = 10_000
    batch = 50
    pause = 0.2
    concurrency = 2

    def __init__(self, url: str | None = None) -> None:
        super().__init__(url)
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


# DeepL, by its own client (`pip install 'quotes-audit[deepl]'`): deep-translator's class for it
# puts the key into the address, which DeepL has stopped to accept.

DEEPL_KEY = "DEEPL_API_KEY"
FREE, PAID = "https://api-free.deepl.com", "https://api.deepl.com"


class DeepLEngine(OnlineEngine):
    """DEEPL_API_KEY (environment or keyring) holds the key; one that ends in ":fx" is a free one.

    Raises TranslatorError without a key.
    """

    name = "deepl"
    library = "deepl"
    limit = 10_000
    batch = 50
    pause = 0.1
    concurrency = 2

    def __init__(self, url: str | None = None) -> None:
        self._key = key(DEEPL_KEY)
        if not self._key:
            raise TranslatorError(f"deepl: no key: put it into {DEEPL_KEY} or the keyring")
        super().__init__(url or (FREE if self._key.endswith(":fx") else PAID))

    def client(self) -> Any:  # noqa: ANN401 - kept free of the library's types: it is optional
        """Return the official client, which asks within our bounds and tries once."""
        import deepl  # noqa: PLC0415 - optional

        logging.getLogger("deepl").setLevel(logging.WARNING)  # at DEBUG it logs what it sends
        client: Any = deepl.DeepLClient(
            self._key or "", server_url=self.address, send_platform_info=False
        )
        client._client = _Bounded()  # its one method that is called
        return client

    def translate(self, texts: Sequence[str]) -> Sequence[object]:
        """Return one answer a text, all of them by one request; as in `OnlineEngine`."""
        with BOUNDED.within(self.patience):
            return self.told(
                lambda: [
                    answer.text
                    for answer in self.client().translate_text(
                        list(texts), source_lang="EN", target_lang="ES"
                    )
                ]
            )


class _Bounded:
    """In the place of the client's own sender: no retry of its own, no answer without end."""

    def request_with_backoff(
        self,
        method: str,
        url: str,
        data: object,
        json: object,
        headers: dict[str, str],
        stream: bool = False,
        **options: object,
    ) -> tuple[int, str]:
        """Return the status and the text of the answer; raise ServiceError as all engines do."""
        del data, stream, options
        response = BOUNDED.ask(method, url, json=json, headers=headers)
        return response.status_code, response.text

    def close(self) -> None:
        """Do nothing: every request has a session of its own."""
