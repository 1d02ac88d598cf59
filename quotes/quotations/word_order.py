"""Who speaks as the order of the words shows it, where a parse may have gone wrong.

Long appositions, relative clauses and forewords ("Asked by Ana Mejía about the road, engineer Luis
Páez said") mislead a parser more often than they mislead a reader: a person's name right before
the verb, or before the commas that lead to it, is its subject.
"""

from __future__ import annotations

import re
from collections.abc import Container

from quotes.quotations.names import is_title
from quotes.quotations.parsed_text import FINITE, ParsedText
from quotes.quotations.phrases import phrase_span
from quotes.quotations.role_phrases import role_phrase
from quotes.quotations.wordlists import (
    ADDRESSED,
    ANYBODY,
    BODIES,
    CALLINGS,
    DOCUMENTS,
    GENITIVES,
    OUTLETS,
    PERSONS,
    RELATIVES,
    REPORTING,
    TIMES,
)

_SKIPPED = frozenset({"AUX", "ADV", "PART"})
_BE = frozenset({"is", "was", "were", "are", "been", "being"})
_REACH = 40  # words between a name and its verb
_ADJOINING = frozenset({"following", "next", "previous", "same", "last", "past", "other", "early"})
_ADDRESSING = frozenset({"speak", "talk", "reply", "respond", "listen", "write", "appeal"})
JUDGING = REPORTING | {
    "call", "describe", "brand", "dub", "label", "blast", "slam", "denounce", "dismiss", "refer",
    "characterize", "characterise", "criticize", "criticise", "praise", "hail", "tout", "deride",
}  # fmt: skip
_CALLING = frozenset({"call", "describe", "brand", "dub", "label", "dismiss", "denounce"})
_CLAIMS = frozenset(
    {"claim", "statement", "assertion", "remark", "comment", "warning", "promise", "argument",
     "insistence", "pledge", "contention", "suggestion", "declaration", "view", "conclusion",
     "allegation", "admission", "charge", "complaint", "prediction", "boast", "denial", "opinion",
     "explanation", "excuse"}
)  # fmt: skip
_TOLD = frozenset(
    {"word", "words", "order", "answer", "reply", "response", "message", "advice", "line"}
)
_READING = frozenset({"read", "reads", "recall", "post", "quote", "cite"})
_TOLD_REACH = 18  # words from an answer to the colon that leads to it
_GIVING = frozenset({"give", "leave", "make", "send", "offer", "issue", "write", "shout", "utter"})
_POINTING = frozenset({"That", "Those", "Such", "These"})
_SUBJECT_REACH = 10  # words between a mark and the verb that follows its subject
_IN_SUBJECTS = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "ADP", "PRON", "PART"})
_VIEWS = frozenset(
    {"view", "opinion", "words", "phrase", "telling", "retelling", "reckoning", "count", "tally",
     "estimate", "estimation", "calculation", "calculations", "account", "version", "judgment",
     "judgement", "mind", "eyes", "assessment", "description", "recollection", "arithmetic"}
)  # fmt: skip
_IN_VIEWS = frozenset({"in", "by", "to", "according"})
_VIEW_BEHIND = 8  # words behind a span in which "as she put it" may stand
_LEADING_ON = frozenset({"PUNCT", "ADP", "SCONJ", "DET", "ADJ"})
_WHEN = frozenset({"afterwards", "afterward", "later", "again", "yesterday", "today", "tonight"})
_LINKING = frozenset({"as", "of", "for"})
_AGENT_REACH = 7  # words behind a passive verb in which "by" and who did it stand
_CALLED_REACH = 4  # words from a passive verb to what somebody is called
_CLAIM_REACH = 14  # words between "that" and what is quoted
_TALKING = frozenset(
    {"boast", "brag", "complain", "go", "gush", "joke", "lament", "rant", "rave", "speak", "talk",
     "tweet", "warn", "write"}
)  # fmt: skip
COMING = frozenset({"come", "came", "rise", "ring", "arrive"})
_SOUNDS = frozenset({"voice", "shout", "cry", "call", "whisper", "yell"})
_ARRIVING = _SOUNDS | DOCUMENTS | {
    "question", "reply", "answer", "response", "retort", "warning", "word", "explanation",
}  # fmt: skip
_SPEAKERS = CALLINGS | PERSONS | RELATIVES | BODIES | ANYBODY
_HEARING = frozenset({"hear", "overhear"})
_WITNESSING = _HEARING | {"see", "watch", "let", "make", "have"}
_CAUSING = frozenset(
    {"prompt", "lead", "leading", "prompting", "force", "forcing", "cause", "causing", "push",
     "move", "drive", "oblige", "compel", "provoke", "inspire"}
)  # fmt: skip
_CLAUSES = frozenset(
    {"as", "while", "when", "after", "before", "but", "that", "because", "which", "whom"}
)
_LIKENING = frozenset({"like", "as", "than", "for"})
_FRONTING = frozenset({"To", "On", "In", "At", "Over", "Behind", "Outside", "With", "After"})
_MANNERS = frozenset({"in", "on", "at", "with", "without", "between", "under"})
_SPEAKING = CALLINGS | BODIES | OUTLETS | DOCUMENTS
_TIMED = frozenset({"NOUN", "PROPN", "ADV"})
_NAMES = frozenset({"NOUN", "PROPN"})
_REFERRED = frozenset({"NOUN", "PROPN", "PRON"})
_RELATIVES = frozenset({"what", "which", "that", "those"})
_GROUPS = frozenset({"them", "us", "whom"})
_SOMEBODY = frozenset({"Somebody", "Someone"})
_ENDS = frozenset(".!?…")
_OPENING = frozenset({"But", "And", "Yet", "Then", "Now", "So"})
_NOBODY = frozenset({"there", "nobody", "anyone", "anybody", "nothing", "anything"})
_ON_AIR = frozenset({"radio", "air", "television", "tv", "phone", "telephone", "internet"})
_CLOCK = re.compile(r"\d{1,2}(?:[:.h]\d\d|st|nd|rd|th)|(?:19|20)\d\d")  # a time, a day, a year
_LOCATIVE = frozenset({"in", "from", "at", "near", "outside", "across", "around", "of"})


