"""The words of a cue and of a source phrase around their head words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from quotes.model import Span
from quotes.quotations.marks import trimmed
from quotes.quotations.names import folded, is_title, key_of
from quotes.quotations.parsed_text import FINITE_OR_MODAL, ParsedText
from quotes.quotations.wordlists import (
    BODIES,
    CALLINGS,
    DOCUMENTS,
    GENITIVES,
    OUTLETS,
    RELATIVES,
    REPORTING,
    TIMES,
)

_LEFT = frozenset(
    {
        "det",
        "amod",
        "compound",
        "flat",
        "nummod",
        "nmod:poss",
        "advmod",
        "goeswith",
        "det:predet",
    }
)
_RIGHT = frozenset({"flat", "compound", "goeswith", "fixed", "nummod", "flat:name"})
_IN_NAMES = frozenset({"ADP", "DET", "NOUN", "PROPN", "ADJ"})
_OWNING = frozenset({"NOUN", "PROPN"})
_CUE = frozenset({"compound:prt", "fixed"})
_SMALL = ("The ", "A ", "An ", "One ", "His ", "Her ", "Its ", "Their ")
_LISTED = CALLINGS | DOCUMENTS | OUTLETS | BODIES
_TELLING = frozenset({"amod", "compound", "nmod:poss"})
_NOT_TELLING = frozenset(
    {"same", "other", "new", "own", "first", "last", "next", "whole", "entire", "its", "it",
     "their", "they", "his", "her", "he", "she", "my", "our", "we", "i"}
)  # fmt: skip
AGENTS = ("er", "or", "ist", "ian", "man", "woman", "ant", "ee")  # what many persons end in
_DAYS = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
     "yesterday", "today", "tonight"}
)  # fmt: skip
_BEFORE = frozenset({"whom", "whose", "not"})
_WHICH_TIME = frozenset({"last", "this", "next", "early", "late"})
_AGED = 7  # words of "the 58-year-old history teacher"
_YEAR_OLD = ["-", "year", "-", "old"]
_CLAUSE_REACH = 10  # words behind a comma in which a subject has its verb
_RELATIVE = frozenset({"who", "which", "that", "whose", "whom", "where", "when"})
_INSIDE_NAMES = frozenset({"flat", "compound"})


def phrase_span(parsed: ParsedText, head: int) -> Span:
    """Return the noun phrase of a head: its modifiers, without appositions and clauses.

    A name is whole even where the parser cut it: the named entity around the head counts.
    """
    first = last = head
    aged = age_before(parsed, head)
    if aged >= 0:
        return _within_line(
            parsed, head, Span(parsed.words[aged].span.start, parsed.words[head].span.end)
        )
    for child in reversed([c for c in parsed.children[head] if c < head]):
        if child >= first - 3 and parsed.words[child].deprel in _LEFT:
            first = min(first, *parsed.subtree(child))
    if first > parsed.sentences[parsed.sentence[head]][0] and _is_mishung(parsed, first - 1, head):
        first -= 1
    while first < head and (
        parsed.words[first].upos == "ADP" or parsed.words[first].text.lower() in _BEFORE
    ):
        first += 1  # "of the valley’s school", whose "of" the parser hangs on the valley
    first = _behind_time(parsed, first, head)
    for child in [c for c in parsed.children[head] if c > head]:
        if child <= last + 2 and parsed.words[child].deprel.split(":")[0] in _RIGHT:
            last = max(last, *parsed.subtree(child))
    start, end = parsed.words[first].span.start, parsed.words[last].span.end
    entity = parsed.entity[head]
    if entity >= 0 and parsed.words[head].upos == "PROPN":
        span = parsed.entities[entity].span
        start, end = min(start, span.start), max(end, span.end)
    return _within_line(parsed, head, Span(start, end))


def _behind_time(parsed: ParsedText, first: int, head: int) -> int:
    """Return where a phrase begins behind a time: "On Wednesday evening firefighters said".

    The parser takes both for one noun. "Night nurses", "Sunday school teachers" and "Monday's
    leader" are whom they name.
    """
    words = [word.text.lower() for word in parsed.words[first:head]]
    if not words or parsed.words[head].text.lower() in TIMES:
        return first
    times = sum(1 for _ in takewhile(TIMES.__contains__, words[1:]))
    alone = len(words) == 1 and words[0] in _DAYS
    dated = alone or (times and words[0] in _DAYS | _WHICH_TIME)
    return first + 1 + times if dated else first


def _is_mishung(parsed: ParsedText, index: int, head: int) -> bool:
    """Say whether an article or "my" right before a noun hangs on what follows it.

    "the water department’s notice", "said my neighbour afterwards".
    """
    opens = parsed.words[index].upos == "DET" or parsed.words[index].deprel == "nmod:poss"
    inside = parsed.words[head].deprel in {"nmod:poss", "compound"}
    return opens and inside and parsed.heads[index] > head and parsed.words[head].upos == "NOUN"


def _within_line(parsed: ParsedText, head: int, span: Span) -> Span:
    """Return the span cut to the head's own paragraph and side of any quotation mark."""
    line = parsed.lines[parsed.paragraph[head]]
    start, end = max(span.start, line.start), min(span.end, line.end)
    at = parsed.words[head].span
    for quoted in parsed.quoted:
        if quoted.outer.end <= at.start:
            start = max(start, quoted.outer.end)
        elif quoted.outer.start >= at.end:
            end = min(end, quoted.outer.start)
    return trimmed(parsed.text, min(start, at.start), max(end, at.end))


