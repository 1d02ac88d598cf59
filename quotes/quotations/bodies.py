"""Who wrote a document, and what body "it", "the group" or "the company" means."""

from __future__ import annotations

from collections.abc import Iterator

from quotes.quotations.antecedents import PRONOUN_GENDER, quoted_from, ranked
from quotes.quotations.entities import Actor, Discourse
from quotes.quotations.names import folded
from quotes.quotations.parsed_text import ParsedText
from quotes.quotations.phrases import is_definite, noun_of, told_after
from quotes.quotations.roles import bearer
from quotes.quotations.wordlists import (
    ANYBODY,
    BODIES,
    CALLINGS,
    DOCUMENTS,
    FIRMS,
    GENDERED_NOUNS,
    OUTLETS,
    PASSING_ON,
    PERSONS,
    RELATIVES,
    REPORTING,
    TIMES,
    UNFOLDING,
)

_ISSUING = frozenset(
    {"sign", "signed", "issue", "issued", "publish", "published", "post", "posted", "release",
     "released", "write", "written", "circulate", "circulated"}
)  # fmt: skip
_SENDING = frozenset({"send", "sent", "hand", "deliver", "submit", "present", "address"})
_RULINGS = frozenset({"ruling", "verdict", "sentence", "judgment", "judgement"})
_JUDGES = frozenset(
    {"court", "tribunal", "judge", "magistrate", "justice", "chamber", "jury", "corte", "juzgado"}
)
_RANKING = frozenset({"first", "second", "third", "last", "only", "biggest", "worst"})
_SIGNED = 14  # words between a document and the verb that says whose it is; by hand
_NEAR = 5  # words between "by" and several without a name: "by 58 residents"; by hand
_APPOSED = 8  # words between a subject and the name that says what it is; by hand
_ANY_DOCUMENT = frozenset({"document", "text"})
_WITHIN = frozenset({"in", "through", "via"})  # "In a letter the bishop answered"
_READ = frozenset({"read", "put", "recite", "quote", "play", "deliver"})
_WRITTEN = frozenset({"read", "begin", "open"})  # what only a document does
_REPLYING = frozenset({"reply", "replied", "answer", "answered", "respond", "responded"})
_ASKING = frozenset(
    {"ask", "asked", "urge", "urged", "request", "demand", "call", "press", "write"}
)
_ASKED = (BODIES | OUTLETS | CALLINGS | PERSONS | FIRMS) - DOCUMENTS
_ADDRESSING = _ASKING | _SENDING
_SAYING = frozenset(
    {"say", "deny", "announce", "claim", "tell", "warn", "add", "insist", "reply", "answer",
     "declare", "respond", "promise", "maintain", "argue", "acknowledge", "confirm", "state"}
)  # fmt: skip
_COMPANIES = frozenset({"company", "firm", "contractor", "operator", "club"})
GENERIC = frozenset({"group", "organisation", "organization", "body", "institution", "agency"})


def author(discourse: Discourse, noun: str, head: int) -> tuple[Actor | None, int]:
    """Return who wrote a document: its possessor, the subject of the verb that has it.

    Where only bodies without a name come up ("the union wrote in a letter"), it is nobody and
    the head word of the first of them; nobody and -1 if there is none.
    """
    parsed = discourse.parsed
    votes: dict[int, float] = {}
    unnamed, writes = -1, _writes_before(parsed, head)
    mentions = list(_mentions(parsed, noun))
    low = parsed.line_words(parsed.paragraph[head])[0]
    for index in reversed([at for at in mentions if low <= at <= head]):
        actor, word = _author_at(discourse, noun, index)
        if "Number=Plur" not in parsed.words[index].feats and (actor is not None or word >= 0):
            return actor, word  # what brought it in: "In a letter the parents said … . The letter"
    for index in mentions:
        actor, word = _author_at(discourse, noun, index)
        if actor is not None:
            far = abs(parsed.paragraph[head] - parsed.paragraph[index])
            key = discourse.actors.index(actor)
            votes[key] = votes.get(key, 0.0) + 0.9**far
        elif unnamed < 0:
            unnamed = word
    later = writes >= 0 and all(at >= head for at in mentions)
    if votes and not later:
        return discourse.actors[max(votes, key=lambda key: votes[key])], -1
    if unnamed >= 0 and not later:
        return None, unnamed
    actor = discourse.by_word.get(writes) or discourse.by_role.get(writes)
    known = actor is None and writes >= 0 and _is_body(discourse, writes)
    return actor, writes if known else -1