def named_beside(parsed: ParsedText, cue: int) -> int:
    """Return the person's name, by its first word, that the order of words makes a cue's subject.

    -1 where it shows none: the words say nothing, or the name belongs to another phrase.
    """
    entity = _name_beside(parsed, cue)
    return parsed.within(parsed.entities[entity].span)[0] if entity >= 0 else -1


def _name_beside(parsed: ParsedText, cue: int) -> int:
    """Return the number of the name that is the subject of a cue, -1 if none is."""
    if cue <= 0 or parsed.words[cue].upos != "VERB" or parsed.lemmas[cue] not in JUDGING:
        return -1
    near = [word.text.lower() for word in parsed.words[max(0, cue - 2) : cue]]
    if parsed.words[cue].xpos == "VBN" and _BE & set(near):
        return -1
    low = max(
        parsed.sentences[parsed.sentence[cue]][0], parsed.line_words(parsed.paragraph[cue])[0]
    )
    at = cue - 1
    while at > low and parsed.words[at].upos in _SKIPPED and _person(parsed, at) < 0:
        at -= 1  # not over a name that the parser takes for an adverb: "Páez said"
    shown = parsed.words[cue].xpos == "VBG"  # "footage of Ana Mejía saying"
    if shown and at > low and parsed.words[at].text == "as":  # "quotes Ana Mejía as saying"
        at -= 2 if parsed.words[at - 1].text == "," else 1
    at = _before_bracket(parsed, at, low)
    if at < low or parsed.quoted_at[at] >= 0:
        return -1
    if parsed.words[at].text != ",":
        entity = _person(parsed, at)
        shown = shown and not _is_by(parsed, _opening(parsed, at)[0] - 1)  # "quoted by X as saying"
        return entity if entity >= 0 and (shown or _opens(parsed, entity, low)) else -1
    return _before_comma(parsed, at, low)


def _before_bracket(parsed: ParsedText, at: int, low: int) -> int:
    """Return the word before a bracket that ends at a word: "Senator Ana Mejía (Liberal) said"."""
    if parsed.words[at].text not in {")", "]"}:
        return at
    opening = next((i for i in range(at, max(low, at - 8), -1) if parsed.words[i].text in "(["), at)
    return opening - 1


def _before_comma(parsed: ParsedText, comma: int, low: int) -> int:
    """Return the name before commas: "Ana Mejía, 44, said", "the widow, Ana Mejía, said"."""
    entity = _person(parsed, comma - 1) if comma > low else -1
    if entity >= 0:
        first, end = parsed.within(parsed.entities[entity].span)
        phrase = role_phrase(parsed, first, end)
        leads = phrase is not None and max(phrase.words) < first - 1
        if phrase and leads and _is_free(parsed, min(phrase.words), low):
            return entity
        comma = next((at for at in range(first - 2, low, -1) if parsed.words[at].text == ","), -1)
        other = _person(parsed, comma - 1) if phrase and leads and comma > low else -1
        return other if other >= 0 and _opens(parsed, other, low) else -1
    at = comma - 1
    while at >= low and comma - at <= _REACH and parsed.quoted_at[at] < 0:
        if parsed.lemmas[at] in REPORTING and parsed.words[at].upos == "VERB":
            return -1
        entity = _person(parsed, at)
        if entity >= 0 and parsed.words[at + 1].text == ",":
            return entity if _opens(parsed, entity, low) else -1
        at -= 1
    return -1


def _is_free(parsed: ParsedText, index: int, low: int) -> bool:
    """Say whether a description begins a clause: "flanked by his wife and his lawyer" does not."""
    at = index - 1
    while (
        at >= low
        and parsed.words[at].upos in {"DET", "PRON", "ADJ"}
        and parsed.words[at].text.lower() not in _CLAUSES
    ):
        at -= 1
    if at < low or parsed.words[at].text.lower() in _CLAUSES:
        return True
    return parsed.words[at].upos not in {"ADP", "CCONJ", "VERB"}


def _person(parsed: ParsedText, index: int) -> int:
    """Return the number of the person's name that ends at a word, -1 if none does."""
    entity = parsed.entity[index]
    if entity < 0 or parsed.entities[entity].type != "PERSON":
        return -1
    whole = parsed.entities[entity].text
    ends = parsed.within(parsed.entities[entity].span)[1] == index + 1
    return entity if ends and not whole.endswith(GENITIVES) else -1


def _opens(parsed: ParsedText, entity: int, low: int) -> bool:
    """Say whether a name may begin a clause: no preposition and no verb stands before it."""
    at = parsed.within(parsed.entities[entity].span)[0] - 1
    phrase = role_phrase(parsed, at + 1, at + 2)
    if phrase is not None and max(phrase.words) == at:
        at = min(phrase.words) - 1
    while at >= low and (is_title(parsed.words[at].text) or parsed.words[at].text in CALLINGS):
        at -= 1
        if at >= low and parsed.entity[at] >= 0:  # "New Harbour Gov. Ana Mejía"
            span = parsed.entities[parsed.entity[at]]
            at = parsed.within(span.span)[0] - 1 if span.type in {"LOC", "ORG"} else at
    return at < low or parsed.words[at].upos in {"PUNCT", "SCONJ", "ADV"}


def agent(parsed: ParsedText, number: int, cue: int) -> int:
    """Return whose words a passive verb gives: "was told by the engineer, Ana Mejía"; else -1.

    "Is called a “fraud” by Ana Mejía"; "the tower, described by its owner as “…”, fell".
    """
    before, behind = parsed.edges[number]
    near = _back_from(parsed, before, _CALLED_REACH)
    if _is_by(parsed, behind) and any(_is_passive(parsed, at, JUDGING) for at in near):
        return _agent(parsed, behind)
    linked = before >= 0 and parsed.words[before].text.lower() in _LINKING
    for at in _back_from(parsed, before, _CLAIM_REACH) if linked else [cue]:
        told = at >= 0 and _is_passive(parsed, at, ADDRESSED | {"say"})
        told = told and parsed.words[at].xpos == "VBN"  # not "Mejía, a clerk, said by phone that"
        reach = range(at + 1, at + (_AGENT_REACH if told else 2))
        by = next((i for i in reach if _is_by(parsed, i)), -1)
        answers = at > 0 and parsed.words[at - 1].text.lower() == "being"  # "X, on being told by"
        hearer = _person(parsed, at - 4) if answers and at > 3 and by >= 0 else -1
        if hearer >= 0 and parsed.words[at - 3].text == ",":
            return parsed.within(parsed.entities[hearer].span)[0]
        if by >= 0 and not answers and (told or (linked and _is_passive(parsed, at, JUDGING))):
            return _agent(parsed, by)
        if linked and parsed.words[at].xpos in FINITE:
            break
    return -1