def told_before(parsed: ParsedText, head: int) -> bool:
    """Return whether words before a noun tell which one is meant: "the old Salinas bridge"."""
    return any(parsed.relations[at] in _TELLING for at in parsed.children[head] if at < head)


def told_after(parsed: ParsedText, head: int) -> bool:
    """Return whether words behind a noun tell which one is meant: "the sergeant on duty"."""
    behind = (at for at in parsed.children[head] if at > head)
    return any(parsed.relations[at].startswith(("nmod", "acl")) for at in behind)


def starts_clause(parsed: ParsedText, comma: int) -> bool:
    """Say whether a subject stands behind a name and its comma: "In a letter to X, the nuns said".

    Words behind a name that opens its clause, or up to another comma, only tell of it, but for an
    inserted clause: "X, a neighbour said, was “…”".
    """
    first = comma
    while first > 0 and (parsed.entity[first - 1] >= 0 or is_title(parsed.words[first - 1].text)):
        first -= 1
    low, high = parsed.sentences[parsed.sentence[comma]]
    opens = first <= low or parsed.words[first - 1].upos == "PUNCT"
    for at in range(comma + 1, min(high, comma + _CLAUSE_REACH)):
        word = parsed.words[at]
        if word.upos == "PUNCT" or word.text.lower() in _RELATIVE:
            return False
        if word.xpos in FINITE_OR_MODAL:
            behind = [(w.text, w.upos) for w in parsed.words[at + 1 : at + 3]]
            inserted = behind[:1] == [(",", "PUNCT")] and behind[1][1] != "PUNCT"
            return not opens or (inserted and parsed.lemmas[at] in REPORTING)
    return False


def times_said(parsed: ParsedText, noun: str, before: int) -> int:
    """Return how often a noun (lemma) stands outside marks before a word."""
    return sum(parsed.lemmas[at] == noun and parsed.quoted_at[at] < 0 for at in range(before))


def cue_span(parsed: ParsedText, index: int) -> Span:
    """Return the words of a cue: the verb with its particle, "according to" whole."""
    span = parsed.words[index].span
    follows = index + 1
    if follows >= len(parsed.words):
        return span
    particle = parsed.heads[follows] == index and parsed.words[follows].deprel in _CUE
    according = parsed.lemmas[index] in {"accord", "according"} and parsed.lemmas[follows] == "to"
    return Span(span.start, parsed.words[follows].span.end) if particle or according else span


def whole_phrase(parsed: ParsedText, head: int, span: Span) -> str:
    """Return a phrase with what it belongs to: "the bishop of Puerto Almendro"."""
    end, first = span.end, parsed.within(span)[1]
    one = parsed.words[head].text.lower() == "one"  # "one of them", "one of the women"
    if not (one or parsed.words[head].upos == "NOUN") or first >= len(parsed.words):
        return span.of(parsed.text)
    told = parsed.words[first].text.lower() in {"of", "for"} or _is_told_of(parsed, head, first)
    if not told:
        return span.of(parsed.text)
    for index in range(first, min(first + 8, len(parsed.words))):
        word = parsed.words[index]
        same = parsed.paragraph[index] == parsed.paragraph[head] and parsed.quoted_at[index] < 0
        of_them = one and word.upos in {"PRON", "PART"}  # "one of the plant’s workers"
        owner = word.text in GENITIVES and parsed.words[index - 1].upos in _OWNING
        below = word.upos == "ADV" and parsed.heads[index] > index  # "the town’s only bank"
        below = below and parsed.words[parsed.heads[index]].upos in _OWNING
        if not same or not (of_them or owner or below or word.upos in _IN_NAMES):
            break
        if of_them or word.upos in {"NOUN", "PROPN"}:
            end = word.span.end
    return parsed.text[span.start : end]


def _is_told_of(parsed: ParsedText, head: int, first: int) -> bool:
    """Say whether an adjective behind a noun tells of whom one speaks: "a person familiar with".

    `first` is the word behind the phrase, which may end with the adjective: "a driver present at".
    """
    adjective = first if first == head + 1 else first - 1
    behind = parsed.words[adjective + 1 : adjective + 2]
    own = parsed.words[adjective].upos == "ADJ" and adjective == head + 1
    return own and bool(behind) and behind[0].upos in {"ADP", "SCONJ", "PART"}