def _mentions(parsed: ParsedText, noun: str) -> Iterator[int]:
    """Yield where an article speaks of a document, or does what makes one: "petitioned"."""
    for index, lemma in enumerate(parsed.lemmas):
        lower, verb = parsed.words[index].text.lower(), parsed.words[index].upos == "VERB"
        if noun in {lemma, lemma.rstrip("s"), lower} or (verb and lower == f"{noun}ed"):
            yield index


def _author_at(discourse: Discourse, noun: str, index: int) -> tuple[Actor | None, int]:
    """Return who wrote a document by one mention of it: by name, or else the first word of them."""
    parsed, unnamed = discourse.parsed, -1
    signed = signed_by(parsed, index)
    for one in [signed] if signed >= 0 else authors_at(discourse, index):
        word = _stands_for(discourse, one)
        actor = discourse.by_word.get(word) or discourse.by_role.get(word)
        actor = actor or _called(discourse, word)
        if noun in _RULINGS and not _judges(discourse, actor, word):
            continue
        if actor is not None and actor.kind in {"person", "organisation"}:
            return actor, -1
        writes = _may_write(discourse, word) or _is_theirs(parsed, index, word)
        if actor is None and unnamed < 0 and writes:
            unnamed = word
    return None, unnamed


def read_out(discourse: Discourse, head: int) -> Actor | None:
    """Return who wrote what is read out or sent right before an "it" that says something.

    "A spokeswoman read a statement by Ana Mejía. “…,” it said". Not of what a body refuses.
    """
    parsed, start = discourse.parsed, quoted_from(discourse.parsed, head)
    low = parsed.sentences[parsed.sentence[start - 1]][0] if start > 0 else start
    for index in range(start - 1, low - 1, -1):
        verb = parsed.heads[index]
        given = verb >= 0 and parsed.lemmas[verb] in _READ | _ISSUING | _SENDING
        if given and noun_of(parsed, index) in DOCUMENTS and parsed.relations[index] == "obj":
            own = (at for at in parsed.children[index] if _names_author(parsed, index, at))
            words = (at for at in (signed_by(parsed, index), *own) if at >= 0)
            found = (discourse.by_word.get(at) or discourse.by_role.get(at) for at in words)
            return next((one for one in found if one and one.kind != "place"), None)
    return None


def document_before(parsed: ParsedText, head: int) -> int:
    """Return the document that "the document" or "the 60-page document" takes up, -1 for none.

    It is the last one that did something, in its paragraph or the one before.
    """
    below = [at for at in parsed.children[head] if at < head and parsed.words[at].upos != "NUM"]
    bare = {parsed.lemmas[at] for at in below} | {"page"} == {"the", "page"}
    if noun_of(parsed, head) not in _ANY_DOCUMENT or not bare:
        return -1
    low = parsed.line_words(max(0, parsed.paragraph[head] - 1))[0]
    acting = (at for at in range(head - 1, low - 1, -1) if acts(parsed, at))
    return next((at for at in acting if noun_of(parsed, at) in DOCUMENTS), -1)


def _judges(discourse: Discourse, actor: Actor | None, word: int) -> bool:
    """Say whether somebody may give a ruling: a court or a judge, by name or by what they are."""
    named = folded(actor.name.shown).split() if actor else [noun_of(discourse.parsed, word)]
    return bool(_JUDGES & {*named, *(actor.roles if actor else ())})