def _back_from(parsed: ParsedText, word: int, reach: int) -> range:
    """Return the words from one back to its sentence's first, at most so many."""
    low = parsed.sentences[parsed.sentence[word]][0] if word >= 0 else 0
    return range(word, max(low - 1, word - reach, -1), -1)


def _is_passive(parsed: ParsedText, at: int, verbs: Container[str]) -> bool:
    """Say whether one of some verbs is passive, alone where it opens a clause: "…, told by X"."""
    word, lower = parsed.words[at], parsed.words[at].text.lower()
    forms = (parsed.lemmas[at], *(lower[:-cut] for cut in (1, 2, 3)))  # "branded", "dubbed"
    opens = at == parsed.sentences[parsed.sentence[at]][0] or parsed.words[at - 1].text == ","
    beside = parsed.quoted_at[min(at + 1, len(parsed.words) - 1)] >= 0 or _is_by(parsed, at + 1)
    passive = word.xpos == "VBN" or (word.xpos == "VBD" and opens and beside)
    return passive and parsed.quoted_at[at] < 0 and any(form in verbs for form in forms)


def _is_by(parsed: ParsedText, at: int) -> bool:
    return 0 <= at < len(parsed.words) and parsed.words[at].text.lower() == "by"


def _agent(parsed: ParsedText, by: int) -> int:
    """Return who stands behind a "by", -1 where it is nobody: "by mistake", "by Friday"."""
    told = False
    for at in range(by + 1, min(parsed.sentences[parsed.sentence[by]][1], by + _AGENT_REACH)):
        word = parsed.words[at]
        if parsed.quoted_at[at] >= 0 or word.upos in {"PUNCT", "SCONJ"}:
            break
        if parsed.entity[at] >= 0 and parsed.entities[parsed.entity[at]].type != "LOC":
            return at
        told = told or word.upos in {"DET", "PRON", "NUM"} or "Number=Plur" in word.feats
        behind = parsed.words[at + 1 : at + 2]
        goes_on = any(w.text in GENITIVES or w.upos in _NAMES for w in behind)
        owns = word.upos == "PRON" and any(w.upos == "ADJ" for w in behind)
        if not (goes_on or owns) and (word.upos == "PRON" or (word.upos in _NAMES and told)):
            return -1 if parsed.lemmas[at] in TIMES else at
    return -1


def claimed_by(parsed: ParsedText, first: int) -> int:
    """Return whose claim holds the words: "Mejía’s claim that it was “gone”"; -1 if nobody’s."""
    if not 0 < first < len(parsed.words):
        return -1
    low = parsed.sentences[parsed.sentence[first]][0]
    for at in range(first - 1, max(low + 2, first - _CLAIM_REACH), -1):
        word = parsed.words[at]
        if word.upos == "VERB" and parsed.lemmas[at] in REPORTING:
            return -1
        if word.text.lower() == "that" and parsed.lemmas[at - 1] in _CLAIMS:
            finite = [i for i in range(at, first) if parsed.words[i].xpos in FINITE]
            if len(finite) > 1:  # "Mejía’s claim that it was gone was “false”": nobody’s claim
                return -1
            owner = parsed.words[at - 2]
            if owner.text in GENITIVES:
                return at - 3
            mine = owner.deprel == "nmod:poss" or owner.text.endswith(("’s", "'s"))
            return at - 2 if mine else -1
    return -1


def talking_verb(parsed: ParsedText, number: int) -> int:
    """Return the verb of who goes on about what is quoted: "as the mayor ranted about “…” and “…”".

    Spans that only "and" or a comma joins are about the same. -1 if nobody does.
    """
    while number and _is_joined(parsed, number):
        number -= 1
    before = parsed.edges[number][0]
    if before <= 1 or parsed.words[before].text.lower() not in {"about", "of"}:
        return -1
    near = [at for at in (before - 1, before - 2) if parsed.lemmas[at] in _TALKING]
    return next((at for at in near if parsed.words[at].upos == "VERB"), -1)


def _is_joined(parsed: ParsedText, number: int) -> bool:
    """Say whether only "and", "or" or a comma stands between a span and the one before."""
    before, span = parsed.quoted[number - 1], parsed.quoted[number]
    gap = parsed.text[before.outer.end : span.outer.start]
    return before.paragraph == span.paragraph and gap.strip(" ,") in {"", "and", "or"}


def is_verb_before(parsed: ParsedText, number: int, verbs: Container[str] = REPORTING) -> bool:
    """Say whether a finite verb, of saying if nothing else, stands right before a mark."""
    verb = parsed.edges[number][0]
    if verb < 0 or parsed.quoted_at[verb] >= 0 or parsed.words[verb].upos != "VERB":
        return False
    finite = parsed.words[verb].xpos in FINITE or _has_subject(parsed, verb)
    return finite and parsed.lemmas[verb] in verbs and _gap(parsed, number) in {"", ",", ":"}


def _gap(parsed: ParsedText, number: int) -> str:
    """Return the marks between a span and the word before it, "" where none stands there."""
    last, start = parsed.edges[number][0], parsed.quoted[number].outer.start
    return parsed.text[parsed.words[last].span.end : start].strip() if last >= 0 else ""


def _has_subject(parsed: ParsedText, verb: int) -> bool:
    """Say whether a verb taken for a participle has a subject and no auxiliary: "X called “…”"."""
    below = {parsed.relations[child] for child in parsed.children[verb]}
    return parsed.words[verb].xpos == "VBN" and "nsubj" in below and "aux" not in below


def subject_beside(parsed: ParsedText, number: int, cue: int) -> int:
    """Return the subject beside a cue beside a mark, -1 if none: "the bulletin called “…”"."""
    subject = parsed.subject(cue) if cue > 0 and is_verb_before(parsed, number, JUDGING) else -1
    beside = subject == cue - 1 and parsed.edges[number][0] == cue
    return subject if beside and parsed.words[subject].upos in {"NOUN", "PROPN"} else -1


