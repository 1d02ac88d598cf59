"""Several engines asked at once: the first one's answer counts, and where the others agree."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from difflib import SequenceMatcher
from types import TracebackType
from typing import Final, Self

from quotes.model import OtherTranslation, Span, Translation
from quotes.network.calling import side_by_side
from quotes.translators.guard import Translator

WORD: Final = re.compile(r"\w+")


class Panel:
    """Engines behind their guards; used as one of them is."""

    def __init__(self, engines: Sequence[Translator]) -> None:
        self._engines = engines
        self.name = ",".join(engine.name for engine in engines)
        self.version = "; ".join(engine.version for engine in engines)
        self.online = any(engine.online for engine in engines)
        self.host = ", ".join(engine.host for engine in engines if engine.online)

    def translate(self, texts: Sequence[str]) -> list[Translation | None]:
        """Return the first engine's Spanish of each text, with what the others made of it."""
        many = len(self._engines)
        columns = side_by_side(lambda engine: engine.translate(texts), self._engines, many)
        return [together(*answers) for answers in zip(*columns, strict=True)]

    def close(self) -> None:
        """Let go of processes, models and files."""
        for engine in self._engines:
            engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()


def together(first: Translation | None, *others: Translation | None) -> Translation | None:
    """Return the first translation with the others beside it and the words that all share."""
    if first is None:
        return None
    names = [field.name for field in fields(OtherTranslation)]
    beside = tuple(
        OtherTranslation(**{name: getattr(other, name) for name in names})
        for other in others
        if other is not None
    )
    given = [other.text for other in beside if not other.refused]
    return replace(first, others=beside, agreed=agreed(first.text, given) if given else ())


def agreed(text: str, others: Sequence[str]) -> tuple[Span, ...]:
    """Return the words of a text that stand in every other one too, in the same order."""
    found = list(WORD.finditer(text))
    words = [match[0].casefold() for match in found]
    shared = set(range(len(words)))
    for other in others:
        theirs = [word.casefold() for word in WORD.findall(other)]
        blocks = SequenceMatcher(None, words, theirs, autojunk=False).get_matching_blocks()
        shared &= {at for block in blocks for at in range(block.a, block.a + block.size)}
    return tuple(Span(*found[at].span()) for at in sorted(shared))
