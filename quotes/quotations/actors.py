"""The names of an article that stand for one person or body, brought together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from quotes.quotations.entities import Actor
from quotes.quotations.mentions import Named, body_before, named, nicknames
from quotes.quotations.names import (
    Name,
    by_ending,
    could_be,
    folded,
    gender_of,
    gender_shown,
    is_title,
    parse_name,
)
from quotes.quotations.parsed_text import ParsedText
from quotes.quotations.phrases import noun_of, starts_clause, year_old
from quotes.quotations.role_phrases import RolePhrase, named_phrases, role_phrase
from quotes.quotations.wordlists import (
    BODIES,
    CALLINGS,
    COURTESIES,
    FIRMS,
    GENDERED_NOUNS,
    HONORIFICS,
    LANDFORMS,
    OUTLETS,
    RELATIVES,
    ROLES,
    SHORT_TITLES,
    TIMES,
    more_names,
)

_BODILY = BODIES | OUTLETS | FIRMS
# What only a place has: "the mayor of Piedra Mansa".
_LOCAL = frozenset(
    {"mayor", "governor", "prefect", "bishop", "archbishop", "town", "city", "village", "province",
     "municipality", "district", "parish", "streets", "outskirts", "residents", "inhabitants",
     "villagers", "port", "harbour", "harbor"}
)  # fmt: skip
_PEOPLE = ("n", "an", "ian", "ean", "ese", "ish", "er")  # of a place, behind its name
_TAKING_UP = {"he": "male", "his": "male", "she": "female", "her": "female"}
_PLURAL = (["are"], ["were"], ["have"])
_JOINING = frozenset({"and", "or", "nor", "&", ","})
_ELDER, _YOUNGER = frozenset({"elder", "older"}), frozenset({"younger"})
_PARENTS = frozenset({"father", "mother", "grandfather", "grandmother", "uncle", "aunt", "sr"})
_CHILDREN = frozenset({"son", "daughter", "grandson", "granddaughter", "nephew", "niece", "jr"})
_LEAST, _MOST = 2, 4  # words of a full name
_PLACE_BEFORE = frozenset({"in", "at", "near", "from", "across", "outside"})


def people_and_bodies(parsed: ParsedText) -> list[Actor]:
    """Return the actors of an article in the order of their first mention."""
    names = _settled(parsed, named(parsed))
    people = _people(parsed, names)
    found = people + _bodies(parsed, names, people)
    for actor in found:
        actor.mentions.sort()
        for head in actor.mentions:
            note_roles(parsed, actor, head)
        note_roles_beside(parsed, actor)
        if actor.kind == "person":
            note_descriptions(parsed, actor)
            note_age(parsed, actor)
        else:
            note_bodies(parsed, actor)
        if actor.kind == "person" and not actor.name.is_full and set(actor.roles) & _BODILY:
            actor.kind = "organisation"
        note_gender(parsed, actor)
    found.sort(key=lambda actor: actor.mentions[0])
    _note_ages(parsed, [actor for actor in found if actor.kind == "person"])
    return found


def _note_ages(parsed: ParsedText, people: Sequence[Actor]) -> None:
    """Set the ages of two told together: "the brothers Ana and Luz Mejía, aged 60 and 54"."""
    starts = {first: (actor, end) for actor in people for first, end in actor.spans}
    for actor, end in starts.values():
        other, stop = starts.get(end + 1, (actor, end))
        told = [word.text for word in parsed.words[stop : stop + 5] if word.text not in _AGE]
        ages = [word for word in told if word.isdigit()]
        listed = told[:1] == [","] and told[2:3] == ["and"] == [parsed.words[end].text]
        if other is not actor and listed and len(ages) > 1:
            actor.age, other.age = ages[:2]


def _settled(parsed: ParsedText, names: list[Named]) -> list[Named]:
    """Return names with one kind over the article where the tagger changes its mind.

    What is a body once is one everywhere; what mostly stands behind "in", "at" or "the mayor of"
    is a place.
    A name that begins with a common given name keeps its kind. Whom a clause names is a person
    ("a man known as Cobra"); "Guayacán" beside Atlético Guayacán is the body.
    """
    kinds: dict[str, Counter[str]] = {}
    standing: set[str] = set()  # tagged as places, and behind what stands before one
    for name in names:
        before = [word.text.lower() for word in parsed.words[max(0, name.first - 2) : name.first]]
        placed = before[-1:] and before[-1] in _PLACE_BEFORE
        placed = placed or (before[-1:] == ["of"] and before[0] in _LOCAL)
        told = "place" if placed else name.kind
        if placed and name.kind == "place":
            standing.add(folded(name.text))
        kinds.setdefault(folded(name.text), Counter())[told] += 1
    named_so = {folded(n.text) for n in names if named_phrases(parsed, n.first)}
    bodies = {folded(n.text) for n in names if body_before(parsed, n.first, n.end) >= 0}
    full = {folded(n.text) for n in names if n.kind == "organisation" and " " in n.text}
    ends = {name.split()[-1] for name in full}
    peaks = {folded(n.text).split()[-1] for n in names if n.kind == "place" and " " in n.text
             and folded(n.text).split()[0] in LANDFORMS}  # fmt: skip
    surnames = {folded(n.text).split()[-1] for n in names if n.kind == "person" and " " in n.text}
    peopled, bands = _peopled(parsed, names), _bands(parsed, names)
    settled = []
    for name in names:
        votes, text = kinds[folded(name.text)], folded(name.text)
        if name.kind != "person" and (text in named_so or _closes_role(parsed, name)):
            name = replace(name, kind="person")  # noqa: PLW2901
        elif text in bodies and gender_of(name.text.split()[0]) is None:
            name = replace(name, kind="organisation")  # noqa: PLW2901
        elif name.kind == "person" and gender_of(name.text.split()[0]) is None:
            untitled = not titles_before(parsed, name.first)
            short = text in ends - surnames and untitled
            if votes["organisation"] >= votes["person"] > 0 or short or text in bands:
                name = replace(name, kind="organisation")  # noqa: PLW2901
            elif (
                votes["place"] > votes["person"]
                or (votes["place"] == votes["person"] and text in standing - surnames)
                or (text in peaks and untitled)
                or (text in peopled and untitled and text not in surnames)
            ):
                name = replace(name, kind="place")  # noqa: PLW2901
        settled.append(name)
    return settled


def _peopled(parsed: ParsedText, names: Sequence[Named]) -> set[str]:
    """Return the single names whose people the article names, too: "Sabanalta", "Sabanaltan"."""
    words = {folded(word.text) for word in parsed.words if word.text[:1].isupper()}
    single = {folded(name.text) for name in names if name.text.isalpha()}
    return {name for name in single if any(name + ending in words for ending in _PEOPLE)}


def _bands(parsed: ParsedText, names: Sequence[Named]) -> set[str]:
    """Return the names that are subjects of verbs as several are: "Lozano have not won"."""
    return {
        folded(name.text)
        for name in names
        if [word.text for word in parsed.words[name.end : name.end + 1]][:1] in _PLURAL
        and (not name.first or parsed.words[name.first - 1].text.lower() not in _JOINING)
    }


def _closes_role(parsed: ParsedText, name: Named) -> bool:
    """Say whether a name taken for a place closes a role: "the minister for ports, Lucía Mora"."""
    parts = name.text.split()
    if not _LEAST <= len(parts) <= _MOST or {folded(part) for part in parts} & _BODILY:
        return False
    phrase = role_phrase(parsed, name.first, name.end)
    noun = folded(parsed.words[phrase.head].text) if phrase else ""
    if noun not in CALLINGS:
        return False
    known = name.kind == "place" and gender_of(parts[0]) is not None
    return known or (noun not in FIRMS and more_names().get(folded(parts[0])) is not None)


def _people(parsed: ParsedText, names: list[Named]) -> list[Actor]:
    """Return the persons: full names first, then the short names that fit them."""
    found: list[Actor] = []
    called = dict(nicknames(parsed))
    written_names = [(name, parse_name(name.text)) for name in names]
    for name, parts in written_names:
        if name.kind == "person" and parts.is_full and name.text not in called:
            _place(found, parsed, name, parts, new=True)
    full = {part for actor in found for part in actor.name.parts[1:]}
    given = {part for actor in found for part in actor.name.parts[:1]}
    for name, parts in written_names:
        first = called.get(name.text, -1) if not given & set(parts.parts) else -1
        one = next((a for a in found if any(span[0] == first for span in a.spans)), None)
        if one is not None:
            _add(one, parsed, name)
        elif parts.is_full or not parts.parts:
            if name.kind != "person" and parts.is_full:
                _place(found, parsed, name, parts, new=False)
        elif name.kind == "person" or _is_surname(parsed, name, parts, full):
            _place(found, parsed, name, parts, new=name.kind == "person")
    return found


def _is_surname(parsed: ParsedText, name: Named, parts: Name, surnames: set[str]) -> bool:
    """Say whether a short name tagged as something else is a known person's surname."""
    before = parsed.lemmas[name.first - 1] if name.first else ""
    known = any(parts.parts[0] == s or parts.parts[0] in s.split("-") for s in surnames)
    return known and not (name.kind == "place" and before in _PLACE_BEFORE)


