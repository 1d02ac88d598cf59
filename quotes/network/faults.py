"""What can go wrong with a service, and whether asking again may help."""

from __future__ import annotations


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
