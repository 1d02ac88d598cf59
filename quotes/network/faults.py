"""What can go wrong with a service, whether asking again may help, and when it rests.

The circuit breaker sees to it that a service that does not answer is not asked a thousand times.
"""

from __future__ import annotations

import threading
import time
from typing import Final


class ServiceError(Exception):
    """A service gave no usable answer; `reason` says why, without the text, address or key.

    `transient`: asking again may help. `final`: no further request can help (a refused
    key, a quota used up); `of_text`: it is this text that the service does not take. `wait` is
    how many seconds the service asks to be left alone, `status` the HTTP status where it gave one.
    """

    def __init__(
        self,
        reason: str,
        *,
        transient: bool = False,
        final: bool = False,
        of_text: bool = False,
        wait: float = 0.0,
        status: int = 0,
    ) -> None:
        super().__init__(reason)
        self.reason, self.wait, self.status = reason, wait, status
        self.transient, self.final, self.of_text = transient, final, of_text


KEY_REFUSED = frozenset({401, 403})
QUOTA = frozenset({402, 456})
BUSY = frozenset({408, 425, 429})


def status_error(status: int, wait: float = 0.0) -> ServiceError:
    """Return the error for an HTTP status that is no success."""
    if status in KEY_REFUSED:
        return ServiceError(f"the service refuses the key or this machine ({status})", final=True)
    if status in QUOTA:
        return ServiceError(f"the quota is used up ({status})", final=True)
    if status in BUSY:
        return ServiceError(f"too many requests ({status})", transient=True, wait=wait)
    if status >= 500:
        return ServiceError(f"a fault of the service ({status})", transient=True, wait=wait)
    reason = f"the service does not take this text ({status})"
    return ServiceError(reason, of_text=True, status=status)


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
