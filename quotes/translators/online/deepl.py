"""DeepL, by its own client (`pip install 'quotes-audit[deepl]'`): for a key.

deep-translator's class for it no longer works: it puts the key into the address, which
DeepL has stopped to accept.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from quotes.errors import TranslatorError
from quotes.network.calling import key
from quotes.translators.online import BOUNDED, OnlineEngine

KEY = "DEEPL_API_KEY"
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
        self._key = key(KEY)
        if not self._key:
            raise TranslatorError(f"deepl: no key: put it into {KEY} or the keyring")
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
