"""Back-translations."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Translation:
    """A text in Spanish and the engine (with its version) that made it."""

    text: str
    engine: str
    version: str = ""
