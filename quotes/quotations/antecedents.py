"""Whom a pronoun means: how likely each person is who stands before it in the article.

A softmax over a few features of each candidate (how far, in which part of the sentence, who spoke
last, whose paragraph it is). The weights are learned from articles whose speakers are known;
`quotes/weights/speakers/CARD.md` says from which and with which command.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from quotes.quotations.entities import Discourse, Person, Place
from quotes.quotations.forests import learned
from quotes.quotations.parsed_text import FINITE_OR_MODAL, ParsedText
from quotes.quotations.wordlists import REACTING, RELATIVES, REPORTING

_BACKWARDS = 400  # own words; the farthest that a pronoun was seen to point back in our own seeds
_LINES = 4  # paragraphs beyond which a mention is just as far
_OPENING = 3  # words that open a quotation, its mark among them
_KIN_REACH = 3  # words from "whose" to who is told of: "whose elder brother Luis"
_NOMINAL = frozenset({"NOUN", "PROPN"})
_KIN = RELATIVES | {"eldest", "elder", "oldest", "youngest"}
_REFLEXIVE = frozenset({"himself", "herself"})
_PHRASE = frozenset({"DET", "PRON", "ADJ", "NOUN", "PROPN", "NUM", "PART"})
_ANSWERING = frozenset({"reply", "answer", "respond", "retort", "counter"})
_ASKING = frozenset({"ask", "demand", "inquire", "enquire"})
_ASIDE = _ASKING | frozenset(
    {"want", "wonder", "have", "leave", "go", "die", "vanish", "disappear", "sleep", "asleep"}
)
_POSSESSIVE = frozenset({"his", "her", "hers"})
_SURE = frozenset({"sure", "certain", "convinced", "impressed", "persuaded", "amused", "happy"})
_DENYING = frozenset({"not", "n't", "n’t", "less", "hardly", "never"})
_GESTURED = frozenset({"head", "hand", "hands", "shoulder", "shoulders", "eye", "eyes", "eyebrow"})
_VIEWS = frozenset(
    {"doubt", "view", "explanation", "theory", "version", "opinion", "idea", "answer", "word"}
)
Features = dict[str, float]
PRONOUN_GENDER: dict[str, Literal["male", "female"]] = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip


def ranked(discourse: Discourse, head: int, gender: str | None) -> list[tuple[float, Person]]:
    """Return the persons that a pronoun can mean with their chances, the likeliest first."""
    people = candidates(discourse, head, gender)
    if not people:
        return []
    found = chances(features(discourse, head, gender, people))
    order = sorted(zip(found, people, strict=True), key=lambda pair: -pair[0])
    on = _goes_on(discourse.parsed, head, [one for _, one in order])
    at = next((at for at, (_, one) in enumerate(order) if on is not None and one is on), 0)
    if at:  # whatever was learned: the last sentence is theirs, and so is what follows
        order[0], order[at] = (order[0][0], order[at][1]), (order[at][0], order[0][1])
    return order


def _goes_on(parsed: ParsedText, head: int, people: Sequence[Person]) -> Person | None:
    """Return who goes on speaking: "Mejía said the judge had come. “She was late,” she said".

    The pronoun says what is quoted, and the sentence right before tells what one of the persons
    said, whomever else it names behind that verb, or what somebody without a name did: "Her lawyer
    objected. “It is late,” he said". Not a relative, of whom the family tells as often, nor where
    what is quoted speaks of them ("“He slept,” he said"). None where somebody answers, or nothing
    of the kind stands there. Who only is a relative there ("Mejía, whose brother had drowned") is
    told of by who has them. `people` are whom the pronoun may mean, the likeliest first.
    """
    start = quoted_from(parsed, head)
    low, high = parsed.sentences[parsed.sentence[start - 1]] if start > 0 else (0, -1)
    told = [at for at in range(low, high) if parsed.heads[at] < 0 and parsed.quoted_at[at] < 0]
    if parsed.paragraph[low] != parsed.paragraph[head] or high != start or not told:
        return None
    here = [(one, p) for one in people for p in one.places if low <= p.word < high]
    subject = max(parsed.subject(told[0]), 0) or told[0]  # "A shepherd who saw it is sure"
    acts = next((one for one, place in here if subject in (place.word, place.top)), None)
    whose = _whose(parsed, people[0], low)
    if whose >= 0:
        having = [(one, p) for one, p in here if p.word < whose]
        if acts is not None and acts is not people[0]:
            return acts
        last = max(having, key=lambda pair: (pair[1].subject, pair[1].word), default=None)
        return last[0] if last else None
    if acts is None and here and _is_brought_in(here):
        return here[0][0]  # "The first lorry is driven by Ana Mejía"
    before = (p for one, p in here if one is people[0] and p.word < told[0])
    if acts is None or any(not place.owner or place.subject for place in before):
        return None  # "One of them, Ana Mejía, said"
    speaks = _takes_it(parsed, told[0]) or _tells(parsed, head, told[0], acts)
    return acts if speaks else None


def _is_brought_in(here: Sequence[tuple[Person, Place]]) -> bool:
    """Say whether these places of a sentence bring in somebody by full name, and nobody else."""
    one, place = here[0]
    new = one.actor is not None and one.actor.name.is_full and place is one.places[0]
    return new and not place.owner and all(other is one for other, _ in here)


def _takes_it(parsed: ParsedText, verb: int) -> bool:
    """Say whether one of a sentence's verbs tells how what was said before is taken."""
    verbs = [verb, *(at for at in parsed.children[verb] if parsed.relations[at] == "conj")]
    return any(reacts(parsed, at) for at in verbs)


