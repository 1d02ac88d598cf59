"""An engine for tests, of this program and of others: it answers what it is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence


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
