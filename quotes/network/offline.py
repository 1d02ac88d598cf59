"""Nothing leaves this machine unless a service was named, whatever a library tries.

`enforce` installs a hook of Python's own audit events (PEP 578): a connection, a datagram or
the look-up of a name that leads beyond the loopback interface is refused before it is made.
It cannot be taken out again, only widened by `permit`, which is called with the address
of a service that the user has named. Native code makes no such events: that none of ours
opens a connection is shown with `strace` (tests/network/test_offline.py).
"""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from typing import Final
from urllib.parse import urlsplit

PROXIES: Final = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


class OfflineError(PermissionError):
    """A connection was refused because no online service was named."""

    def __init__(self, where: str) -> None:
        super().__init__(f"offline: {where} was not reached: no service there was named")


class _Guard:
    """What is enforced in this process, and the names that may be reached."""

    def __init__(self) -> None:
        self.installed = False
        self.lifted = False
        self.permitted: set[str] = set()

    def hook(self, event: str, arguments: tuple[object, ...]) -> None:
        """Raise OfflineError for an event that leads beyond this machine."""
        if self.lifted or not event.startswith("socket."):
            return
        if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
            self._address(*arguments[:2])
        elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
            self._name(arguments[0])
        elif event == "socket.gethostbyaddr":
            raise OfflineError("the name of an address")

    def _address(self, used: object, address: object) -> None:
        family = getattr(used, "family", None)
        if family not in (socket.AF_INET, socket.AF_INET6) or not isinstance(address, tuple):
            return  # a socket of this machine, or one that is connected already
        host = str(address[0])
        if not is_local(host) and not self.permitted:
            raise OfflineError(host)

    def _name(self, host: object) -> None:
        name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
        if name is None or name == "" or is_local(str(name)):
            return
        if str(name).lower().rstrip(".") not in self.permitted:
            raise OfflineError(str(name))


_GUARD: Final = _Guard()


def enforce() -> None:
    """Refuse, in this process and from now on, every connection that was not permitted."""
    if not _GUARD.installed:
        _GUARD.installed = True
        sys.addaudithook(_GUARD.hook)


def permit(address: str) -> None:
    """Let connections to the host of `address` (a URL or a name) through, and to the proxy set.

    What lies on this machine needs no leave and no proxy.
    """
    if is_local(address):
        return
    for one in (address, *_proxies()):
        name = _host(one)
        if name and not is_local(name):
            _GUARD.permitted.add(name)


def lift() -> None:
    """Let every connection through again: for a command whose purpose is to fetch something."""
    _GUARD.lifted = True


def is_local(address: str) -> bool:
    """Return whether a URL, name or IP address leads to this machine itself."""
    name = _host(address)
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name.split("%")[0]).is_loopback
    except ValueError:
        return False


def _host(address: str) -> str:
    if "//" in address:
        try:
            address = urlsplit(address).hostname or ""
        except ValueError:
            address = ""
    return address.lower().strip("[]").rstrip(".")


def _proxies() -> list[str]:
    found = (os.environ.get(name) or os.environ.get(name.lower()) for name in PROXIES)
    return [proxy if "//" in proxy else f"//{proxy}" for proxy in found if proxy]