def _place(found: list[Actor], parsed: ParsedText, name: Named, parts: Name, *, new: bool) -> None:
    """Add a mention of a person: to the one it fits and who was named last, or as a new one."""
    before = titles_before(parsed, name.first)
    titles = list(dict.fromkeys([*before, *reversed(parts.titles)]))
    head = _head(parsed, name)
    fitting = [a for a in found if could_be(parts, a.name) or _is_longer(parts, a)]
    shared = len(fitting) > 1 and len({_guess(actor) for actor in fitting}) > 1
    shown = (_taken_up_as(parsed, name.end) or _told_of(parsed, name.first)) if shared else None
    one = _of_generation(parsed, name.first, fitting)
    fitting = one or _told_apart(fitting, parts, set(titles), shown)
    actor = _nearest(fitting, head) if fitting else None
    if actor is None:
        if not new:
            return
        actor = Actor("person", parts)
        found.append(actor)
    elif (len(parts.parts), len(parts.shown)) > (len(actor.name.parts), len(actor.name.shown)):
        actor.name = parts
    actor.roles.update(titles)
    _add(actor, parsed, name)


def _add(actor: Actor, parsed: ParsedText, name: Named) -> None:
    """Add a mention to a person."""
    actor.mentions.append(_head(parsed, name))
    actor.spans.append((name.first, name.end))
    actor.kin = actor.kin or _is_kin(parsed, name.first)
    title = parsed.words[name.first - 1].text if name.first else ""
    if title[:1].isupper() and folded(title) in COURTESIES:
        actor.courtesy = title