def _tells(parsed: ParsedText, head: int, verb: int, acts: Person) -> bool:
    """Say whether who acts says something with a verb, or does so without a name and goes on."""
    start = quoted_from(parsed, head)
    if parsed.lemmas[parsed.heads[head]] in _ANSWERING | _ASKING:
        return False
    if parsed.lemmas[verb] in REPORTING - _ASKING:
        return True
    other = any(_is_anothers(parsed, at) for at in range(verb + 1, start - 1))
    does = parsed.words[start - 1].text != "?" and _does_so(parsed, verb) and not other
    unnamed = acts.actor is None and acts.noun not in _KIN
    return does and unnamed and not _is_spoken_of(parsed, start, head)


def _whose(parsed: ParsedText, person: Person, low: int) -> int:
    """Return the "whose" before somebody of whom nothing else is told than in a sentence, or -1."""
    first = person.places[0].word
    near = range(max(low, first - _KIN_REACH), first)
    return next((at for at in near if parsed.words[at].text.lower() == "whose"), -1)


def reacts(parsed: ParsedText, verb: int) -> bool:
    """Say whether a verb tells how one takes what another said: "shrugged", "was not so sure".

    A gesture does ("shook her head"), and who has doubts or another view.
    """
    below = {parsed.lemmas[at] for at in parsed.children[verb]}
    given = [at for at in parsed.children[verb] if parsed.relations[at] == "obj"]
    own = (at for at in given if parsed.lemmas[at] in _GESTURED)
    gesture = any(parsed.words[c].deprel == "nmod:poss" for at in own for c in parsed.children[at])
    views = parsed.lemmas[verb] == "have" and any(parsed.lemmas[at] in _VIEWS for at in given)
    unsure = parsed.lemmas[verb] in _SURE and below & _DENYING
    return parsed.lemmas[verb] in REACTING or gesture or views or bool(unsure)


def _does_so(parsed: ParsedText, verb: int) -> bool:
    """Say whether somebody objects, is not so sure or shakes his head, as before speaking.

    Who raises a rent or leaves is what others speak of.
    """
    known = parsed.words[verb].upos in {"VERB", "ADJ"} and parsed.lemmas[verb] not in _ASIDE
    objects = (at for at in parsed.children[verb] if parsed.relations[at] == "obj")
    return known and all(
        parsed.lemmas[at] == "it"
        or any(parsed.words[below].deprel == "nmod:poss" for below in parsed.children[at])
        for at in objects
    )


def _is_anothers(parsed: ParsedText, at: int) -> bool:
    """Say whether a word behind a verb turns to another: "A lawyer called him", "… but Mejía won".

    Whatever the parse: the noun stands right before a verb, the pronoun owns nothing.
    """
    word, behind = parsed.words[at], parsed.words[at + 1]
    subject = word.upos in _NOMINAL and behind.xpos in FINITE_OR_MODAL
    return subject or (word.text.lower() in PRONOUN_GENDER and word.deprel != "nmod:poss")


def _is_spoken_of(parsed: ParsedText, start: int, head: int) -> bool:
    """Say whether what is quoted from a word on begins with the pronoun of who says it."""
    opens = (word.text.lower() for word in parsed.words[start : start + _OPENING])
    return parsed.words[head].text.lower() in opens


