"""Whom a phrase means: "the minister", "the letter", "she", "it"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from quotes.model import Mention, worded
from quotes.quotations.antecedents import PRONOUN_GENDER, ranked, reacts
from quotes.quotations.bodies import (
    GENERIC,
    acts,
    answerer,
    asked,
    author,
    body,
    company,
    document_before,
    group,
    issuer,
    read_out,
    salience,
    signed_by,
)
from quotes.quotations.entities import Actor, Discourse, Person
from quotes.quotations.parsed_text import ParsedText
from quotes.quotations.phrases import (
    AGENTS,
    age_told,
    aged,
    fuller_phrase,
    is_definite,
    known_phrase,
    noun_of,
    phrase_span,
    times_said,
    told_after,
    written_phrase,
)
from quotes.quotations.roles import bearer, calls, of_two, related, rival
from quotes.quotations.wordlists import (
    ANYBODY,
    BODIES,
    CALLINGS,
    DOCUMENTS,
    FIRMS,
    GENDERED_NOUNS,
    OUTLETS,
    PERSONS,
    RELATIVES,
    REPORTING,
)

_NO_PERSONS = BODIES | DOCUMENTS | OUTLETS | FIRMS
_IN_FRONT = 0.9  # chance over which a word of no list ("the clockmender") is of who is in front
_PEOPLE = PERSONS | CALLINGS | ANYBODY | RELATIVES | BODIES | OUTLETS
_ANSWERS = frozenset({"answer", "reply", "response"})
_LINES = 2  # paragraphs back in which "the midfielder" is called otherwise; by hand
_WHOM_REACH = 5  # words from a name to the subject of what is told of it
_STANDING = frozenset({"at", "behind", "beside", "on", "opposite", "next", "outside", "under"})
_COMPARING = frozenset({"of", "like", "as", "than"})
_TELLING = frozenset({"amod", "compound", "nmod", "acl"})  # what tells one diplomat from others


@dataclass(frozen=True, slots=True)
class Resolution:
    """Whom a phrase stands for: the actor (None: nobody named), why, and how likely it is.

    `chance` is set by hand for each way of finding out, since PolNeAR says who speaks only by the
    phrase; `others` are whom the phrase could mean too, likeliest first. `phrase` is what stands
    for a speaker without a name elsewhere in the article: "the union" for "it"; `called` says
    that the article itself gives the actor this role, `guessed` that "the mayor" is only whom a
    pronoun would mean here.
    """

    actor: Actor | None
    why: str
    chance: float = 1.0
    others: tuple[Actor, ...] = ()
    phrase: str = ""
    called: bool = False
    guessed: bool = False


# One person of whom nothing but a role is found: the name often stands where no rule looks.
UNNAMED = 0.88  # 44 of 50 such that were sure on our choose articles were right
NAMED, CALLED, AUTHOR, GUESSED, BODY = 0.99, 0.96, 0.85, 0.75, 0.8


def described(discourse: Discourse, mention: Mention, head: int) -> Resolution:
    """Resolve "the minister", "the letter", "the magazine"; "a minister" stays unnamed."""
    old = _of_age(discourse, head) or of_two(discourse, head)
    known = old or rival(discourse, head) or related(discourse, head)
    if known is not None:
        why = worded("“{mention}” is {name}", mention=mention.text, name=known.full_name())
        return Resolution(known, why, CALLED if old else GUESSED, called=True)
    answers = noun_of(discourse.parsed, head) in _ANSWERS and is_definite(discourse.parsed, head)
    asked_before = answerer(discourse, head) if answers else -1
    if asked_before >= 0:
        return _answered(discourse, mention, asked_before)
    found = _described(discourse, mention, head)
    if found.actor is None or found.called or not _is_told_of(discourse, found.actor, head):
        return found
    return _first_called(discourse, mention, head)


def _is_told_of(discourse: Discourse, actor: Actor, head: int) -> bool:
    """Say whether a noun tells of somebody, whom it then does not mean.

    "Ana Mejía spoke with “…”, according to the ombudsman": he is another. So is the judge in
    "Ana Mejía, whom the judge called “…”", and who takes it ill what somebody said right before:
    "Mejía said no. The judge shrugged".
    """
    parsed = discourse.parsed
    verb, number = parsed.heads[head], parsed.sentence[head]
    own = [p for one in discourse.persons if one.actor is actor for p in one.places]
    before = (parsed.heads[p.top] for p in own if parsed.sentence[p.word] == number - 1)
    if verb >= 0 and parsed.relations[head] == "nsubj" and reacts(parsed, verb):
        says = (at for at in before if at >= 0 and parsed.words[at].xpos != "VBN")  # "was told"
        return any(parsed.lemmas[at] in REPORTING for at in says)
    behind = (parsed.words[end : min(end + 2, head)] for _, end in actor.spans
              if head - end <= _WHOM_REACH)  # fmt: skip
    if any(word.text.lower() in {"whom", "whose"} for words in behind for word in words):
        return True
    near = (*parsed.children[head], *parsed.ancestors(head, 1))
    if actor.kind != "person" or all(parsed.words[at].text.lower() != "according" for at in near):
        return False
    acts = (place for place in own if place.subject and place.word < head)
    return any(parsed.sentence[place.word] == number for place in acts)


def _described(discourse: Discourse, mention: Mention, head: int) -> Resolution:
    """Resolve a noun as if its sentence told of nobody whom it cannot mean (`_is_told_of`)."""
    noun = noun_of(discourse.parsed, head)
    if noun in DOCUMENTS:
        return _document(discourse, mention, head)
    if not is_definite(discourse.parsed, head):
        plural = "Number=Plur" in discourse.parsed.words[head].feats
        why = worded("the article does not name them")
        return Resolution(None, why, 1.0 if plural or noun in BODIES | OUTLETS else UNNAMED)
    if noun in ANYBODY and not any(actor.roles[noun] for actor in discourse.actors):
        told = any(discourse.parsed.relations[c] == "amod" for c in discourse.parsed.children[head])
        brought = any(True for _ in _first_mentions(discourse, noun, head))
        new = (brought and not told) or _is_beside_others(discourse.parsed, head)
        found = None if new else _anybody(discourse, mention, head)
        return found or _first_called(discourse, mention, head)
    actor = bearer(discourse, head)
    known = None if actor and calls(actor, noun) else _taken_up(discourse, noun, head)
    if known is not None:
        return whom(discourse, mention, head, [(GUESSED, known)])
    if actor is None or _brought_in_since(discourse, actor, noun, head):
        someone = _otherwise_called(discourse, mention, head) if actor is None else None
        if not (actor is None and aged(discourse.parsed, head)):
            someone = someone or _group(discourse, mention, head)
        return someone or _first_called(discourse, mention, head)
    return _borne(discourse, mention, actor, noun)


def _is_beside_others(parsed: ParsedText, head: int) -> bool:
    """Say whether "the woman" is told from others by where she is or what she does for a living.

    "The woman who runs the bakery", "the man at the next table": nobody of before.
    """
    for at in (below for below in parsed.children[head] if below > head):
        place = parsed.relations[at] == "nmod" and any(
            parsed.lemmas[case] in _STANDING for case in parsed.children[at]
        )
        runs = parsed.words[at].deprel.startswith("acl") and parsed.words[at].xpos == "VBZ"
        if place or (runs and parsed.words[head + 1].text.lower() == "who"):
            return True
    return False


def _answered(discourse: Discourse, mention: Mention, word: int) -> Resolution:
    """Return whose "the answer" is: of who stands at a word, who was asked."""
    actor = discourse.by_word.get(word) or discourse.by_role.get(word)
    actor = actor or bearer(discourse, word)
    name = actor.full_name() if actor else _in_full(discourse, word)
    why = worded("“{mention}” is by {name}", mention=mention.text, name=name)
    return Resolution(actor, why, GUESSED, phrase="" if actor else name)


def _of_age(discourse: Discourse, head: int) -> Actor | None:
    """Return the only person whose age the article tells as "the 22-year-old" does."""
    age = age_told(discourse.parsed, head)
    found = [actor for actor in discourse.actors if age and actor.age == age]
    return found[0] if len(found) == 1 else None


def _otherwise_called(discourse: Discourse, mention: Mention, head: int) -> Resolution | None:
    """Return whom "the 22-year-old teacher" or "the midfielder" calls otherwise, if anybody."""
    told = aged(discourse.parsed, head)
    if not told and not _takes_up(discourse, noun_of(discourse.parsed, head), head):
        return None
    found = _anybody(discourse, mention, head)
    listed = told or noun_of(discourse.parsed, head) in CALLINGS | PERSONS
    if found is None or not (listed or found.chance >= _IN_FRONT):
        return None
    if not (told or _is_near(discourse, found.actor, head)):
        return None
    return replace(found, guessed=not told)


def _is_near(discourse: Discourse, actor: Actor | None, head: int) -> bool:
    """Say whether the paragraph of a word, or the two before, mean somebody there."""
    lines, line = discourse.parsed.paragraph, discourse.parsed.paragraph[head]
    own = (p for one in discourse.persons if one.actor is actor for p in one.places)
    return actor is None or any(0 <= line - lines[p.word] <= _LINES for p in own if p.word < head)


def _takes_up(discourse: Discourse, noun: str, head: int) -> bool:
    """Say whether "the midfielder" only calls otherwise somebody of whom the article told before.

    The noun is new and nothing behind it tells who is meant ("the sergeant on duty").
    """
    parsed = discourse.parsed
    below = parsed.children[head]
    the = any(parsed.lemmas[at] == "the" for at in below)
    owned = any(parsed.words[at].deprel == "nmod:poss" for at in below)
    joined = (at for at in below if parsed.relations[at] == "compound")
    other = any(parsed.words[at].upos == "NOUN" for at in joined)  # "the assistant director"
    new = not times_said(parsed, noun, head)
    known = noun in CALLINGS | PERSONS or (noun.endswith(AGENTS) and noun not in _NO_PERSONS)
    person = known and "Number=Plur" not in parsed.words[head].feats
    return person and the and new and not (told_after(parsed, head) or owned or other)


def _borne(discourse: Discourse, mention: Mention, actor: Actor, noun: str) -> Resolution:
    """Return the one who bears a role, as sure as the article is in calling them so."""
    who = worded("“{mention}” is {name}", mention=mention.text, name=actor.full_name())
    called = calls(actor, noun)
    if called:
        same = [a for a in discourse.actors if a is not actor and calls(a, noun)]
        chance = CALLED if not same and called == noun else GUESSED
        why = worded("{who}, whom the article calls {called}", who=who, called=called)
        return Resolution(actor, why, chance, tuple(same[:2]), called=True)
    return Resolution(
        actor, worded("{who}, the only person whom it can mean here", who=who), GUESSED
    )


def _brought_in_since(discourse: Discourse, actor: Actor, noun: str, head: int) -> bool:
    """Say whether "the official" is "an official" of before, and nobody of whom it is a role."""
    parsed = discourse.parsed
    called = calls(actor, noun)
    if called == noun:
        return False
    near = range(parsed.line_words(max(0, parsed.paragraph[head] - 1))[0], head)
    owned = noun in GENDERED_NOUNS and any(
        parsed.lemmas[at] == noun
        and any(parsed.words[c].deprel == "nmod:poss" for c in parsed.children[at])
        for at in near
    )  # "her mother", and then "the mother"
    last = max((word for word in actor.mentions if word < head), default=-1)
    return (owned and not called) or any(
        index in near
        and (not called or index > last)  # "the general … . An officer … . The officer said"
        and index not in discourse.by_role
        and parsed.heads[index] not in actor.mentions
        for index in _first_mentions(discourse, noun, head)
    )


def _document(discourse: Discourse, mention: Mention, head: int) -> Resolution:
    """Return who wrote "the letter" or "one post", an unnamed author as "the union"."""
    parsed = discourse.parsed
    one = any(parsed.lemmas[child] in {"one", "another"} for child in parsed.children[head])
    signed = signed_by(parsed, head)
    if signed >= 0:
        actor = discourse.by_word.get(signed) or discourse.by_role.get(signed)
        known = actor is not None and actor.kind in {"person", "organisation"}
        name = actor.full_name() if actor is not None and known else _in_full(discourse, signed)
        why = worded("“{mention}” is by {name}", mention=mention.text, name=name)
        return Resolution(actor if known else None, why, AUTHOR, phrase="" if known else name)
    if not one and not is_definite(discourse.parsed, head):
        return Resolution(None, worded("the article does not name them"))
    actor, unnamed = author(discourse, noun_of(parsed, head), head)
    if actor is None and unnamed < 0:
        actor, unnamed = issuer(discourse, head)
    same = document_before(parsed, head) if actor is None and unnamed < 0 else -1
    if same >= 0:
        actor, unnamed = author(discourse, noun_of(parsed, same), same)
    if actor is not None:
        return Resolution(
            actor,
            worded("“{mention}” is by {name}", mention=mention.text, name=actor.full_name()),
            AUTHOR,
        )
    if unnamed >= 0:
        phrase = _in_full(discourse, unnamed)
        return Resolution(
            None,
            worded("“{mention}” is by {name}", mention=mention.text, name=phrase),
            AUTHOR,
            phrase=phrase,
        )
    return Resolution(None, worded("the article does not say who wrote it"))


def _taken_up(discourse: Discourse, noun: str, head: int) -> Person | None:
    """Return who without a name acted last here, for another word: "A stoker … . The worker"."""
    parsed = discourse.parsed
    below = {parsed.lemmas[child] for child in parsed.children[head] if child < head}
    if (
        noun not in CALLINGS
        or below != {"the"}
        or any(True for _ in _first_mentions(discourse, noun, head))
    ):
        return None
    low = parsed.line_words(parsed.paragraph[head])[0]
    gender = GENDERED_NOUNS.get(noun)
    acting = [
        (place.word, person)
        for person in discourse.persons
        for place in person.places
        if low <= place.word < head and place.subject
    ]
    last = max(acting, key=lambda pair: pair[0], default=(-1, None))[1]
    fits = last is not None and last.actor is None and last.noun != noun
    return last if last and fits and (gender is None or last.gender in {gender, None}) else None


def _in_full(discourse: Discourse, head: int) -> str:
    """Return what a body without a name is called, by the phrase that brought it in."""
    parsed = discourse.parsed
    return fuller_phrase(parsed, head) or known_phrase(parsed, head)


def _first_mentions(discourse: Discourse, noun: str, head: int) -> Iterator[int]:
    """Yield where somebody is brought in before a word: "a diplomat", for "the diplomat"."""
    parsed = discourse.parsed
    for index in range(head):
        called = parsed.lemmas[index] == noun and parsed.quoted_at[index] < 0
        cases = {parsed.lemmas[child] for child in parsed.children[index]}
        called = called and not cases & _COMPARING  # "the arms of a man half that age"
        called = called and "be" not in cases  # "He is not a man who was robbed"
        if called and any(parsed.lemmas[c] in {"a", "an"} for c in parsed.children[index]):
            yield index


def _first_called(discourse: Discourse, mention: Mention, head: int) -> Resolution:
    """Return an unnamed speaker as first brought in: "the diplomat" is "a European diplomat"."""
    parsed, unnamed = discourse.parsed, worded("the article does not name them")
    noun = noun_of(parsed, head)
    fuller = fuller_phrase(parsed, head) if noun in BODIES | OUTLETS | FIRMS else ""
    if fuller:
        why = worded("“{mention}” is {name}", mention=mention.text, name=fuller)
        return Resolution(None, why, phrase=fuller)
    the = any(parsed.lemmas[child] == "the" for child in parsed.children[head])
    bare = sum(parsed.relations[child] in _TELLING for child in parsed.children[head]) == 0
    brought = list(_first_mentions(discourse, noun, head))
    if noun not in CALLINGS or not the or not bare or len(brought) != 1:
        return Resolution(None, unnamed)
    if not any(parsed.relations[child] in _TELLING for child in parsed.children[brought[0]]):
        return Resolution(None, unnamed)
    phrase = written_phrase(discourse.parsed, brought[0])
    why = worded(
        "“{mention}” is {name}, whom the article does not name",
        mention=mention.text,
        name=phrase,
    )
    return Resolution(None, why, phrase=phrase)


def _group(discourse: Discourse, mention: Mention, head: int) -> Resolution | None:
    """Return the organisation that "the group" or "the organisation" means: what acted last."""
    brought = any(True for _ in _first_mentions(discourse, noun_of(discourse.parsed, head), head))
    actor, word = None if brought else company(discourse, head), -1
    named = any(child in discourse.by_word for child in discourse.parsed.children[head])
    if named:
        return None  # "the U.N. refugee agency" is a body of its own
    if noun_of(discourse.parsed, head) in GENERIC and not fuller_phrase(discourse.parsed, head):
        actor, word = group(discourse, head)
    if actor is None and word < 0:
        return None
    name = actor.full_name() if actor else _in_full(discourse, word)
    why = worded("“{mention}” is {name}, the body that acted last", mention=mention.text, name=name)
    return Resolution(actor, why, BODY, phrase="" if actor else name)


def _anybody(discourse: Discourse, mention: Mention, head: int) -> Resolution | None:
    """Return whom "the boy" or "the 22-year-old" means, as a pronoun of that gender would."""
    gender = GENDERED_NOUNS.get(noun_of(discourse.parsed, head))
    found = ranked(discourse, head, gender)
    return whom(discourse, mention, head, found) if found else None


def whom(
    discourse: Discourse, mention: Mention, head: int, found: list[tuple[float, Person]]
) -> Resolution:
    """Return the likeliest of some persons: by name, by a role that tells it, or unnamed."""
    chance, best = found[0]
    likely, others = min(NAMED, chance), named_of(person for _, person in found[1:3])
    if best.actor is not None:
        why = worded(
            "“{mention}” is {name}, {why}",
            mention=mention.text,
            name=best.actor.full_name(),
            why=why_meant(discourse, best, head),
        )
        return Resolution(best.actor, why, likely, others)
    span = phrase_span(discourse.parsed, best.head)
    phrase = span.of(discourse.parsed.text)
    known = described(discourse, Mention(phrase, span), best.head)
    same = known.actor is not None and (
        best.gender is None or known.actor.gender in {best.gender, None}
    )
    if known.actor is not None and same and not known.guessed:
        why = f"{worded('“{mention}” is {name}', mention=mention.text, name=phrase)}; {known.why}"
        return Resolution(known.actor, why, likely * known.chance, others)
    phrase = written_phrase(discourse.parsed, best.head)
    why = worded(
        "“{mention}” is {name}, whom the article does not name",
        mention=mention.text,
        name=phrase,
    )
    return Resolution(None, why, likely * UNNAMED, others, phrase=phrase)


def named_of(persons: Iterable[Person]) -> tuple[Actor, ...]:
    """Return the actors of those persons whom the article names."""
    return tuple(person.actor for person in persons if person.actor is not None)


def why_meant(discourse: Discourse, person: Person, head: int) -> str:
    """Return in words why a pronoun or "the boy" means this person."""
    place = person.before(head)
    spoken = [p.word for one in discourse.persons for p in one.places if p.speaks and p.word < head]
    if place is not None and place.speaks and place.word == max(spoken):
        return worded("who spoke just before")
    noun = {"male": worded("man"), "female": worded("woman")}.get(
        person.gender or "", worded("person")
    )
    last = max((p.word for one in discourse.persons if one.gender in {person.gender, None}
                for p in one.places if p.word < head), default=-1)  # fmt: skip
    return (
        worded("the last {noun} named", noun=noun)
        if place and place.word == last
        else worded("the {noun} in front here", noun=noun)
    )


# Whom a pronoun means: "she", "it", "they".

_INDEFINITE = frozenset(
    {"someone", "somebody", "anyone", "anybody", "everyone", "everybody", "nobody", "one", "others"}
)
_LAST_LINES = 3  # of a letter, in which a name alone is a signature; by hand


def pronoun(discourse: Discourse, mention: Mention, head: int) -> Resolution:
    """Return the person a pronoun means: one that fits its gender, recent and salient."""
    nobody = Resolution(
        None, worded("nobody named before fits “{mention}”", mention=mention.text), UNNAMED
    )
    lower = discourse.parsed.words[head].text.lower()
    gender = PRONOUN_GENDER.get(lower)
    if lower == "it":
        return _it(discourse, mention, head) or nobody
    if lower in {"they", "them"}:
        return _they(discourse, mention, head) or nobody
    if lower in _INDEFINITE:
        return Resolution(None, worded("the article does not name them"), UNNAMED)
    if lower in {"i", "we"}:
        return _writer(discourse, mention)
    found = (
        (ranked(discourse, head, gender) or _named_next(discourse, head, gender)) if gender else []
    )
    return whom(discourse, mention, head, found) if found else nobody


def _it(
    discourse: Discourse, mention: Mention, head: int, *, acting: bool = False
) -> Resolution | None:
    """Return the body that "it" means, None if there is none; with `acting` one that acted."""
    actor, index = (None, -1) if acting else asked(discourse, head)
    if actor is None and index < 0:
        written = None if acting else read_out(discourse, head)
        actor, index = (written, -1) if written else body(discourse, head, acting=acting)
    phrase = actor.full_name() if actor else _in_full(discourse, index) if index >= 0 else ""
    why = worded(
        "“{mention}” is {name}, the body that acted last", mention=mention.text, name=phrase
    )
    return Resolution(actor, why, BODY, phrase="" if actor else phrase) if phrase else None


def _they(discourse: Discourse, mention: Mention, head: int) -> Resolution | None:
    """Return the several that "they" means, else the body whose members they are."""
    subject = several(discourse, head)
    if subject < 0:
        return _it(discourse, mention, head, acting=True)
    phrase = written_phrase(discourse.parsed, subject)
    why = worded(
        "“{mention}” is {name}, the last to act together", mention=mention.text, name=phrase
    )
    return Resolution(None, why, BODY, phrase=phrase)


def _named_next(discourse: Discourse, head: int, gender: str) -> list[tuple[float, Person]]:
    """Return whom a pronoun means that nobody goes before: the person named next, if near.

    "He would not sell. “The boat is mine,” he said. Luis Páez has fished since he was nine."
    """
    line = discourse.parsed.paragraph[head]
    after = [(min(a.mentions), a) for a in discourse.actors if a.kind == "person" and a.mentions]
    first = min((pair for pair in after if pair[0] > head), key=lambda pair: pair[0], default=None)
    if first is None or discourse.parsed.paragraph[first[0]] - line > 1:
        return []
    fits = first[1].gender in {gender, None}
    return [(GUESSED, discourse.person(first[1]))] if fits else []


def several(discourse: Discourse, head: int) -> int:
    """Return whom "they" means: the last several to act, in this paragraph or before; else -1.

    People come before things, and the subject of a sentence before those of its clauses: "The
    parents say their children walk. They demand a bus". A body stands for its members.
    """
    parsed = discourse.parsed
    low = parsed.line_words(max(0, parsed.paragraph[head] - 1))[0]
    acting = [at for at in range(low, head) if _are_several(parsed, at)]
    people = [at for at in acting if _is_people(parsed, at)]
    return max(people or acting, key=lambda at: salience(parsed, at, head), default=-1)


def _are_several(parsed: ParsedText, index: int) -> bool:
    """Say whether a word is the subject of what several do."""
    plural = parsed.words[index].upos == "NOUN" and "Number=Plur" in parsed.words[index].feats
    its = any(parsed.lemmas[child] == "its" for child in parsed.children[index])
    return plural and not its and acts(parsed, index)


def _is_people(parsed: ParsedText, index: int) -> bool:
    """Say whether a subject is people or a body of them, whose capital may hide its plural."""
    noun, verb = noun_of(parsed, index), parsed.heads[index]
    known = noun in _PEOPLE or noun.removesuffix("s") in _PEOPLE
    return known or (verb >= 0 and parsed.lemmas[verb] in REPORTING)


def _writer(discourse: Discourse, mention: Mention) -> Resolution:
    """Return whom "I" outside marks means: who signs a letter or stands in its byline."""
    parsed = discourse.parsed
    for actor in discourse.actors if mention.text.lower() == "i" else []:
        for first, end in actor.spans if actor.kind == "person" and actor.name.is_full else []:
            line = parsed.line_words(parsed.paragraph[first])
            before = [word.text.lower() for word in parsed.words[line[0] : first]]
            signs = not before and parsed.paragraph[first] >= len(parsed.lines) - _LAST_LINES
            if end == line[1] and (signs or before == ["by"]):
                return Resolution(
                    actor,
                    worded(
                        "“{mention}” is {name}, who signs",
                        mention=mention.text,
                        name=actor.full_name(),
                    ),
                    BODY,
                )
    return Resolution(None, worded("the article speaks of itself"), BODY, phrase=mention.text)
