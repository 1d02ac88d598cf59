"""From a source phrase to the person, body or document it stands for in the article."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from quotes.model import Mention, Speaker
from quotes.quotations.cues import subject
from quotes.quotations.names import folded, parse_name
from quotes.quotations.people import Actor
from quotes.quotations.reading import Reading
from quotes.quotations.titles import BODIES, DOCUMENTS, GENDERED_NOUNS, OUTLETS, ROLES

_GENDER: dict[str, Literal["male", "female"]] = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
_BACKWARDS = 400  # words; the farthest that a pronoun was seen to point back in our own seeds


@dataclass(slots=True)
class Cast:
    """The actors of an article, and whom a phrase in it stands for.

    `said_by` remembers the actor of each source word already resolved, in text
    order, so that "he continued" goes on with the same person.
    """

    reading: Reading
    actors: list[Actor]
    said_by: list[tuple[int, Actor]] = field(default_factory=list)
    by_word: dict[int, Actor] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for actor in self.actors:
            for word in actor.mentions:
                self.by_word[word] = actor

    def speaker(self, mention: Mention, head: int, cue: int) -> Speaker:
        """Return whom a source phrase with this head word stands for, with the evidence."""
        actor, why = self._stands_for(mention, head, cue)
        how = self._announced(mention, head, cue)
        if actor is None:
            kind = self._kind(head)
            return Speaker(mention.text, mention, kind, None, None, f"{how}; {why}")
        self.said_by.append((head, actor))
        kind = "person" if actor.kind == "person" else "organisation"
        name = actor.full_name()
        gender = actor.gender if actor.gender in {"male", "female"} else None
        return Speaker(name, mention, kind, gender, actor.title, f"{how}; {why}")  # type: ignore[arg-type]

    def _announced(self, mention: Mention, head: int, cue: int) -> str:
        if cue < 0:
            return f"{mention.text!r} stands nearest"
        word = self.reading.words[cue].text
        if subject(self.reading, cue) == head:
            return f"{mention.text!r} is the subject of {word!r}"
        return f"{mention.text!r} goes with {word!r}"

    def _kind(self, head: int) -> Literal["person", "organisation", "document", "unnamed"]:
        noun = _noun(self.reading, head)
        if noun in DOCUMENTS:
            return "document"
        if noun in BODIES or noun in OUTLETS:
            return "organisation"
        return "person" if self.reading.words[head].upos == "PROPN" else "unnamed"

    def _stands_for(self, mention: Mention, head: int, cue: int) -> tuple[Actor | None, str]:
        """Return the actor and one clause of evidence; None where the text names nobody."""
        named = self._named(mention, head)
        if named is not None:
            same = folded(named.full_name()) == folded(mention.text)
            return named, "named" if same else f"{mention.text!r} is {named.full_name()}"
        word = self.reading.words[head]
        lower = word.text.lower()
        if lower in {"who", "which", "that"}:
            return self._relative(mention, head, cue)
        if word.upos == "PRON" or lower in _GENDER:
            found = self._pronoun(lower, head)
            return found, _told(mention, found, "nobody before it fits")
        return self._described(mention, head)

    def _named(self, mention: Mention, head: int) -> Actor | None:
        inside = range(*self.reading.within(mention.span))
        for index in (head, *inside):
            if index in self.by_word and (index == head or self._same_name(index, head)):
                return self.by_word[index]
        follows = self._name_after(head)
        if follows is not None:
            return follows
        if self.reading.words[head].upos != "PROPN":
            return None
        name = parse_name(mention.text)
        for actor in self.actors:
            if actor.kind == "person" and name.parts and name.parts[-1] in actor.name.parts:
                return actor
        return None

    def _name_after(self, head: int) -> Actor | None:
        """Return the person whose name closes a title: "President of the Republic Ana Mejía"."""
        if _noun(self.reading, head) not in ROLES:
            return None
        for index in range(head + 1, min(head + 8, len(self.reading.words))):
            actor = self.by_word.get(index)
            if actor is not None and actor.kind == "person":
                return actor
            word = self.reading.words[index].text
            if not (
                word[0].isupper() or word.lower() in {"of", "the", "for", "and", "&", "-", "de"}
            ):
                return None
        return None

    def _same_name(self, index: int, head: int) -> bool:
        """Say whether a named word in the phrase is the one meant: "magazine Semana", not "Petro's aide"."""
        relation = self.reading.words[index].deprel
        if relation == "nmod:poss":
            return False
        noun = _noun(self.reading, head)
        actor = self.by_word[index]
        if actor.kind == "person":
            return noun in ROLES and relation in {"appos", "flat"}
        return actor.kind == "organisation" and noun in OUTLETS | BODIES and index > head

    def _relative(self, mention: Mention, head: int, cue: int) -> tuple[Actor | None, str]:
        """Resolve "who" to the noun that its clause belongs to."""
        for index in (head, cue):
            for above in self.reading.ancestors(index) if index >= 0 else []:
                if self.reading.words[above].upos in {"NOUN", "PROPN"}:
                    actor = self.by_word.get(above)
                    return actor, _told(mention, actor, "its noun is not named")
        return None, "its noun is not named"

    def _pronoun(self, lower: str, head: int) -> Actor | None:
        """Return the person a pronoun means: one that fits its gender, recent and prominent."""
        gender = _GENDER.get(lower)
        if lower in {"they", "it", "them"}:
            return self._body(head) if lower == "it" else None
        best, most = None, 0.0
        for actor in self.actors:
            if actor.kind != "person" or (gender and actor.gender not in {gender, None}):
                continue
            weight = self._prominence(actor, head) * (1.0 if actor.gender == gender else 0.5)
            if weight > most:
                best, most = actor, weight
        return best

    def _prominence(self, actor: Actor, head: int) -> float:
        """Weigh an actor's mentions before a word: near ones, subjects and speakers count more."""
        reading, weight = self.reading, 0.0
        for word in actor.mentions:
            distance = reading.outside[head] - reading.outside[word]
            if not 0 < distance <= _BACKWARDS or reading.stretch[word] >= 0:
                continue
            role = {"nsubj": 3.0, "root": 2.0}.get(reading.relations[word], 1.0)
            role = 0.7 if reading.words[word].deprel == "nmod:poss" else role
            lines = reading.paragraph[head] - reading.paragraph[word]
            same = reading.sentence[head] == reading.sentence[word]
            weight = max(
                weight, role * 0.55**lines / (1.0 + 0.02 * distance) * (1.3 if same else 1.0)
            )
        for word, said in self.said_by[-2:]:
            lines = reading.paragraph[head] - reading.paragraph[word]
            if said is actor and word < head:
                weight = max(weight, 3.2 * 0.6**lines)
        return weight

    def _body(self, head: int) -> Actor | None:
        near = [
            (word, actor)
            for actor in self.actors
            if actor.kind == "organisation"
            for word in actor.mentions
            if word < head and self.reading.paragraph[head] - self.reading.paragraph[word] <= 1
        ]
        return max(near, key=lambda pair: pair[0])[1] if near else None

    def _described(self, mention: Mention, head: int) -> tuple[Actor | None, str]:
        """Resolve "the minister", "the letter", "the magazine"; "a minister" stays unnamed."""
        noun = _noun(self.reading, head)
        if not self._is_definite(head):
            return None, "not named in the article"
        if noun in DOCUMENTS:
            author = self._author(noun, head)
            return author, _told(mention, author, "its author is not named")
        kinds = {"organisation"} if noun in OUTLETS | BODIES else {"person"}
        found = self._with_role(noun, head, kinds)
        return found, _told(mention, found, "not named in the article")

    def _is_definite(self, head: int) -> bool:
        children = self.reading.children[head]
        lemmas = {self.reading.lemmas[child] for child in children}
        return not lemmas & {"a", "an", "one", "another", "some", "many", "several"} and (
            bool(lemmas & {"the", "this", "that"})
            or any(self.reading.words[c].deprel == "nmod:poss" for c in children)
            or self.reading.words[head].text[:1].isupper()
        )

    def _with_role(self, noun: str, head: int, kinds: set[str]) -> Actor | None:
        fitting = [
            actor
            for actor in self.actors
            if actor.kind in kinds and actor.roles[noun] and min(actor.mentions) < head
        ]
        gender = GENDERED_NOUNS.get(noun)
        if gender:
            fitting = [a for a in fitting if a.gender in {gender, None}]
        return max(fitting, key=lambda a: self._prominence(a, head), default=None)

    def _author(self, noun: str, head: int) -> Actor | None:
        """Return who wrote a document: its possessor, the subject of the verb that has it."""
        reading = self.reading
        votes: dict[int, float] = {}
        for index, lemma in enumerate(reading.lemmas):
            if lemma.rstrip("s") != noun and lemma != noun:
                continue
            for word in self._authors_at(index):
                actor = self.by_word.get(word)
                if actor is not None and actor.kind in {"person", "organisation"}:
                    far = abs(reading.paragraph[head] - reading.paragraph[index])
                    key = self.actors.index(actor)
                    votes[key] = votes.get(key, 0.0) + 0.9**far
        if not votes:
            return None
        return self.actors[max(votes, key=lambda key: votes[key])]

    def _authors_at(self, index: int) -> list[int]:
        reading = self.reading
        found = [c for c in reading.children[index] if reading.words[c].deprel == "nmod:poss"]
        for child in reading.children[index]:
            cases = {reading.lemmas[c] for c in reading.children[child]}
            if reading.relations[child] == "nmod" and cases & {"by", "from"}:
                found.append(child)
        for above in reading.ancestors(index, 3):
            agent = subject(reading, above)
            if reading.words[above].upos == "VERB" and agent >= 0:
                found.append(agent)
                break
        return found


def _noun(reading: Reading, head: int) -> str:
    lemma = folded(reading.words[head].text)
    single = reading.lemmas[head]
    return single if single in ROLES | DOCUMENTS | OUTLETS | BODIES else lemma


def _told(mention: Mention, actor: Actor | None, otherwise: str) -> str:
    return f"{mention.text!r} is {actor.full_name()}" if actor is not None else otherwise
