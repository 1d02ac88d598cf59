"""Who speaks where no cue stands beside the marks: what the sentence before is about or asks."""

from __future__ import annotations

from quotes.model import Span
from quotes.quotations.parsed_text import ParsedText
from quotes.quotations.phrases import age_before
from quotes.quotations.wordlists import ANYBODY, CALLINGS, PERSONS, REPORTING

_ENDS = frozenset(".!?…")
_AFTER = frozenset({"PUNCT", "ADP", "ADV", "SCONJ", "VERB", "AUX"})
_OPENING = frozenset({"But", "And", "Yet", "Then", "Now", "So"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_HE = frozenset({"he", "she", "they"})
_ASKS = REPORTING | {"ask", "tell", "say", "suggest", "put", "wonder"}
_TO_WHOM = frozenset({"him", "her", "them"})
LAST_SPEAKER = -2  # what `introduced_before` returns for whoever spoke before


def introduced_before(parsed: ParsedText, number: int, cue: int) -> int:
    """Return whom the sentence right before a bare quotation is about, -1 if nobody new.

    "“…,” the girl said. Her uncle, Ana Mejía, knew better. “…”" is the uncle's; so is the answer
    to "Does he regret it?", and to "I told her that it was late." the reply is hers (or
    `LAST_SPEAKER`'s, where that sentence names nobody). Only where the cue stands farther away and
    nothing but that sentence stands between.
    """
    last = parsed.edges[number][0]
    span = parsed.quoted[number]
    gap = parsed.text[parsed.words[last].span.end : span.outer.start] if last >= 0 else ""
    bare = span.inner.of(parsed.text).rstrip()[-1:] in _ENDS
    bare = bare and (gap.strip()[:1] in _ENDS or parsed.words[last].text[-1:] in _ENDS)
    if not bare or last < 0 or 0 <= cue == parsed.edges[number][1]:
        return -1
    start, end = parsed.sentences[parsed.sentence[last]]
    marked = any(parsed.quoted_at[index] >= 0 for index in range(start, last + 1))
    if marked or start < parsed.line_words(span.paragraph)[0]:
        return -1
    if parsed.text[: span.outer.start].rstrip().endswith("?"):
        return _asked_of(parsed, start, end)
    replied = _told(parsed, start, end)
    announced = cue >= start and parsed.words[cue].upos == "VERB"
    return replied if replied != -1 or announced else _about(parsed, start, end)


def leads_to_colon(parsed: ParsedText, number: int) -> int:
    """Return the person whose name opens the sentence that a colon before some marks ends.

    "Daniel, who works in a pharmacy near the square, emails: “…”"; -1 where nobody does.
    """
    colon = parsed.within(Span(parsed.quoted[number].outer.start, len(parsed.text)))[0] - 1
    if colon <= 0 or parsed.words[colon].text != ":":
        return -1
    start = parsed.sentences[parsed.sentence[colon]][0]
    start = max(start, parsed.line_words(parsed.paragraph[colon])[0])
    if parsed.words[start].text in {"To", "For"} and parsed.words[start + 2].text == ",":
        whom = parsed.words[start + 1].text.lower()  # "To her, the issue is respect: “…”"
        return start + 1 if whom in _TO_WHOM or _named(parsed, start + 1) else -1
    if not _named(parsed, start) or _owns(parsed, start):
        return -1
    inside = (parsed.quoted_at[at] >= 0 for at in range(start, colon))
    return -1 if any(inside) or parsed.words[colon - 1].text == "," else start


def _asked_of(parsed: ParsedText, start: int, end: int) -> int:
    """Return whom a question is about: "Does he regret it?", "What will Mejía do?"; else -1."""
    for index in range(start, end):
        subject = parsed.relations[index] == "nsubj" or parsed.words[index].text.lower() in _HE
        if subject and (parsed.words[index].text.lower() in _HE or _named(parsed, index)):
            return index
    return -1


def _told(parsed: ParsedText, start: int, end: int) -> int:
    """Return to whom the writer speaks: "I asked her whether"; `LAST_SPEAKER` if it is not said.

    -1 where the writer does not speak in this sentence.
    """
    if parsed.words[start].text not in {"I", "We"} or start + 1 >= end:
        return -1
    verb = start + 1 + (parsed.words[start + 1].upos in {"ADV", "AUX"})
    if verb >= end or parsed.lemmas[verb] not in _ASKS or parsed.words[verb].xpos not in _FINITE:
        return -1
    whom = verb + 1
    if whom < end and (parsed.words[whom].text.lower() in _TO_WHOM or _named(parsed, whom)):
        return whom
    return LAST_SPEAKER


def _about(parsed: ParsedText, start: int, end: int) -> int:
    """Return the name that a sentence is about: its subject, or who stands in "For X, …"."""
    if parsed.words[start].text == "For" and _named(parsed, start + 1):
        return start + 1
    opens = start + (parsed.words[start].text in _OPENING)
    if opens < end and _named(parsed, opens) and not _owns(parsed, opens):
        return opens  # whatever the parse: "Mejía, who sits on the council, was more careful"
    role = _role(parsed, opens, end)
    if role >= 0:
        return role
    for index in range(start, end):
        head = parsed.heads[index]
        top = head >= 0 and parsed.relations[head] == "root"
        if parsed.words[index].deprel != "nsubj" or not top:
            continue
        inside = index > start and parsed.words[index].text.lower() in {"he", "she"}
        if inside or _named(parsed, index):  # "When I tell her so, she laughs. “…”"
            return index
        near = range(index + 1, min(end, index + 12))
        commas = [at for at in near if parsed.words[at].text == ","]
        name = commas[0] + 1 if commas else -1
        closed = len(commas) > 1 and commas[1] < head and _named(parsed, name)
        return name if closed and _named(parsed, commas[1] - 1) else -1
    return -1


def _role(parsed: ParsedText, start: int, end: int) -> int:
    """Return the person that a sentence opens with by role: "The old man thinks it over"."""
    if start >= end or parsed.words[start].text.lower() != "the":
        return -1
    for index in range(start + 1, min(end - 1, start + 5)):
        someone = parsed.lemmas[index] in CALLINGS | PERSONS | ANYBODY
        if someone and parsed.words[index + 1].xpos in _FINITE:
            return index
        if parsed.words[index].upos not in {"NOUN", "ADJ", "PROPN"}:
            break
    return -1


def _owns(parsed: ParsedText, index: int) -> bool:
    """Say whether a person’s name that a word begins owns what follows it."""
    end = parsed.within(parsed.entities[parsed.entity[index]].span)[1]
    near = parsed.words[end - 1 : end + 1]
    return any(word.text.endswith(("’s", "'s")) or word.text in {"’", "'"} for word in near)


def _named(parsed: ParsedText, index: int) -> bool:
    """Say whether a word belongs to a person's name."""
    entity = parsed.entity[index]
    return entity >= 0 and parsed.entities[entity].type == "PERSON"


def aged_beside(parsed: ParsedText, cue: int) -> int:
    """Return the "old" of "the 22-year-old said", "said the 22-year-old"; -1 if it is not there."""
    if cue < 0 or parsed.lemmas[cue] not in REPORTING:
        return -1
    for index in (cue - 1, *range(cue + 3, cue + 7)):
        if index < len(parsed.words) and age_before(parsed, index) >= 0:
            after = parsed.words[index + 1].upos if index + 1 < len(parsed.words) else "PUNCT"
            return index if after in _AFTER else -1
    return -1
