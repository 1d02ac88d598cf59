"""What the mentions of an actor say of its roles and its gender."""

from __future__ import annotations

from collections import Counter

from quotes.quotations.entities import Actor
from quotes.quotations.mentions import body_before
from quotes.quotations.names import by_ending, folded, gender_of, is_title
from quotes.quotations.naming import named_phrases
from quotes.quotations.parsed_text import ParsedText
from quotes.quotations.role_phrases import RolePhrase, role_phrase
from quotes.quotations.wordlists import (
    BODIES,
    CALLINGS,
    GENDERED_NOUNS,
    HONORIFICS,
    OUTLETS,
    ROLES,
    SHORT_TITLES,
)

_BODILY = BODIES | OUTLETS
_STOPS = frozenset(
    {",", ".", "who", "which", "whose", "and", "said", "says", ";", "—", "(", "“", "with", "his",
     "her", "by", "to", "in", "on", "at"}
)  # fmt: skip
_BECOMES = frozenset({"became", "becomes", "is", "was", "as"})
_LEADING = {
    "heads": ("head", "leader"), "headed": ("head", "leader"), "leads": ("leader", "head"),
    "led": ("leader", "head"), "chairs": ("chair", "president"), "directs": ("director",),
    "chaired": ("chair", "president"), "directed": ("director",), "governed": ("governor",),
    "governs": ("governor",), "presides": ("president",), "owns": ("owner",), "runs": ("head",),
}  # fmt: skip
_UNDER_GENERALS = frozenset({"lieutenant", "major", "colonel"})  # Lt. Gen. is a general
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
        and not any(parsed.relations[below] == "case" for below in parsed.children[child])
    ]
    governor = parsed.heads[head]
    if governor >= 0 and parsed.relations[head] in {"appos", "flat", "compound", "nsubj"}:
        around.append(governor)
    for index in around:
        lemma = folded(parsed.words[index].text)
        single = lemma[:-1] if lemma.endswith("s") and lemma[:-1] in ROLES else lemma
        if single in ROLES or parsed.words[index].upos == "NOUN":
            actor.roles[single] += 1


def note_roles_beside(parsed: ParsedText, actor: Actor) -> None:
    """Collect the roles beside a name whatever the parse: "X, the mayor", "X became mayor"."""
    for first, end in actor.spans:
        before = [folded(w.text) for w in parsed.words[max(0, first - 2) : first]]
        if before[1:] and before[1] in {"is", "was"} and before[0] in CALLINGS:
            actor.roles[before[0]] += 1  # "the whistleblower was X"
        words = [w.text.lower() for w in parsed.words[end : end + 9]]
        if words[:1] == [","]:
            stop = next((i for i, w in enumerate(words) if i and w in _STOPS), len(words))
            actor.roles.update(role for w in words[1:stop] if (role := folded(w)) in CALLINGS)
            actor.roles.update(_of_clause(words[1:7]))
            if "who" in words[2 : stop + 1]:  # "Ana Mejía, goalkeeper who became a judge,"
                actor.roles.update(_of_clause(words[words.index("who") :]))
        elif words[:1] and words[0] in _BECOMES:
            actor.roles.update(role for w in words[1:5] if (role := folded(w)) in CALLINGS)
        else:
            actor.roles.update(_of_clause(["who", *words[:5]]))  # "X has governed the province"


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
        for known in named_phrases(parsed, first) or ([phrase] if phrase else []):
            actor.described.append(known)
            noun = folded(parsed.words[known.head].text)
            if not actor.roles[noun]:
                actor.roles[noun] += 1


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
    for role, count in actor.roles.items():
        shown = HONORIFICS.get(role) or GENDERED_NOUNS.get(role)
        if shown:
            votes[shown] += count
    given = gender_of(actor.name.parts[0].split()[0])
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
            if beside:
                break  # "Ana Mejía, his lawyer": of somebody else
            if lower in {"he", "his", "him", "she", "her"}:
                votes["female" if lower in {"she", "her"} else "male"] += 1
                break
    return votes.most_common(1)[0][0] if votes else None
