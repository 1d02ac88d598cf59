"""Whom a role means: "the minister" is the person whom the article gives that role."""

from __future__ import annotations

from quotes.quotations.antecedents import PRONOUN_GENDER, ranked
from quotes.quotations.entities import Actor, Discourse
from quotes.quotations.parsed_text import ParsedText
from quotes.quotations.phrases import is_definite, named_head, noun_of, phrase_span
from quotes.quotations.wordlists import (
    ALSO_CALLED,
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
    return _subject_before(discourse, noun, head) or named_later(discourse, noun)


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


# Who wrote a document, and what body or document "it" means.

_ISSUING = frozenset(
    {"sign", "signed", "issue", "issued", "publish", "published", "post", "posted", "release",
     "released", "write", "written", "circulate", "circulated"}
)  # fmt: skip
_APPOSED = 8  # words between a subject and the name that says what it is; by hand
_REPLYING = frozenset({"reply", "replied", "answer", "answered", "respond", "responded"})
_ASKING = frozenset(
    {"ask", "asked", "urge", "urged", "request", "demand", "call", "press", "write"}
)
_COMPANIES = frozenset({"company", "firm", "contractor", "operator", "club"})
GENERIC = frozenset({"group", "organisation", "organization", "body", "institution", "agency"})


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
        writes = -1 if unnamed >= 0 else _writes_before(parsed, head)
        return discourse.by_word.get(writes) or discourse.by_role.get(writes), unnamed
    return discourse.actors[max(votes, key=lambda key: votes[key])], -1


def _writes_before(parsed: ParsedText, head: int) -> int:
    """Return who wrote something shortly before "the letter says": "her father wrote", -1 if none.

    In the paragraph of the document or the one before, outside marks.
    """
    low = parsed.line_words(max(0, parsed.paragraph[head] - 1))[0]
    for index in range(head - 1, low - 1, -1):
        if parsed.words[index].text.lower() in {"wrote", "writes"} and parsed.quoted_at[index] < 0:
            agent, before = parsed.subject(index), index - 1
            if agent >= 0:
                return agent
            return before - 1 if before > low and parsed.words[before].text == "," else before
    return -1


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
    return bearer(discourse, word) if known and is_definite(discourse.parsed, word) else None


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


def signed_by(parsed: ParsedText, head: int) -> int:
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


def issuer(discourse: Discourse, head: int) -> tuple[Actor | None, int]:
    """Return the body that "its notice" is of, or that acted right before "the statement"."""
    parsed = discourse.parsed
    owner = next((c for c in parsed.children[head] if parsed.lemmas[c] in {"its", "it"}), -1)
    if owner >= 0:
        return body(discourse, owner)
    stated = noun_of(parsed, head) in {"statement", "communique", "communiqué", "notice"}
    return body(discourse, head, acting=True) if stated else (None, -1)


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
    verb = parsed.heads[index]
    agent = "by" in below and parsed.relations[index] == "obl" and verb >= 0
    passive = agent and any(parsed.words[c].deprel == "nsubj:pass" for c in parsed.children[verb])
    return parsed.relations[index] == "nsubj" or "according" in below or passive


def _beside(discourse: Discourse, index: int) -> Actor | None:
    """Return the body named beside a subject: "the operator, Terminales Cardón, offered"."""
    parsed = discourse.parsed
    if parsed.words[index].upos != "NOUN" or parsed.words[index + 1 : index + 2] == []:
        return None
    if parsed.words[index + 1].text != ",":
        return None
    for at in range(index + 2, min(index + _APPOSED, len(parsed.words))):
        actor = discourse.by_word.get(at)
        if actor is not None:
            return actor if actor.kind == "organisation" else None
        if parsed.words[at].upos not in {"DET", "ADJ", "NOUN", "NUM"}:
            break
    return None


def company(discourse: Discourse, head: int) -> Actor | None:
    """Return the body that "the company" means of which the article does not say it is one.

    The only organisation that this paragraph names before the phrase.
    """
    parsed = discourse.parsed
    bare = {parsed.lemmas[child] for child in parsed.children[head] if child < head} == {"the"}
    if noun_of(parsed, head) not in _COMPANIES or not bare:
        return None
    low = parsed.line_words(parsed.paragraph[head])[0]
    near = [
        actor
        for actor in discourse.actors
        if actor.kind == "organisation" and any(low <= word < head for word in actor.mentions)
    ]
    return near[0] if len(near) == 1 else None


def asked(discourse: Discourse, head: int) -> tuple[Actor | None, int]:
    """Return the body that "it replied" means after "X asked the army to": the one asked.

    As `body` does: nobody and the head word of the phrase where the body has no name.
    """
    parsed = discourse.parsed
    if parsed.heads[head] < 0 or parsed.lemmas[parsed.heads[head]] not in _REPLYING:
        return None, -1
    low = parsed.sentences[max(0, parsed.sentence[head] - 1)][0]
    for index in range(low, head):
        verb = parsed.heads[index]
        asks = verb >= 0 and parsed.lemmas[verb] in _ASKING and parsed.quoted_at[index] < 0
        if asks and parsed.relations[index] in {"obj", "iobj", "obl"}:
            actor = discourse.by_word.get(index)
            known = actor is None and _is_body(discourse, index)
            if known or (actor is not None and actor.kind == "organisation"):
                return actor, index if known else -1
    return None, -1


def _acting_body(discourse: Discourse, index: int) -> tuple[Actor | None, int]:
    """Return the body that a subject means, by its name or by what it is called.

    What has no name is itself the head word of its phrase: "the town hall", "the letter".
    """
    actor = discourse.by_word.get(index) or discourse.by_role.get(index)
    actor = actor or _beside(discourse, index)
    if actor is not None:
        return (actor if actor.kind == "organisation" else None), -1
    noun = noun_of(discourse.parsed, index)
    if noun in DOCUMENTS:
        actor, word = author(discourse, noun, index)
        known = is_definite(discourse.parsed, index)
        return actor, word if word >= 0 or actor else index if known else -1
    if noun not in BODIES | OUTLETS:
        return None, -1
    actor = bearer(discourse, index)
    if actor is None and noun in GENERIC:
        actor = body(discourse, index)[0]
    return actor, index if actor is None and _is_body(discourse, index) else -1