def _of_generation(parsed: ParsedText, first: int, fitting: list[Actor]) -> list[Actor]:
    """Return the one of some persons that "the elder" before a name means, nobody where unknown.

    The ages tell, or else who is whose child: "His son, Esteban Pardo".
    """
    before = parsed.words[first - 1].text.lower() if first else ""
    if before not in _ELDER | _YOUNGER or len(fitting) < 2:
        return []
    for actor in fitting:
        note_age(parsed, actor)
    aged = all(actor.age for actor in fitting)
    order = sorted(
        ((int(a.age) if aged else _generation(parsed, a), at) for at, a in enumerate(fitting)),
        reverse=before in _ELDER,
    )
    return [fitting[order[0][1]]] if order[0][0] != order[1][0] else []


def _generation(parsed: ParsedText, actor: Actor) -> int:
    """Return 1 for whom an article brings in as a parent, -1 as a child, 0 for others."""
    first = min(actor.spans)[0]
    low = parsed.sentences[parsed.sentence[first]][0]
    near = {word.text.lower() for word in parsed.words[max(low, first - 3) : first]}
    near |= {actor.name.suffix}
    return bool(near & _PARENTS) - bool(near & _CHILDREN)


def _is_kin(parsed: ParsedText, first: int) -> bool:
    """Say whether a name is first told as somebody's relative: "His son Julián said"."""
    low = parsed.sentences[parsed.sentence[first]][0]
    before = [word.text.lower() for word in parsed.words[max(low, first - 3) : first]]
    at = len(before) - 1 - (before[-1:] == [","])
    owned = at > 0 and before[at - 1] in {"his", "her", "their", "’s", "'s", "older", "younger"}
    return owned and before[at] in RELATIVES


