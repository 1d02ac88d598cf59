"""Clauses that give a name: "a commander who goes by Chano", "whom everyone calls Beto"."""

from __future__ import annotations

from quotes.quotations.names import folded
from quotes.quotations.parsed_text import ParsedText
from quotes.quotations.role_phrases import RolePhrase
from quotes.quotations.wordlists import BODIES, CALLINGS, DOCUMENTS, OUTLETS, PERSONS

_CALLS = frozenset({"call", "calls", "called", "nicknamed", "named", "dubbed", "nickname"})
_KNOWN = frozenset(
    {"known", "identified", "introduced", "introduces", "identifies", "signs", "signed"}
)
_GOES = frozenset({"goes", "went", "go", "going"})
_WHO = frozenset({"who", "whom", "that"})
_CALLERS = frozenset({"they", "people", "everyone", "everybody", "neighbours", "neighbors"})
_WHOM = frozenset({"him", "her", "himself", "herself"})
_SELF = (["himself"], ["herself"])
_BY = (["by", "the", "name", "of"], ["by", "the", "alias", "of"], ["by", "the", "nickname", "of"],
       ["by", "the", "alias"], ["by", "the", "name"], ["by"])  # fmt: skip
_AS_REACH, _CLAUSE_REACH, _PHRASE_REACH = 8, 9, 9  # words walked over; by hand
_DETERMINERS = frozenset({"a", "an", "the", "his", "her", "their", "its", "another", "one", "this"})
_IN_PHRASE = frozenset({"NOUN", "ADJ", "PROPN", "ADP", "NUM", "DET", "PRON"})
_SMALL = frozenset({"-", "–", "’s", "'s", "’"})
_NO_PERSONS = BODIES | DOCUMENTS | OUTLETS


def named_phrases(parsed: ParsedText, first: int) -> list[RolePhrase]:
    """Return what a clause right before a name says of the person: none where it gives no name.

    "Their delegate, a commander who goes by the name of Chano" gives the commander and the
    delegate; a bridge or a company that is called something gives nothing.
    """
    low = max(
        parsed.sentences[parsed.sentence[first]][0], parsed.line_words(parsed.paragraph[first])[0]
    )
    start = _clause(parsed, first, low)
    if start <= low:
        return []
    found, end = [], start
    while end > low:
        head, opens = _phrase(parsed, end, low)
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
        return next((at for at in near if words[at] in _KNOWN), -1)
    for by in _BY:
        at = len(words) - len(by) - 1
        if at >= 0 and words[at + 1 :] == by and words[at] in _GOES:
            return at
    at = len(words) - 1
    if at > 0 and words[at] in _WHOM:
        at -= 1
    calls = _CALLS | {"signs", "signed"} if words[-1:] in _SELF else _CALLS
    return at if at >= 0 and words[at] in calls else -1


def _phrase(parsed: ParsedText, end: int, low: int) -> tuple[int, int]:
    """Return the head of the person's phrase that ends before a word, and its first word.

    -1 for the head where it is no person's: "a bridge", "the company".
    """
    at = end - 1
    while at > low and parsed.words[at].text == ",":
        at -= 1
    last, start = at, -1
    while at >= low and last - at <= _PHRASE_REACH and parsed.quoted_at[at] < 0:
        word, lower = parsed.words[at], parsed.words[at].text.lower()
        if word.upos not in _IN_PHRASE and lower not in _SMALL:
            break
        before = parsed.words[at - 1].upos if at > low else ""
        if (lower in _DETERMINERS or lower in {"’s", "'s"}) and before != "ADP":
            start = at
            if lower in _DETERMINERS:
                break
        at -= 1
    if start < 0:
        return -1, -1
    link = next((i for i in range(start + 1, last + 1) if parsed.words[i].upos == "ADP"), last + 1)
    head = link - 1
    noun = folded(parsed.words[head].text)
    known = noun in CALLINGS | PERSONS or noun in {"one", "old", "another"}
    return (head, start) if known and noun not in _NO_PERSONS else (-1, -1)
