"""Who there is in an article: names that stand for one person or body, brought together."""

from __future__ import annotations

from collections import Counter

from quotes.quotations.actors import (
    Actor,
    note_gender,
    note_roles,
    note_roles_beside,
    titles_before,
)
from quotes.quotations.given_names import gender_of
from quotes.quotations.names import Name, could_be, folded, parse_name
from quotes.quotations.naming import Named, named
from quotes.quotations.reading import Reading
from quotes.quotations.titles import BODIES, GENDERED_NOUNS, HONORIFICS, OUTLETS, ROLES

_BODILY = BODIES | OUTLETS
_PLACE_BEFORE = frozenset({"in", "at", "near", "from", "across", "outside"})


def people_and_bodies(reading: Reading) -> list[Actor]:
    """Return the actors of an article in the order of their first mention."""
    names = named(reading)
    people = _people(reading, names)
    found = people + _bodies(reading, names, people)
    for actor in found:
        actor.mentions.sort()
        for head in actor.mentions:
            note_roles(reading, actor, head)
        note_roles_beside(reading, actor)
        if actor.kind == "person" and not actor.name.is_full and set(actor.roles) & _BODILY:
            actor.kind = "organisation"
        note_gender(reading, actor)
    found.sort(key=lambda actor: actor.mentions[0])
    return found


def _people(reading: Reading, names: list[Named]) -> list[Actor]:
    """Return the persons: full names first, then the short names that fit them."""
    found: list[Actor] = []
    parsed = [(name, parse_name(name.text)) for name in names]
    for name, parts in parsed:
        if name.kind == "person" and parts.is_full:
            _place(found, reading, name, parts, new=True)
    full = {part for actor in found for part in actor.name.parts[1:]}
    for name, parts in parsed:
        if parts.is_full or not parts.parts:
            if name.kind != "person" and parts.is_full:
                _place(found, reading, name, parts, new=False)
            continue
        fits = name.kind == "person" or _is_surname(reading, name, parts, full)
        if fits:
            _place(found, reading, name, parts, new=name.kind == "person")
    return found


def _is_surname(reading: Reading, name: Named, parts: Name, surnames: set[str]) -> bool:
    """Say whether a short name tagged as something else is a known person's surname."""
    before = reading.lemmas[name.first - 1] if name.first else ""
    known = any(parts.parts[0] == s or parts.parts[0] in s.split("-") for s in surnames)
    return known and not (name.kind == "place" and before in _PLACE_BEFORE)


def _place(found: list[Actor], reading: Reading, name: Named, parts: Name, *, new: bool) -> None:
    """Add a mention of a person: to the one it fits and who was named last, or as a new one."""
    before = titles_before(reading, name.first)
    titles = list(dict.fromkeys([*before, *reversed(parts.titles)]))
    head = _head(reading, name)
    fitting = [a for a in found if could_be(parts, a.name) or _is_longer(parts, a)]
    fitting = _told_apart(fitting, parts, set(titles))
    actor = _nearest(fitting, head) if fitting else None
    if actor is None:
        if not new:
            return
        actor = Actor("person", parts)
        found.append(actor)
    elif (len(parts.parts), len(parts.shown)) > (len(actor.name.parts), len(actor.name.shown)):
        actor.name = parts
    actor.mentions.append(head)
    actor.spans.append((name.first, name.end))
    actor.roles.update(titles)


def _is_longer(parts: Name, actor: Actor) -> bool:
    return parts.is_full and actor.name.is_full and could_be(actor.name, parts)


def _told_apart(fitting: list[Actor], name: Name, titles: set[str]) -> list[Actor]:
    """Return the persons that a name can mean once genders and titles are compared."""
    genders: set[str] = {
        gender for t in titles if (gender := HONORIFICS.get(t) or GENDERED_NOUNS.get(t))
    }
    for wanted in genders:
        fitting = [a for a in fitting if _guess(a) in {wanted, None}] or (
            [] if name.is_full else fitting
        )
    if len(fitting) > 1 and titles & ROLES:
        fitting = [a for a in fitting if set(a.roles) & titles] or fitting
    if len(fitting) > 1 and not name.is_full:
        fitting = [a for a in fitting if a.name.parts[0] != name.parts[0]] or fitting
    return fitting


def _guess(actor: Actor) -> str | None:
    return actor.gender or gender_of(actor.name.parts[0].split()[0])


def _nearest(fitting: list[Actor], head: int) -> Actor:
    """Return the person named last before a word, or else first after it."""

    def rank(actor: Actor) -> tuple[int, int]:
        before = [m for m in actor.mentions if m <= head]
        return (0, head - max(before)) if before else (1, min(actor.mentions) - head)

    return min(fitting, key=rank)


def _bodies(reading: Reading, names: list[Named], people: list[Actor]) -> list[Actor]:
    """Return organisations, places and the rest: one a spelling, short forms in brackets joined."""
    persons = {word for person in people for word in person.mentions}
    found: dict[str, Actor] = {}
    kinds: dict[str, Counter[str]] = {}
    last: tuple[Named, Actor] | None = None
    for name in names:
        head, key = _head(reading, name), folded(name.text)
        if head in persons or name.kind == "person":
            continue
        actor = found.get(key)
        if actor is None and last is not None and _in_brackets(reading, last[0], name):
            actor = found[key] = last[1]
        if actor is None:
            actor = found[key] = Actor(name.kind, Name(name.text, (), (key,)))
        actor.mentions.append(head)
        actor.spans.append((name.first, name.end))
        kinds.setdefault(actor.name.shown, Counter())[name.kind] += 1
        last = (name, actor)
    for actor in found.values():
        actor.kind = kinds[actor.name.shown].most_common(1)[0][0]
    return list({id(actor): actor for actor in found.values()}.values())


def _in_brackets(reading: Reading, before: Named, name: Named) -> bool:
    gap = reading.text[
        reading.words[before.end - 1].span.end : reading.words[name.first].span.start
    ]
    return gap.strip() in {"(", "(“", '("', "(the"} and name.text.upper() == name.text


def _head(reading: Reading, name: Named) -> int:
    for index in range(name.first, name.end):
        if not name.first <= reading.heads[index] < name.end:
            return index
    return name.end - 1