def _writes_before(parsed: ParsedText, head: int) -> int:
    """Return who wrote something shortly before "the letter says": "her father wrote", -1 if none.

    In the paragraph of the document or the one before, outside marks.
    """
    low = parsed.line_words(max(0, parsed.paragraph[head] - 1))[0]
    for index in range(head - 1, low - 1, -1):
        lower, aux = parsed.words[index].text.lower(), parsed.relations[index - 1] if index else ""
        has = lower == "written" and parsed.subject(index) >= 0 and aux != "aux:pass"
        has = has and all(parsed.words[c].deprel != "nsubj:pass" for c in parsed.children[index])
        if (has or lower in {"wrote", "writes"}) and parsed.quoted_at[index] < 0:
            agent, before = parsed.subject(index), index - 1
            if agent >= 0:
                return agent
            return before - 1 if before > low and parsed.words[before].text == "," else before
    return -1


def _may_write(discourse: Discourse, word: int) -> bool:
    """Say whether a word is who a document may be of, without a name: "the boy’s mother"."""
    parsed, noun = discourse.parsed, noun_of(discourse.parsed, word)
    owner = parsed.words[word].deprel == "nmod:poss" and noun in (BODIES | OUTLETS) - DOCUMENTS
    the = word > 0 and parsed.lemmas[word - 1] == "the"  # may hang on what is owned
    someone = noun in (CALLINGS | PERSONS | RELATIVES) - FIRMS
    someone = someone and (the or is_definite(parsed, word))
    return owner or someone or _is_body(discourse, word)


def _is_theirs(parsed: ParsedText, index: int, word: int) -> bool:
    """Say whether a document is of somebody without a name: "in a letter 14 villages said".

    Of one of whom only that is told: "a letter from a neighbour".
    """
    verb, own = parsed.heads[index], parsed.heads[word] == index
    within = any(parsed.lemmas[child] in _WITHIN for child in parsed.children[index])
    issued = verb >= 0 and parsed.lemmas[verb] in _ISSUING | _SENDING
    cases = {parsed.lemmas[child] for child in parsed.children[word]}
    if own and cases & {"from", "by"} and noun_of(parsed, word) in CALLINGS | PERSONS | ANYBODY:
        return True
    return _are_people(parsed, word) and (own or within or issued)


def _are_people(parsed: ParsedText, word: int) -> bool:
    """Say whether a word is several people or bodies that write: "14 villages", "residents"."""
    noun = noun_of(parsed, word)
    several = "Number=Plur" in parsed.words[word].feats and parsed.words[word].upos == "NOUN"
    wholes = parsed.relations[word] in {"compound", "nmod:poss"}
    return several and not wholes and noun not in DOCUMENTS | TIMES


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
    pronoun = discourse.parsed.words[word].text.lower()
    gender = PRONOUN_GENDER.get(pronoun)
    if gender is not None:
        found = ranked(discourse, word, gender)
        return found[0][1].actor if found else None
    noun = noun_of(discourse.parsed, word)
    known = noun in (BODIES | OUTLETS | CALLINGS) - DOCUMENTS
    the = word > 0 and discourse.parsed.lemmas[word - 1] == "the"  # may hang on what is owned
    definite = the or is_definite(discourse.parsed, word)
    return bearer(discourse, word) if known and definite else None


def _stands_for(discourse: Discourse, word: int) -> int:
    """Return the body that acted last before "it", here or a paragraph above; else the word."""
    parsed = discourse.parsed
    if parsed.words[word].text.lower() != "it":
        return word
    low = parsed.line_words(max(0, parsed.paragraph[word] - 1))[0]
    for at in range(word - 1, low - 1, -1):
        actor = discourse.by_word.get(at)
        named = actor is not None and actor.kind == "organisation"
        if acts(parsed, at) and (named or noun_of(parsed, at) in BODIES - DOCUMENTS):
            return at
    return word


def authors_at(discourse: Discourse, index: int) -> list[int]:
    """Return the words that may name who wrote one mention of a document."""
    parsed = discourse.parsed
    ranks = any(parsed.words[c].text.lower() in _RANKING for c in parsed.children[index])
    owners = [c for c in parsed.children[index] if parsed.words[c].deprel == "nmod:poss"]
    found = [] if ranks else owners  # "the country’s first ruling" is by nobody
    found += [child for child in parsed.children[index] if _names_author(parsed, index, child)]
    found += _written_by(parsed, index)
    if parsed.words[index].upos == "VERB" and parsed.subject(index) >= 0:
        return [parsed.subject(index)]  # "the union petitioned the mayor. The petition says"
    agent = _agent_above(parsed, index)
    return found if agent < 0 or agent in found else [*found, agent]


