"""Whom a role means: "the minister" is the person whom the article gives that role."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.quotations.antecedents import PRONOUN_GENDER, ranked
from quotes.quotations.entities import Actor, Discourse
from quotes.quotations.names import folded
from quotes.quotations.parsed_text import ParsedText
from quotes.quotations.phrases import is_definite, named_head, noun_of, phrase_span, told_after
from quotes.quotations.wordlists import (
    ALSO_CALLED,
    ANYBODY,
    BODIES,
    CALLINGS,
    GENDERED_NOUNS,
    OUTLETS,
    RELATIVES,
    REPORTING,
    ROLES,
)

_RIVALS = frozenset({"rival", "opponent", "adversary", "challenger", "competitor"})
_OF_TWO = {"former": 0, "latter": 1, "elder": 0, "older": 0, "younger": 1}
_BY_AGE = frozenset({"elder", "older", "younger"})
_TWO_BACK = 3  # paragraphs back in which the two are named of whom one is "the younger"
_SEVERAL = frozenset({"first", "second", "third", "fourth", "next", "last", "other", "another"})
_FAMILY = {  # what each calls whom he is a father to, and so on
    noun: frozenset(others.split())
    for nouns, others in (
        ("father mother", "son daughter"), ("son daughter", "father mother"),
        ("brother sister", "brother sister"), ("uncle aunt", "nephew niece"),
        ("nephew niece", "uncle aunt"), ("cousin", "cousin"), ("husband", "wife"),
        ("wife", "husband"), ("grandfather grandmother", "grandson granddaughter"),
        ("grandson granddaughter", "grandfather grandmother"),
        *((noun, noun) for noun in ("neighbour", "neighbor", "friend", "colleague", "partner")),
    )
    for noun in nouns.split()
}  # fmt: skip
_OPENING = 2  # number of the last paragraph of a report that may say by role who is named later
_RANKS = frozenset({"colonel", "general", "captain", "major", "lieutenant", "sergeant", "doctor"})


def calls(actor: Actor, noun: str) -> str:
    """Return the role that an actor has under a noun or what it also means, "" if none."""
    if actor.roles[noun]:
        return noun
    return next((role for role in sorted(ALSO_CALLED.get(noun, ())) if actor.roles[role]), "")


def bearer(discourse: Discourse, head: int) -> Actor | None:
    """Return whom a definite phrase with this head word means by its role."""
    noun = noun_of(discourse.parsed, head)
    kinds = {"organisation"} if noun in OUTLETS | BODIES else {"person"}
    plural = "Number=Plur" in discourse.parsed.words[head].feats
    own = any(discourse.parsed.lemmas[child] == "own" for child in discourse.parsed.children[head])
    if own or (plural and kinds == {"person"}):
        return None
    return with_role(discourse, noun, head, kinds)


def rival(discourse: Discourse, head: int) -> Actor | None:
    """Return whom "his rival" means: the one whom the article sets beside him, if only one is.

    "Olmos, a lawyer, ran the port, and Ana Mejía sat on the council": two subjects of a sentence.
    """
    parsed = discourse.parsed
    if noun_of(parsed, head) not in _RIVALS or "Number=Plur" in parsed.words[head].feats:
        return None
    whose = _owner(discourse, head)
    beside = list[Actor]()
    own = {parsed.sentence[at] for at in _acting(discourse, whose, head)} if whose else set()
    for actor in discourse.actors:
        near = {parsed.sentence[at] for at in _acting(discourse, actor, head)}
        if actor is not whose and near & own:
            beside.append(actor)
    return beside[0] if len(beside) == 1 else None


def of_two(discourse: Discourse, head: int) -> Actor | None:
    """Return whom "the latter", "the younger" or "the elder sister" means, of two told before.

    The last sentence counts that names two, for "the younger" two whose ages the article tells.
    """
    parsed, which = discourse.parsed, one_of_two(discourse.parsed, head)
    if not which:
        return None
    aged, far = which in _BY_AGE, max(0, parsed.paragraph[head] - _TWO_BACK)
    people = [one for one in discourse.actors if one.kind == "person" and (one.age or not aged)]
    low = parsed.line_words(far)[0]
    for start, end in reversed(parsed.sentences[: parsed.sentence[head] + 1]):
        here = range(max(low, start), min(head, end))
        two = [(next((m for m in one.mentions if m in here), -1), one) for one in people]
        two = [(-int(one.age) if aged else first, one) for first, one in two if first >= 0]
        if len(two) > 1:
            two.sort(key=lambda pair: pair[0])
            known = len(two) == 2 and two[0][0] != two[1][0]
            return two[_OF_TWO[which]][1] if known else None
    return None


def one_of_two(parsed: ParsedText, head: int) -> str:
    """Return the "younger" or "latter" of a phrase that means one of two by it, else ""."""
    lower = parsed.words[head].text.lower()
    below = [parsed.words[at].text.lower() for at in parsed.children[head] if at < head]
    if lower in _OF_TWO or "the" not in below:
        return lower if lower in _OF_TWO else ""
    one = lower == "one" or noun_of(parsed, head) in RELATIVES | ANYBODY
    return next((word for word in below if one and word in _BY_AGE), "")


def related(discourse: Discourse, head: int) -> Actor | None:
    """Return whom "her father" means where the article calls her his daughter, else nobody."""
    noun = noun_of(discourse.parsed, head)
    whose = _owner(discourse, head) if noun in _FAMILY else None
    gender = GENDERED_NOUNS.get(noun)
    for phrase in whose.described if whose else ():
        if noun_of(discourse.parsed, phrase.head) in _FAMILY[noun] and phrase.head < head:
            other = _owner(discourse, phrase.head, whose)
            if other is not None and (gender is None or other.gender in {gender, None}):
                return other
    return None


def _acting(discourse: Discourse, actor: Actor, head: int) -> Iterator[int]:
    """Yield where somebody stands by name as a subject before a word, one of several as well."""
    parsed = discourse.parsed
    own = (place for one in discourse.persons if one.actor is actor for place in one.places)
    for place in own:
        above = (at for at in (place.top, *parsed.ancestors(place.top))
                 if parsed.relations[at] != "conj")  # fmt: skip
        subject = place.subject or parsed.relations[next(above, place.top)] == "nsubj"
        if place.word < head and subject and place.word in actor.mentions:
            yield place.word


def with_role(discourse: Discourse, noun: str, head: int, kinds: set[str]) -> Actor | None:
    """Return the most salient actor whom the article gives this role before the phrase."""
    fitting = [
        actor
        for actor in discourse.actors
        if actor.kind in kinds and calls(actor, noun) and min(actor.mentions) < head
    ]
    gender = GENDERED_NOUNS.get(noun)
    if gender:
        fitting = [a for a in fitting if a.gender in {gender, None}]
    fitting = [actor for actor in fitting if not _is_anothers(discourse, actor, noun, head)]
    if _is_owned(discourse.parsed, head):  # "her father" is not Father Anselmo
        fitting = [actor for actor in fitting if folded(actor.courtesy) != noun]
    if fitting:
        return _foremost(discourse, fitting, head)
    people = [a for a in discourse.actors if a.kind == "person"]
    the = any(discourse.parsed.lemmas[child] == "the" for child in discourse.parsed.children[head])
    the = the and not _is_owned(discourse.parsed, head)
    alone = the and len(people) == 1 and min(people[0].mentions) < head and noun in CALLINGS
    if alone and gender in {people[0].gender, None}:
        below = {discourse.parsed.relations[child] for child in discourse.parsed.children[head]}
        again = "amod" in below and not told_after(discourse.parsed, head)  # "the former warlord"
        other = not again and set(people[0].roles) & CALLINGS - _RANKS
        return None if other else people[0]  # "Bishop Ana Mejía … the baker said"
    if noun in CALLINGS and _is_headlines(discourse.parsed, head):
        so_called = [actor for actor in people if calls(actor, noun)]
        return so_called[0] if len(so_called) == 1 else None
    if not (the and noun in CALLINGS) or _is_owned(discourse.parsed, head):
        return None
    return _subject_before(discourse, noun, head) or named_later(discourse, noun)


def _is_headlines(parsed: ParsedText, head: int) -> bool:
    """Say whether a role stands without an article at the head of its line: "Governor says “…”"."""
    low = parsed.line_words(parsed.paragraph[head])[0]
    bare = not any(parsed.words[at].upos in {"DET", "PRON"} for at in parsed.children[head])
    opens = head == low or parsed.words[head - 1].text == ":"
    return bare and opens and parsed.words[head].text[:1].isupper()


def _is_owned(parsed: ParsedText, head: int) -> bool:
    """Say whether a phrase belongs to somebody: "the mayor’s brother", "her brother"."""
    first, last = parsed.within(phrase_span(parsed, head))
    words = (parsed.words[at] for at in range(first, last))
    return any(word.deprel == "nmod:poss" or word.text in {"’s", "'s"} for word in words)


def _owner(discourse: Discourse, head: int, meant: Actor | None = None) -> Actor | None:
    """Return whose brother or lawyer a phrase means, None where nobody named stands there.

    `meant` is who the brother or lawyer may be, who is not their own.
    """
    parsed = discourse.parsed
    for at in parsed.children[head]:
        of = any(parsed.lemmas[below] == "of" for below in parsed.children[at])
        if parsed.words[at].deprel != "nmod:poss" and not (parsed.relations[at] == "nmod" and of):
            continue
        gender = PRONOUN_GENDER.get(parsed.words[at].text.lower())
        if gender is None:
            return discourse.by_word.get(at)
        order = (person.actor for _, person in ranked(discourse, at, gender))
        return next((actor for actor in order if actor is not meant), None)
    return None


def _is_anothers(discourse: Discourse, actor: Actor, noun: str, head: int) -> bool:
    """Say whether the article calls somebody the brother or the lawyer of others only."""
    parsed, owners = discourse.parsed, list[Actor]()
    whose = _owner(discourse, head, actor)
    for at, lemma in enumerate(parsed.lemmas):
        if whose is None or lemma != noun or at >= head or parsed.quoted_at[at] >= 0:
            continue
        first = parsed.within(phrase_span(parsed, at))[0]  # "Luis Páez, the brother of": whatever
        near = (parsed.heads[at], *parsed.children[at], first - 2)  # the parse
        if discourse.by_role.get(at) is actor or any(
            discourse.by_word.get(one) is actor for one in near
        ):
            owners += [one for one in [_owner(discourse, at, actor)] if one is not None]
    return bool(owners) and all(one is not whose for one in owners)


def _foremost(discourse: Discourse, fitting: list[Actor], head: int) -> Actor:
    """Return who of some actors stands in front at a word, else who was named last."""
    order = [person.actor for _, person in ranked(discourse, head, None)]
    first = next((actor for actor in order if any(actor is one for one in fitting)), None)
    return first or max(fitting, key=lambda a: max(m for m in a.mentions if m < head))


def _subject_before(discourse: Discourse, noun: str, head: int) -> Actor | None:
    """Return the last subject before in the paragraph: "Ana Mejía came. The minister said …".

    Only a person of whom the article gives no other role.
    """
    parsed = discourse.parsed
    start = parsed.sentences[parsed.sentence[head]][0]
    low = parsed.line_words(parsed.paragraph[head])[0]
    while start > low:
        begin = parsed.sentences[parsed.sentence[start - 1]][0]
        for index in range(begin, start):
            if _may_bear(discourse, noun, index):
                return discourse.by_word[index]
        start = begin
    return None


def _may_bear(discourse: Discourse, noun: str, index: int) -> bool:
    """Say whether a word is a subject outside marks that a person without a role stands for."""
    parsed, actor = discourse.parsed, discourse.by_word.get(index)
    if actor is None or actor.kind != "person" or parsed.quoted_at[index] >= 0:
        return False
    gender = GENDERED_NOUNS.get(noun)
    subject = parsed.relations[named_head(parsed, index)] == "nsubj"
    fits = gender is None or actor.gender in {gender, None}
    return subject and fits and not (set(actor.roles) & ROLES) - _RANKS


def named_later(discourse: Discourse, noun: str) -> Actor | None:
    """Return whom a report opens with by role and then names: "The governor … . Ana Mejía said".

    That is the first person after the first mention of the role, within three
    paragraphs, who has no other role and is the subject of a verb of saying there, or
    whom the article names more than anybody else.
    """
    parsed = discourse.parsed
    first = next(
        (
            index
            for index, lemma in enumerate(parsed.lemmas)
            if lemma == noun
            and parsed.quoted_at[index] < 0
            and "Number=Plur" not in parsed.words[index].feats
        ),
        -1,
    )
    if first < 0:
        return None
    gender = GENDERED_NOUNS.get(noun)
    opens = parsed.paragraph[first] <= _OPENING
    called = [
        actor
        for actor in discourse.actors
        if actor.kind == "person"
        and noun in _described_as(discourse, actor)
        and (gender is None or actor.gender in {gender, None})
    ]
    if called:  # "The driver … . The driver, named as Luis Páez, was"
        return called[0] if len(called) == 1 else None
    for actor in discourse.actors:
        other = (set(actor.roles) & ROLES) - _RANKS - {noun}
        other |= {noun_of(parsed, phrase.head) for phrase in actor.described} - _RANKS - {noun}
        near = [
            m
            for m in actor.mentions
            if m > first and parsed.paragraph[m] - parsed.paragraph[first] <= 3
        ]
        if actor.kind != "person" or not actor.name.is_full or not near:
            continue
        if (other and not actor.roles[noun]) or (gender and actor.gender not in {gender, None}):
            continue
        before = min(actor.mentions) < first and not actor.roles[noun]
        if not opens and (before or parsed.paragraph[near[0]] != parsed.paragraph[first]):
            continue  # "The translator said … . Mejía", of whom the article told long before
        reports = any(_reports(parsed, m) for m in near)
        if actor.roles[noun] or reports or _is_main(discourse, actor):
            return actor
    return None


def _described_as(discourse: Discourse, actor: Actor) -> set[str]:
    """Return the nouns that lead to a name as of somebody known: "the driver, Luis Páez"."""
    parsed = discourse.parsed
    known = (p for p in actor.described if is_definite(parsed, p.head))
    one = (p.head for p in known if not _SEVERAL & {parsed.lemmas[at] for at in p.words})
    return {noun_of(parsed, head) for head in one}


def _reports(parsed: ParsedText, word: int) -> bool:
    top = named_head(parsed, word)
    return parsed.relations[top] == "nsubj" and parsed.lemmas[parsed.heads[top]] in REPORTING


def _is_main(discourse: Discourse, actor: Actor) -> bool:
    others = [len(a.mentions) for a in discourse.actors if a.kind == "person" and a is not actor]
    return len(actor.mentions) > 1 and len(actor.mentions) > max(others, default=0)