def subject_behind(parsed: ParsedText, number: int, cue: int) -> int:
    """Return the head of what alone stands between a mark and its verb: "“…,” one of them said".

    What is quoted often misleads the parser about it. -1 where the parse knows the subject, or
    anything but one noun phrase stands there.
    """
    first, last = parsed.edges[number][1], cue
    if (
        not 0 <= first < last
        or last - first > _SUBJECT_REACH
        or parsed.lemmas[cue] not in REPORTING
    ):
        return -1
    gap = parsed.text[parsed.quoted[number].outer.end : parsed.words[first].span.start]
    phrase = range(first, last)
    known = first <= parsed.subject(cue) < last or parsed.words[cue].xpos not in FINITE
    plain = _is_outside(parsed, first) and all(
        parsed.words[at].upos in _IN_SUBJECTS or parsed.words[at].text == "-" for at in phrase
    )
    if known or gap.strip() or not plain or parsed.sentence[first] != parsed.sentence[cue]:
        return -1
    link = next((at for at in phrase if parsed.words[at].upos == "ADP"), last)
    return link - 1 if link > first else -1


def _is_outside(parsed: ParsedText, at: int) -> bool:
    """Say whether a word is one outside marks: a closing mark may be taken for a genitive."""
    return parsed.quoted_at[at] < 0 and parsed.words[at].text[:1].isalnum()


def inverted(parsed: ParsedText, number: int, cue: int) -> int:
    """Return the head of the subject behind a verb that stands right behind a mark or a comma.

    "“…,” said my companion afterwards, of the chef"; "A library, wrote the poet Ana Mejía, is “…”".
    -1 where the verb stands elsewhere, or the parse knows a subject there.
    """
    if cue < 1 or parsed.lemmas[cue] not in REPORTING or parsed.words[cue].xpos not in FINITE:
        return -1
    start, end = parsed.sentences[parsed.sentence[cue]]
    behind = parsed.edges[number][1] == cue
    commas = [at for at in range(start, cue) if parsed.words[at].text == ","]
    within = commas == [cue - 1] and not behind and parsed.lemmas[cue] not in ADDRESSED
    phrase = list[int]()
    for at in range(cue + 1, min(end, cue + _SUBJECT_REACH)):
        noun = parsed.words[at].upos in _IN_SUBJECTS - {"ADP"} or _is_hyphened(parsed, at)
        noun = noun or parsed.in_persons_name(at)  # whatever the parser takes it for
        noun = noun and parsed.quoted_at[at] < 0
        if not noun or parsed.words[at].text.lower() in _WHEN:
            break
        phrase.append(at)
    closes = (
        phrase and phrase[-1] + 1 < end and parsed.words[phrase[-1] + 1].text in {",", "—", "–"}
    )
    if (
        not phrase
        or not _is_outside(parsed, phrase[0])
        or not (behind or (within and closes))
        or parsed.subject(cue) in phrase
    ):
        return -1
    owned = any(parsed.words[at].upos == "PART" for at in phrase)  # "says Mejía’s cousin"
    entity = -1 if owned else next((at for at in phrase if parsed.in_persons_name(at)), -1)
    nouns = [at for at in phrase if parsed.words[at].upos in {"NOUN", "PROPN"}]
    return entity if entity >= 0 else nouns[-1] if nouns else -1


def _is_hyphened(parsed: ParsedText, at: int) -> bool:
    """Say whether a word is behind the first of "mother-in-law" or "hand-painted"."""
    glued = parsed.words[at].span.start == parsed.words[at - 1].span.end
    law = "law" in [word.text for word in parsed.words[at : at + 4]]
    made = [word.upos for word in parsed.words[at : at + 2] if word.text != "-"][:1] == ["VERB"]
    return glued and (law or made)


def inserted(parsed: ParsedText, cue: int) -> int:
    """Return the subject of a verb that commas part from its sentence: "Each, it claims, has “…”".

    -1 where no such stands there.
    """
    below = parsed.children[cue] if cue > 1 and parsed.lemmas[cue] in REPORTING else []
    subject = max((at for at in below if at < cue and parsed.relations[at] == "nsubj"), default=-1)
    if subject < 0 or subject != cue - 1 or parsed.words[cue].xpos not in FINITE:
        return -1
    first = parsed.within(phrase_span(parsed, subject))[0]
    around = [parsed.words[at].text for at in (first - 1, cue + 1) if at < len(parsed.words)]
    opens = first == parsed.sentences[parsed.sentence[cue]][0]
    return subject if around == [",", ","] and not opens else -1


def caused(parsed: ParsedText, number: int) -> int:
    """Return who speaks in another's clause before a mark, else -1.

    "Only for Ana Mejía to reply, “…”", "heard a girl whisper “…”", "prompting her to say: “…”".
    """
    verb = parsed.edges[number][0]
    if verb < 2 or parsed.lemmas[verb] not in JUDGING or parsed.words[verb].xpos in FINITE:
        return -1
    low = parsed.sentences[parsed.sentence[verb]][0]
    to = parsed.words[verb - 1].text.lower() == "to"
    last = first = verb - 1 - to
    while first > low and parsed.words[first - 1].upos in _IN_SUBJECTS - {"ADP"}:
        first -= 1
    before = parsed.words[first - 1].text.lower() if first > low else ""
    causes = before == "for" or parsed.lemmas[first - 1] in _CAUSING
    causes = causes if to else parsed.lemmas[first - 1] in _WITNESSING
    somebody = parsed.words[last].upos in _REFERRED and parsed.quoted_at[last] < 0
    if not causes or not somebody or first > last or _gap(parsed, number) not in {"", ",", ":"}:
        return -1
    return next((at for at in range(first, last) if parsed.in_persons_name(at)), last)


def caller(parsed: ParsedText, number: int, cue: int) -> int:
    """Return who calls a thing what is quoted where another says so, else -1.

    "The paper reported that the colonel had called the search “…”".
    """
    near = _back_from(parsed, parsed.edges[number][0], _CALLED_REACH)
    verb = next((at for at in near if parsed.words[at].upos == "VERB"), -1)
    if not 0 <= cue < verb or parsed.lemmas[verb] not in _CALLING or parsed.quoted_at[verb] >= 0:
        return -1
    passive = any(parsed.lemmas[at] == "be" for at in parsed.children[verb])
    calls = -1 if passive else parsed.subject(verb)
    same = calls >= 0 and parsed.words[calls].upos == "PRON"  # "Mejía condemned what she called"
    return -1 if same else calls


