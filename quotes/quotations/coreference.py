"""Whom a phrase means: "the minister", "the letter", "she", "it"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from quotes.model import Mention
from quotes.quotations.antecedents import ranked
from quotes.quotations.entities import Actor, Discourse, Person
from quotes.quotations.parsed_text import ParsedText
from quotes.quotations.phrases import (
    aged,
    is_definite,
    named_head,
    noun_of,
    phrase_span,
    whole_phrase,
)
from quotes.quotations.wordlists import (
    ALSO_CALLED,
    ANYBODY,
    BODIES,
    CALLINGS,
    DOCUMENTS,
    GENDERED_NOUNS,
    OUTLETS,
    PASSING_ON,
    REPORTING,
    ROLES,
    UNFOLDING,
)

_TELLING = frozenset({"amod", "compound", "nmod", "acl"})  # what tells one diplomat from others
_OPENING = 2  # number of the last paragraph of a report that may say by role who is named later
_ISSUING = frozenset(
    {"sign", "signed", "issue", "issued", "publish", "published", "post", "posted", "release",
     "released", "write", "written", "circulate", "circulated"}
)  # fmt: skip
_RANKS = frozenset({"colonel", "general", "captain", "major", "lieutenant", "sergeant", "doctor"})


@dataclass(frozen=True, slots=True)
class Resolution:
    """Whom a phrase stands for: the actor (None: nobody named), why, and how likely it is.

    `chance` is set by hand for each way of finding out, since PolNeAR says who speaks only by the
    phrase; `others` are whom the phrase could mean too, likeliest first. `phrase` is what stands
    for a speaker without a name elsewhere in the article: "the union" for "it"; `called` says
    that the article itself gives the actor this role.
    """

    actor: Actor | None
    why: str
    chance: float = 1.0
    others: tuple[Actor, ...] = ()
    phrase: str = ""
    called: bool = False


NAMED, CALLED, AUTHOR, GUESSED, BODY = 0.99, 0.96, 0.85, 0.75, 0.8
_SMALL = ("The ", "A ", "An ", "His ", "Her ", "Its ", "Their ")
GENERIC = frozenset({"group", "organisation", "organization", "body", "institution", "agency"})


def described(discourse: Discourse, mention: Mention, head: int) -> Resolution:
    """Resolve "the minister", "the letter", "the magazine"; "a minister" stays unnamed."""
    noun = noun_of(discourse.parsed, head)
    if noun in DOCUMENTS:
        return _document(discourse, mention, head)
    if not is_definite(discourse.parsed, head):
        return Resolution(None, "the article does not name them")
    if noun in ANYBODY and not any(actor.roles[noun] for actor in discourse.actors):
        brought = any(True for _ in _first_mentions(discourse, noun, head))
        found = None if brought else _anybody(discourse, mention, head)
        return found or _first_called(discourse, mention, head)
    actor = meant(discourse, head)
    if actor is None or _brought_in_since(discourse, actor, noun, head):
        known = actor is None and aged(discourse.parsed, head)
        someone = _anybody(discourse, mention, head) if known else _group(discourse, mention, head)
        return someone or _first_called(discourse, mention, head)
    who = f"“{mention.text}” is {actor.full_name()}"
    called = _calls(actor, noun)
    if called:
        same = [a for a in discourse.actors if a is not actor and _calls(a, noun)]
        chance = CALLED if not same and called == noun else GUESSED
        why = f"{who}, whom the article calls {called}"
        return Resolution(actor, why, chance, tuple(same[:2]), called=True)
    return Resolution(actor, f"{who}, the only person whom it can mean here", GUESSED)


def _brought_in_since(discourse: Discourse, actor: Actor, noun: str, head: int) -> bool:
    """Say whether "the official" is "an official" of before, and nobody of whom it is a role."""
    parsed = discourse.parsed
    if _calls(actor, noun):
        return False
    near = range(parsed.line_words(max(0, parsed.paragraph[head] - 1))[0], head)
    owned = noun in GENDERED_NOUNS and any(
        parsed.lemmas[at] == noun
        and any(parsed.words[c].deprel == "nmod:poss" for c in parsed.children[at])
        for at in near
    )  # "her mother", and then "the mother"
    return owned or any(
        index in near
        and index not in discourse.by_role
        and parsed.heads[index] not in actor.mentions
        for index in _first_mentions(discourse, noun, head)
    )


def _calls(actor: Actor, noun: str) -> str:
    """Return the role that an actor has under a noun or what it also means, "" if none."""
    if actor.roles[noun]:
        return noun
    return next((role for role in sorted(ALSO_CALLED.get(noun, ())) if actor.roles[role]), "")


def _document(discourse: Discourse, mention: Mention, head: int) -> Resolution:
    """Return who wrote "the letter" or "one post", an unnamed author as "the union"."""
    parsed = discourse.parsed
    one = any(parsed.lemmas[child] in {"one", "another"} for child in parsed.children[head])
    signed = _signed_by(parsed, head)
    if signed >= 0:
        actor = discourse.by_word.get(signed) or discourse.by_role.get(signed)
        if actor is not None and actor.kind in {"person", "organisation"}:
            return Resolution(actor, f"“{mention.text}” is by {actor.full_name()}", AUTHOR)
    if not one and not is_definite(discourse.parsed, head):
        return Resolution(None, "the article does not name them")
    actor, unnamed = author(discourse, noun_of(parsed, head), head)
    if actor is None and unnamed < 0:
        actor, unnamed = _issuer(discourse, head)
    if actor is not None:
        return Resolution(actor, f"“{mention.text}” is by {actor.full_name()}", AUTHOR)
    if unnamed >= 0:
        phrase = written_phrase(discourse, unnamed)
        return Resolution(None, f"“{mention.text}” is by {phrase}", AUTHOR, phrase=phrase)
    return Resolution(None, "the article does not say who wrote it")


def _signed_by(parsed: ParsedText, head: int) -> int:
    """Return who stands behind "a statement signed by", -1 if nobody does."""
    near = range(head + 1, min(head + 3, len(parsed.words) - 1))
    verb = next((at for at in near if parsed.lemmas[at] in _ISSUING), -1)
    if verb < 0 or parsed.words[verb + 1].text.lower() != "by":
        return -1
    stop = min(verb + 14, parsed.sentences[parsed.sentence[head]][1])
    for at in range(verb + 2, stop):
        entity = parsed.entity[at]
        if entity >= 0 and parsed.entities[entity].type in {"PERSON", "ORG"}:
            return at
        if parsed.words[at].upos == "VERB":
            break
    return -1


def _issuer(discourse: Discourse, head: int) -> tuple[Actor | None, int]:
    """Return the body that "its notice" is of, or that acted right before "the statement"."""
    parsed = discourse.parsed
    owner = next((c for c in parsed.children[head] if parsed.lemmas[c] in {"its", "it"}), -1)
    if owner >= 0:
        return body(discourse, owner)
    stated = noun_of(parsed, head) in {"statement", "communique", "communiqué", "notice"}
    return body(discourse, head, acting=True) if stated else (None, -1)


def written_phrase(discourse: Discourse, head: int) -> str:
    """Return a noun phrase as it stands inside a sentence: "the town hall"."""
    text = whole_phrase(discourse.parsed, head, phrase_span(discourse.parsed, head))
    return text[:1].lower() + text[1:] if text.startswith(_SMALL) else text


def known_phrase(discourse: Discourse, head: int) -> str:
    """Return a noun phrase as it is taken up again: "the letter" for "a letter"."""
    return re.sub(r"^(?:an?|one|another) ", "the ", written_phrase(discourse, head))


def _first_mentions(discourse: Discourse, noun: str, head: int) -> Iterator[int]:
    """Yield where somebody is brought in before a word: "a diplomat", for "the diplomat"."""
    parsed = discourse.parsed
    for index in range(head):
        called = parsed.lemmas[index] == noun and parsed.quoted_at[index] < 0
        if called and any(parsed.lemmas[c] in {"a", "an"} for c in parsed.children[index]):
            yield index


def _first_called(discourse: Discourse, mention: Mention, head: int) -> Resolution:
    """Return an unnamed speaker as first brought in: "the diplomat" is "a European diplomat"."""
    parsed, unnamed = discourse.parsed, "the article does not name them"
    noun = noun_of(parsed, head)
    the = any(parsed.lemmas[child] == "the" for child in parsed.children[head])
    bare = sum(parsed.relations[child] in _TELLING for child in parsed.children[head]) == 0
    brought = list(_first_mentions(discourse, noun, head))
    if noun not in CALLINGS or not the or not bare or len(brought) != 1:
        return Resolution(None, unnamed)
    if not any(parsed.relations[child] in _TELLING for child in parsed.children[brought[0]]):
        return Resolution(None, unnamed)
    phrase = written_phrase(discourse, brought[0])
    return Resolution(None, f"“{mention.text}” is {phrase}, whom {unnamed[:11]} does not name",
                      phrase=phrase)  # fmt: skip


def _group(discourse: Discourse, mention: Mention, head: int) -> Resolution | None:
    """Return the organisation that "the group" or "the organisation" means: what acted last."""
    if noun_of(discourse.parsed, head) not in GENERIC:
        return None
    actor, _ = body(discourse, head)
    if actor is None:
        return None
    why = f"“{mention.text}” is {actor.full_name()}, the body that acted last"
    return Resolution(actor, why, BODY)


def _anybody(discourse: Discourse, mention: Mention, head: int) -> Resolution | None:
    """Return whom "the boy" or "the 22-year-old" means, as a pronoun of that gender would."""
    gender = GENDERED_NOUNS.get(noun_of(discourse.parsed, head))
    found = [pair for pair in ranked(discourse, head, gender) if not pair[1].means(head)]
    return whom(discourse, mention, head, found) if found else None


def whom(
    discourse: Discourse, mention: Mention, head: int, found: list[tuple[float, Person]]
) -> Resolution:
    """Return the likeliest of some persons: by name, by a role that tells it, or unnamed."""
    chance, best = found[0]
    likely, others = min(NAMED, chance), named_of(person for _, person in found[1:3])
    if best.actor is not None:
        why = f"“{mention.text}” is {best.actor.full_name()}, {why_meant(discourse, best, head)}"
        return Resolution(best.actor, why, likely, others)
    span = phrase_span(discourse.parsed, best.head)
    known = described(discourse, Mention(span.of(discourse.parsed.text), span), best.head)
    if known.actor is not None:
        why = f"“{mention.text}” is {span.of(discourse.parsed.text)}; {known.why}"
        return Resolution(known.actor, why, likely * known.chance, others)
    phrase = written_phrase(discourse, best.head)
    why = f"“{mention.text}” is {phrase}, whom the article does not name"
    return Resolution(None, why, likely, others, phrase=phrase)


def named_of(persons: Iterable[Person]) -> tuple[Actor, ...]:
    """Return the actors of those persons whom the article names."""
    return tuple(person.actor for person in persons if person.actor is not None)


def why_meant(discourse: Discourse, person: Person, head: int) -> str:
    """Return in words why a pronoun or "the boy" means this person."""
    place = person.before(head)
    spoken = [p.word for one in discourse.persons for p in one.places if p.speaks and p.word < head]
    if place is not None and place.speaks and place.word == max(spoken):
        return "who spoke just before"
    noun = {"male": "man", "female": "woman"}.get(person.gender or "", "person")
    last = max((p.word for one in discourse.persons if one.gender in {person.gender, None}
                for p in one.places if p.word < head), default=-1)  # fmt: skip
    return f"the last {noun} named" if place and place.word == last else f"the {noun} in front here"


def meant(discourse: Discourse, head: int) -> Actor | None:
    """Return whom a definite phrase with this head word means: by its role, or as an author."""
    noun = noun_of(discourse.parsed, head)
    if noun in DOCUMENTS:
        return author(discourse, noun, head)[0]
    kinds = {"organisation"} if noun in OUTLETS | BODIES else {"person"}
    plural = "Number=Plur" in discourse.parsed.words[head].feats
    own = any(discourse.parsed.lemmas[child] == "own" for child in discourse.parsed.children[head])
    if own or (plural and kinds == {"person"}):
        return None
    return with_role(discourse, noun, head, kinds)


def with_role(discourse: Discourse, noun: str, head: int, kinds: set[str]) -> Actor | None:
    """Return the most salient actor whom the article gives this role before the phrase."""
    fitting = [
        actor
        for actor in discourse.actors
        if actor.kind in kinds and _calls(actor, noun) and min(actor.mentions) < head
    ]
    gender = GENDERED_NOUNS.get(noun)
    if gender:
        fitting = [a for a in fitting if a.gender in {gender, None}]
    if fitting:
        return _foremost(discourse, fitting, head)
    people = [a for a in discourse.actors if a.kind == "person"]
    the = any(discourse.parsed.lemmas[child] == "the" for child in discourse.parsed.children[head])
    the = the and not _is_owned(discourse.parsed, head)
    alone = the and len(people) == 1 and min(people[0].mentions) < head and noun in CALLINGS
    if alone and gender in {people[0].gender, None}:
        return people[0]
    if not (the and noun in CALLINGS) or _is_owned(discourse.parsed, head):
        return None
    return _subject_before(discourse, noun, head) or _named_later(discourse, noun)


def _is_owned(parsed: ParsedText, head: int) -> bool:
    """Say whether a phrase belongs to somebody: "the mayor’s brother", "her brother"."""
    first, last = parsed.within(phrase_span(parsed, head))
    words = (parsed.words[at] for at in range(first, last))
    return any(word.deprel == "nmod:poss" or word.text in {"’s", "'s"} for word in words)


def _foremost(discourse: Discourse, fitting: list[Actor], head: int) -> Actor:
    """Return who of some actors stands in front at a word, else who was named last."""
    order = [person.actor for _, person in ranked(discourse, head, None)]
    first = next((actor for actor in order if any(actor is one for one in fitting)), None)
    return first or max(fitting, key=lambda a: max(m for m in a.mentions if m < head))


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
    gender = GENDERED_NOUNS.get(noun)
    opens = first >= 0 and parsed.paragraph[first] <= _OPENING
    for actor in discourse.actors if first >= 0 else []:
        other = (set(actor.roles) & ROLES) - _RANKS - {noun}
        near = [
            m
            for m in actor.mentions
            if m > first and parsed.paragraph[m] - parsed.paragraph[first] <= 3
        ]
        if actor.kind != "person" or not actor.name.is_full or not near:
            continue
        if (other and not actor.roles[noun]) or (gender and actor.gender not in {gender, None}):
            continue
        if not opens and parsed.paragraph[near[0]] != parsed.paragraph[first]:
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


def author(discourse: Discourse, noun: str, head: int) -> tuple[Actor | None, int]:
    """Return who wrote a document: its possessor, the subject of the verb that has it.

    Where only bodies without a name come up ("the union wrote in a letter"), it is nobody and
    the head word of the first of them; nobody and -1 if there is none.
    """
    parsed = discourse.parsed
    votes: dict[int, float] = {}
    unnamed = -1
    for index, lemma in enumerate(parsed.lemmas):
        if lemma.rstrip("s") != noun and lemma != noun:
            continue
        for word in authors_at(discourse, index):
            actor = discourse.by_word.get(word) or _called(discourse, word)
            if actor is not None and actor.kind in {"person", "organisation"}:
                far = abs(parsed.paragraph[head] - parsed.paragraph[index])
                key = discourse.actors.index(actor)
                votes[key] = votes.get(key, 0.0) + 0.9**far
            elif actor is None and unnamed < 0 and _is_body(discourse, word):
                unnamed = word
    if not votes:
        return None, unnamed
    return discourse.actors[max(votes, key=lambda key: votes[key])], -1


def _is_body(discourse: Discourse, word: int) -> bool:
    """Say whether a word is a body that "the" makes a known one."""
    noun = noun_of(discourse.parsed, word)
    this = any(
        discourse.parsed.lemmas[child] == "this" for child in discourse.parsed.children[word]
    )
    return (
        noun in (BODIES | OUTLETS) - DOCUMENTS and is_definite(discourse.parsed, word) and not this
    )


def _called(discourse: Discourse, word: int) -> Actor | None:
    """Return the body or person that a writer is called after: "in its letter the union …"."""
    gender = PRONOUN_GENDER.get(discourse.parsed.words[word].text.lower())
    if gender is not None:
        found = ranked(discourse, word, gender)
        return found[0][1].actor if found else None
    noun = noun_of(discourse.parsed, word)
    known = noun in (BODIES | OUTLETS | CALLINGS) - DOCUMENTS
    return meant(discourse, word) if known and is_definite(discourse.parsed, word) else None


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
    found += _written_by(parsed, index)
    for above in parsed.ancestors(index, 3):
        agent = parsed.subject(above)
        if parsed.lemmas[above] in PASSING_ON:
            break
        if parsed.words[above].upos == "VERB" and agent >= 0:
            if agent not in found and agent != index:
                found.append(agent)
            break
    return found


def _written_by(parsed: ParsedText, index: int) -> list[int]:
    """Return who stands behind "by" where a document is what was written, nobody elsewhere."""
    if parsed.words[index].deprel != "nsubj:pass":
        return []
    beside = parsed.children[parsed.heads[index]]
    return [c for c in beside if any(parsed.lemmas[k] == "by" for k in parsed.children[c])]


# Whom a pronoun means: somebody who fits, named lately and in front

PRONOUN_GENDER: dict[str, Literal["male", "female"]] = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip


def body(discourse: Discourse, head: int, *, acting: bool = False) -> tuple[Actor | None, int]:
    """Return what "it" means: the body or document that acted last, in this paragraph or before.

    "The union", "the letter" stand for the body of that kind or for who wrote it; without a name
    it is nobody and the head word of that phrase. Where nothing acts, it is the document that the
    verb of "it" unfolds ("read a letter. “…,” it began"), else the organisation named last.
    With `acting`, a body that only is named is none.
    """
    parsed = discourse.parsed
    low = parsed.line_words(max(0, parsed.paragraph[head] - 1))[0]
    for index in range(head - 1, low - 1, -1):
        if _goes_on(parsed, index):
            return body(discourse, index)
        if acts(parsed, index):
            actor, word = _acting_body(discourse, index)
            if actor is not None or word >= 0:
                return actor, word
    unfolds = parsed.heads[head] >= 0 and parsed.lemmas[parsed.heads[head]] in UNFOLDING
    for index in range(head - 1, low - 1, -1) if unfolds else []:
        if noun_of(parsed, index) in DOCUMENTS and _stands_alone(parsed, index):
            actor, word = author(discourse, noun_of(parsed, index), head)
            return actor, word if word >= 0 else index
    near = [
        (word, actor)
        for actor in discourse.actors
        if actor.kind == "organisation" and not acting
        for word in actor.mentions
        if low <= word < head
    ]
    return (max(near, key=lambda pair: pair[0])[1], -1) if near else (None, -1)


def _goes_on(parsed: ParsedText, index: int) -> bool:
    """Say whether a word is an "it" that says something, too: it means the same."""
    verb = parsed.heads[index]
    it = parsed.words[index].text.lower() == "it" and parsed.quoted_at[index] < 0 <= verb
    return (
        it and parsed.relations[index] == "nsubj" and parsed.lemmas[verb] in REPORTING | UNFOLDING
    )


def _stands_alone(parsed: ParsedText, index: int) -> bool:
    """Say whether a noun outside marks is one thing, and no part of a compound."""
    own = parsed.quoted_at[index] < 0 and parsed.words[index].upos == "NOUN"
    plural = "Number=Plur" in parsed.words[index].feats
    return own and not plural and parsed.relations[index] != "compound"


def acts(parsed: ParsedText, index: int) -> bool:
    """Say whether a word outside marks is a subject, or stands behind "according to"."""
    if parsed.quoted_at[index] >= 0:
        return False
    below = {parsed.words[child].text.lower() for child in parsed.children[index]}
    return parsed.relations[index] == "nsubj" or "according" in below


def _acting_body(discourse: Discourse, index: int) -> tuple[Actor | None, int]:
    """Return the body that a subject means, by its name or by what it is called.

    What has no name is itself the head word of its phrase: "the town hall", "the letter".
    """
    actor = discourse.by_word.get(index) or discourse.by_role.get(index)
    if actor is not None:
        return (actor if actor.kind == "organisation" else None), -1
    noun = noun_of(discourse.parsed, index)
    if noun in DOCUMENTS:
        actor, word = author(discourse, noun, index)
        known = is_definite(discourse.parsed, index)
        return actor, word if word >= 0 or actor else index if known else -1
    if noun not in BODIES | OUTLETS:
        return None, -1
    actor = meant(discourse, index)
    if actor is None and noun in GENERIC:
        actor = body(discourse, index)[0]
    return actor, index if actor is None and _is_body(discourse, index) else -1
