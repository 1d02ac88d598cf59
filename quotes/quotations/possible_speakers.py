"""Everybody who may have said a quotation.

Candidates are the persons and bodies of the article near the quotation and whatever the likeliest
source phrases stand for; one candidate is one speaker, however often the article means them. What
the page shows of each is worked out in `candidate_features.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from quotes.model import Mention
from quotes.quotations.attribution import Attributed
from quotes.quotations.coreference import whom
from quotes.quotations.entities import Actor, Discourse, Person, Place
from quotes.quotations.names import key_of
from quotes.quotations.phrases import noun_of
from quotes.quotations.speakers import Meant
from quotes.quotations.wordlists import (
    BODIES,
    DOCUMENTS,
    GENDERED_NOUNS,
    OUTLETS,
)

BACK, AHEAD = 300, 60  # own words around a quotation in which candidates stand; by hand
FAR = 9.0  # what counts as far for a distance in paragraphs, sentences or quotations


@dataclass(slots=True)
class Candidate:
    """One who may have spoken: the name shown, and every place that means them outside marks.

    `actor` is None for whom the article does not name; `phrase` is the likeliest source phrase
    that stands for them (None: none does) and `rank` its place among those phrases. `persons` are
    the persons of the discourse that they are.
    """

    name: str
    actor: Actor | None
    gender: str | None
    kind: str
    places: list[Place] = field(default_factory=list)
    phrase: Meant | None = None
    rank: float = FAR
    persons: list[Person] = field(default_factory=list)

    def key(self) -> str:
        """Return what tells this speaker from others."""
        return key_of(self.name)


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation as a place of the text: its spans and the decision on it.

    `low` and `high` are the range of words from the first mark to the last.
    """

    numbers: tuple[int, ...]
    low: int
    high: int
    decided: Attributed


def everybody(discourse: Discourse) -> list[Candidate]:
    """Return the persons and bodies of an article as candidates, one a speaker."""
    found: dict[str, Candidate] = {}
    for person in discourse.persons:
        if person.places:
            one = _as_candidate(discourse, person)
            kept = found.setdefault(one.key(), one)
            if kept is not one:
                kept.places = sorted([*kept.places, *one.places], key=lambda p: p.word)
            kept.persons.append(person)
    parsed = discourse.parsed
    for actor in discourse.actors:
        if actor.kind != "organisation":
            continue
        heads = [word for word in actor.mentions if parsed.quoted_at[word] < 0]
        places = [_place(discourse, word) for word in heads]
        one = Candidate(actor.full_name(), actor, None, "organisation", places)
        if places:
            found.setdefault(one.key(), one)
    return list(found.values())


def _as_candidate(discourse: Discourse, person: Person) -> Candidate:
    """Return a person as a candidate, by name where a role tells it."""
    word = discourse.parsed.words[person.places[0].word]
    meant = whom(discourse, Mention(word.text, word.span), person.places[0].word, [(1.0, person)])
    name = meant.actor.full_name() if meant.actor else meant.phrase
    kind = "person" if meant.actor else "unnamed"
    return Candidate(name, meant.actor, person.gender, kind, list(person.places))


def _place(discourse: Discourse, word: int) -> Place:
    parsed = discourse.parsed
    top = word
    for head in parsed.ancestors(word):  # bounded: a parser may give words that govern each other
        if parsed.relations[top] not in {"flat", "compound"}:
            break
        top = head
    relation = parsed.relations[top]
    oblique = any(parsed.relations[child] == "case" for child in parsed.children[top])
    owner = parsed.words[top].deprel == "nmod:poss"
    return Place(word, top, relation == "nsubj", owner, oblique, speaks=False)


def phrase_candidate(discourse: Discourse, phrase: Meant) -> Candidate:
    """Return a source phrase that stands for nobody named as a candidate."""
    head, noun = phrase.head, noun_of(discourse.parsed, phrase.head)
    kind = "document" if noun in DOCUMENTS else "body" if noun in BODIES | OUTLETS else "unnamed"
    if "Number=Plur" in discourse.parsed.words[head].feats:
        kind = "group"
    place = _place(discourse, head)
    return Candidate(phrase.name, None, GENDERED_NOUNS.get(noun), kind, [place])