def _names_author(parsed: ParsedText, index: int, child: int) -> bool:
    """Say whether a word below a document names who wrote it: "a letter from the union".

    One without a preposition does too: "in a statement the union said", as it is often parsed.
    """
    kind = parsed.relations[child]
    cases = {parsed.lemmas[c] for c in parsed.children[child]}
    alone = not any(parsed.relations[c] in {"case", "cc"} for c in parsed.children[child])
    beside = kind == "nmod" or (kind == "conj" and child > index)
    return (kind == "nmod" and bool(cases & {"by", "from"})) or (alone and beside)


def _agent_above(parsed: ParsedText, index: int) -> int:
    """Return the subject of the verb that has a document, if it may have written it; else -1."""
    within = any(parsed.lemmas[c] in _WITHIN for c in parsed.children[index])
    for above in parsed.ancestors(index, 3):
        agent = parsed.subject(above)
        if (parsed.lemmas[above] in PASSING_ON and not within) or _is_authority(parsed, index):
            break
        passive = any(parsed.words[c].deprel == "nsubj:pass" for c in parsed.children[above])
        if passive and not within:
            break  # "she said nobody had been sent the document"
        if parsed.words[above].upos == "VERB" and agent >= 0:
            named = parsed.words[agent].deprel == "nsubj:pass"  # "She is named in the complaint"
            named = named or index in parsed.subtree(agent)  # "the study’s author insisted"
            return -1 if named or agent == index else agent
        if parsed.words[above].upos == "VERB" and parsed.relations[above] == "acl":
            break  # "Ana Mejía, whose father had signed the letter": not by her
    return -1


def _is_authority(parsed: ParsedText, index: int) -> bool:
    """Say whether a document stands behind "according to": the subject has not written it."""
    return any(parsed.words[c].text.lower() == "according" for c in parsed.children[index])


def _written_by(parsed: ParsedText, index: int) -> list[int]:
    """Return who stands behind "by" where a document is what was written, nobody elsewhere."""
    if parsed.words[index].deprel != "nsubj:pass":
        return []
    beside = parsed.children[parsed.heads[index]]
    return [c for c in beside if any(parsed.lemmas[k] == "by" for k in parsed.children[c])]


def signed_by(parsed: ParsedText, head: int) -> int:
    """Return who stands behind "a statement signed by" or "a report by", -1 if nobody does."""
    end = parsed.sentences[parsed.sentence[head]][1]
    near = range(head + 1, min(head + _SIGNED, end - 1))
    verb = next((at for at in near if parsed.lemmas[at] in _ISSUING), head)
    behind = range(verb + 1, min(verb + 2 + 2 * (verb > head), end))
    by = next((at for at in behind if parsed.words[at].text.lower() == "by"), -1)
    for at in range(by + 1, min(by + 13, end)) if by >= 0 else ():
        entity = parsed.entity[at]
        if entity >= 0 and parsed.entities[entity].type in {"PERSON", "ORG"}:
            return at
        if noun_of(parsed, at) in BODIES | OUTLETS and parsed.relations[at] != "compound":
            return -1 if parsed.words[at].deprel == "nmod:poss" else at
        if at - by <= _NEAR and _are_people(parsed, at):
            return at
        if parsed.words[at].upos == "VERB":
            break
    return -1


def issuer(discourse: Discourse, head: int) -> tuple[Actor | None, int]:
    """Return the body that "its notice" is of, or that acted right before "the statement"."""
    parsed = discourse.parsed
    words = {child: parsed.words[child].text.lower() for child in parsed.children[head]}
    owner = next((child for child, word in words.items() if word in {"its", "their"}), -1)
    if owner >= 0 and words[owner] == "its":
        return body(discourse, owner)
    if owner >= 0:
        return _they(discourse, owner)
    stated = noun_of(parsed, head) in {"statement", "communique", "communiqué", "notice"}
    return body(discourse, head, acting=True) if stated else (None, -1)