def quoted_from(parsed: ParsedText, head: int) -> int:
    """Return the first word of what a pronoun says, which opens a sentence before it, else -1."""
    verb = parsed.heads[head]
    says = verb >= 0 and parsed.relations[head] == "nsubj" and parsed.lemmas[verb] in REPORTING
    number = max(parsed.quoted_at[max(0, head - 2) : head], default=-1) if says else -1
    start = parsed.within(parsed.quoted[number].outer)[0] if number >= 0 else -1
    opens = start >= 0 and start == parsed.sentences[parsed.sentence[start]][0]
    return start if opens else -1


def chances(rows: Sequence[Features]) -> list[float]:
    """Return how likely each of some candidates with these features is whom a pronoun means."""
    known = weights()
    scores = [sum(known.get(name, 0.0) * value for name, value in row.items()) for row in rows]
    top = max(scores)
    parts = [math.exp(score - top) for score in scores]
    return [part / sum(parts) for part in parts]


def weights() -> Features:
    """Return the learned weight of each feature."""
    return learned("antecedents")


def candidates(discourse: Discourse, head: int, gender: str | None) -> list[Person]:
    """Return the persons mentioned before a word whose gender a pronoun may have."""
    outside, line = discourse.parsed.outside, discourse.parsed.paragraph[head]
    return [
        person
        for person in discourse.persons
        if (place := person.before(head)) is not None
        and outside[head] - outside[place.word] <= _BACKWARDS
        and (gender is None or person.gender in {gender, None})
        and not discourse.only_aside((p for p in person.places if p.word < head), line)
    ]


def features(
    discourse: Discourse, head: int, gender: str | None, people: Sequence[Person]
) -> list[Features]:
    """Return the features of each candidate for a pronoun."""
    parsed = discourse.parsed
    places = [[place for place in person.places if place.word < head] for person in people]
    last = [own[-1].word for own in places]
    acting = [_last(own, "subject") for own in places]
    spoken = [_last(own, "speaks") for own in places]
    line = parsed.paragraph[head]
    own_line = [[place for place in own if parsed.paragraph[place.word] == line] for own in places]
    first = [own[0].word if own else len(parsed.words) for own in own_line]
    counts = [len(own) for own in places]
    begins = _begins(parsed, head)
    newest = max((own[-1] for own in places), key=lambda place: place.word)
    rows = []
    for at, person in enumerate(people):
        place = places[at][-1]
        new = bool(own_line[at]) and own_line[at][0] is person.places[0]
        row = {
            "near": -math.log1p(parsed.outside[head] - parsed.outside[place.word]),
            "lines": float(min(_LINES, line - parsed.paragraph[place.word])),
            "subject": float(place.subject),
            "main": float(place.subject and _is_main(parsed, place)),
            "owner": float(place.owner),
            "oblique": float(place.oblique),
            "acted last": float(0 <= acting[at] == max(acting)),
            "named last": float(last[at] == max(last)),
            "last aside": float(last[at] == max(last) and not place.subject),
            "over aside": float(_is_over(parsed, newest, places[at])),
            "spoke last": float(0 <= spoken[at] == max(spoken)),
            "speaks here": float(spoken[at] >= 0 and parsed.paragraph[spoken[at]] == line),
            "opens": float(any(p.subject and _opens(parsed, p.word) for p in own_line[at])),
            "first here": float(bool(own_line[at]) and first[at] == min(first)),
            "brought in": float(new and own_line[at][0].subject),
            "brought aside": float(new and not own_line[at][0].subject),
            "gender known": float(gender is not None and person.gender == gender),
            "unnamed": float(person.actor is None),
            "alone here": float(bool(own_line[at]) and sum(map(bool, own_line)) == 1),
            "often": math.log(counts[at]),
            "topic": counts[at] / sum(counts),
            "topic begins": counts[at] / sum(counts) * begins,
            "unnamed inside": float(person.actor is None and not _is_main(parsed, place)),
            "caption": float(parsed.paragraph[place.word] in discourse.captions),
        }
        row["clause"] = float(_is_in_clause(parsed, head, place))
        row |= _in_sentence(parsed, head, places[at])
        if _is_beside(discourse, head, person):
            row["clash"] = 1.0
        rows.append(row)
    return rows


def _is_beside(discourse: Discourse, head: int, person: Person) -> bool:
    """Say whether a person stands right before a possessive: "Ana Mejía, her spokeswoman"."""
    words, named = discourse.parsed.words, discourse.by_word.get(head - 2)
    owns = words[head].text.lower() in _POSSESSIVE and words[head - 1].text == ","
    return owns and person.actor is not None and named is person.actor