def gapped(parsed: ParsedText, number: int) -> int:
    """Return the name alone before a second part: "said “…”; Ana Mejía, “…”"; else -1."""
    last, span = parsed.edges[number][0], parsed.quoted[number]
    if last < 0 or not number or parsed.quoted[number - 1].paragraph != span.paragraph:
        return -1
    entity = _person(parsed, last)
    if entity < 0 or _gap(parsed, number) != ",":
        return -1
    at = name = parsed.within(parsed.entities[entity].span)[0]
    while at > 0 and parsed.quoted_at[at - 1] < 0 and (
        parsed.words[at - 1].upos in _IN_SUBJECTS or parsed.words[at - 1].text == ","
    ):  # fmt: skip
        at -= 1
    return name if at > 0 and parsed.words[at - 1].text == ";" else -1


def _arrived(parsed: ParsedText, number: int) -> tuple[int, int]:
    """Return whose words come, and the word that says so: "“Why?” came a voice from the hall".

    That is who stands behind "from" ("A note came from Ana Mejía:"), or else the voice or reply
    itself; -1, -1 where nothing of the kind comes right behind or before a span.
    """
    before, behind = parsed.edges[number]
    if behind >= 0 and (voice := _voice(parsed, behind)) >= 0:
        return voice, voice  # "“…,” a voice from the hall interrupts"
    come, leads = behind, _gap(parsed, number) == ":"
    if leads:
        own = range(parsed.sentences[parsed.sentence[before]][0], before + 1)
        come = next((at for at in own if parsed.lemmas[at] in COMING), -1)
        if any(parsed.lemmas[at] in JUDGING for at in range(come, before + 1)):
            return -1, -1
    if come < 0 or parsed.lemmas[come] not in COMING:
        return -1, -1
    low, high = parsed.sentences[parsed.sentence[come]]
    clause = range(low if leads else come, before + 1 if leads else high)
    outside = [at for at in clause if parsed.quoted_at[at] < 0]
    noun = next((at for at in outside if parsed.lemmas[at] in _ARRIVING), -1)
    source = next((at for at in outside if parsed.words[at].text.lower() == "from"), high)
    able = _SPEAKERS - BODIES if parsed.lemmas[noun] in _SOUNDS else _SPEAKERS
    for at in range(source + 1, min(high, source + _AGENT_REACH)) if noun >= 0 else ():
        if parsed.words[at].upos in {"PUNCT", "VERB"} or at == noun:
            break
        owns = parsed.words[at + 1].text in GENITIVES if at + 1 < high else False
        if not owns and (parsed.in_persons_name(at) or parsed.lemmas[at] in able):
            return at, come
    return noun, come if noun >= 0 else -1


def _voice(parsed: ParsedText, first: int) -> int:
    """Return the "voice" that a phrase which begins with "a" is, -1 if it is none."""
    near = range(first, min(first + _CALLED_REACH, len(parsed.words)))
    new = parsed.words[first].text.lower() in {"a", "another", "one"}
    voices = (at for at in near if parsed.lemmas[at] == "voice" and parsed.quoted_at[at] < 0)
    return next(voices, -1) if new else -1


def somebody(parsed: ParsedText, number: int) -> int:
    """Return the somebody that alone stands before a verb: "Somebody behind me muttered, “…”"."""
    verb = parsed.edges[number][0]
    first = parsed.sentences[parsed.sentence[verb]][0] if verb > 0 else 0
    someone = verb > 0 and parsed.words[first].text in _SOMEBODY
    phrase = range(first, verb)
    alone = someone and all(parsed.words[at].upos in _IN_SUBJECTS for at in phrase)
    return first if alone and is_verb_before(parsed, number) else -1


def authority(parsed: ParsedText, number: int, cue: int) -> int:
    """Return to whom "according to" behind a span refers: "owed “a year”, according to the guild".

    So it does before the span inside a sentence: "lost, according to the guild, “a year”". -1 where
    the cue is another. The parser makes "according" a preposition or a verb.
    """
    before = authority_before(parsed, number)
    if (
        before >= 0
        and parsed.words[parsed.sentences[parsed.sentence[before]][0]].text != "According"
    ):
        return before
    if cue < parsed.inner[number][1] or parsed.words[cue].text.lower() != "according":
        return -1
    verbs = (at for at in range(parsed.inner[number][1], cue) if parsed.lemmas[at] in JUDGING)
    says = next((at for at in verbs if parsed.words[at].xpos in FINITE), -1)
    if says >= 0:  # "“…,” he answered, according to the transcript"
        return parsed.subject(says)
    beside = (parsed.heads[cue], *parsed.children[cue])
    found = next((at for at in beside if at > cue and parsed.words[at].upos in _REFERRED), -1)
    return -1 if parsed.words[found].text.lower() in _RELATIVES else found  # "to what they told"


def authority_before(parsed: ParsedText, number: int) -> int:
    """Return to whom "according to" before a span in its sentence refers, -1 if nobody.

    Not where a verb of saying or another quotation stands between them.
    """
    first = parsed.inner[number][0]
    low = parsed.sentences[parsed.sentence[first]][0] if first < len(parsed.words) else first
    for at in range(first - 1, low - 1, -1):
        says = parsed.lemmas[at] in JUDGING and parsed.words[at].upos == "VERB"
        says = says and (parsed.words[at].xpos in FINITE or parsed.subject(at) >= 0)
        if says or parsed.quoted_at[at] not in {-1, number}:
            break
        if [word.text.lower() for word in parsed.words[at : at + 2]] == ["according", "to"]:
            commas = (i for i in range(at, first) if parsed.words[i].text == ",")
            phrase = range(at + 2, next(commas, first))
            if phrase and parsed.in_persons_name(phrase[-1]):
                return phrase[-1]  # "conservative talk radio host Ana Mejía"
            tops = (i for i in phrase if parsed.words[i].upos in _REFERRED)
            return next((i for i in tops if parsed.heads[i] not in phrase), -1)
    return -1


