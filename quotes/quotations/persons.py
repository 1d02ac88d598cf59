"""Everybody an article is about, in text order: named or not, with each place that means them.

A pronoun goes to the likeliest person before it (`antecedents.py`) and is then a place that means
them too, so that a chain of "he" holds over paragraphs; "a sophomore", "the captain" and "her
husband" can be meant by a pronoun as a named person can.
"""

from __future__ import annotations

from collections.abc import Collection

from quotes.model import Mention
from quotes.quotations.antecedents import PRONOUN_GENDER, ranked, reacts
from quotes.quotations.coreference import described
from quotes.quotations.entities import Actor, Discourse, Person, Place
from quotes.quotations.names import is_title
from quotes.quotations.parsed_text import FINITE_OR_MODAL, ParsedText
from quotes.quotations.phrases import AGENTS, aged, is_definite, named_head, noun_of, phrase_span
from quotes.quotations.roles import named_later, one_of_two
from quotes.quotations.wordlists import (
    ANYBODY,
    BODIES,
    CALLINGS,
    DOCUMENTS,
    GENDERED_NOUNS,
    GENITIVES,
    OUTLETS,
    PERSONS,
    REPORTING,
    TIMES,
)

_COMPOUNDED = (
    *(noun for noun in CALLINGS if len(noun) > 6),
    "woman",
    "maid",
    "boy",
    "girl",
)  # "headteacher"
_NO_PERSONS = BODIES | DOCUMENTS | OUTLETS | TIMES

_SURELY = 0.6  # chance over which a pronoun shows the gender of whom it means; by hand
_ROLE_REACH = 16  # words between a role and the name that closes it
_IT = frozenset({"that", "it", "this", "he", "she"})
_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART"})
_BEGINS = frozenset({"CCONJ", "SCONJ", "PUNCT"})
_PRESENTING = frozenset({"is", "was", "stands", "stood", "sits", "sat", "came", "comes"})
_FRONTED = frozenset({"Among", "Beside", "Behind", "Then", "There", "Next", "With", "Here"})
_BESIDE = frozenset({"appos", "flat", "compound", "xcomp"})
_LIKE = frozenset({"as", "like", "than", "no", "any", "every"})
_NEW = frozenset({"a", "an", "another", "one", "some"})
_AGES = frozenset({"young", "old", "younger", "older", "elderly", "little"})
_APPOSED = 30  # words between a name and its verb
_GROUPS = frozenset({"them", "us", "those"})
_SOMEBODY = frozenset({"Someone", "Somebody"})
_GROUP = 6  # words of "the plant's own workers"


def follow(discourse: Discourse, speaking: Collection[int]) -> None:
    """Fill in `discourse.persons`; `speaking` are the source words of quotations."""
    starts = {first: (actor, end) for actor in discourse.actors for first, end in actor.spans}
    parsed = discourse.parsed
    for index, word in enumerate(parsed.words):
        if parsed.quoted_at[index] >= 0:
            continue
        if index in starts:
            actor, end = starts[index]
            if actor.kind == "person":
                _named(discourse, actor, (index, end), speaking)
            continue
        gender = PRONOUN_GENDER.get(word.text.lower())
        if gender is not None:
            _pronoun(discourse, index, gender, speaks=index in speaking)
        elif _is_one_of(parsed, index) or _is_someone(discourse, index, speaking):
            person = _described(discourse, index)
            person.places.append(_place(parsed, index, speaks=index in speaking))


