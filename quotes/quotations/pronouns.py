"""Whom a pronoun means: somebody who fits, named lately and prominently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from quotes.quotations.actors import Actor

if TYPE_CHECKING:
    from quotes.quotations.speaking import Cast

PRONOUN_GENDER: dict[str, Literal["male", "female"]] = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
_BACKWARDS = 400  # words; the farthest that a pronoun was seen to point back in our own seeds


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


def prominence(cast: Cast, actor: Actor, head: int) -> float:
    """Weigh an actor's mentions before a word: near ones, subjects and speakers count more."""
    reading, weight = cast.reading, 0.0
    for word in actor.mentions:
        distance = reading.outside[head] - reading.outside[word]
        if not 0 < distance <= _BACKWARDS or reading.stretch[word] >= 0:
            continue
        role = {"nsubj": 3.0, "root": 2.0}.get(reading.relations[word], 1.0)
        role = 0.7 if reading.words[word].deprel == "nmod:poss" else role
        lines = reading.paragraph[head] - reading.paragraph[word]
        same = reading.sentence[head] == reading.sentence[word]
        weight = max(weight, role * 0.55**lines / (1.0 + 0.02 * distance) * (1.3 if same else 1.0))
    for word, said in cast.said_by[-2:]:
        lines = reading.paragraph[head] - reading.paragraph[word]
        if said is actor and word < head:
            weight = max(weight, 3.2 * 0.6**lines)
    return weight


def body(cast: Cast, head: int) -> Actor | None:
    """Return the organisation named last in this paragraph or the one before."""
    near = [
        (word, actor)
        for actor in cast.actors
        if actor.kind == "organisation"
        for word in actor.mentions
        if word < head and cast.reading.paragraph[head] - cast.reading.paragraph[word] <= 1
    ]
    return max(near, key=lambda pair: pair[0])[1] if near else None