def _is_longer(parts: Name, actor: Actor) -> bool:
    return parts.is_full and actor.name.is_full and could_be(actor.name, parts)


def _taken_up_as(parsed: ParsedText, end: int) -> str | None:
    """Return the gender that a sentence shows of a name before a word: "Páez lays his palm on it".

    None where nothing does, or somebody else is named between.
    """
    for at in range(end, parsed.sentences[parsed.sentence[end - 1]][1]):
        lower = parsed.words[at].text.lower()
        if parsed.quoted_at[at] >= 0 or parsed.in_persons_name(at):
            return None
        own = parsed.relations[at] == "nsubj" or parsed.words[at].deprel == "nmod:poss"
        if lower in _TAKING_UP and own:
            return _TAKING_UP[lower]
    return None


def _told_of(parsed: ParsedText, first: int) -> str | None:
    """Return the gender of the only one whom a paragraph speaks of before a name, if it shows.

    "He concedes. “…,” Páez tells supporters": not his sister. None where anybody is named between.
    """
    found: set[str] = set()
    for at in range(parsed.line_words(parsed.paragraph[first])[0], first):
        if parsed.quoted_at[at] < 0:
            if parsed.in_persons_name(at):
                return None
            found |= {_TAKING_UP.get(parsed.words[at].text.lower(), "")} - {""}
    return found.pop() if len(found) == 1 else None


def _told_apart(
    fitting: list[Actor], name: Name, titles: set[str], shown: str | None
) -> list[Actor]:
    """Return the persons that a name can mean once genders and titles are compared.

    `shown` is the gender that its sentence shows of whom it means, None where none does.
    """
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
        fitting = [a for a in fitting if _guess(a) in {shown, None}] if shown else fitting
        fitting = [a for a in fitting if a.name.parts[0] != name.parts[0]] or fitting
        fitting = [a for a in fitting if not a.kin] or fitting
        fitting = [a for a in fitting if _goes_by_surname(a)] or fitting
    return fitting


def _goes_by_surname(actor: Actor) -> bool:
    """Say whether an article has called somebody by one name alone: the surname stays theirs."""
    return any(end - first == 1 for first, end in actor.spans)


def _guess(actor: Actor) -> str | None:
    return actor.gender or gender_shown(actor.name)


def _nearest(fitting: list[Actor], head: int) -> Actor:
    """Return the person named last before a word, or else first after it."""

    def rank(actor: Actor) -> tuple[int, int]:
        before = [m for m in actor.mentions if m <= head]
        return (0, head - max(before)) if before else (1, min(actor.mentions) - head)

    return min(fitting, key=rank)


def _bodies(parsed: ParsedText, names: list[Named], people: list[Actor]) -> list[Actor]:
    """Return organisations, places and the rest: one a spelling, short forms in brackets joined."""
    persons = {word for person in people for word in person.mentions}
    found: dict[str, Actor] = {}
    kinds: dict[str, Counter[str]] = {}
    last: tuple[Named, Actor] | None = None
    for name in names:
        head, key = _head(parsed, name), folded(name.text)
        if head in persons or name.kind == "person":
            continue
        actor = found.get(key)
        actor = actor or _shortened(name, found.values())
        if actor is None and last is not None and _in_brackets(parsed, last[0], name):
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


def _shortened(name: Named, found: Iterable[Actor]) -> Actor | None:
    """Return the body that one word of its name stands for: "Guayacán", "the Observatory"."""
    word = folded(name.text)
    fitting = [
        actor
        for actor in found
        if actor.kind == "organisation"
        and len(parts := folded(actor.name.shown).split()) > 1
        and (word == parts[-1] or (word == parts[0] and word in BODIES))
    ]
    return fitting[0] if name.kind == "organisation" and len(fitting) == 1 else None


