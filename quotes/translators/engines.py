"""What an engine is: one method, and what is known of an engine without starting it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class Engine(Protocol):
    """English in, Spanish out; everything else (cache, time-out, retry, junk) is the guard's.

    `version` names all that an answer depends on. `limit` is how many characters one
    request may hold, `pause` how many seconds must pass between two requests and
    `patience` how many seconds one may take.
    """

    name: str
    version: str
    online: bool
    limit: int
    pause: float
    patience: float

    def translate(self, texts: Sequence[str]) -> Sequence[object]:
        """Return one answer a text, whatever the engine gave; raise where it gave nothing.

        TranslatorError: it cannot work at all. ConnectionError, TimeoutError: it may
        work if asked again.
        """
        ...

    def close(self) -> None:
        """Let go of processes and models; the next call starts them again."""
        ...


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """One engine as `quotes doctor` shows it; `missing` says in one line what it lacks, or ""."""

    name: str
    installed: bool
    online: bool
    missing: str = ""