def _they(discourse: Discourse, owner: int) -> tuple[Actor | None, int]:
    """Return whose "their report" is: several who acted last, by their word, or a body."""
    parsed = discourse.parsed
    low = parsed.line_words(max(0, parsed.paragraph[owner] - 1))[0]
    for index in range(owner - 1, low - 1, -1):
        if not acts(parsed, index):
            continue
        if parsed.words[index].upos == "NOUN" and "Number=Plur" in parsed.words[index].feats:
            return None, index
        actor = discourse.by_word.get(index)
        if actor is not None and actor.kind == "organisation":
            return actor, -1
    return None, -1


def body(discourse: Discourse, head: int, *, acting: bool = False) -> tuple[Actor | None, int]:
    """Return what "it" means: the body or document that acted last, in this paragraph or before.

    "The union", "the letter" stand for the body of that kind or for who wrote it; without a name
    it is nobody and the head word of that phrase. Where nothing acts, it is the document that the
    verb of "it" unfolds ("read a letter. “…,” it began"), else the organisation named last.
    With `acting`, a body that only is named is none.
    """
    parsed = discourse.parsed
    low = parsed.line_words(max(0, parsed.paragraph[head] - 1))[0]
    verb = parsed.lemmas[parsed.heads[head]] if parsed.heads[head] >= 0 else ""
    unfolds, written = verb in UNFOLDING, verb in _WRITTEN
    actor, word = (None, -1) if written else _acted_last(discourse, head, low)
    if actor is not None or word >= 0:
        return actor, word
    for index in range(head - 1, low - 1, -1) if unfolds else []:
        own = parsed.sentence[index] == parsed.sentence[head]
        if own and any(parsed.relations[child] == "case" for child in parsed.children[index]):
            continue  # "In a statement on its website it said"
        if noun_of(parsed, index) in DOCUMENTS and _stands_alone(parsed, index):
            actor, word = author(discourse, noun_of(parsed, index), head)
            actor = actor or (_speaks_in(discourse, index) if word < 0 else None)
            return actor, word if word >= 0 or actor else index
    if written:
        return _acted_last(discourse, head, low)
    if acting:
        return None, -1
    actor = _named_last(discourse, head, low)
    return actor, -1 if actor is not None else _thing_last(parsed, head, low)


def _thing_last(parsed: ParsedText, head: int, low: int) -> int:
    """Return the last definite subject before an "it" that nothing else fits, -1 if none is."""
    for index in range(head - 1, low - 1, -1):
        alone = _stands_alone(parsed, index) and is_definite(parsed, index)
        somebody = noun_of(parsed, index) in TIMES | GENDERED_NOUNS.keys()
        if alone and not somebody and acts(parsed, index):
            return index
    return -1


def _acted_last(discourse: Discourse, head: int, low: int) -> tuple[Actor | None, int]:
    """Return the body or document that acted last before a word: see `body`.

    The subject of a sentence comes before those of the clauses inside it.
    """
    parsed = discourse.parsed
    others = (at for at in range(low, head) if not 0 <= parsed.heads[at] == parsed.heads[head])
    for index in sorted(others, key=lambda at: salience(parsed, at, head), reverse=True):
        if _goes_on(parsed, index):
            return body(discourse, index)
        if acts(parsed, index):
            actor, word = _acting_body(discourse, index)
            if actor is not None or word >= 0:
                return actor, word
    return None, -1


def salience(parsed: ParsedText, index: int, head: int) -> tuple[int, bool, int]:
    """Return what makes a subject stand out at a word: its sentence, and that it is no clause's."""
    verb, own = parsed.heads[index], parsed.sentence[index] == parsed.sentence[head]
    inside = verb >= 0 and parsed.relations[verb] not in {"root", "conj", "parataxis"}
    return parsed.sentence[index], own or not inside, index


