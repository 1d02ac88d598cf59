"""An actor of the article, and what its mentions say of its roles and its gender."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from quotes.quotations.given_names import by_ending, gender_of
from quotes.quotations.names import Name, folded, is_title
from quotes.quotations.reading import Reading
from quotes.quotations.titles import GENDERED_NOUNS, HONORIFICS, ROLES, SHORT_TITLES

_STOPS = frozenset({",", ".", "who", "which", "and", "said", "says", ";", "—", "(", "“"})
_BECOMES = frozenset({"became", "becomes", "is", "was", "as"})
_UNDER_GENERALS = frozenset({"lieutenant", "major", "colonel"})  # Lt. Gen. is a general
_AROUND = frozenset({"compound", "amod", "flat", "nmod", "appos"})


@dataclass(slots=True)
class Actor:
    """One person, organisation or place of the article, with everything it is called.

    `mentions` are the word indexes that name it, in text order; `roles` the nouns
    the article gives it ("president", "minister", "magazine") with counts; `title`
    its most frequent role; `spans` the words of each mention; `gender` "male", "female" or None.
    """

    kind: str
    name: Name
    mentions: list[int] = field(default_factory=list)
    roles: Counter[str] = field(default_factory=Counter)
    gender: str | None = None
    title: str | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)

    def full_name(self) -> str:
        """Return the fullest form of the name."""
        return self.name.shown


def titles_before(reading: Reading, first: int) -> list[str]:
    """Return the title words directly before a name, the weightiest first.

    "Foreign Minister" gives "minister", "Attorney General" the attorney before the general.
    """
    found: list[str] = []
    at = first - 1
    while at >= 0 and len(found) < 3 and is_title(reading.words[at].text):
        word = folded(reading.words[at].text)
        found.append(SHORT_TITLES.get(word, word))
        at -= 1
    known = [word for word in found if word in HONORIFICS or word in ROLES]
    if known[:1] == ["general"] and len(known) > 1 and known[1] not in _UNDER_GENERALS:
        known.reverse()
    return known


def note_roles(reading: Reading, actor: Actor, head: int) -> None:
    """Collect the role nouns around one mention: before it, in apposition, as a predicate."""
    around = [c for c in reading.children[head] if reading.relations[c] in _AROUND]
    governor = reading.heads[head]
    if governor >= 0 and reading.relations[head] in {"appos", "flat", "compound", "nsubj"}:
        around.append(governor)
    for index in around:
        lemma = folded(reading.words[index].text)
        single = lemma[:-1] if lemma.endswith("s") and lemma[:-1] in ROLES else lemma
        if single in ROLES or reading.words[index].upos == "NOUN":
            actor.roles[single] += 1


def note_roles_beside(reading: Reading, actor: Actor) -> None:
    """Collect the roles beside a name whatever the parse: "X, the mayor", "X became mayor"."""
    for _, end in actor.spans:
        words = [w.text.lower() for w in reading.words[end : end + 9]]
        if words[:1] == [","]:
            stop = next((i for i, w in enumerate(words) if i and w in _STOPS), len(words))
            actor.roles.update(role for w in words[1:stop] if (role := folded(w)) in ROLES)
        elif words[:1] and words[0] in _BECOMES:
            actor.roles.update(role for w in words[1:5] if (role := folded(w)) in ROLES)


def note_gender(reading: Reading, actor: Actor) -> None:
    """Set gender from honorifics, gendered nouns, the given name, or pronouns right after."""
    if actor.kind != "person":
        return
    votes: Counter[str] = Counter()
    for role, count in actor.roles.items():
        shown = HONORIFICS.get(role) or GENDERED_NOUNS.get(role)
        if shown:
            votes[shown] += count
    given = gender_of(actor.name.parts[0].split()[0]) if actor.name.is_full else None
    actor.gender = votes.most_common(1)[0][0] if votes else given or _by_pronouns(reading, actor)
    actor.gender = actor.gender or (by_ending(actor.name) if actor.name.is_full else None)
    titles = [role for role, _ in actor.roles.most_common() if role in ROLES]
    actor.title = titles[0] if titles else None


def _by_pronouns(reading: Reading, actor: Actor) -> str | None:
    """Return the gender of the first singular pronoun after most subject mentions."""
    votes: Counter[str] = Counter()
    for head in actor.mentions:
        if reading.relations[head] != "nsubj":
            continue
        for index in range(head + 1, min(head + 25, len(reading.words))):
            lower = reading.words[index].text.lower()
            if lower in {"he", "his", "him", "she", "her"}:
                votes["female" if lower in {"she", "her"} else "male"] += 1
                break
    return votes.most_common(1)[0][0] if votes else None