def view(parsed: ParsedText, number: int) -> tuple[int, int]:
    """Return whose words or view a span is, and the word that says so; -1, -1 where none does.

    "By his reckoning “…” are left", "is, in the words of Ana Mejía, “…”", "“…”, as she put it". Not
    where a verb of saying or a colon stands between, nor in "his view of the “hill”".
    """
    first, last = parsed.inner[number]
    if not 0 < first < len(parsed.words):
        return -1, -1
    low, high = parsed.sentences[parsed.sentence[first]]
    for at in range(min(high, last + _VIEW_BEHIND) - 1, low - 1, -1):
        whose = -1 if parsed.quoted_at[at] >= 0 else _whose_view(parsed, at)
        between = range(at + 1, first) if at < first else range(last, at)
        says = (
            i for i in between if parsed.lemmas[i] in REPORTING and parsed.words[i].xpos in FINITE
        )
        marked = any(parsed.quoted_at[i] not in {-1, number} for i in between)
        behind = at >= last and all(parsed.words[i].upos in _LEADING_ON for i in range(last, whose))
        beside = parsed.edges[number][0]
        spoken = beside > at and is_verb_before(parsed, number, JUDGING)
        spoken = spoken or any(parsed.words[i].text == ":" for i in between)
        if whose >= 0 and (at < first or behind) and not (next(says, None) or marked or spoken):
            return whose, at
    told = _told_behind(parsed, number)
    told = told if told[0] >= 0 else _arrived(parsed, number)
    return told if told[0] >= 0 else _told_before(parsed, number)


def _told_before(parsed: ParsedText, number: int) -> tuple[int, int]:
    """Return whose a span is as the words before it tell: "Her answer was one word: “…”"; -1, -1.

    A colon leads to it, and nobody says anything between. "The last text that Mejía sent her: “…”".
    """
    last = parsed.edges[number][0]
    if last < 1 or _gap(parsed, number) != ":":
        return -1, -1
    low = parsed.sentences[parsed.sentence[last]][0]
    for noun in range(last, max(low, last - _TOLD_REACH), -1):
        says = parsed.words[noun].upos == "VERB" and parsed.lemmas[noun] in REPORTING
        says = says and not parsed.relations[noun].startswith("acl")
        if says or parsed.quoted_at[noun] >= 0:
            break
        below = parsed.children[noun]
        if parsed.lemmas[noun] in DOCUMENTS | _TOLD and not _is_spoken_of(parsed, noun):
            gave = (at for at in range(noun + 1, last) if parsed.lemmas[at] in _GIVING)
            who = parsed.subject(next(gave, noun))
            joined = parsed.words[noun + 1].text in {",", "and", "but"}
            if noun < who <= noun + _AGENT_REACH and not joined:
                return who, noun
        if parsed.lemmas[noun] in _TOLD and parsed.words[noun].upos == "NOUN":
            owner = next((c for c in below if parsed.words[c].deprel == "nmod:poss"), -1)
            if owner >= 0:  # "I had to change my answer: “…”": the subject says it
                return (-1, -1) if parsed.lemmas[owner] in {"my", "our"} else (owner, noun)
    return -1, -1


def _is_spoken_of(parsed: ParsedText, noun: int) -> bool:
    """Say whether somebody speaks of a thing, and may be whose words follow: "asked about it"."""
    above = (at for at in parsed.ancestors(noun) if parsed.words[at].upos == "VERB")
    return any(parsed.lemmas[at] in REPORTING - _READING for at in above)


def _told_behind(parsed: ParsedText, number: int) -> tuple[int, int]:
    """Return whose a span is as the words behind it tell: "“…” was the order that Ana Mejía gave".

    "“…” Those were her father’s last words"; -1, -1 where they do not.
    """
    at = parsed.edges[number][1]
    at += at >= 0 and parsed.words[at].text in _POINTING
    if not 0 <= at < len(parsed.words) or parsed.words[at].text not in _BE:
        return -1, -1
    end = parsed.sentences[parsed.sentence[at]][1]
    noun = next((i for i in range(at, min(end, at + 7)) if parsed.lemmas[i] in _TOLD), -1)
    if noun < 0 or any(parsed.words[i].upos == "VERB" for i in range(at, noun)):
        return -1, -1
    near = range(noun + 1, min(end, noun + 9))
    verb = next((i for i in near if parsed.lemmas[i] in _GIVING), -1)
    named = verb > noun and parsed.in_persons_name(verb - 1)
    gave = verb - 1 if named else parsed.subject(verb) if verb >= 0 else -1
    owners = [c for c in parsed.children[noun] if c < noun and parsed.relations[c] == "nmod"]
    whose = next(iter(owners), gave if gave > noun else -1)
    return (whose, noun) if whose >= 0 else (-1, -1)


def _whose_view(parsed: ParsedText, at: int) -> int:
    """Return whose view, count or words a word is, or who puts it so, -1 if it is none."""
    words, lower = parsed.words, parsed.words[at].text.lower()
    if lower == "put" and [word.text for word in words[at + 1 : at + 2]] == ["it"]:
        subject = parsed.subject(at)
        low = parsed.within(phrase_span(parsed, subject))[0] if subject > 0 else 0
        return subject if low and words[low - 1].text.lower() == "as" else -1
    if lower not in _VIEWS or words[at].upos != "NOUN":
        return -1
    below = parsed.children[at]
    cases = {words[child].text.lower() for child in below if child < at}
    owner = next((child for child in below if words[child].deprel == "nmod:poss"), -1)
    of = [word.text.lower() for word in words[at + 1 : at + 2]] == ["of"]
    if not cases & _IN_VIEWS or (owner >= 0 and of):
        return -1
    return owner if owner >= 0 else next((c for c in below if c > at and of), -1)


def reported_too(parsed: ParsedText, number: int) -> int:
    """Return the subject of the verb that a second "that" goes with, -1 if there is none.

    "It reminds the board that the map is old and that “nobody may cross”": "It".
    """
    mark = parsed.edges[number][0]
    low = parsed.sentences[parsed.sentence[mark]][0] if mark > 0 else 0
    near = [word.text.lower() for word in parsed.words[max(low, mark - 1) : mark + 1]]
    if near not in (["and", "that"], ["but", "that"]):
        return -1
    thats = [at for at in range(low, mark - 1) if parsed.words[at].text.lower() == "that"]
    says = (at for at in range(low, thats[0] if thats else low)
            if parsed.words[at].upos == "VERB" and parsed.lemmas[at] in REPORTING
            and parsed.words[at].xpos in FINITE and parsed.quoted_at[at] < 0)  # fmt: skip
    return next((parsed.subject(at) for at in says), -1)


