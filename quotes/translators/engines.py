"""What an engine is: one method, what is known of one without starting it, and one for tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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


class FakeEngine:
    """Answers from a table, or by a function; a text without an entry gets None.

    An answer that is an exception is raised. `asked` holds every batch it was given.
    """

    name = "fake"
    version = "1"
    pause = 0.0

    def __init__(
        self,
        answers: Mapping[str, object] | Callable[[str], object],
        *,
        online: bool = False,
        limit: int = 5_000,
        patience: float = 5.0,
    ) -> None:
        self.online, self.limit, self.patience = online, limit, patience
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
