"""A reader that never ends for some bytes, as a library in C may: it lets other threads go on."""

from __future__ import annotations

import time
from typing import Final

ENDS: Final = b"a file that ends"


def read(data: bytes) -> str | None:
    """Return a word of what ends; never return from anything else."""
    while data != ENDS:
        time.sleep(0.1)
    return "read"
