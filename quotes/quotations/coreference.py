"""Whom a phrase means: "the minister", "the letter", "she", "it"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quotes.model import Mention
from quotes.quotations.entities import Actor, Discourse
from quotes.quotations.names import folded
from quotes.quotations.parsed_text import ParsedText
from quotes.quotations.wordlists import (
    BODIES,
    CALLINGS,
    DOCUMENTS,
    GENDERED_NOUNS,
    OUTLETS,
    REPORTING,
    ROLES,
)

_RANKS = frozenset({"colonel", "general", "captain", "major", "lieutenant", "sergeant", "doctor"})


@dataclass(frozen=True, slots=True)
class Resolution:
    """Whom a phrase stands for: the actor (None: nobody named), why, and how likely it is.

    `chance` is set by hand for each way of finding out, since PolNeAR says who speaks only by the
    phrase; `others` are whom the phrase could mean too, likeliest first.
    """

    actor: Actor | None
    why: str
    chance: float = 1.0
    others: tuple[Actor, ...] = ()


NAMED, CALLED, AUTHOR, GUESSED, BODY = 0.99, 0.96, 0.85, 0.75, 0.8
BESIDE = 0.8  # share of a pronoun's salience that another named in the same sentence has at least


def described(discourse: Discourse, mention: Mention, head: int) -> Resolution:
    """Resolve "the minister", "the letter", "the magazine"; "a minister" stays unnamed."""
    if not is_definite(discourse, head):
        return Resolution(None, "the article does not name them")
    noun = noun_of(discourse.parsed, head)
    actor = meant(discourse, head)
    if actor is None:
        wrote = "the article does not say who wrote it"
        return Resolution(None, wrote if noun in DOCUMENTS else "the article does not name them")
    who = f"“{mention.text}” is {actor.full_name()}"
    if noun in DOCUMENTS:
        return Resolution(actor, f"“{mention.text}” is by {actor.full_name()}", AUTHOR)
    if actor.roles[noun]:
        same = [a for a in discourse.actors if a is not actor and a.roles[noun]]
        chance = CALLED if not same else GUESSED
        return Resolution(actor, f"{who}, whom the article calls {noun}", chance, tuple(same[:2]))
    return Resolution(actor, f"{who}, the only person whom it can mean here", GUESSED)


def meant(discourse: Discourse, head: int) -> Actor | None:
    """Return whom a definite phrase with this head word means: by its role, or as an author."""
    noun = noun_of(discourse.parsed, head)
    if noun in DOCUMENTS:
        return author(discourse, noun, head)
    return with_role(
        discourse, noun, head, {"organisation"} if noun in OUTLETS | BODIES else {"person"}
    )


def is_definite(discourse: Discourse, head: int) -> bool:
    """Say whether a phrase means somebody already known: "the", a genitive, a capital."""
    children = discourse.parsed.children[head]
    lemmas = {discourse.parsed.lemmas[child] for child in children}
    return not lemmas & {"a", "an", "one", "another", "some", "many", "several"} and (
        bool(lemmas & {"the", "this", "that"})
        or any(discourse.parsed.words[c].deprel == "nmod:poss" for c in children)
        or discourse.parsed.words[head].text[:1].isupper()
    )


def with_role(discourse: Discourse, noun: str, head: int, kinds: set[str]) -> Actor | None:
    """Return the most salient actor whom the article gives this role before the phrase."""
    fitting = [
        actor
        for actor in discourse.actors
        if actor.kind in kinds and actor.roles[noun] and min(actor.mentions) < head
    ]
    gender = GENDERED_NOUNS.get(noun)
    if gender:
        fitting = [a for a in fitting if a.gender in {gender, None}]
    if fitting:
        return max(fitting, key=lambda a: salience(discourse, a, head))
    people = [a for a in discourse.actors if a.kind == "person"]
    the = any(discourse.parsed.lemmas[child] == "the" for child in discourse.parsed.children[head])
    alone = the and len(people) == 1 and min(people[0].mentions) < head and noun in CALLINGS
    if alone and gender in {people[0].gender, None}:
        return people[0]
    if not (the and noun in CALLINGS):
        return None
    return _subject_before(discourse, noun, head) or _named_later(discourse, noun)


def _subject_before(discourse: Discourse, noun: str, head: int) -> Actor | None:
    """Return the subject of the sentence before: "Ana Mejía came on Friday. The minister said …".

    Only a person of whom the article gives no other role, and only in the same paragraph.
    """
    parsed = discourse.parsed
    start = parsed.sentences[parsed.sentence[head]][0]
    low = parsed.line_words(parsed.paragraph[head])[0]
    if start <= low:
        return None
    gender = GENDERED_NOUNS.get(noun)
    for index in range(parsed.sentences[parsed.sentence[start - 1]][0], start):
        actor = discourse.by_word.get(index)
        if actor is None or actor.kind != "person" or parsed.quoted_at[index] >= 0:
            continue
        subject = parsed.relations[named_head(parsed, index)] == "nsubj"
        fits = gender is None or actor.gender in {gender, None}
        if subject and fits and not (set(actor.roles) & ROLES) - _RANKS:
            return actor
    return None


def _named_later(discourse: Discourse, noun: str) -> Actor | None:
    """Return whom a report opens with by role and then names: "The governor … . Ana Mejía said".

    That is the first person after the first mention of the role, within three
    paragraphs, who has no other role and is the subject of a verb of saying there, or
    whom the article names more than anybody else.
    """
    parsed = discourse.parsed
    first = next(
        (i for i, lemma in enumerate(parsed.lemmas) if lemma == noun and parsed.quoted_at[i] < 0),
        -1,
    )
    for actor in discourse.actors if first >= 0 else []:
        other = (set(actor.roles) & ROLES) - _RANKS - {noun}
        near = [
            m
            for m in actor.mentions
            if m > first and parsed.paragraph[m] - parsed.paragraph[first] <= 3
        ]
        if actor.kind != "person" or not actor.name.is_full or not near:
            continue
        if other and not actor.roles[noun]:
            continue
        reports = any(_reports(parsed, m) for m in near)
        if actor.roles[noun] or reports or _is_main(discourse, actor):
            return actor
    return None


def _reports(parsed: ParsedText, word: int) -> bool:
    top = named_head(parsed, word)
    return parsed.relations[top] == "nsubj" and parsed.lemmas[parsed.heads[top]] in REPORTING


def _is_main(discourse: Discourse, actor: Actor) -> bool:
    others = [len(a.mentions) for a in discourse.actors if a.kind == "person" and a is not actor]
    return len(actor.mentions) > 1 and len(actor.mentions) > max(others, default=0)


def author(discourse: Discourse, noun: str, head: int) -> Actor | None:
    """Return who wrote a document: its possessor, the subject of the verb that has it."""
    parsed = discourse.parsed
    votes: dict[int, float] = {}
    for index, lemma in enumerate(parsed.lemmas):
        if lemma.rstrip("s") != noun and lemma != noun:
            continue
        for word in authors_at(discourse, index):
            actor = discourse.by_word.get(word) or _called(discourse, word)
            if actor is not None and actor.kind in {"person", "organisation"}:
                far = abs(parsed.paragraph[head] - parsed.paragraph[index])
                key = discourse.actors.index(actor)
                votes[key] = votes.get(key, 0.0) + 0.9**far
    if not votes:
        return None
    return discourse.actors[max(votes, key=lambda key: votes[key])]


def _called(discourse: Discourse, word: int) -> Actor | None:
    """Return the body or person that a writer is called after: "in its letter the union …"."""
    noun = noun_of(discourse.parsed, word)
    known = noun in (BODIES | OUTLETS | CALLINGS) - DOCUMENTS
    return meant(discourse, word) if known and is_definite(discourse, word) else None


def authors_at(discourse: Discourse, index: int) -> list[int]:
    """Return the words that may name who wrote one mention of a document."""
    parsed = discourse.parsed
    found = [c for c in parsed.children[index] if parsed.words[c].deprel == "nmod:poss"]
    for at in range(index - 1, max(0, index - 5), -1):
        if parsed.words[at].text in {"’s", "'s"}:
            return [at - 1]
        if parsed.words[at].text.endswith(("’s", "'s")):
            return [at]
    for child in parsed.children[index]:
        cases = {parsed.lemmas[c] for c in parsed.children[child]}
        alone = not any(parsed.relations[c] == "case" for c in parsed.children[child])
        if parsed.relations[child] == "nmod" and (cases & {"by", "from"} or alone):
            found.append(child)  # alone: "in a statement the union said", as it is often parsed
    for above in parsed.ancestors(index, 3):
        agent = parsed.subject(above)
        if parsed.words[above].upos == "VERB" and agent >= 0:
            found.append(agent)
            break
    return found


def noun_of(parsed: ParsedText, head: int) -> str:
    """Return the head noun of a phrase in the form that the word lists use."""
    lemma = folded(parsed.words[head].text)
    single = parsed.lemmas[head]
    return single if single in CALLINGS | DOCUMENTS | OUTLETS | BODIES else lemma


# Whom a pronoun means: somebody who fits, named lately and in front

PRONOUN_GENDER: dict[str, Literal["male", "female"]] = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip


def pronoun(discourse: Discourse, mention: Mention, head: int) -> Resolution:
    """Return the person a pronoun means: one that fits its gender, recent and salient."""
    nobody = Resolution(None, f"nobody named before fits “{mention.text}”")
    lower = discourse.parsed.words[head].text.lower()
    gender = PRONOUN_GENDER.get(lower)
    if lower == "it":
        actor = body(discourse, head)
        if actor is None:
            return nobody
        why = f"“{mention.text}” is {actor.full_name()}, the body that acted last"
        return Resolution(actor, why, BODY)
    if lower in {"they", "them"}:
        return nobody
    weighed = [
        (salience(discourse, actor, head) * (1.0 if actor.gender == gender else 0.5), actor)
        for actor in discourse.actors
        if actor.kind == "person" and (not gender or actor.gender in {gender, None})
    ]
    ranked = sorted((pair for pair in weighed if pair[0] > 0), key=lambda pair: -pair[0])
    if not ranked:
        return nobody
    best = ranked[0][1]
    rival = ranked[1][0] / ranked[0][0] if len(ranked) > 1 else 0.0
    if len(ranked) > 1 and _together(discourse, best, ranked[1][1], head):
        rival = max(rival, BESIDE)
    why = f"“{mention.text}” is {best.full_name()}, {_why_salient(discourse, best, head, gender)}"
    return Resolution(best, why, NAMED - 0.3 * rival**2, tuple(a for _, a in ranked[1:3]))


def _together(discourse: Discourse, one: Actor, other: Actor, head: int) -> bool:
    """Say whether one sentence before a word names both: "X and Y met. She said"."""
    sentence = discourse.parsed.sentence
    places = [max((m for m in actor.mentions if m < head), default=-1) for actor in (one, other)]
    return min(places) >= 0 and sentence[places[0]] == sentence[places[1]]


def _why_salient(discourse: Discourse, actor: Actor, head: int, gender: str | None) -> str:
    """Return in words why a pronoun means this person."""
    if any(said is actor and word < head for word, said in discourse.said_by[-1:]):
        return "who spoke just before"
    noun = {"male": "man", "female": "woman"}.get(gender or "", "person")
    before = max((word for word in actor.mentions if word < head), default=-1)
    later = any(
        other.kind == "person" and other.gender in {gender, None} and before < word < head
        for other in discourse.actors
        if other is not actor
        for word in other.mentions
    )
    return f"the {noun} in front here" if later else f"the last {noun} named"


def body(discourse: Discourse, head: int) -> Actor | None:
    """Return what "it" means: the body or document that acted last, in this paragraph or before.

    "The union", "the letter" stand for the body of that kind or for who wrote it; without
    any, it is the organisation named last.
    """
    parsed = discourse.parsed
    low = parsed.line_words(max(0, parsed.paragraph[head] - 1))[0]
    for index in range(head - 1, low - 1, -1):
        found = _acting_body(discourse, index) if _acts(parsed, index) else None
        if found is not None:
            return found
    near = [
        (word, actor)
        for actor in discourse.actors
        if actor.kind == "organisation"
        for word in actor.mentions
        if low <= word < head
    ]
    return max(near, key=lambda pair: pair[0])[1] if near else None


def _acts(parsed: ParsedText, index: int) -> bool:
    """Say whether a word outside marks is a subject, or stands behind "according to"."""
    if parsed.quoted_at[index] >= 0:
        return False
    below = {parsed.words[child].text.lower() for child in parsed.children[index]}
    return parsed.relations[index] == "nsubj" or "according" in below


def _acting_body(discourse: Discourse, index: int) -> Actor | None:
    """Return the body that a subject means, by its name or by what it is called."""
    actor = discourse.by_word.get(index)
    if actor is not None:
        return actor if actor.kind == "organisation" else None
    if noun_of(discourse.parsed, index) not in BODIES | OUTLETS | DOCUMENTS:
        return None
    return meant(discourse, index)


# Salience: how much an actor stands in front at a word


_BACKWARDS = 400  # words; the farthest that a pronoun was seen to point back in our own seeds
_CAPTION = 0.1  # what a mention in a caption or a link to other articles weighs; by hand
_INSIDE_NAMES = frozenset({"flat", "compound"})


def salience(discourse: Discourse, actor: Actor, head: int) -> float:
    """Weigh an actor's mentions before a word: near ones, subjects and speakers count more."""
    parsed, weight = discourse.parsed, 0.0
    for word in actor.mentions:
        distance = parsed.outside[head] - parsed.outside[word]
        if not 0 < distance <= _BACKWARDS or parsed.quoted_at[word] >= 0:
            continue
        relation = parsed.relations[named_head(parsed, word)]
        role = {"nsubj": 3.0, "root": 2.0}.get(relation, 1.0)
        role = 0.7 if parsed.words[word].deprel == "nmod:poss" else role
        lines = parsed.paragraph[head] - parsed.paragraph[word]
        same = parsed.sentence[head] == parsed.sentence[word]
        role *= _CAPTION if parsed.paragraph[word] in discourse.captions else 1.0
        weight = max(weight, role * 0.55**lines / (1.0 + 0.02 * distance) * (1.3 if same else 1.0))
    for word, said in discourse.said_by[-2:]:
        lines = parsed.paragraph[head] - parsed.paragraph[word]
        if said is actor and word < head:
            weight = max(weight, 3.2 * 0.6**lines)
    return weight


def named_head(parsed: ParsedText, word: int) -> int:
    """Return the word that stands for a name in the sentence: "Gov." of "Gov. Hernán Castellar"."""
    for _ in range(4):
        if parsed.relations[word] not in _INSIDE_NAMES or parsed.heads[word] < 0:
            break
        word = parsed.heads[word]
    return word