def _named_last(discourse: Discourse, head: int, low: int) -> Actor | None:
    """Return the organisation named last before a word, from another on; None if there is none."""
    near = [
        (word, actor)
        for actor in discourse.actors
        if actor.kind == "organisation"
        for word in actor.mentions
        if low <= word < head
    ]
    return max(near, key=lambda pair: pair[0])[1] if near else None


def _speaks_in(discourse: Discourse, index: int) -> Actor | None:
    """Return the body that a sentence names behind "In a statement", None if it names none."""
    parsed = discourse.parsed
    cases = {parsed.lemmas[child] for child in parsed.children[index]}
    end = parsed.sentences[parsed.sentence[index]][1]
    behind = range(index + 1, end) if cases & {"in", "on"} else range(0)
    names = (discourse.by_word.get(at) for at in behind if parsed.quoted_at[at] < 0)
    return next((one for one in names if one is not None and one.kind == "organisation"), None)


def group(discourse: Discourse, head: int) -> tuple[Actor | None, int]:
    """Return the body that "the group" or "the agency" means, as `body` does.

    What acts or is named in the same paragraph comes before what acts in the one above.
    """
    low = discourse.parsed.line_words(discourse.parsed.paragraph[head])[0]
    actor, word = _acted_last(discourse, head, low)
    actor = actor or (_named_last(discourse, head, low) if word < 0 else None)
    return (actor, word) if actor is not None or word >= 0 else body(discourse, head)


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
    return (
        parsed.relations[index] == "nsubj"
        or "according" in below
        or passive
        or _says(parsed, index)
    )


def _says(parsed: ParsedText, index: int) -> bool:
    """Say whether a name without a preposition stands right before a verb of saying.

    "On its page Aguas del Cerro said", which parsers hang on the page.
    """
    entity = parsed.entity[index]
    if entity < 0 or index == 0:
        return False
    first, end = parsed.within(parsed.entities[entity].span)
    verb = end < len(parsed.words) and index == end - 1 and parsed.lemmas[end] in REPORTING
    finite = verb and parsed.words[end].xpos in {"VBD", "VBZ", "VBP"}
    return finite and parsed.words[max(0, first - 1)].upos in {"NOUN", "PUNCT"}