def _named(
    discourse: Discourse, actor: Actor, span: tuple[int, int], speaking: Collection[int]
) -> None:
    """Add the place of a name to its person."""
    parsed, (first, end) = discourse.parsed, span
    word = next((m for m in actor.mentions if first <= m < end), end - 1)
    phrase = next((p for p in actor.described if 0 < first - p.head < _ROLE_REACH), None)
    start = min(phrase.words) if phrase else first
    speaks = any(at in speaking for at in (*range(first, end), *(phrase.words if phrase else ())))
    owner = end < len(parsed.words) and parsed.words[end].text in GENITIVES
    owner = owner or parsed.words[end - 1].text.endswith(("’s", "'s"))
    place = _place(parsed, named_head(parsed, word), speaks=speaks)
    glued = discourse.by_word.get(place.top) not in (None, actor)
    subject = (
        (place.subject and not glued) or is_subject(discourse, word) or _is_presented(parsed, first)
    )
    subject = not owner and (subject or _opens_clause(discourse, start, end))
    whose = discourse.person(actor)
    if not whose.places:
        _same_person(discourse, whose, start, phrase.head if phrase else -1)
    oblique = place.oblique and not subject
    whose.places.append(Place(word, place.top, subject, owner, oblique, speaks))


def _same_person(discourse: Discourse, named: Person, start: int, role: int) -> None:
    """Give a person named for the first time the places of whom the article had not named.

    "A lawyer asked … . The lawyer, Ana Mejía, said"; "A man shouted … . That was Luis Páez".
    """
    parsed = discourse.parsed
    low = parsed.sentences[parsed.sentence[start]][0]
    opening = [word.text.lower() for word in parsed.words[low:start]]
    presented = len(opening) == 2 and opening[0] in _IT and opening[1] in {"is", "was"}
    noun = noun_of(parsed, role) if role >= 0 else ""
    known = role >= 0 and any(parsed.lemmas[child] == "the" for child in parsed.children[role])
    for person in reversed(discourse.persons):
        if person.actor is not None or person.gender not in {named.gender, None}:
            continue
        if presented or (known and person.noun == noun):
            named.places[:0] = person.places
            discourse.persons.remove(person)
            return
        if parsed.paragraph[start] - parsed.paragraph[person.places[-1].word] > 1:
            return


def _pronoun(discourse: Discourse, index: int, gender: str, *, speaks: bool) -> None:
    """Add the place of a pronoun to the likeliest person before it."""
    found = ranked(discourse, index, gender)
    if not found:
        return
    chance, person = found[0]
    if person.gender is None and chance >= _SURELY:
        person.gender = gender
    person.places.append(_place(discourse.parsed, index, speaks=speaks))


def _place(parsed: ParsedText, index: int, *, speaks: bool) -> Place:
    relation = parsed.relations[index]
    after = parsed.words[index + 1].text if index + 1 < len(parsed.words) else ""
    owner = parsed.words[index].deprel == "nmod:poss" or after in GENITIVES
    oblique = any(parsed.relations[child] == "case" for child in parsed.children[index])
    subject = speaks or relation in {"nsubj", "root"}
    return Place(index, index, subject and not owner, owner, oblique and not speaks, speaks)


def _is_one_of(parsed: ParsedText, index: int) -> bool:
    """Say whether "one" brings in one of several: "One of the women, who had come, said"."""
    if parsed.words[index].text.lower() != "one" or index + 2 >= len(parsed.words):
        return False
    near = range(index + 1, min(index + 2 + _GROUP, len(parsed.words)))
    if parsed.words[index + 1].text.lower() != "of":
        return False
    if parsed.words[index + 2].text.lower() in _GROUPS:
        return True
    nouns = (at for at in near if "Number=Plur" in parsed.words[at].feats)
    last = next((at for at in nouns if parsed.words[at].upos == "NOUN"), -1)
    return last >= 0 and parsed.lemmas[last] in PERSONS | CALLINGS | ANYBODY


