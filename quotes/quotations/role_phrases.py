"""The description that a name closes: "the secretary of health for Piedra Mansa, Inés Zapata".

Read from the words, not from the parse, which hangs the name now on the role, now on the place.
"""

from __future__ import annotations

from dataclasses import dataclass

from quotes.quotations.names import folded, is_title
from quotes.quotations.parsed_text import ParsedText
from quotes.quotations.wordlists import (
    BODIES,
    CALLINGS,
    DOCUMENTS,
    GENITIVES,
    OUTLETS,
    PERSONS,
    REPORTING,
    TIMES,
)

_CLASSES = frozenset({"NOUN", "ADJ", "PROPN", "ADP", "DET", "CCONJ", "NUM", "X"})
_LINKS = frozenset({"of", "for", "in", "at", "on", "to"})
_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their", "our", "my", "this"})
_SMALL = frozenset({"’", "'", "’s", "'s", "(", ")", "-", "–", "&", "/"})
_CLOSES = frozenset(
    {",", ".", "!", "?", ";", ":", ")", "(", "”", '"', "“", "—", "–", "who", "whose"}
)
_GROUPS = frozenset({"them", "us"})  # "one of them, Ana Mejía"
_HIMSELF = frozenset({"himself", "herself"})
_NO_ROLES = BODIES | DOCUMENTS | OUTLETS | TIMES
_RELATIVES = frozenset({"that", "which", "who", "where"})
_REACH = 16  # words of a description before its name


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """A description before a name: the word that says the role, and those that mean the person."""

    head: int
    words: tuple[int, ...]


def role_phrase(parsed: ParsedText, first: int, end: int) -> RolePhrase | None:
    """Return the description before the name in words `first` to `end`, None if there is none.

    With a comma before the name, what is described must be a known role or stand behind an
    article or a genitive ("the strongman of the coast, X"), and the name must close the phrase.
    """
    low = max(
        parsed.sentences[parsed.sentence[first]][0], parsed.line_words(parsed.paragraph[first])[0]
    )
    retired = _before_bracket(parsed, first, low)
    if retired:
        return RolePhrase(retired[-1], retired)
    while (
        first > low
        and parsed.words[first - 1].text.endswith(".")
        and is_title(parsed.words[first - 1].text)
    ):
        first -= 1  # "the army’s spokesman, Col. Luis Páez"
    at = first - 1
    while at > low and parsed.words[at - 1].text == "," and _is_calling(parsed.words[at].text):
        at -= 1  # "the secretary of public works, engineer Nubia Cabarcas"
    comma = at > low and parsed.words[at].text == ","
    phrase = _phrase(parsed, at, low, (first, end))
    if not comma or (phrase and _is_known(parsed, [phrase.head])) or not _closes(parsed, end):
        return phrase
    over = _told_by(parsed, at, low)
    before = _phrase(parsed, over, low, (over, end), comma=True) if over >= 0 else None
    return before if before and _is_known(parsed, [before.head]) else phrase


def _before_bracket(parsed: ParsedText, first: int, low: int) -> tuple[int, ...]:
    """Return the titles that only a bracket parts from a name: "General (ret.) Ana Mejía"."""
    if first <= low or parsed.words[first - 1].text != ")":
        return ()
    end = next((at for at in range(first - 2, max(low, first - 6), -1)
                if parsed.words[at].text == "("), low)  # fmt: skip
    start = end
    while start > low and is_title(parsed.words[start - 1].text):
        start -= 1
    return tuple(range(start, end))


def _told_by(parsed: ParsedText, comma: int, low: int) -> int:
    """Return the word that opens what tells whose or which role it is, before a comma.

    "A spokesman for the bank that financed it, X", "the sister of the pilot Luis Páez, X, said".
    """
    owner = _is_person(parsed, comma - 1)
    for at in range(comma - 1, max(low, comma - _REACH), -1):
        word = parsed.words[at]
        if word.text == "," or parsed.quoted_at[at] >= 0:
            break
        opens = word.text in (_LINKS if owner else _RELATIVES)
        if opens and parsed.words[at - 1].upos in {"NOUN", "PROPN"}:
            return at
    return -1


