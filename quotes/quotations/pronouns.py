"""Whom a pronoun means: somebody who fits, named lately and prominently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from quotes.quotations.actors import Actor
from quotes.quotations.descriptions import meant, noun_of
from quotes.quotations.prominence import prominence
from quotes.quotations.reading import Reading
from quotes.quotations.titles import BODIES, DOCUMENTS, OUTLETS

if TYPE_CHECKING:
    from quotes.quotations.speaking import Cast

PRONOUN_GENDER: dict[str, Literal["male", "female"]] = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip


def pronoun(cast: Cast, lower: str, head: int) -> Actor | None:
    """Return the person a pronoun means: one that fits its gender, recent and prominent."""
    gender = PRONOUN_GENDER.get(lower)
    if lower in {"they", "it", "them"}:
        return body(cast, head) if lower == "it" else None
    best, most = None, 0.0
    for actor in cast.actors:
        if actor.kind != "person" or (gender and actor.gender not in {gender, None}):
            continue
        weight = prominence(cast, actor, head) * (1.0 if actor.gender == gender else 0.5)
        if weight > most:
            best, most = actor, weight
    return best


def body(cast: Cast, head: int) -> Actor | None:
    """Return what "it" means: the body or document that acted last, in this paragraph or before.

    "The union", "the letter" stand for the body of that kind or for who wrote it; without
    any, it is the organisation named last.
    """
    reading = cast.reading
    low = reading.line_words(max(0, reading.paragraph[head] - 1))[0]
    for index in range(head - 1, low - 1, -1):
        found = _acting_body(cast, index) if _acts(reading, index) else None
        if found is not None:
            return found
    near = [
        (word, actor)
        for actor in cast.actors
        if actor.kind == "organisation"
        for word in actor.mentions
        if low <= word < head
    ]
    return max(near, key=lambda pair: pair[0])[1] if near else None


def _acts(reading: Reading, index: int) -> bool:
    """Say whether a word outside marks is a subject, or stands behind "according to"."""
    if reading.stretch[index] >= 0:
        return False
    below = {reading.words[child].text.lower() for child in reading.children[index]}
    return reading.relations[index] == "nsubj" or "according" in below


def _acting_body(cast: Cast, index: int) -> Actor | None:
    """Return the body that a subject means, by its name or by what it is called."""
    actor = cast.by_word.get(index)
    if actor is not None:
        return actor if actor.kind == "organisation" else None
    if noun_of(cast.reading, index) not in BODIES | OUTLETS | DOCUMENTS:
        return None
    return meant(cast, index)