def _in_brackets(parsed: ParsedText, before: Named, name: Named) -> bool:
    gap = parsed.text[parsed.words[before.end - 1].span.end : parsed.words[name.first].span.start]
    return gap.strip() in {"(", "(“", '("', "(the"} and name.text.upper() == name.text


def _head(parsed: ParsedText, name: Named) -> int:
    for index in range(name.first, name.end):
        if not name.first <= parsed.heads[index] < name.end:
            return index
    return name.end - 1


# What the mentions of an actor say of its roles and its gender.

_STOPS = frozenset(
    {",", ".", "who", "which", "whose", "and", "said", "says", ";", "—", "(", "“", "with", "his",
     "her", "by", "to", "in", "on", "at", "whom", "that", "when", "where", "while", "after",
     "before", "but", "because", "until", "although", "though", "if", "since", "like", "unlike",
     "than"}
)  # fmt: skip
_BECOMES = frozenset({"became", "becomes", "is", "was", "as"})
_LEADING = {
    "heads": ("head", "leader"), "headed": ("head", "leader"), "leads": ("leader", "head"),
    "led": ("leader", "head"), "chairs": ("chair", "president"), "directs": ("director",),
    "chaired": ("chair", "president"), "directed": ("director",), "governed": ("governor",),
    "governs": ("governor",), "presides": ("president",), "owns": ("owner",), "runs": ("head",),
}  # fmt: skip
_AGE = frozenset({"who", "is", "was", "aged", "now"})  # what may stand before an age
_UNDER_GENERALS = frozenset({"lieutenant", "major", "colonel"})  # Lt. Gen. is a general
_IN_APPOSITION = frozenset({"DET", "ADJ", "NOUN", "PROPN"})
_ARTICLES = frozenset({"a", "an", "the"})
_ROLE_REACH = 6  # words from a comma behind a name to a role in apposition
_AROUND = frozenset({"compound", "amod", "flat", "nmod", "appos"})


def titles_before(parsed: ParsedText, first: int) -> list[str]:
    """Return the title words directly before a name, the weightiest first.

    "Foreign Minister" gives "minister", "Attorney General" the attorney before the general.
    """
    found: list[str] = []
    at = first - 1
    while at >= 0 and len(found) < 3 and is_title(parsed.words[at].text):
        word = folded(parsed.words[at].text)
        found.append(SHORT_TITLES.get(word, word))
        at -= 1
    known = [word for word in found if word in HONORIFICS or word in ROLES]
    if known[:1] == ["general"] and len(known) > 1 and known[1] not in _UNDER_GENERALS:
        known.reverse()
    return known


def note_roles(parsed: ParsedText, actor: Actor, head: int) -> None:
    """Collect the role nouns around one mention: before it, in apposition, as a predicate."""
    around = [
        child
        for child in parsed.children[head]
        if parsed.relations[child] in _AROUND
        and not any(
            parsed.relations[below] == "case" or parsed.lemmas[below] == "whose"
            for below in parsed.children[child]
        )  # "Ana Mejía, whose son is ill"
    ]
    governor = parsed.heads[head]
    apart = actor.kind != "person" and not any(governor == end for _, end in actor.spans)
    if apart and parsed.relations[head] == "compound":
        governor = -1  # "the U.N. refugee agency" is no other name of the U.N.
    if governor >= 0 and parsed.relations[head] in {"appos", "flat", "compound", "nsubj"}:
        around.append(governor)
    for index in around:
        if _leads_another(parsed, actor, index) or _is_subject_behind(parsed, actor, index):
            continue
        lemma = folded(parsed.words[index].text)
        single = lemma[:-1] if lemma.endswith("s") and lemma[:-1] in ROLES else lemma
        if single in ROLES or parsed.words[index].upos == "NOUN":
            actor.roles[single] += 1


def _leads_another(parsed: ParsedText, actor: Actor, index: int) -> bool:
    """Say whether a role stands right before the name of somebody else, whom it tells of."""
    after = index + 1
    own = any(first <= after < end for first, end in actor.spans)
    return not own and after < len(parsed.words) and parsed.in_persons_name(after)