def _is_someone(discourse: Discourse, index: int, speaking: Collection[int]) -> bool:
    """Say whether a noun brings in or takes up one person: no plural, no apposition, no body."""
    parsed, word = discourse.parsed, discourse.parsed.words[index]
    taken = index in discourse.by_word or index in discourse.by_role
    opens = index == parsed.sentences[parsed.sentence[index]][0]
    somebody = opens and word.text in _SOMEBODY  # "Someone at the back whistled"
    if (
        not (somebody or word.upos in {"NOUN", "PROPN", "ADJ"})
        or taken
        or "Number=Plur" in word.feats
    ):
        return False
    noun, after = noun_of(parsed, index), [w.text.lower() for w in parsed.words[index + 1 :][:2]]
    who = after[:1] == ["who"] or after in ([",", "who"], [",", "whose"])
    placed = any(parsed.relations[child] == "case" for child in parsed.children[index])
    who = who and not (placed and after[:1] == ["who"])  # "a man from the coast who"
    person = (
        somebody
        or bool(one_of_two(parsed, index))
        or noun in PERSONS | CALLINGS
        or noun.endswith(_COMPOUNDED)
    )
    person = person or (index in speaking and noun.endswith(AGENTS) and noun not in REPORTING)
    person = person or (parsed.relations[index] == "nsubj" and reacts(parsed, parsed.heads[index]))
    if noun in _NO_PERSONS or not (who or person):
        return False
    titled = word.text[:1].isupper() and index + 1 < len(parsed.words)
    if titled and is_title(word.text) and parsed.words[index + 1].text[:1].isupper():
        return False  # "Governor Ana Mejía"
    if word.upos == "ADJ" and parsed.relations[index] == "amod":
        return False  # "no resident students"
    if parsed.relations[index] in _BESIDE and not _closes_phrase(discourse, index):
        return False
    below = {
        parsed.words[child].text.lower()
        for child in parsed.children[index]
        if parsed.relations[child] in {"case", "det", "advmod"}
    }
    predicate = any(parsed.relations[child] == "cop" for child in parsed.children[index])
    return not (predicate or below & _LIKE or _is_beside(discourse, index))


def _closes_phrase(discourse: Discourse, index: int) -> bool:
    """Say whether a noun closes the phrase of the word before it, whatever the parse.

    "The Cienaguita coach", "a police captain who".
    """
    parsed, named = discourse.parsed, discourse.by_word.get(index - 1)
    small = parsed.words[index].text[:1].islower()
    if not small or index < 1 or named is not None:
        return small and named is not None and named.kind != "person"
    before = parsed.words[index - 1]
    cut = parsed.words[index].upos == "PROPN" and parsed.relations[index] in _BESIDE
    return cut and before.upos == "NOUN" and before.text[:1].islower()


def _is_beside(discourse: Discourse, index: int) -> bool:
    """Say whether a noun only describes who stands before its comma: "Ana Mejía, a tall woman"."""
    parsed = discourse.parsed
    above = discourse.by_word.get(parsed.heads[index])
    joined = any(parsed.relations[child] == "cc" for child in parsed.children[index])
    listed = parsed.relations[index] in {"conj", "appos"} and not joined  # "X, a father, a mason"
    if listed and above is not None and above.kind == "person":
        return True
    first = parsed.within(phrase_span(parsed, index))[0]
    if first < 2 or parsed.words[first - 1].text != ",":
        return False
    at = first - 2
    while at > 0 and parsed.words[at].upos in {"NUM", "PUNCT"}:
        at -= 1
    same = parsed.sentence[at] == parsed.sentence[index]
    someone = discourse.by_word.get(at)
    person = someone is not None and someone.kind == "person"
    unnamed = any(place.word == at for p in discourse.persons for place in p.places)
    return same and (person or unnamed)


def _described(discourse: Discourse, index: int) -> Person:
    """Return whom a noun takes up, or the person that it brings in."""
    parsed, noun = discourse.parsed, noun_of(discourse.parsed, index)
    span = phrase_span(parsed, index)
    below = {parsed.lemmas[child] for child in parsed.children[index]}
    if is_definite(parsed, index):
        found = described(discourse, Mention(span.of(parsed.text), span), index)
        actor = found.actor
        if actor is not None and not found.called and named_later(discourse, noun) is not actor:
            actor = None
        if actor is not None and actor.kind == "person":
            if aged(parsed, index):  # "the 20-year-old winger": later "the winger"
                actor.roles[noun] += 1
            return discourse.person(actor)
        for person in reversed(discourse.persons):
            old = {parsed.lemmas[child] for child in parsed.children[person.head]} & _AGES
            other = old and below & _AGES and not old & below  # "the young man", "the old man"
            if person.actor is None and person.noun == noun and not (below & _NEW or other):
                return person
    gender = GENDERED_NOUNS.get(noun)
    if noun == "one":  # "one of the women"
        near = parsed.words[index + 2 : index + 2 + _GROUP]
        gender = next((GENDERED_NOUNS.get(w.lemma) for w in near if w.upos == "NOUN"), gender)
    person = Person(None, gender, noun, index)
    discourse.persons.append(person)
    return person