def age_before(parsed: ParsedText, head: int) -> int:
    """Return the "the" of "the 22-year-old" whose last word this is, -1 if it is no such phrase."""
    before = [word.text.lower() for word in parsed.words[max(0, head - 5) : head + 1]]
    aged = len(before) == 6 and before[0] == "the" and before[2:] == _YEAR_OLD
    return head - 5 if aged else -1


def aged(parsed: ParsedText, head: int) -> bool:
    """Say whether a phrase tells an age and means a known person: "the 58-year-old teacher"."""
    before = [word.text.lower() for word in parsed.words[max(0, head - 6) : head]]
    return "the" in before and before[-4:] == _YEAR_OLD


def age_told(parsed: ParsedText, head: int) -> str:
    """Return the age in "the 22-year-old" or "the 58-year-old teacher", "" where none is told."""
    words = [word.text.lower() for word in parsed.words[max(0, head - _AGED) : head + 1]]
    at = year_old(words)
    return words[at] if "the" in words[: max(0, at)] else ""


def year_old(words: Sequence[str]) -> int:
    """Return the place of the last number before "-year-old" among words, -1 if none."""
    places = range(len(words) - len(_YEAR_OLD) - 1, -1, -1)
    return next((at for at in places if words[at + 1 : at + 5] == _YEAR_OLD), -1)


def is_definite(parsed: ParsedText, head: int) -> bool:
    """Say whether a phrase means somebody already known: "the", a genitive, a capital."""
    if age_before(parsed, head) >= 0:
        return True
    children = parsed.children[head]
    first = parsed.within(phrase_span(parsed, head))[0]  # "the vice-president": of "vice"
    lemmas = {parsed.lemmas[at] for at in (*children, first) if at != head}
    return not lemmas & {"a", "an", "one", "another", "some", "many", "several"} and (
        bool(lemmas & {"the", "this", "that"})
        or any(parsed.words[c].deprel == "nmod:poss" for c in children)
        or parsed.words[head].text[:1].isupper()
    )


def noun_of(parsed: ParsedText, head: int) -> str:
    """Return the head noun of a phrase in the form that the word lists use.

    A "brother-in-law" is a brother, whatever words the parser makes of it.
    """
    lemma = folded(parsed.words[head].text)
    if lemma == "law":
        before = [word.text.lower() for word in parsed.words[max(0, head - 4) : head]]
        relatives = [word for word in before if word in RELATIVES]
        return relatives[-1] if relatives and {"in-", "in"} & set(before[-2:]) else lemma
    single = parsed.lemmas[head]
    return single if single in _LISTED else lemma


def named_head(parsed: ParsedText, word: int) -> int:
    """Return the word that stands for a name in the sentence: "Gov." of "Gov. Hernán Castellar"."""
    for _ in range(4):
        if parsed.relations[word] not in _INSIDE_NAMES or parsed.heads[word] < 0:
            break
        word = parsed.heads[word]
    return word


def written_phrase(parsed: ParsedText, head: int) -> str:
    """Return a noun phrase as it stands inside a sentence: "the town hall"."""
    text = whole_phrase(parsed, head, phrase_span(parsed, head))
    return text[:1].lower() + text[1:] if text.startswith(_SMALL) else text


def fuller_phrase(parsed: ParsedText, head: int) -> str:
    """Return the phrase that brought in what "the committee" takes up: "the festival’s committee".

    "" where none or more than one with this noun tells more, or the phrase itself does. What only
    a relative clause speaks of ("strikes in which an armed group closes a river") is not taken up.
    """
    the = any(parsed.lemmas[child] == "the" for child in parsed.children[head])
    if not the or _tells(parsed, head):
        return ""
    noun, found = noun_of(parsed, head), dict[str, str]()
    for index in range(head):
        same = parsed.words[index].upos == "NOUN" and noun_of(parsed, index) == noun
        plural = "Number=Plur" in parsed.words[index].feats
        if not same or plural or parsed.quoted_at[index] >= 0 or not _tells(parsed, index):
            continue
        if not any(parsed.words[up].deprel.startswith("acl") for up in parsed.ancestors(index)):
            phrase = known_phrase(parsed, index)
            found.setdefault(key_of(phrase), phrase)
    return next(iter(found.values())) if len(found) == 1 else ""


def _tells(parsed: ParsedText, head: int) -> bool:
    """Say whether something before a noun, or "of" behind it, tells it from others."""
    before = any(
        parsed.words[child].deprel in _TELLING and parsed.lemmas[child] not in _NOT_TELLING
        for child in parsed.children[head]
        if child < head
    )
    after = parsed.words[head + 1].text.lower() if head + 1 < len(parsed.words) else ""
    return before or after == "of"


def known_phrase(parsed: ParsedText, head: int) -> str:
    """Return a noun phrase as it is taken up again: "the letter" for "a letter"."""
    return re.sub(r"^(?:an?|one|another) ", "the ", written_phrase(parsed, head))
