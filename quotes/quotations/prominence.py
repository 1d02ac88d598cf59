"""How much an actor stands in front at a word: near mentions, subjects and speakers weigh more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.quotations.actors import Actor
from quotes.quotations.reading import Reading

if TYPE_CHECKING:
    from quotes.quotations.speaking import Cast

_BACKWARDS = 400  # words; the farthest that a pronoun was seen to point back in our own seeds
_INSIDE_NAMES = frozenset({"flat", "compound"})


def prominence(cast: Cast, actor: Actor, head: int) -> float:
    """Weigh an actor's mentions before a word: near ones, subjects and speakers count more."""
    reading, weight = cast.reading, 0.0
    for word in actor.mentions:
        distance = reading.outside[head] - reading.outside[word]
        if not 0 < distance <= _BACKWARDS or reading.stretch[word] >= 0:
            continue
        relation = reading.relations[named_head(reading, word)]
        role = {"nsubj": 3.0, "root": 2.0}.get(relation, 1.0)
        role = 0.7 if reading.words[word].deprel == "nmod:poss" else role
        lines = reading.paragraph[head] - reading.paragraph[word]
        same = reading.sentence[head] == reading.sentence[word]
        weight = max(weight, role * 0.55**lines / (1.0 + 0.02 * distance) * (1.3 if same else 1.0))
    for word, said in cast.said_by[-2:]:
        lines = reading.paragraph[head] - reading.paragraph[word]
        if said is actor and word < head:
            weight = max(weight, 3.2 * 0.6**lines)
    return weight


def named_head(reading: Reading, word: int) -> int:
    """Return the word that stands for a name in the sentence: "Gov." of "Gov. Hernán Castellar"."""
    for _ in range(4):
        if reading.relations[word] not in _INSIDE_NAMES or reading.heads[word] < 0:
            break
        word = reading.heads[word]
    return word
