"""Joining stretches into one text while keeping where each of them lies."""

from __future__ import annotations

from quotes.model import Place, Span


class Stretches:
    """A text that grows by labelled stretches; empty ones are passed over."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.places: list[Place] = []

    def add(self, text: str, label: str, gap: str = "\n\n", speaker: str | None = None) -> None:
        """Add a stretch, after `gap` where something stands before it."""
        if not text:
            return
        if self._parts:
            self._parts.append(gap)
            self._length += len(gap)
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        self.places.append(Place(Span(start, self._length), label, speaker))

    @property
    def text(self) -> str:
        """Return the text so far."""
        return "".join(self._parts)
