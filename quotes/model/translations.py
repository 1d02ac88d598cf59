"""Back-translations, glosses, and which words render each other."""

from __future__ import annotations

from dataclasses import dataclass

from quotes.model.texts import Span


@dataclass(frozen=True, slots=True)
class OtherTranslation:
    """What a further engine made of the same text; the fields are those of `Translation`."""

    text: str
    engine: str
    version: str = ""
    model: str = ""
    date: str = ""
    cached: bool = False
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """A text in Spanish and what made it; `refused` says in a few words why there is none.

    `text` is "" where it was refused. `version` names all that an answer of a local engine
    depends on, `model` the model where a service names one. `date` is the day (ISO) on which an
    online service gave the answer and `cached` whether it came from the cache: a local
    engine gives the same answer on any day, so for it they are "" and False. `others` is what
    further engines made of the text, `agreed` the words of `text` that all of them gave too.
    """

    text: str
    engine: str
    version: str = ""
    model: str = ""
    date: str = ""
    cached: bool = False
    refused: str | None = None
    others: tuple[OtherTranslation, ...] = ()
    agreed: tuple[Span, ...] = ()

    @property
    def given(self) -> str | None:
        """The text, None where it was refused."""
        return None if self.refused else self.text


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
