"""The circuit breaker: a service that does not answer is not asked a thousand times."""

from __future__ import annotations

import threading
import time
from typing import Final

from quotes.network.faults import ServiceError

FAILURES: Final = 3  # in a row, each tried several times
REST: Final = 60.0  # seconds, after which one request is tried again


class Breaker:
    """Counts the failures of a service in a row; several threads may use it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures = 0
        self._until = 0.0
        self._reason = ""

    def closed_for(self) -> str | None:
        """Return why the service is not asked now, None where it may be."""
        with self._lock:
            if time.monotonic() >= self._until:
                return None
            return f"not asked: {self._reason}"

    def failed(self, error: ServiceError) -> None:
        """Count a failure: after three in a row the service rests, after a final one for good.

        A refusal of this one text is none.
        """
        if error.of_text:
            return
        with self._lock:
            self._reason = error.reason
            self._failures += 1
            if error.final:
                self._until = float("inf")
            elif self._failures >= FAILURES or error.wait:
                self._until = max(self._until, time.monotonic() + max(REST, error.wait))

    def worked(self) -> None:
        """Forget the failures: an answer came."""
        with self._lock:
            self._failures = 0
