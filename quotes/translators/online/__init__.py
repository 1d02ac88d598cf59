"""What all online engines share: a library's own class, every request bounded, faults told apart.

deep-translator gives no time limit, follows redirects, keeps answers of any size and puts keys
into addresses and error texts. So its modules get `BOUNDED` for their `requests`, and
of an error only its kind is told. docs/translators.md keeps a table of what else it breaks.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Any, Final
from urllib.parse import urlsplit

from quotes.network import is_local, permit
from quotes.network.calling import ServiceError
from quotes.network.fetching import BoundedRequests

BOUNDED: Final = BoundedRequests()


class OnlineEngine:
    """An engine that sends texts to a service; a subclass is one service.

    `client` returns the library's translator object, one a request: they keep the text
    asked for in themselves, and two threads would get each other's answers.
    """

    name: str
    library = "deep-translator"
    module: str | None = None  # of the library: gets `BOUNDED` for its `requests`
    online = True
    model = ""
    batch = 1
    concurrency = 1
    pause = 0.0
    patience = 20.0
    limit = 4_500

    def __init__(self, address: str) -> None:
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