# In which part of the sentence a name stands


def _opens_clause(discourse: Discourse, start: int, end: int) -> bool:
    """Say whether a name with its titles begins a clause and a verb follows, whatever the parse.

    "In the hamlet, farmer Luis Páez closed", "Councilwoman Ana Mejía, who was there, produced".
    """
    parsed = discourse.parsed
    low = parsed.sentences[parsed.sentence[start]][0]
    at = start
    while at > low and (
        parsed.words[at - 1].upos in _NOMINAL or parsed.words[at - 1].deprel == "nmod:poss"
    ):
        at -= 1
        named = discourse.by_word.get(at)
        after = parsed.words[at + 1].text
        if named is not None and named.kind == "person" and after not in GENITIVES:
            return False  # "Mejía doubts Páez", taken for one name
    opens = at == low
    if not (opens or parsed.words[at - 1].upos in _BEGINS) or end >= len(parsed.words):
        return False
    if parsed.words[end].text != ",":
        return _is_finite(parsed, end)
    high = min(parsed.sentences[parsed.sentence[start]][1], end + _APPOSED)
    commas = [i for i in range(end + 1, high - 1) if parsed.words[i].text == ","]
    joint = [word.text.lower() for word in parsed.words[max(low, at - 2) : at]]
    clause = opens or joint in ([",", "and"], [",", "but"], [",", "while"])
    return clause and any(_is_finite(parsed, i + 1) for i in commas)


def _is_finite(parsed: ParsedText, index: int) -> bool:
    return parsed.words[index].xpos in FINITE_OR_MODAL and parsed.quoted_at[index] < 0


def _is_presented(parsed: ParsedText, first: int) -> bool:
    """Say whether a name is presented behind its verb: "among his cooks is Ana Mejía"."""
    verb = first - 1
    presents = verb > 0 and parsed.words[verb].text.lower() in _PRESENTING
    opens = presents and parsed.words[parsed.sentences[parsed.sentence[verb]][0]].text in _FRONTED
    return opens and parsed.sentence[verb] == parsed.sentence[first]


def is_subject(discourse: Discourse, word: int) -> bool:
    """Say whether a name is a subject, itself or through its title or the role before it.

    "The conductor, Ana Mejía, was" through "conductor"; "the mayor, Ana Mejía, has" by the order of
    the words alone, since parsers often hang such a name elsewhere.
    """
    parsed = discourse.parsed
    actor, top = discourse.by_word.get(word), named_head(parsed, word)
    if parsed.relations[top] == "nsubj" and discourse.by_word.get(top) in (None, actor):
        return True  # not in "Mejía doubts Páez", taken for one name
    span = next((s for s in actor.spans if s[0] <= word < s[1]), None) if actor else None
    if actor is None or span is None:
        return False
    first, end = span
    if first and is_title(parsed.words[first - 1].text) and _is_nsubj(parsed, first - 1):
        return True
    role = next((p for p in actor.described if first - _ROLE_REACH < p.head < first), None)
    if role is None:
        return False
    closing = [w.text for w in parsed.words[end : end + 1]] == [","]
    verb = end + 1 if closing else end
    same = verb < len(parsed.words) and parsed.sentence[verb] == parsed.sentence[word]
    return _is_nsubj(parsed, role.head) or (closing and same and _is_finite(parsed, verb))


def _is_nsubj(parsed: ParsedText, index: int) -> bool:
    return parsed.relations[index] == "nsubj"
