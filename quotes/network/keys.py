"""Keys of services: from the environment or the system's keyring, never from a file of ours.

They are handed to the client of their service and to nothing else: no report, log, cache key
or error text holds one.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Final

SERVICE: Final = "quotes-audit"


def key(name: str) -> str | None:
    """Return the key that the variable `name` holds, else the keyring's entry of that name.

    The keyring is asked where the package `keyring` is installed: `keyring set quotes-audit NAME`
    puts one in.
    """
    value = os.environ.get(name, "").strip()
    if value:
        return value
    with suppress(Exception):  # none installed, locked, without a desktop: there is no key then
        import keyring  # noqa: PLC0415 - optional

        return keyring.get_password(SERVICE, name) or None
    return None
