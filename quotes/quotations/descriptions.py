"""Whom a description means: "the minister", "the letter", "the magazine"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.model import Mention
from quotes.quotations.actors import Actor
from quotes.quotations.cue_columns import subject
from quotes.quotations.names import folded
from quotes.quotations.prominence import named_head, prominence
from quotes.quotations.reading import Reading
from quotes.quotations.titles import BODIES, DOCUMENTS, GENDERED_NOUNS, OUTLETS, REPORTING, ROLES

if TYPE_CHECKING:
    from quotes.quotations.speaking import Cast

_RANKS = frozenset({"colonel", "general", "captain", "major", "lieutenant", "sergeant", "doctor"})


def described(cast: Cast, mention: Mention, head: int) -> tuple[Actor | None, str]:
    """Resolve "the minister", "the letter", "the magazine"; "a minister" stays unnamed."""
    if not is_definite(cast, head):
        return None, "not named in the article"
    actor = meant(cast, head)
    document = noun_of(cast.reading, head) in DOCUMENTS
    otherwise = "its author is not named" if document else "not named in the article"
    return actor, told(mention, actor, otherwise)


def meant(cast: Cast, head: int) -> Actor | None:
    """Return whom a definite phrase with this head word means: by its role, or as an author."""
    noun = noun_of(cast.reading, head)
    if noun in DOCUMENTS:
        return author(cast, noun, head)
    return with_role(cast, noun, head, {"organisation"} if noun in OUTLETS | BODIES else {"person"})


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
    paragraphs, who has no other role and is the subject of a verb of saying there, or
    whom the article names more than anybody else.
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
        if actor.kind != "person" or not actor.name.is_full or other or not near:
            continue
        if any(_reports(reading, m) for m in near) or _is_main(cast, actor):
            return actor
    return None


def _reports(reading: Reading, word: int) -> bool:
    top = named_head(reading, word)
    return reading.relations[top] == "nsubj" and reading.lemmas[reading.heads[top]] in REPORTING


def _is_main(cast: Cast, actor: Actor) -> bool:
    others = [len(a.mentions) for a in cast.actors if a.kind == "person" and a is not actor]
    return len(actor.mentions) > 1 and len(actor.mentions) > max(others, default=0)


def author(cast: Cast, noun: str, head: int) -> Actor | None:
    """Return who wrote a document: its possessor, the subject of the verb that has it."""
    reading = cast.reading
    votes: dict[int, float] = {}
    for index, lemma in enumerate(reading.lemmas):
        if lemma.rstrip("s") != noun and lemma != noun:
            continue
        for word in authors_at(cast, index):
            actor = cast.by_word.get(word) or _called(cast, word)
            if actor is not None and actor.kind in {"person", "organisation"}:
                far = abs(reading.paragraph[head] - reading.paragraph[index])
                key = cast.actors.index(actor)
                votes[key] = votes.get(key, 0.0) + 0.9**far
    if not votes:
        return None
    return cast.actors[max(votes, key=lambda key: votes[key])]


def _called(cast: Cast, word: int) -> Actor | None:
    """Return the body or person that a writer is called after: "in its letter the union …"."""
    noun = noun_of(cast.reading, word)
    known = noun in (BODIES | OUTLETS | ROLES) - DOCUMENTS
    return meant(cast, word) if known and is_definite(cast, word) else None


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
        alone = not any(reading.relations[c] == "case" for c in reading.children[child])
        if reading.relations[child] == "nmod" and (cases & {"by", "from"} or alone):
            found.append(child)  # alone: "in a statement the union said", as it is often parsed
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
