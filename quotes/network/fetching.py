"""Requests with bounds: seconds for the whole, bytes for the answer, redirects to one host.

`BoundedRequests` has the two functions of the library `requests` that deep-translator calls, and
takes their place there: it gives no time limit itself, follows redirects anywhere, and unpacks
and keeps whatever is sent.
"""

from __future__ import annotations

import logging
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import requests
from requests import exceptions
from urllib3.exceptions import HTTPError

from quotes.model import worded
from quotes.network.calling import ServiceError, status_error
from quotes.network.offline import is_local

LARGEST: Final = 1_000_000  # bytes; a page of Google's with 5,000 characters has below 100,000
REDIRECTS: Final = 3
CONNECT: Final = 5.0  # seconds
PACKED: Final = {"gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}

logging.getLogger("urllib3").setLevel(logging.INFO)  # at DEBUG it logs addresses with their texts


class BoundedRequests:
    """`get` and `post` as of the library, within the limits that `within` sets in this thread."""

    exceptions = exceptions

    def __init__(self) -> None:
        self._local = threading.local()

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Bound the requests made in this thread meanwhile to so many seconds, all together."""
        self._local.deadline = time.monotonic() + seconds
        try:
            yield
        finally:
            del self._local.deadline

    def get(self, url: str, **options: Any) -> requests.Response:  # noqa: ANN401 - as the library
        """Return the answer to a GET, read to its end; raise ServiceError where there is none."""
        return self.ask("GET", url, **options)

    def post(self, url: str, **options: Any) -> requests.Response:  # noqa: ANN401 - as the library
        """Return the answer to a POST; what would stand in the address goes into the body."""
        if "json" not in options and "data" not in options:
            options["data"] = options.pop("params", None)
        return self.ask("POST", url, **options)

    def ask(self, method: str, url: str, **options: Any) -> requests.Response:  # noqa: ANN401
        """Return the answer to any request; raise ServiceError where there is none."""
        deadline = getattr(self._local, "deadline", time.monotonic() + 20.0)
        headers = {**(options.pop("headers", None) or {}), "Accept-Encoding": "identity"}
        try:
            with requests.Session() as session:
                # What is asked of this machine goes to no proxy, and no password of ~/.netrc to it.
                session.trust_env = not is_local(url)
                return _followed(session, method, url, deadline, {**options, "headers": headers})
        except ServiceError:
            raise
        except exceptions.RequestException as error:
            raise _fault(error) from None  # its text holds the address, with text and key
        except (OSError, ValueError, zlib.error, HTTPError) as error:
            kind = type(error).__name__
            raise ServiceError(
                worded("a broken answer ({name})", name=kind), transient=True
            ) from None


def _followed(
    session: requests.Session, method: str, url: str, deadline: float, options: dict[str, Any]
) -> requests.Response:
    for _ in range(REDIRECTS + 1):
        response = session.request(
            method, url, stream=True, allow_redirects=False, timeout=_left(deadline), **options
        )
        if not response.is_redirect:
            return _read(response, deadline)
        response.close()
        url = _next(url, response.headers.get("location", ""))
    raise ServiceError(worded("redirected again and again"))


def _next(url: str, location: str) -> str:
    """Return where a redirect leads, if that is the same host by the same or a safer way."""
    try:
        target = urljoin(url, location)
        here, there = urlsplit(url), urlsplit(target)
        same = (here.hostname, here.port) == (there.hostname, there.port)
    except ValueError:
        raise ServiceError(worded("redirected to a malformed address")) from None
    if not same or there.scheme not in (here.scheme, "https"):
        raise ServiceError(worded("redirected to another address"))
    return target


def _read(response: requests.Response, deadline: float) -> requests.Response:
    """Return the response with its body read, unpacked and taken for UTF-8."""
    if not response.ok:
        response.close()
        raise status_error(response.status_code, retry_after(response.headers.get("retry-after")))
    body = bytearray()
    while chunk := response.raw.read1(65_536, decode_content=False):
        body += chunk
        _left(deadline)
        if len(body) > LARGEST:
            response.close()
            raise ServiceError(worded("an answer without end"))
    length = response.headers.get("content-length", "")
    if length.isdecimal() and len(body) < int(length[:12]):
        raise ServiceError(worded("half an answer"), transient=True)
    response._content = _unpacked(bytes(body), response.headers.get("content-encoding", ""))
    response.encoding = "utf-8"  # all of these services; what is not shows as U+FFFD
    response.close()
    return response


def _unpacked(body: bytes, encoding: str) -> bytes:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return body
    if name not in PACKED:
        raise ServiceError(worded("an answer packed in an unknown way"))
    unpacker = zlib.decompressobj(PACKED[name])
    text = unpacker.decompress(body, LARGEST)
    if unpacker.unconsumed_tail:
        raise ServiceError(worded("an answer without end"))
    return text


def retry_after(value: str | None, now: datetime | None = None) -> float:
    """Return the seconds that a Retry-After header asks for (a number or a date), 0 for none."""
    if not value:
        return 0.0
    if value.strip().isdecimal():
        return float(value.strip()[:9])
    try:
        return max(0.0, (parsedate_to_datetime(value) - (now or datetime.now(UTC))).total_seconds())
    except (TypeError, ValueError):
        return 0.0


def _left(deadline: float) -> tuple[float, float]:
    left = deadline - time.monotonic()
    if left <= 0:
        raise ServiceError(worded("no answer in time"), transient=True)
    return min(CONNECT, left), left


def _fault(error: exceptions.RequestException) -> ServiceError:
    if "offline: " in str(error):
        return ServiceError(worded("offline: it was not named as an online service"), final=True)
    if isinstance(error, exceptions.Timeout):
        return ServiceError(worded("no answer in time"), transient=True)
    if isinstance(error, exceptions.SSLError):
        return ServiceError(worded("no secure connection"), final=True)
    if "NameResolution" in str(error):
        return ServiceError(worded("its name cannot be resolved"), transient=True)
    if isinstance(error, exceptions.ConnectionError):
        return ServiceError(worded("it cannot be reached"), transient=True)
    return ServiceError(
        worded("a broken answer ({name})", name=type(error).__name__), transient=True
    )
