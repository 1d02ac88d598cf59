"""What an engine is: one method, what is known of one without starting it, and one for tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


class Engine(Protocol):
    """English in, Spanish out; everything else (cache, time-out, retry, junk) is the guard's.

    `version` names all that an answer depends on, `model` the model where a service names one.
    `limit` is how many characters one request may hold, `batch` how many texts; `pause` how
    many seconds must pass between two requests to `host` ("" for a local engine),
    `concurrency` how many may be under way at once, and `patience` how many seconds one may take.
    """

    name: str
    version: str
    model: str
    online: bool
    host: str
    limit: int
    batch: int
    pause: float
    concurrency: int
    patience: float

    def translate(self, texts: Sequence[str]) -> Sequence[object]:
        """Return one answer a text, whatever the engine gave; raise where it gave nothing.

        ServiceError says whether it may work if asked again, as do ConnectionError and
        TimeoutError; TranslatorError: it cannot work at all.
        """
        ...

    def close(self) -> None:
        """Let go of processes and models; the next call starts them again."""
        ...


class LocalEngine:
    """What all engines on this machine share; `patience` is for a thousand characters."""

    online = False
    model = ""
    host = ""
    limit = 5_000
    batch = 64
    pause = 0.0
    concurrency = 1
    patience = 60.0


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """One engine as `quotes doctor` shows it; `missing` says in one line what it lacks, or ""."""

    name: str
    installed: bool
    online: bool
    missing: str = ""


class FakeEngine:
    """Answers from a table, or by a function; a text without an entry gets None.

    An answer that is an exception is raised. `asked` holds every batch it was given.
    """

    name = "fake"
    version = "1"
    model = ""
    host = "fake"
    concurrency = 1
    pause = 0.0

    def __init__(
        self,
        answers: Mapping[str, object] | Callable[[str], object],
        *,
        online: bool = False,
        limit: int = 5_000,
        batch: int | None = None,
        patience: float = 5.0,
    ) -> None:
        self.online, self.limit, self.patience = online, limit, patience
        self.batch = batch or (1 if online else 64)
        self.asked: list[tuple[str, ...]] = []
        self.closed = False
        self._answer = answers if callable(answers) else answers.get

    def translate(self, texts: Sequence[str]) -> list[object]:
        """Return the answers it was told."""
        self.asked.append(tuple(texts))
        return [_told(self._answer(text)) for text in texts]

    def close(self) -> None:
        """Remember that it was closed."""
        self.closed = True


def _told(answer: object) -> object:
    if isinstance(answer, BaseException):
        raise answer
    return answer