def _is_subject_behind(parsed: ParsedText, actor: Actor, index: int) -> bool:
    """Say whether a noun behind a name and a comma is another's: "With Mejía, the keeper said"."""
    commas = (end for _, end in actor.spans if end < index and parsed.words[end].text == ",")
    near = [comma for comma in commas if index - comma <= _ROLE_REACH]
    return any(starts_clause(parsed, comma) for comma in near)


def note_roles_beside(parsed: ParsedText, actor: Actor) -> None:
    """Collect the roles beside a name whatever the parse: "X, the mayor", "X became mayor"."""
    for first, end in actor.spans:
        before = [folded(w.text) for w in parsed.words[max(0, first - 2) : first]]
        if before[1:] and before[1] in {"is", "was"} and before[0] in CALLINGS:
            actor.roles[before[0]] += 1  # "the whistleblower was X"
        actor.roles.update(_turned(parsed, first))
        words = [w.text.lower() for w in parsed.words[end : end + 9]]
        if words[:1] == [","] and not starts_clause(parsed, end):
            stop = next((i for i, w in enumerate(words) if i and w in _STOPS), len(words))
            actor.roles.update(role for w in words[1:stop] if (role := folded(w)) in CALLINGS)
            actor.roles.update(_apposed(parsed, end) - set(actor.roles))
            actor.roles.update(_of_clause(words[1:7]))
            if "who" in words[2 : stop + 1]:  # "Ana Mejía, goalkeeper who became a judge,"
                actor.roles.update(_of_clause(words[words.index("who") :]))
        elif words[:1] and words[0] in _BECOMES:
            stop = next((i for i, w in enumerate(words[:5]) if i and w in _STOPS), 5)
            actor.roles.update(role for w in words[1:stop] if (role := folded(w)) in CALLINGS)
        else:
            actor.roles.update(_of_clause(["who", *words[:5]]))  # "X has governed the province"


def _apposed(parsed: ParsedText, comma: int) -> set[str]:
    """Return the noun of an apposition behind a name, in any list or none: "the harbour master"."""
    near = range(comma + 1, min(comma + _ROLE_REACH, len(parsed.words)))
    stop = next((at for at in near if parsed.words[at].upos not in _IN_APPOSITION), comma)
    noun = stop - 1
    opened = bool(near) and parsed.lemmas[comma + 1] in _ARTICLES  # not "whose mother"
    told = opened and noun > comma + 1 and parsed.words[noun].upos == "NOUN"
    one = told and "Number=Plur" not in parsed.words[noun].feats
    return {noun_of(parsed, noun)} - TIMES if one else set()


def _turned(parsed: ParsedText, first: int) -> list[str]:
    """Return the role that somebody had before another: "the actor-turned-senator Ana Mejía"."""
    low = parsed.sentences[parsed.sentence[first]][0]
    before = [folded(word.text) for word in parsed.words[max(low, first - 6) : first]]
    plain = [word for word in before if word.isalpha()]  # without hyphens
    at = plain.index("turned") if "turned" in plain else 0
    if not at or len(plain) - at > 3 or not set(plain[at + 1 :]) & CALLINGS:
        return []
    return [plain[at - 1]] if plain[at - 1] in CALLINGS else []


def _of_clause(words: list[str]) -> list[str]:
    """Return the roles in the words of a relative clause: "who became mayor", "who heads the"."""
    if words[:1] != ["who"] or len(words) < 3:
        return []
    verb = words[2] if words[1] in {"has", "had", "have"} and len(words) > 3 else words[1]
    if verb in _BECOMES | {"been"}:
        return [role for w in words[2:] if (role := folded(w)) in CALLINGS][:1]
    return list(_LEADING.get(verb, ()))


def note_descriptions(parsed: ParsedText, actor: Actor) -> None:
    """Collect what is said of a person right before the name: "the governor of Sucre, X"."""
    for first, end in actor.spans:
        phrase = role_phrase(parsed, first, end)
        over = _relative_before(parsed, phrase, end) if phrase else None
        for known in named_phrases(parsed, first) or [one for one in (phrase, over) if one]:
            actor.described.append(known)
            noun = folded(parsed.words[known.head].text)
            if not actor.roles[noun]:
                actor.roles[noun] += 1


