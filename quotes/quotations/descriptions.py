"""Whom a description means: "the minister", "the letter", "the magazine"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.model import Mention
from quotes.quotations.actors import Actor
from quotes.quotations.cue_columns import subject
from quotes.quotations.names import folded
from quotes.quotations.pronouns import prominence
from quotes.quotations.reading import Reading
from quotes.quotations.titles import BODIES, DOCUMENTS, GENDERED_NOUNS, OUTLETS, REPORTING, ROLES

if TYPE_CHECKING:
    from quotes.quotations.speaking import Cast

_RANKS = frozenset({"colonel", "general", "captain", "major", "lieutenant", "sergeant", "doctor"})


def described(cast: Cast, mention: Mention, head: int) -> tuple[Actor | None, str]:
    """Resolve "the minister", "the letter", "the magazine"; "a minister" stays unnamed."""
    noun = noun_of(cast.reading, head)
    if not is_definite(cast, head):
        return None, "not named in the article"
    if noun in DOCUMENTS:
        writer = author(cast, noun, head)
        return writer, told(mention, writer, "its author is not named")
    kinds = {"organisation"} if noun in OUTLETS | BODIES else {"person"}
    found = with_role(cast, noun, head, kinds)
    return found, told(mention, found, "not named in the article")


def is_definite(cast: Cast, head: int) -> bool:
    """Say whether a phrase means somebody already known: "the", a genitive, a capital."""
    children = cast.reading.children[head]
    lemmas = {cast.reading.lemmas[child] for child in children}
    return not lemmas & {"a", "an", "one", "another", "some", "many", "several"} and (
        bool(lemmas & {"the", "this", "that"})
        or any(cast.reading.words[c].deprel == "nmod:poss" for c in children)
        or cast.reading.words[head].text[:1].isupper()
    )


def with_role(cast: Cast, noun: str, head: int, kinds: set[str]) -> Actor | None:
    """Return the most prominent actor whom the article gives this role before the phrase."""
    fitting = [
        actor
        for actor in cast.actors
        if actor.kind in kinds and actor.roles[noun] and min(actor.mentions) < head
    ]
    gender = GENDERED_NOUNS.get(noun)
    if gender:
        fitting = [a for a in fitting if a.gender in {gender, None}]
    if fitting:
        return max(fitting, key=lambda a: prominence(cast, a, head))
    people = [a for a in cast.actors if a.kind == "person"]
    the = any(cast.reading.lemmas[child] == "the" for child in cast.reading.children[head])
    alone = the and len(people) == 1 and min(people[0].mentions) < head and noun in ROLES
    if alone and gender in {people[0].gender, None}:
        return people[0]
    return _named_later(cast, noun) if the and noun in ROLES else None


def _named_later(cast: Cast, noun: str) -> Actor | None:
    """Return whom a report opens with by role and then names: "The governor … . Ana Mejía said".

    That is the first person after the first mention of the role, within three
    paragraphs, who is the subject of a verb of saying there and has no other role.
    """
    reading = cast.reading
    first = next(
        (i for i, lemma in enumerate(reading.lemmas) if lemma == noun and reading.stretch[i] < 0),
        -1,
    )
    for actor in cast.actors if first >= 0 else []:
        other = (set(actor.roles) & ROLES) - _RANKS
        near = [
            m
            for m in actor.mentions
            if m > first and reading.paragraph[m] - reading.paragraph[first] <= 3
        ]
        acts = any(
            reading.relations[m] == "nsubj" and reading.lemmas[reading.heads[m]] in REPORTING
            for m in near
        )
        if actor.kind == "person" and actor.name.is_full and acts and not other:
            return actor
    return None


def author(cast: Cast, noun: str, head: int) -> Actor | None:
    """Return who wrote a document: its possessor, the subject of the verb that has it."""
    reading = cast.reading
    votes: dict[int, float] = {}
    for index, lemma in enumerate(reading.lemmas):
        if lemma.rstrip("s") != noun and lemma != noun:
            continue
        for word in authors_at(cast, index):
            actor = cast.by_word.get(word)
            if actor is not None and actor.kind in {"person", "organisation"}:
                far = abs(reading.paragraph[head] - reading.paragraph[index])
                key = cast.actors.index(actor)
                votes[key] = votes.get(key, 0.0) + 0.9**far
    if not votes:
        return None
    return cast.actors[max(votes, key=lambda key: votes[key])]


def authors_at(cast: Cast, index: int) -> list[int]:
    """Return the words that may name who wrote one mention of a document."""
    reading = cast.reading
    found = [c for c in reading.children[index] if reading.words[c].deprel == "nmod:poss"]
    for at in range(index - 1, max(0, index - 5), -1):
        if reading.words[at].text in {"’s", "'s"}:
            return [at - 1]
        if reading.words[at].text.endswith(("’s", "'s")):
            return [at]
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


def noun_of(reading: Reading, head: int) -> str:
    """Return the head noun of a phrase in the form that the word lists use."""
    lemma = folded(reading.words[head].text)
    single = reading.lemmas[head]
    return single if single in ROLES | DOCUMENTS | OUTLETS | BODIES else lemma


def told(mention: Mention, actor: Actor | None, otherwise: str) -> str:
    """Return the clause of evidence: whom the phrase means, or why nobody."""
    return f"{mention.text!r} is {actor.full_name()}" if actor is not None else otherwise