def _phrase(
    parsed: ParsedText, at: int, low: int, name: tuple[int, int], *, comma: bool = False
) -> RolePhrase | None:
    """Return the description that ends at a word, before the name in a range of words."""
    first, end = name
    comma = comma or (at > low and parsed.words[at].text == ",")
    if comma and parsed.words[at - 1].text.lower() in _HIMSELF:
        at, comma = at - 1, True  # "The mayor himself, Ana Mejía, was away"
    if comma and not _closes(parsed, end):
        return None
    start = _start(parsed, at - 1 if comma else at, low, first)
    stop = at if comma else first
    leading = start < stop and parsed.words[start].text.lower() in _LINKS
    if not comma and _is_object(parsed, start, first):
        return None
    parts = _parts(parsed, start + leading, stop)
    if comma and _is_apposed(parsed, start, low):  # "Ana Mejía, an aide to the governor, Luis Páez"
        parts = [part for part in parts[1:2] if _is_known(parsed, part)]
    if not parts or (leading and _is_verb(parsed, end)):
        return None
    first_part = parts[0]
    one_of = [parsed.words[at].text.lower() for at in first_part] in (["one"], ["another"])
    if comma and one_of and len(parts) > 1:  # "One of the survivors, Ana Mejía, said"
        return RolePhrase(first_part[0], (first_part[0],))
    if not (
        _is_known(parsed, first_part)
        or (not leading and _is_role(parsed, start, first_part[-1], comma=comma))
    ):
        # "The letter of the mayor, X": what belongs to a person does not describe the person.
        later = [part for part in parts[1:2] if comma and _is_known(parsed, part)]
        if not later or folded(parsed.words[first_part[-1]].text) not in _NO_ROLES:
            return None
        first_part = later[0]
    return RolePhrase(first_part[-1], tuple(first_part))


def _is_apposed(parsed: ParsedText, start: int, low: int) -> bool:
    """Say whether a description stands behind a name that opens a clause, and so tells of it."""
    if start < low + 2 or parsed.words[start - 1].text != "," or not _is_person(parsed, start - 2):
        return False
    name = parsed.within(parsed.entities[parsed.entity[start - 2]].span)[0]
    before = parsed.words[name - 1]
    return name <= low or before.upos == "PUNCT" or parsed.lemmas[name - 1] in REPORTING


def _is_known(parsed: ParsedText, part: list[int]) -> bool:
    return folded(parsed.words[part[-1]].text) in CALLINGS


def _start(parsed: ParsedText, at: int, low: int, first: int) -> int:
    """Return the first word of the noun phrase that ends at a word."""
    start, listed = at + 1, False  # "founder, screenwriter and director Ana Mejía"
    while at >= low and first - at <= _REACH and parsed.quoted_at[at] < 0:
        word = parsed.words[at]
        lower = word.text.lower()
        comma = lower == "," and listed and at > low and _is_calling(parsed.words[at - 1].text)
        plain = word.upos in _CLASSES or lower in _SMALL | _DETERMINERS | _GROUPS
        if not (plain or comma) or _is_person(parsed, at):
            break
        named = word.text[:1].isupper() and at > low  # "Doctors Without Borders’ director"
        if (word.upos == "ADP" and lower not in _LINKS and not named) or (
            word.upos == "CCONJ" and lower != "and"
        ):
            break
        listed = listed or lower == "and"
        start = at
        at -= 1
        before = parsed.words[at].text.lower() if at >= low else ""
        if lower in _DETERMINERS and before not in _LINKS:
            break
    return start


def _parts(parsed: ParsedText, start: int, stop: int) -> list[list[int]]:
    """Return the nouns of a phrase in groups, parted by "of", "for", "in" or a bracket."""
    parts: list[list[int]] = [[]]
    for index in range(start, stop):
        word = parsed.words[index]
        if _is_link(parsed, index) or word.text == "(":
            parts.append([])
        elif word.upos not in {"PUNCT", "CCONJ"} and word.text.lower() not in _SMALL | _DETERMINERS:
            parts[-1].append(index)
    return [part for part in parts if part] if parts[0] else []


def _is_link(parsed: ParsedText, index: int) -> bool:
    """Say whether a word joins what a role belongs to: not inside "Institute of Hydrology"."""
    entity = parsed.entity[index]
    inside = entity >= 0 and parsed.entities[entity].type == "ORG"
    return parsed.words[index].text.lower() in _LINKS and not inside