def tag_behind(parsed: ParsedText, number: int) -> int:
    """Return the verb of who has said what ends with a comma: "“Five,” Mejía corrected him".

    A person and a verb stand right behind the marks and nothing else that has a verb; else -1.
    """
    at, (first, _) = parsed.edges[number][1], parsed.inner[number]
    start, end = parsed.sentences[parsed.sentence[max(at, 0)]]
    closes = parsed.quoted[number].inner.of(parsed.text).rstrip()[-1:] == ","
    if at < 0 or not closes or not start <= first - 1 <= start + 1:
        return -1
    finite = [
        i for i in range(at, end) if parsed.words[i].xpos in FINITE and parsed.quoted_at[i] < 0
    ]
    name = at + 1 if finite == [at] else at
    behind = _opening(parsed, name)[1] if name < end and parsed.in_persons_name(name) else -1
    return finite[0] if behind >= 0 and finite in ([at], [behind]) else -1


def introduced_before(parsed: ParsedText, number: int, cue: int) -> int:
    """Return whom the sentence right before a bare quotation is about, -1 if nobody new.

    "“…,” the girl said. Her uncle, Ana Mejía, knew better. “…”" is the uncle's. Only where the cue
    stands farther away and nothing but that sentence stands between.
    """
    last = parsed.edges[number][0]
    span = parsed.quoted[number]
    bare = span.inner.of(parsed.text).rstrip()[-1:] in _ENDS
    bare = bare and (_gap(parsed, number)[:1] in _ENDS or parsed.words[last].text[-1:] in _ENDS)
    if not bare or last < 0 or 0 <= cue == parsed.edges[number][1]:
        return -1
    start, end = parsed.sentences[parsed.sentence[last]]
    marked = any(parsed.quoted_at[index] >= 0 for index in range(start, last + 1))
    announced = cue >= start and parsed.words[cue].upos == "VERB"
    if marked or announced or start < parsed.line_words(span.paragraph)[0]:
        return -1
    return _about(parsed, start, end)


def _about(parsed: ParsedText, start: int, end: int) -> int:
    """Return the name that a sentence is about: its subject, or who stands in "For X, …"."""
    if parsed.words[start].text == "For" and parsed.in_persons_name(start + 1):
        return start + 1
    opens = start + (parsed.words[start].text in _OPENING)
    if opens < end and parsed.in_persons_name(opens):
        return opens  # whatever the parse: "Mejía, who sits on the council, was more careful"
    for index in range(start, end):
        head = parsed.heads[index]
        top = head >= 0 and parsed.relations[head] == "root"
        if parsed.words[index].deprel != "nsubj" or not top:
            continue
        inside = index > start and parsed.words[index].text.lower() in {"he", "she"}
        if inside or parsed.in_persons_name(index):  # "When I tell her so, she laughs. “…”"
            return index
        near = range(index + 1, min(end, index + 12))
        commas = [at for at in near if parsed.words[at].text == ","]
        name = commas[0] + 1 if commas else -1
        closed = len(commas) > 1 and commas[1] < head and parsed.in_persons_name(name)
        return name if closed and parsed.in_persons_name(commas[1] - 1) else -1
    return -1


# Who does not speak, whatever the parse says


def never_speaks(parsed: ParsedText, index: int) -> bool:
    """Say whether a word is a time, a figure, an address, or the place of something."""
    word, entity = parsed.words[index], parsed.entity[index]
    kind = parsed.entities[entity].type if entity >= 0 else ""
    lower = word.text.lower()
    after = parsed.words[index + 1].text.lower() if index + 1 < len(parsed.words) else ""
    timed = kind != "PERSON" and lower in TIMES and word.upos in _TIMED
    timed = timed and not _is_owned(parsed, index)  # "the committee’s minutes"
    figure = word.upos == "NUM" and lower[0].isdigit()  # "600 flee fighting"
    return (
        "://" in word.text
        or lower.startswith("www.")
        or lower in _NOBODY
        or (timed or figure or _CLOCK.fullmatch(word.text) is not None)
        or (lower in _ADJOINING and after in TIMES)
        or (
            any(parsed.lemmas[child] == "whose" for child in parsed.children[index])
            and not _says_beside(parsed, index)
        )
        or _is_manner(parsed, index)
        or _is_fronted(parsed, index)
        or _is_inside(parsed, index)
        or (kind == "LOC" and _is_place(parsed, index))
    )


def _says_beside(parsed: ParsedText, index: int) -> bool:
    """Say whether a subject has its verb of saying right behind it, in no other's sentence."""
    verb = parsed.heads[index]
    return (
        verb == index + 1 and parsed.relations[index] == "nsubj" and parsed.lemmas[verb] in JUDGING
    )


def _is_owned(parsed: ParsedText, index: int) -> bool:
    return any(parsed.words[child].deprel == "nmod:poss" for child in parsed.children[index])


def _is_place(parsed: ParsedText, index: int) -> bool:
    """Say whether the name of a place only says where: "in Sabanalta", "a march reaches it"."""
    first = parsed.within(parsed.entities[parsed.entity[index]].span)[0]
    within = first > 0 and parsed.words[first - 1].text.lower() in _LOCATIVE
    return within or parsed.relations[index] == "obj"


def _is_inside(parsed: ParsedText, index: int) -> bool:
    """Say whether a name only ends the subject of a verb: "A note for Ana Mejía was typed"."""
    first, end = _opening(parsed, index)
    if (
        not first
        or end >= len(parsed.words)
        or parsed.paragraph[first - 1] != parsed.paragraph[end]
    ):
        return False
    inside = parsed.words[first - 1].upos == "ADP" and parsed.in_persons_name(end - 1)
    inside = inside and parsed.quoted_at[end] < 0
    like = parsed.words[first - 1].text.lower() in _LIKENING
    return inside and not like and parsed.words[end].xpos in FINITE


def _is_manner(parsed: ParsedText, index: int) -> bool:
    """Say whether a noun only says how: "in vain", "between laughs", "on camera"."""
    the = parsed.words[index].text.lower() in _ON_AIR and index > 1  # "on the radio"
    the = the and parsed.words[index - 1].text.lower() == "the"
    before = parsed.words[index - 1 - the].text.lower() if index else ""
    noun = parsed.words[index].upos == "NOUN" and parsed.entity[index] < 0
    return noun and before in _MANNERS and parsed.lemmas[index] not in _SPEAKING


