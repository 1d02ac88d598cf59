"""Back-translations, glosses, and which words render each other."""

from __future__ import annotations

from dataclasses import dataclass

from quotes.model.texts import Span


@dataclass(frozen=True, slots=True)
class Translation:
    """A text in Spanish and the engine (with its version) that made it."""

    text: str
    engine: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class WordGloss:
    """A word of the original, by its span there, and what the lexicon says of it in English."""

    original: Span
    english: str


@dataclass(frozen=True, slots=True)
class Gloss:
    """English for a reader without Spanish, made by a machine: an aid, never evidence.

    `text` renders the whole original ("" where no engine is installed), `words` the marked ones.
    """

    text: str
    engine: str
    version: str = ""
    words: tuple[WordGloss, ...] = ()


@dataclass(frozen=True, slots=True)
class AlignedWords:
    """A word of the original and the word of the quotation that renders it, by their spans."""

    original: Span
    quote: Span