def _is_object(parsed: ParsedText, start: int, first: int) -> bool:
    """Say whether the name only belongs to the role: "an adviser to the minister Ana Mejía".

    "President of the Republic Ana Mejía" is she: a capitalised noun, no title, stands between.
    """
    if not any(_is_link(parsed, i) for i in range(start, first)):
        return False
    last = parsed.words[first - 1]
    if last.upos == "NUM" or parsed.words[first - 2].upos == "NUM":
        return False  # "father of four Evaristo", "veteran of two wars Evaristo"
    return not last.text[:1].isupper() or is_title(last.text)


def _is_person(parsed: ParsedText, at: int) -> bool:
    """Say whether a word belongs to a person's name that is no genitive: "Ana Mejía and mayor"."""
    if not parsed.in_persons_name(at) or _is_calling(parsed.words[at].text):
        return False
    first, end = parsed.within(parsed.entities[parsed.entity[at]].span)
    if first and parsed.words[first - 1].text.lower() in _LINKS:
        return False  # "the secretary of health for Piedra Mansa", a place taken for a person
    near = parsed.words[max(0, end - 1) : end + 1]
    return not any(word.text.endswith(GENITIVES) for word in near)


def _is_calling(word: str) -> bool:
    """Say whether a word before a name tells what the person is: "Sister", "engineer"."""
    return is_title(word) or folded(word) in CALLINGS


def _is_role(parsed: ParsedText, start: int, head: int, *, comma: bool) -> bool:
    """Say whether a noun that is in no list stands where only a role can."""
    word = parsed.words[head]
    noun = folded(word.text)
    entity = parsed.entity[head]
    placed = entity >= 0 and parsed.entities[entity].type == "LOC"
    if noun in _NO_ROLES or "Number=Plur" in word.feats or word.upos == "NUM" or placed:
        return False
    if start > 0 and parsed.entity[start] < 0 and _is_person(parsed, start - 1):
        return False  # "Mejía doubts Páez": the parser took the verb for a part of the name
    opened = parsed.words[start].text.lower() in _DETERMINERS or any(
        parsed.words[i].text in {"’s", "'s"} for i in range(start, head)
    )
    if comma:
        return opened
    small = word.text[:1].islower() and word.text.replace("-", "").isalpha()
    return small and (opened or word.upos in {"NOUN", "PROPN"})


def _closes(parsed: ParsedText, end: int) -> bool:
    """Say whether a phrase may end before this word: punctuation, a verb, a line's end."""
    if end >= len(parsed.words) or parsed.paragraph[end] != parsed.paragraph[end - 1]:
        return True
    return parsed.words[end].text in _CLOSES or _is_verb(parsed, end)


def _is_verb(parsed: ParsedText, index: int) -> bool:
    return index < len(parsed.words) and parsed.words[index].upos in {"VERB", "AUX"}


# Clauses that give a name: "a commander who goes by Chano", "whom everyone calls Beto".

_CALLS = frozenset({"call", "calls", "called", "nicknamed", "named", "dubbed", "nickname"})
_KNOWN = frozenset(
    {"known", "named", "identified", "introduced", "introduces", "identifies", "signs", "signed"}
)
_GAVE = frozenset({"gave", "gives", "giving"})  # "who gave his name only as X"
_GOES = frozenset(
    {"goes", "went", "go", "going", "uses", "used", "using", "adopted", "took", "writes",
     "performs", "fights"}
)  # fmt: skip
_WHO = frozenset({"who", "whom", "that"})
_CALLERS = frozenset({"they", "people", "everyone", "everybody", "neighbours", "neighbors"})
_WHOM = frozenset({"him", "her", "himself", "herself"})
_SELF = (["himself"], ["herself"])
_BY = (["by", "the", "name", "of"], ["by", "the", "alias", "of"], ["by", "the", "nickname", "of"],
       ["by", "the", "alias"], ["by", "the", "name"], ["by"], ["the", "name"], ["the", "alias"],
       ["under", "the", "name"], ["under", "the", "name", "of"])  # fmt: skip
_AS_REACH, _CLAUSE_REACH, _PHRASE_REACH = 8, 9, 9  # words walked over; by hand
_OPENING = frozenset({"a", "an", "the", "his", "her", "their", "its", "another", "one", "this"})
_IN_PHRASE = frozenset({"NOUN", "ADJ", "PROPN", "ADP", "NUM", "DET", "PRON"})
_JOINING = frozenset({"-", "–", "’s", "'s", "’"})
_NO_PERSONS = BODIES | DOCUMENTS | OUTLETS


