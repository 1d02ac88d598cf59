"""Who there is in an article: names that stand for one person or body, brought together."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from quotes.model import Span
from quotes.quotations.given_names import gender_of
from quotes.quotations.names import Name, could_be, folded, parse_name
from quotes.quotations.reading import Reading
from quotes.quotations.titles import GENDERED_NOUNS, HONORIFICS, ROLES

_MODIFIERS = frozenset({"compound", "amod", "flat", "nmod", "appos"})


@dataclass(slots=True)
class Actor:
    """One person, organisation or place of the article, with everything it is called.

    `mentions` are the places (word indexes) that name it, in text order; `roles`
    the role nouns the article gives it ("president", "minister"), with counts.
    """

    kind: str
    name: Name
    mentions: list[int] = field(default_factory=list)
    roles: Counter[str] = field(default_factory=Counter)
    gender: str | None = None
    title: str | None = None
    shown: Counter[str] = field(default_factory=Counter)

    def full_name(self) -> str:
        """Return the fullest form of the name."""
        return self.name.shown


def actors(reading: Reading) -> list[Actor]:
    """Return the actors of an article in the order of their first mention."""
    found: list[Actor] = []
    for head, text, kind in _named(reading):
        if kind == "person":
            _place_person(found, reading, head, parse_name(text))
        else:
            _place_body(found, head, text, kind)
    for actor in found:
        actor.mentions.sort()
        for head in actor.mentions:
            _note_roles(reading, actor, head)
        _note_gender(actor)
    found.sort(key=lambda actor: actor.mentions[0])
    return found


def _named(reading: Reading) -> list[tuple[int, str, str]]:
    """Return head word, text and kind of every named entity, fuller names first."""
    found = []
    for entity in reading.entities:
        low, high = reading.within(entity.span)
        if low >= high:
            continue
        head = _head(reading, low, high)
        kind = {"PERSON": "person", "ORG": "organisation", "LOC": "place"}.get(entity.type, "other")
        found.append((head, _tidy(entity.text), kind))
    order = sorted(
        range(len(found)), key=lambda i: (-min(2, len(parse_name(found[i][1]).parts)), found[i][0])
    )
    return [found[i] for i in order if found[i][1]]


def _tidy(text: str) -> str:
    text = re.sub(r"\s+", " ", text.strip(" \t\n“”\"‘’'.,;:()[]—–-"))
    return re.sub(r"['’]s$", "", text)


def _head(reading: Reading, low: int, high: int) -> int:
    for index in range(low, high):
        if not low <= reading.heads[index] < high:
            return index
    return high - 1


def _place_person(found: list[Actor], reading: Reading, head: int, name: Name) -> None:
    """Add a mention of a person: to the one it fits and who was named last, or as a new one."""
    fitting = [
        a for a in found if a.kind == "person" and (could_be(name, a.name) or _fuller(name, a))
    ]
    titles = set(name.titles) | set(_titles_before(reading, head))
    fitting = _told_apart(fitting, name, titles)
    if not name.parts:
        return
    actor = _nearest(fitting, head) if fitting else None
    if actor is None:
        actor = Actor("person", name)
        found.append(actor)
    elif _is_fuller(name, actor.name):
        actor.name = name
    actor.mentions.append(head)
    for title in titles:
        actor.roles[title] += 1


def _fuller(name: Name, actor: Actor) -> bool:
    return name.is_full and actor.name.is_full and could_be(actor.name, name)


def _is_fuller(name: Name, other: Name) -> bool:
    return (len(name.parts), len(name.shown)) > (len(other.parts), len(other.shown))


def _told_apart(fitting: list[Actor], name: Name, titles: set[str]) -> list[Actor]:
    """Return the persons that a surname can mean once titles and genders are compared."""
    genders = {HONORIFICS.get(title) or GENDERED_NOUNS.get(title) for title in titles} - {None}
    if genders and len(fitting) > 1:
        wanted = genders.pop()
        kept = [a for a in fitting if (a.gender or gender_of(a.name.parts[0])) in {wanted, None}]
        fitting = kept or fitting
    if len(fitting) > 1 and titles & ROLES:
        kept = [a for a in fitting if set(a.roles) & titles]
        fitting = kept or fitting
    if len(fitting) > 1 and not name.is_full:
        surname = [a for a in fitting if a.name.parts[0] != name.parts[0]]
        fitting = surname or fitting
    return fitting


def _nearest(fitting: list[Actor], head: int) -> Actor:
    """Return the person named last before a word, or else first after it."""

    def rank(actor: Actor) -> tuple[int, int]:
        before = [m for m in actor.mentions if m <= head]
        return (0, head - max(before)) if before else (1, min(actor.mentions) - head)

    return min(fitting, key=rank)


def _titles_before(reading: Reading, head: int) -> list[str]:
    """Return the title words directly before a name, folded: "Foreign Minister" gives "minister"."""
    entity = reading.entity[head]
    start = reading.entities[entity].span.start if entity >= 0 else reading.words[head].span.start
    at = reading.within(Span(start, start + 1))[0] - 1
    found = []
    while at >= 0 and len(found) < 4 and reading.words[at].text[:1].isalpha():
        word = folded(reading.words[at].text)
        if word not in HONORIFICS and word not in ROLES and not reading.words[at].text[0].isupper():
            break
        found.append(word)
        at -= 1
    return [word for word in found if word in HONORIFICS or word in ROLES]


def _place_body(found: list[Actor], head: int, text: str, kind: str) -> None:
    key = folded(text)
    for actor in found:
        if actor.kind == kind and folded(actor.name.shown) == key:
            actor.mentions.append(head)
            return
    found.append(Actor(kind, Name(text, (), (key,)), [head]))


def _note_roles(reading: Reading, actor: Actor, head: int) -> None:
    """Collect the role nouns around one mention: before it, in apposition, as a predicate."""
    around = [head, *[c for c in reading.children[head] if reading.relations[c] in _MODIFIERS]]
    governor = reading.heads[head]
    if governor >= 0 and reading.relations[head] in {"appos", "flat", "compound", "nsubj"}:
        around.append(governor)
    for index in around:
        lemma = folded(reading.words[index].text)
        single = lemma[:-1] if lemma.endswith("s") and lemma[:-1] in ROLES else lemma
        if single in ROLES or reading.words[index].upos == "NOUN":
            actor.roles[single] += 1


def _note_gender(actor: Actor) -> None:
    """Set the gender from honorifics, gendered nouns and the given name, in that order."""
    if actor.kind != "person":
        return
    votes: Counter[str] = Counter()
    for role, count in actor.roles.items():
        shown = HONORIFICS.get(role) or GENDERED_NOUNS.get(role)
        if shown:
            votes[shown] += count
    best = votes.most_common(1)
    actor.gender = best[0][0] if best else None
    if actor.gender is None and actor.name.is_full:
        actor.gender = gender_of(actor.name.parts[0].split()[0])
    titles = [role for role, _ in actor.roles.most_common() if role in ROLES]
    actor.title = titles[0] if titles else None
