"""A reader that never ends, as a library in C may: it lets other threads go on."""

from __future__ import annotations

import time


def read(_: bytes) -> None:
    """Never return."""
    while True:
        time.sleep(0.1)