def named_phrases(parsed: ParsedText, first: int) -> list[RolePhrase]:
    """Return what a clause right before a name says of the person: none where it gives no name.

    "Their delegate, a commander who goes by the name of Chano" gives the commander and the
    delegate; a bridge or a company that is called something gives nothing.
    """
    low = max(
        parsed.sentences[parsed.sentence[first]][0], parsed.line_words(parsed.paragraph[first])[0]
    )
    while first > low and is_title(parsed.words[first - 1].text):
        first -= 1  # "known as Doña Zulma"
    start = _clause(parsed, first, low)
    if start <= low:
        return []
    found, end = list[RolePhrase](), start
    while end > low:
        head, opens = _person_phrase(parsed, end, low, known=bool(found))
        if head < 0:
            break
        found.append(RolePhrase(head, (head,)))
        if opens - 1 <= low or parsed.words[opens - 1].text != ",":
            break
        end = opens - 1
    return found


def _clause(parsed: ParsedText, first: int, low: int) -> int:
    """Return the first word of the clause that gives a name, -1 if there is none."""
    words = [word.text.lower() for word in parsed.words[low:first]]
    verb = _naming_verb(words)
    if verb < 0:
        return -1
    if words[verb] in {"call", "calls", "nickname"} or (
        words[verb] in {"called", "nicknamed", "dubbed"} and _has_caller(words, verb)
    ):
        reach = range(verb - 1, max(-1, verb - _CLAUSE_REACH), -1)
        who = next((at for at in reach if words[at] in _WHO), -1)
        they = next((at for at in reach if words[at] in _CALLERS), -1)
        return low + who if who >= 0 else low + they if they >= 0 else -1
    at = verb
    while at and words[at - 1] in {"is", "was", "also", "only", "better", "best", "widely", "and"}:
        at -= 1
    return low + (at - 1 if at and words[at - 1] in _WHO else at)


def _has_caller(words: list[str], verb: int) -> bool:
    """Say whether somebody calls a person so: "whom everyone called X", "asked to be called X"."""
    near = words[max(0, verb - _CLAUSE_REACH) : verb]
    return bool(_WHO & set(near)) or bool(_CALLERS & set(near[-2:]))


def _naming_verb(words: list[str]) -> int:
    """Return the place of the verb that gives the name which these words lead to, -1 if none."""
    if words[-1:] == ["as"]:
        near = range(len(words) - 2, max(-1, len(words) - 2 - _AS_REACH), -1)
        given = (at for at in near if words[at] in _GAVE and "name" in words[at:])
        return next((at for at in near if words[at] in _KNOWN), next(given, -1))
    for by in _BY:
        at = len(words) - len(by) - 1
        if at >= 0 and words[at + 1 :] == by and words[at] in _GOES:
            return at
    at = len(words) - 1
    if at > 0 and words[at] in _WHOM:
        at -= 1
    calls = _CALLS | {"signs", "signed"} if words[-1:] in _SELF else _CALLS
    return at if at >= 0 and words[at] in calls else -1


def _person_phrase(
    parsed: ParsedText, end: int, low: int, *, known: bool = False
) -> tuple[int, int]:
    """Return the head of the person's phrase that ends before a word, and its first word.

    -1 for the head where it is no person's: "a bridge", "the company". Where a person is `known`
    to be described, "the" and any noun are one: "The custodian, a rancher named X".
    """
    at = end - 1
    while at > low and parsed.words[at].text == ",":
        at -= 1
    last, start = at, -1
    while at >= low and last - at <= _PHRASE_REACH and parsed.quoted_at[at] < 0:
        word, lower = parsed.words[at], parsed.words[at].text.lower()
        told = word.xpos == "VBN" and last > at  # "a retired officer"
        if word.upos not in _IN_PHRASE and lower not in _JOINING and not told:
            break
        before = parsed.words[at - 1].upos if at > low else ""
        if (lower in _OPENING or lower in {"’s", "'s"}) and before != "ADP":
            start = at
            if lower in _OPENING:
                break
        at -= 1
    if start < 0:
        return -1, -1
    link = next((i for i in range(start + 1, last + 1) if parsed.words[i].upos == "ADP"), last + 1)
    head = link - 1
    noun = folded(parsed.words[head].text)
    who = parsed.words[end].text.lower() in _WHO - {"that"}  # "One stoker, who gave his name as X"
    known = who or (known and parsed.words[start].text.lower() == "the")
    known = known or noun in CALLINGS | PERSONS or noun in {"one", "old", "another"}
    return (head, start) if known and noun not in _NO_PERSONS else (-1, -1)
