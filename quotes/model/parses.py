"""What Stanza says of a text, in values that outlive Stanza."""

from __future__ import annotations

from dataclasses import dataclass

from quotes.model.texts import Span


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word.

    `head` is the 0-based index of the governing word in its sentence, -1 for the
    root. Words of one multi-word token ("isn't") share the token's span unless
    Stanza tells them apart. `feats` is the UD feature string or "".
    """

    text: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str
    span: Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its span in the text and its words in order."""

    span: Span
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity: `type` is PERSON, ORG, LOC or MISC whatever the model's own label set."""

    type: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Parse:
    """The parse of one text: sentences, entities, and the models that made it."""

    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    models: str
