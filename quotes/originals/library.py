"""Passages: spans of sources with their context, place and language."""

from __future__ import annotations

from dataclasses import dataclass

from quotes.languages.words import fold
from quotes.model import Passage, Source, Span
from quotes.originals.quoted_speech import speaker_at

_CONTEXT = 240  # characters shown on either side


@dataclass(frozen=True, slots=True)
class Library:
    """The sources by document number."""

    sources: tuple[Source, ...]

    def text(self, document: int, span: Span) -> str:
        """Return the words of a window."""
        return span.of(self.sources[document].text)

    def passage(self, document: int, span: Span, score: float, language: str = "es") -> Passage:
        """Return a span of a document as a passage."""
        source = self.sources[document]
        return Passage(
            document=source.document,
            span=span,
            text=span.of(source.text),
            score=round(score, 4),
            language=language,
            before=source.text[max(0, span.start - _CONTEXT) : span.start],
            after=source.text[span.end : span.end + _CONTEXT],
            place=_place(source, span),
            speaker=speaker_at(source, span),
        )


def _place(source: Source, span: Span) -> str | None:
    """Return the label of the page or time that holds most of the window."""
    best = max(source.places, key=lambda one: one.span.overlap(span), default=None)
    return best.label if best and best.span.overlap(span) else None


def same_person(one: str, other: str) -> bool:
    """Return whether two names are one: all words of the shorter stand in the longer."""
    first, second = fold(one).split(), fold(other).split()
    return bool(first and second) and (set(first) <= set(second) or set(second) <= set(first))
