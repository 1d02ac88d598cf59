"""What all online engines share: deep-translator behind one door, its faults told apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Any

from quotes.errors import TranslatorError


class OnlineEngine:
    """An engine of deep-translator: one request a text, each sent out over the network.

    `connect` returns its translator object, one a request: they keep the text asked for
    in themselves, and two threads would get each other's answers. The rest is as in `Engine`.
    """

    online = True
    patience = 20.0

    def __init__(self, name: str, connect: Callable[[], Any], limit: int, pause: float) -> None:
        self.name, self.limit, self.pause = name, limit, pause
        self.version = f"deep-translator {version('deep-translator')}"
        self._connect = connect

    def translate(self, texts: Sequence[str]) -> list[object]:
        """Return one answer a text.

        Raises ConnectionError where asking again may help (no connection, too many
        requests, a fault of the server) and TranslatorError where it cannot (a key).
        """
        return [self._one(text) for text in texts]

    def close(self) -> None:
        """Do nothing: requests leave nothing open."""

    def _one(self, text: str) -> object:
        import requests  # noqa: PLC0415 - only where an online engine is named
        from deep_translator import exceptions  # noqa: PLC0415

        refused = (exceptions.AuthorizationException, exceptions.ApiKeyException)
        busy = (exceptions.TooManyRequests, exceptions.RequestError, exceptions.ServerException)
        try:
            return self._connect().translate(text)
        except refused as error:
            raise TranslatorError(
                f"{self.name}: the server refuses the key: set another or none"
            ) from error
        except requests.exceptions.JSONDecodeError:
            return None  # an error page: junk, and not worth asking for again
        except busy as error:
            raise ConnectionError(_first_line(error) or "the server is busy") from error
        except requests.RequestException as error:
            raise ConnectionError(type(error).__name__) from error
        except (exceptions.BaseError, AttributeError, KeyError, TypeError, StopIteration):
            return None  # no translation in the answer, or an answer of another shape


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:80] if lines else ""