def _relative_before(parsed: ParsedText, phrase: RolePhrase, end: int) -> RolePhrase | None:
    """Return the relative that a role before a name is told of: "Her nephew, the clerk Luis Páez".

    `end` is the word behind the name.
    """
    the = min(phrase.words) - 1
    low = parsed.sentences[parsed.sentence[the]][0] if the > 0 else 0
    if the <= low + 1 or [word.text for word in parsed.words[the - 1 : the + 1]] != [",", "the"]:
        return None
    over = role_phrase(parsed, the, end)
    noun = folded(parsed.words[over.head].text) if over else ""
    return over if noun in RELATIVES else None


def note_age(parsed: ParsedText, actor: Actor) -> None:
    """Set the age that stands beside a name: "Ana Mejía, 54, said", "54-year-old Ana Mejía"."""
    for first, end in actor.spans:
        after = [word.text for word in parsed.words[end : end + 4]]
        before = [word.text.lower() for word in parsed.words[max(0, first - 8) : first]]
        at = year_old(before)
        number = before[at] if at >= 0 and "," not in before[at:] else ""
        if after[:1] in ([","], ["("]):
            number = next((word for word in after[1:] if word not in _AGE), number)
            number = number if number.isdigit() else ""
        actor.age = actor.age or (number if number.isdigit() and len(number) < 3 else "")


def note_bodies(parsed: ParsedText, actor: Actor) -> None:
    """Collect what kind of body a name is of: "the company, X", "X, a union", "Council of X"."""
    for first, end in actor.spans:
        noun = body_before(parsed, first, end)
        if noun >= 0:
            actor.described.append(RolePhrase(noun, (noun,)))
            actor.roles[folded(parsed.words[noun].text)] += 1
        words = [folded(w.text) for w in parsed.words[end : end + 8]]
        if parsed.text[parsed.words[end - 1].span.end :][:1] == "," and len(words) > 1:
            stop = next((i for i, w in enumerate(words) if i and (w in _STOPS or not w)), None)
            actor.roles.update(w for w in words[1:stop][-1:] if w in _BODILY)
    named = [folded(word) for word in actor.name.shown.split()]
    until = next((at for at, word in enumerate(named) if word in {"of", "for"}), len(named))
    if actor.kind == "organisation" and until and len(named) > 1 and named[until - 1] in _BODILY:
        actor.roles[named[until - 1]] += 1


def note_gender(parsed: ParsedText, actor: Actor) -> None:
    """Set gender from honorifics, gendered nouns, the given name, or pronouns right after."""
    if actor.kind != "person":
        return
    votes: Counter[str] = Counter()
    given = gender_shown(actor.name)
    for role, count in actor.roles.items():
        shown = HONORIFICS.get(role) or GENDERED_NOUNS.get(role)
        if shown and not (given and role in RELATIVES):  # "the wife of the keeper, Luis Páez"
            votes[shown] += count
    actor.gender = votes.most_common(1)[0][0] if votes else given or _by_pronouns(parsed, actor)
    actor.gender = actor.gender or (by_ending(actor.name) if actor.name.is_full else None)
    titles = [role for role, _ in actor.roles.most_common() if role in ROLES]
    actor.title = titles[0] if titles else None


def _by_pronouns(parsed: ParsedText, actor: Actor) -> str | None:
    """Return the gender of the first singular pronoun after most subject mentions."""
    votes: Counter[str] = Counter()
    for head in actor.mentions:
        if parsed.relations[head] != "nsubj":
            continue
        for index in range(head + 1, min(head + 25, len(parsed.words))):
            lower = parsed.words[index].text.lower()
            if parsed.quoted_at[index] >= 0:
                continue  # "he was asleep", she said
            beside = lower in {"his", "her"} and parsed.words[index - 1].text in {",", "and"}
            own = any(first <= index < end for first, end in actor.spans)
            if beside or (parsed.in_persons_name(index) and not own):
                break  # "Ana Mejía, his lawyer", "Mejía called Páez a liar; he": of somebody else
            if lower in {"he", "his", "him", "she", "her"}:
                votes["female" if lower in {"she", "her"} else "male"] += 1
                break
    return votes.most_common(1)[0][0] if votes else None