def _beside(discourse: Discourse, index: int) -> Actor | None:
    """Return the body named beside a subject: "the operator, Terminales Cardón, offered".

    A clause may stand between them: "The company that runs the port, Terminales Cardón, offered".
    """
    parsed = discourse.parsed
    if parsed.words[index].upos != "NOUN" or parsed.words[index + 1 : index + 2] == []:
        return None
    verb = parsed.heads[index]
    for at in range(index + 2, verb if noun_of(parsed, index) in BODIES | FIRMS else 0):
        actor = discourse.by_word.get(at)
        if actor is None or actor.kind != "organisation" or parsed.words[at - 1].text != ",":
            continue
        end = next((end for first, end in actor.spans if first == at), at)
        if parsed.words[end].text == ",":
            return actor
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

    The only organisation that this paragraph names before the phrase, or else the one above.
    """
    parsed = discourse.parsed
    the = any(parsed.lemmas[child] == "the" for child in parsed.children[head] if child < head)
    if noun_of(parsed, head) not in _COMPANIES or not the or told_after(parsed, head):
        return None
    for line in (parsed.paragraph[head], parsed.paragraph[head] - 1):
        low, high = parsed.line_words(max(0, line))
        near = [
            actor
            for actor in discourse.actors
            if actor.kind == "organisation"
            and any(low <= word < min(high, head) for word in actor.mentions)
        ]
        if near:
            return near[0] if len(near) == 1 else None
    return None


def asked(discourse: Discourse, head: int) -> tuple[Actor | None, int]:
    """Return the body that "it replied" means after "X asked the army to": the one asked.

    As `body` does: nobody and the head word of the phrase where the body has no name.
    """
    parsed = discourse.parsed
    if parsed.heads[head] < 0 or parsed.lemmas[parsed.heads[head]] not in _REPLYING:
        return None, -1
    low = parsed.sentences[max(0, parsed.sentence[head] - 1)][0]
    for index in range(low, head):
        if _is_asked(parsed, index, _ASKING):
            actor = discourse.by_word.get(index)
            known = actor is None and _is_body(discourse, index)
            if known or (actor is not None and actor.kind == "organisation"):
                return actor, index if known else -1
    return None, -1


def _is_asked(parsed: ParsedText, index: int, verbs: frozenset[str]) -> bool:
    """Say whether a word outside marks is whom somebody asks, or to whom something is sent."""
    verb = parsed.heads[index]
    asks = verb >= 0 and parsed.lemmas[verb] in verbs and parsed.quoted_at[index] < 0
    return asks and parsed.relations[index] in {"obj", "iobj", "obl"}


def answerer(discourse: Discourse, head: int) -> int:
    """Return the word of who was asked or written to before "the answer came", -1 if nobody."""
    parsed = discourse.parsed
    low = parsed.line_words(max(0, parsed.paragraph[head] - 1))[0]
    for index in range(head - 1, low - 1, -1):
        actor = discourse.by_word.get(index) or discourse.by_role.get(index)
        known = actor is not None and actor.kind in {"person", "organisation"}
        known = known or noun_of(parsed, index) in _ASKED
        near = (word.text.lower() for word in parsed.words[max(0, index - 2) : index])
        sent = parsed.quoted_at[index] < 0 and "to" in near  # may hang on what was sent
        start = parsed.sentences[parsed.sentence[index]][0]
        sent = sent and any(parsed.lemmas[at] in _ADDRESSING for at in range(start, index))
        if known and (sent or _is_asked(parsed, index, _ADDRESSING)):
            return index
    return -1


def _acting_body(discourse: Discourse, index: int) -> tuple[Actor | None, int]:
    """Return the body that a subject means, by its name or by what it is called.

    What has no name is itself the head word of its phrase: "the town hall", "the letter".
    """
    actor = discourse.by_word.get(index) or discourse.by_role.get(index)
    actor = actor or _beside(discourse, index)
    if actor is not None:
        return (actor if actor.kind == "organisation" else None), -1
    noun = noun_of(discourse.parsed, index)
    if noun not in DOCUMENTS and "Number=Plur" in discourse.parsed.words[index].feats:
        return None, -1  # "prosecutors" are no "it"
    if noun in DOCUMENTS:
        same = document_before(discourse.parsed, index)
        index = same if same >= 0 else index
        actor, word = author(discourse, noun_of(discourse.parsed, index), index)
        if actor is None and word < 0:
            actor, word = issuer(discourse, index)
        known = is_definite(discourse.parsed, index) or _is_brought_in(discourse.parsed, index)
        return actor, word if word >= 0 or actor else index if known else -1
    if noun not in BODIES | OUTLETS:
        return None, index if _says_itself(discourse, index) else -1
    actor = bearer(discourse, index)
    after = discourse.parsed.words[index + 1 : index + 2]
    told = any(word.upos == "ADP" for word in after)  # "the agency in charge of the dykes"
    if actor is None and noun in GENERIC and not told:
        actor, word = group(discourse, index)
        if word >= 0:
            return None, word
    actor = actor or company(discourse, index)
    known = _is_body(discourse, index) or _is_brought_in(discourse.parsed, index)
    return actor, index if actor is None and known else -1


def _says_itself(discourse: Discourse, index: int) -> bool:
    """Say whether a noun that is no person's is the subject of a verb of saying: "the plant said".

    "The operator" is a person or a company: an "it" takes it up as a company.
    """
    parsed, verb = discourse.parsed, discourse.parsed.heads[index]
    single = parsed.words[index].upos == "NOUN" and "Number=Plur" not in parsed.words[index].feats
    says = parsed.relations[index] == "nsubj" and verb >= 0 and parsed.lemmas[verb] in _SAYING
    somebody = noun_of(parsed, index) in (PERSONS | CALLINGS | ANYBODY) - FIRMS
    return single and says and not somebody and is_definite(parsed, index)


def _is_brought_in(parsed: ParsedText, index: int) -> bool:
    """Say whether a body is new: "a tribunal ordered"."""
    return any(parsed.lemmas[child] in {"a", "an"} for child in parsed.children[index])