def _is_fronted(parsed: ParsedText, index: int) -> bool:
    """Say whether a word only opens what has no verb and leads on: "To El Faro, later: “…”".

    So does "more" in "Then, more soberly: “…”".
    """
    low, high = parsed.sentences[parsed.sentence[index]]
    marks = (at for at in range(index, high) if parsed.quoted_at[at] >= 0)
    mark = next(marks, high)
    own = range(low, mark)
    told = any(parsed.words[at].upos in {"VERB", "AUX"} for at in own)
    if told or parsed.words[mark - 1].text != ":":
        return False
    behind = parsed.words[index + 1].upos
    manner = parsed.words[index].text.lower() in {"more", "less"} and behind == "ADV"
    opens = low == index or parsed.words[low].text in _FRONTING
    tops = (at for at in (index, parsed.heads[index]) if at >= 0)
    placed = any(parsed.relations[below] == "case" for at in tops for below in parsed.children[at])
    return manner or (opens and placed and parsed.words[index].deprel != "nmod:poss")


def only_attends(parsed: ParsedText, cue: int, index: int, others: list[int]) -> bool:
    """Say whether somebody only hears or is told what the cue is of.

    "Replying to Ana Mejía, …", "Ana Mejía heard the captain shout: …".
    """
    first, end = _opening(parsed, index)
    before = parsed.words[first - 1].text.lower() if first else ""
    spoken_to = before == "to" and index < cue and first - 2 != cue
    if spoken_to and parsed.lemmas[first - 2] in _ADDRESSING:
        return True
    hears = end < len(parsed.words) and parsed.lemmas[end] in _HEARING and end < cue
    return hears and any(end < other < cue for other in others)


def _opening(parsed: ParsedText, index: int) -> tuple[int, int]:
    """Return the words of the name that a word belongs to, with the titles before it."""
    if is_title(parsed.words[index].text) and parsed.in_persons_name(index + 1):
        index += 1  # "Judge" of "Judge Ana Mejía"
    entity = parsed.entity[index]
    first, end = parsed.within(parsed.entities[entity].span) if entity >= 0 else (index, index + 1)
    while first > 0 and is_title(parsed.words[first - 1].text):
        first -= 1
    return first, end


def whole_word(parsed: ParsedText, index: int) -> int:
    """Return the noun that a source means: "striker himself" is the striker, "one of them" one.

    "My father, who was blind, used to say" is the father, whatever the parse.

    So is "contact" of "The contact answers: “…”", whose verb was taken for a noun.
    """
    if index < 0:
        return index
    index = _told_of(parsed, index)
    owned = _owned_noun(parsed, index)
    owner = next((c for c in parsed.children[index] if parsed.words[c].deprel == "nmod:poss"), -1)
    if owner >= 0 and parsed.lemmas[index] in _CLAIMS and parsed.lemmas[owner] not in {"my", "our"}:
        return owner  # "Mejía’s explanation was simpler"
    if owned >= 0 or not index:
        return max(owned, index)
    if index > 1 and parsed.words[index].text.lower() in _GROUPS:
        of = parsed.words[index - 1].text.lower() == "of"
        return index - 2 if of and parsed.words[index - 2].upos in {"NUM", "PRON"} else index
    before = parsed.words[index - 1]
    nominal = (
        before.upos in {"NOUN", "PROPN"} and parsed.sentence[index - 1] == parsed.sentence[index]
    )
    itself = parsed.words[index].text.lower() in {"himself", "herself", "itself", "themselves"}
    near = [word.text for word in parsed.words[index + 1 : index + 3] if word.upos != "ADV"]
    says = parsed.words[index].upos == "NOUN" and parsed.lemmas[index] in REPORTING | {"record"}
    verb = says and near[:1] == [":"]  # "The transcript records only: “…”"
    someone = parsed.lemmas[index - 1] in CALLINGS | DOCUMENTS or parsed.entity[index - 1] >= 0
    determined = index > 1 and parsed.words[index - 2].upos in {"DET", "PRON"}
    return index - 1 if nominal and (itself or (verb and (someone or determined))) else index


def _told_of(parsed: ParsedText, index: int) -> int:
    """Return of whom a word tells that was taken for a source: who is "blind", the name behind it.

    "My father, who was blind, used to say"; "9 a.m. Reader Ana Mejía writes". Else the word.
    """
    who = next((c for c in parsed.children[index] if parsed.words[c].text == "who"), 0)
    if parsed.words[index].upos == "ADJ" and who > 1:
        return who - 1 - (parsed.words[who - 1].text == ",")
    at = min(index + 1, len(parsed.words) - 1)
    apposed = parsed.relations[at] in {"appos", "flat"} and parsed.heads[at] == index
    own = parsed.entity[at] == parsed.entity[index]
    return at if apposed and parsed.in_persons_name(at) and not own else index


def _owned_noun(parsed: ParsedText, index: int) -> int:
    """Return the body or person behind a titled name that owns it: "Bishop Ana Mejía’s office"."""
    end = _opening(parsed, index)[1]
    own = [at for at in (end - 1, end) if parsed.words[at : at + 1]
           and parsed.words[at].text in GENITIVES]  # fmt: skip
    if not own or not parsed.in_persons_name(end - 1):
        return -1
    at = own[-1] + 1
    while at + 1 < len(parsed.words) and parsed.words[at].upos in {"ADJ", "NOUN"}:
        if parsed.words[at + 1].upos not in {"ADJ", "NOUN"}:
            return at if parsed.lemmas[at] in BODIES | CALLINGS | RELATIVES else -1
        at += 1
    return -1


def says_in(parsed: ParsedText, cue: int, index: int, others: list[int]) -> bool:
    """Say whether a document is only where somebody speaks: "in a letter, the company, X, said"."""
    if parsed.lemmas[index] not in DOCUMENTS or parsed.sentence[index] != parsed.sentence[cue]:
        return False
    cases = {parsed.words[c].text.lower() for c in parsed.children[index] if c < index < cue}
    between = [other for other in others if index < other < cue]
    speaks = any(not never_speaks(parsed, other) for other in between)
    return speaks and bool(cases & {"in", "on"})