def _is_over(parsed: ParsedText, newest: Place, places: Sequence[Place]) -> bool:
    """Say whether somebody is the subject where another was named last: "Ana Mejía wrote to Luz".

    A pronoun aside ("The judge let her speak") is whom the paragraph is about.
    """
    own = parsed.sentence[newest.word]
    if parsed.words[newest.word].text.lower() in PRONOUN_GENDER:
        return False
    aside = not newest.subject and newest.word != places[-1].word
    return aside and any(place.subject and parsed.sentence[place.word] == own for place in places)


def _begins(parsed: ParsedText, head: int) -> float:
    """Return 1 for a word of the first sentence of a paragraph outside marks, else 0."""
    low = parsed.line_words(parsed.paragraph[head])[0]
    return float(parsed.quoted_at[low] < 0 and parsed.sentence[low] == parsed.sentence[head])


def _last(places: Sequence[Place], kind: str) -> int:
    """Return the last word of some places that are of a kind, -1 if none is."""
    return next((place.word for place in reversed(places) if getattr(place, kind)), -1)


def _opens(parsed: ParsedText, word: int) -> bool:
    """Say whether a word stands in the first sentence of its paragraph."""
    return parsed.sentence[parsed.line_words(parsed.paragraph[word])[0]] == parsed.sentence[word]


def _is_main(parsed: ParsedText, place: Place) -> bool:
    """Say whether a place is the subject of no relative or other clause inside a sentence."""
    head = parsed.heads[place.top]
    return place.speaks or head < 0 or parsed.relations[head] in {"root", "conj", "parataxis"}


def _opens_by(parsed: ParsedText, head: int, place: Place) -> bool:
    """Say whether somebody only does what is done to a subject: "Asked by Ana Mejía, she"."""
    start = parsed.sentences[parsed.sentence[head]][0]
    words = [word.text.lower() for word in parsed.words[start : place.word + 1]]
    opens = parsed.words[start].xpos == "VBN" and words[1:2] == ["by"] and "," not in words
    return opens and parsed.relations[head] == "nsubj"


def _is_told_about(parsed: ParsedText, head: int, place: Place) -> bool:
    """Say whether a sentence opens with whom a pronoun then speaks of: "Her son, she said".

    Nothing but the phrase and a comma stands before the pronoun, and a verb of saying behind it.
    """
    start, end = parsed.sentences[parsed.sentence[head]]
    if not (start < head - 1 and head + 1 < end) or parsed.words[head - 1].text != ",":
        return False
    says = parsed.lemmas[head + 1] in REPORTING and parsed.quoted_at[head] < 0
    phrase = range(start, head - 1)
    noun = all(parsed.words[at].upos in _PHRASE for at in phrase)
    return says and noun and place.word in phrase and not place.owner


def _is_in_clause(parsed: ParsedText, head: int, place: Place) -> bool:
    """Say whether a pronoun stands in a clause about somebody: "A cook, who left as he was ill"."""
    return place.top in parsed.ancestors(head) and not parsed.relations[head].startswith("nmod")


def _is_answered(parsed: ParsedText, head: int, place: Place) -> bool:
    """Say whether somebody asked what a pronoun answers: "“…?” asked Mejía. “…,” he replied"."""
    answer, question = parsed.heads[head], parsed.heads[place.top]
    verbs = answer >= 0 and question >= 0 and parsed.relations[head] == "nsubj" and place.speaks
    verbs = verbs and parsed.sentence[answer] != parsed.sentence[question]
    return verbs and parsed.lemmas[answer] in _ANSWERING and parsed.lemmas[question] in _ASKING


def _in_sentence(parsed: ParsedText, head: int, places: Sequence[Place]) -> Features:
    """Return what the pronoun's own sentence shows: whose "his" it is, and who cannot be "him"."""
    same = [place for place in places if parsed.sentence[place.word] == parsed.sentence[head]]
    pronoun = parsed.words[head]
    owns = pronoun.deprel == "nmod:poss" or pronoun.text.lower() in {"his", "hers"}
    acts = [place for place in same if place.subject]
    object_ = not owns and parsed.relations[head] in {"obj", "iobj", "obl"}
    clash = object_ and pronoun.text.lower() not in _REFLEXIVE
    clash = clash and any(parsed.heads[place.top] == parsed.heads[head] for place in acts)
    clash = clash or any(_opens_by(parsed, head, place) for place in same)
    clash = clash or any(_is_told_about(parsed, head, place) for place in same)
    clash = clash or any(_is_answered(parsed, head, place) for place in places[-1:])
    return {
        "same sentence": float(bool(same)),
        "owns": float(owns and bool(acts)),
        "clash": float(clash),
    }
