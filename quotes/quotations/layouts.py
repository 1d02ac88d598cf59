"""Attributions that the page itself shows: a name and a colon before, a dash and a name after.

The signature may stand in the next paragraph; bullets after a colon belong to whoever leads to it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quotes.model import Span
from quotes.quotations.marks import QuotedSpan
from quotes.quotations.names import folded
from quotes.quotations.parsed_text import ParsedText
from quotes.quotations.phrases import phrase_span
from quotes.quotations.transcripts import has_given_name, interviewed
from quotes.quotations.wordlists import (
    ANYBODY,
    BODIES,
    CALLINGS,
    NO_TURNS,
    PERSONS,
    RELATIVES,
    REPORTING,
    SALUTATIONS,
)

_WORD = r"[^\W\d_a-z][\w.’'-]*"
_LINK = r"(?:of|the|for|and|de|del|la|los|las|y|&|von|van|da|do)"
_NAME = rf"@?{_WORD}(?:,? (?:{_LINK} )*{_WORD}){{0,7}}"
_HANDLE = r"@\w[\w.]*"
_ALIAS = rf"{_HANDLE}|(?=[\w.]*[^\W\d_])\w+[_\d][\w.]*"  # "el_profe_33" under a comment
_IN_MARKS = re.compile(rf"(?P<name>{_WORD}(?: {_WORD}){{0,2}}):\s")
_BEFORE = re.compile(
    rf"(?:[-–—•*]\s*)?(?:(?:From|Via|By|Per)\s+)?(?:the\s+)?(?P<name>{_NAME}|{_HANDLE})"
    r"(?:\s\([^()\n]{1,40}\))?\s?(?P<cue>:)\s*$"
)
# A person and what she is before the words: "Marta Cid, neighbour".
_PRESENTED = re.compile(
    rf"(?:[-–—•*]\s*)?(?P<name>{_WORD}(?: (?:{_LINK} )*{_WORD}){{0,4}}), "
    r"(?P<role>[a-zà-ÿ\d][^:.;\n]{1,70}?)\s?(?P<cue>:)\s*$"
)
# Whom a letter is to, and where it gives the addressee's words.
_DEAR = re.compile(
    rf"\s*(?i:{'|'.join(SALUTATIONS)})\s(?P<name>{_WORD}(?: (?:{_LINK} )*{_WORD}){{0,4}})[,:!]\s*"
)
_YOU_SAID = re.compile(r"[^\n]*\b[Yy]ou(?:r\s\w+)?\s(?P<cue>\w+)\b[^\n.“”\"]{0,60}[:,]\s*")
_SAID_YOU = re.compile(r"\s*[,]?\s*you\s(?P<cue>\w+)")
_AFTER = re.compile(
    rf"\s*\(?(?P<cue>[-–—―]{{1,2}})\s*(?P<name>{_NAME}|{_HANDLE})(?P<rest>[^\n]*)", re.UNICODE
)
_SIGNED = re.compile(
    rf"\s*\(?(?P<cue>[-–—―~]{{1,2}})\s*(?P<name>{_NAME}|{_ALIAS})(?P<rest>(?:[,(][^\n]*)?)\s*"
)
_UNDER = re.compile(
    rf"\s*(?P<name>{_WORD}(?: (?:{_LINK} )*{_WORD}){{1,4}})(?P<rest>(?:, [^.\n]*)?)\s*"
)
_BRACKETED = re.compile(
    rf"\s*(?P<cue>[(\[])(?P<name>{_WORD}(?: (?:{_LINK} )*{_WORD}){{1,4}})"
    r"(?P<rest>(?:, [^()\n]*)?)[)\]]\.?\s*"
)
_SOMEBODY = re.compile(r"\s*(?P<cue>[-–—―]{1,2})\s*(?P<who>(?:an?|one|my)\s[^\n“”\"]+)")
_COLON = re.compile(r"[^\n]{0,60}?(:)(?=[\s*_])")
BULLET = re.compile(r"\s*(?:[-–—•*·‣▪○]|\(?\d{1,2}[.)]|\(?[a-z]\))?\s*")
_TOPIC = re.compile(
    r"\s*(?:[-–—•*·‣▪○]|\(?\d{1,2}[.)]|\(?[a-z]\))\s*(?:(?:The|A|An|Her|His|Its|Their|On|About)\b|[a-zà-ÿ])"
    r"[^:\n“”\"]{1,50}:\s*"
)
_OFFICE = re.compile(r"[a-zà-ÿ][\w’'-]*(?: [\w’'-]+){0,5}")  # a cell behind a name
_LISTING = frozenset({"give", "list", "offer", "name", "outline", "make", "find", "raise", "set"})
_ANSWERED = 3  # answers that make an interview; by hand, as for those without marks
_QUESTION = 60  # words of a paragraph that asks; by hand
_WHO = 4  # words to the noun of whoever a dash brings in: "a very tired young mother"; by hand
_REST = 60  # characters after a signature: an office, a place, a date; more is a sentence


@dataclass(frozen=True, slots=True)
class Shown:
    """An attribution shown by the layout: the colon or dash, and the name beside it.

    `cue_word` and `source_word` are words of the parse where it is a sentence that leads to
    the quotation, as before bullets; -1 where a name stands by itself.
    """

    cue: Span
    source: Span
    cue_word: int = -1
    source_word: int = -1


def shown(parsed: ParsedText, turns: Mapping[Span, Span]) -> dict[int, Shown]:
    """Return the attributions that the layout shows, by the number of the span.

    `turns` gives the span of the speaker's name of each turn or answer, by its inner span.
    """
    text, found = parsed.text, dict(_inside(parsed.text, parsed.quoted))
    for number, span in enumerate(parsed.quoted):
        line = parsed.lines[span.paragraph]
        name = turns.get(span.inner)
        if name is not None:
            found[number] = Shown(_colon_after(text, name), name)
            continue
        match = (
            _signature(text, span, line)
            or _named_before(text, span, line)
            or _presented_before(parsed, span, line)
            or _presented_after(parsed, span, line)
        )
        if match is not None:
            found[number] = match
    listed = {**_signed_below(parsed), **_named_above(parsed), **_bullets(parsed)}
    return {**listed, **_answers(parsed), **_to_addressee(parsed), **found}


def _colon_after(text: str, name: Span) -> Span:
    """Return the colon after the name of a turn, else the name, which stands by itself."""
    colon = _COLON.match(text, name.end)
    return Span(*colon.span(1)) if colon else name


def _signed_below(parsed: ParsedText) -> dict[int, Shown]:
    """Read a signature in the paragraph after a quotation: "— Elvira Montoya, mayor".

    Without a dash the line must be a name, a comma and a few words, and two must be set so, or
    the name be that of a person.
    """
    text = parsed.text
    signed: dict[int, Shown] = {}
    plain: dict[int, Shown] = {}
    for number, span in enumerate(parsed.quoted):
        if not _is_alone(parsed, span) or span.paragraph + 1 >= len(parsed.lines):
            continue
        line = parsed.lines[span.paragraph + 1]
        dashed = _SIGNED.fullmatch(text, line.start, line.end)
        match = dashed or _UNDER.fullmatch(text, line.start, line.end)
        if match is None or len(match["rest"]) > _REST:
            continue
        name = _without_office(text, Span(*match.span("name")))
        cue = Span(*match.span("cue")) if dashed else name
        person = not dashed and _is_persons(parsed, name)
        (signed if dashed or person else plain)[number] = Shown(cue, name)
    return {**signed, **(plain if len(plain) > 1 else {})}


def _named_above(parsed: ParsedText) -> dict[int, Shown]:
    """Read quotations that each stand under a line with nothing but a name, as cells of a table.

    Two must be set so, and more of them than stand over such a line: that is a signature.
    """
    text, above, below = parsed.text, dict[int, Shown](), 0
    for number, span in enumerate(parsed.quoted):
        if not _is_alone(parsed, span) or span.paragraph + 1 > len(parsed.lines):
            continue
        before = parsed.lines[max(0, span.paragraph - 2) : span.paragraph]
        if len(before) > 1 and _OFFICE.fullmatch(before[-1].of(text).strip()):
            before = before[:-1]  # "Mejía", "accountant", and then her words
        if before and (name := _only_name(text, before[-1])):
            above[number] = Shown(name, name)
        after = parsed.lines[span.paragraph + 1 : span.paragraph + 2]
        below += any(_only_name(text, line) is not None for line in after)
    return above if len(above) > max(1, below) else {}


def _only_name(text: str, line: Span) -> Span | None:
    """Return the name that is all of a line, None where something else stands there."""
    match = _UNDER.fullmatch(text, line.start, line.end)
    if match is None or len(match["rest"]) > _REST:
        return None
    return _without_office(text, Span(*match.span("name")))


def _is_persons(parsed: ParsedText, name: Span) -> bool:
    """Say whether a line is a person's name to the parse, but for a word that it cut off."""
    people = (e.span for e in parsed.entities if e.type == "PERSON" and e.span.start == name.start)
    return any(len(parsed.text[s.end : name.end].split()) < 2 for s in people)


def _answers(parsed: ParsedText) -> dict[int, Shown]:
    """Read the answers of an interview in marks: a paragraph after one that speaks to "you".

    Three paragraphs without a verb of saying outside marks must answer so; they are of the person
    whom the paragraphs before the first question name most.
    """
    questions = [n for n in range(len(parsed.lines)) if _speaks_to(parsed, n)]
    first = parsed.lines[questions[0]].start if questions else 0
    person = interviewed(parsed.text, parsed.entities, first)
    if person is None:
        return {}
    found = {}
    for question in questions:
        low, high = parsed.on_line(question + 1)
        opens = low < high and parsed.quoted[low].outer.start == parsed.lines[question + 1].start
        for number in range(low, high) if opens and not _says(parsed, question + 1) else []:
            found[number] = Shown(person, person)
    return found if len(found) >= _ANSWERED else {}


def _speaks_to(parsed: ParsedText, paragraph: int) -> bool:
    """Say whether a paragraph asks outside marks, or tells "you" something."""
    low, high = parsed.line_words(paragraph)
    own = [at for at in range(low, high) if parsed.quoted_at[at] < 0]
    if not own or paragraph + 1 >= len(parsed.lines) or high - low > _QUESTION:
        return False
    you = any(parsed.words[at].text.lower() in {"you", "your"} for at in own)
    return parsed.words[own[-1]].text == "?" or you


def _says(parsed: ParsedText, paragraph: int) -> bool:
    """Say whether a verb of saying stands outside the marks of a paragraph."""
    return any(
        parsed.quoted_at[at] < 0 and parsed.lemmas[at] in REPORTING
        for at in range(*parsed.line_words(paragraph))
    )


def _is_alone(parsed: ParsedText, span: QuotedSpan) -> bool:
    """Say whether a quoted span is all of its paragraph, but for a bullet and a final stop."""
    line = parsed.lines[span.paragraph]
    before = parsed.text[line.start : span.outer.start]
    after = parsed.text[span.outer.end : line.end].strip()
    return BULLET.fullmatch(before) is not None and after in {"", ".", ",", ";", ", and", "; and"}


def _bullets(parsed: ParsedText) -> dict[int, Shown]:
    """Read quotations set as a list after a colon: they are of whoever is named before it.

    So is a quotation that stands alone behind a comma: "In the words of Ana Mejía,".
    """
    found: dict[int, Shown] = {}
    led: tuple[int, Shown] | None = None  # the last paragraph of a list, and its attribution
    for number, span in enumerate(parsed.quoted):
        line = parsed.lines[span.paragraph]
        led_to = span.paragraph > 0 and _ends_open(parsed, span.paragraph - 1)
        bullet = bool(parsed.text[line.start : span.outer.start].strip())
        if not (bullet or led_to) or not (_is_alone(parsed, span) or _has_topic(parsed, span)):
            continue
        if led is not None and led[0] == span.paragraph - 1:
            lead: Shown | None = led[1]
        else:
            lead = _lead(parsed, span.paragraph - 1) if span.paragraph else None
        if lead is not None:
            led = (span.paragraph, lead)
        shown = _of_bullet(parsed, span, lead) or lead
        if shown is not None:
            found[number] = shown
    return found


def _of_bullet(parsed: ParsedText, span: QuotedSpan, lead: Shown | None) -> Shown | None:
    """Return whom a bullet gives its words to, below a lead of several or of nobody.

    "The neighbours want: • The residents of block C: “…”". Below "She named three:" it is what
    the words are about.
    """
    head = lead.source_word if lead else -1
    several = head < 0 or "Number=Plur" in parsed.words[head].feats
    if not (several or parsed.words[head].text.lower() == "what") or not _has_topic(parsed, span):
        return None
    topic = Span(parsed.lines[span.paragraph].start, span.outer.start)
    low, high = parsed.within(topic)
    people = CALLINGS | PERSONS | ANYBODY | RELATIVES
    nouns = (at for at in range(low, high) if parsed.words[at].upos == "NOUN")
    able = (at for at in nouns if parsed.lemmas[at].removesuffix("s") in people)
    who, colon = next(able, -1), high - 1
    if who < 0 or parsed.words[colon].text != ":":
        return None
    return Shown(parsed.words[colon].span, phrase_span(parsed, who), colon, who)


def _ends_open(parsed: ParsedText, paragraph: int) -> bool:
    """Say whether a paragraph ends with a comma: its sentence goes on in what is quoted below."""
    return parsed.lines[paragraph].of(parsed.text).rstrip().endswith(",")


def _has_topic(parsed: ParsedText, span: QuotedSpan) -> bool:
    """Say whether a bullet says what the words are about: "2. The governor: “…”"."""
    line = parsed.lines[span.paragraph]
    topic = _TOPIC.fullmatch(parsed.text, line.start, span.outer.start)
    return topic is not None and not parsed.text[span.outer.end : line.end].strip(" .,;")


def _lead(parsed: ParsedText, paragraph: int) -> Shown | None:
    """Return who speaks in the sentence that ends a paragraph and leads to a list, None if nobody.

    It ends with a colon, or says that somebody gave or listed something: "She gave two reasons."
    """
    low, high = parsed.line_words(paragraph)
    if high - low < 2:
        return None
    begin = max(low, parsed.sentences[parsed.sentence[high - 1]][0])
    lists = {parsed.lemmas[at] for at in range(begin, high)} & _LISTING
    end = parsed.words[high - 1].text
    if end not in {":", ","} and not end.endswith("…") and not (end == "." and lists):
        return None
    subjects = [
        i
        for i in range(begin, high)
        if parsed.quoted_at[i] < 0
        and parsed.relations[i] == "nsubj"
        and begin <= parsed.heads[i] < high
    ]
    people = [i for i in range(begin, high) if parsed.in_persons_name(i)]
    able = [i for i in subjects if _may_speak(parsed, i)]  # not "The demands, read by Mejía, are"
    says = [i for i in able if parsed.lemmas[parsed.heads[i]] in REPORTING | _LISTING]
    main = [i for i in able if parsed.heads[parsed.heads[i]] < 0]
    owners = [
        i
        for i in range(begin, high)
        if parsed.words[i].deprel == "nmod:poss"
        and parsed.words[i].upos != "PRON"
        and _may_speak(parsed, i)
    ]  # "Three things from the mayor’s speech:"
    chosen = (says or main or people or owners or subjects[-1:] or [-1])[0]
    if chosen < 0:
        return None
    verb = _verb_of(parsed, chosen, high)
    colon = parsed.words[high - 1].span
    cue = parsed.words[verb].span if verb >= 0 else colon
    return Shown(cue, phrase_span(parsed, chosen), max(verb, 0), chosen)


def _may_speak(parsed: ParsedText, word: int) -> bool:
    """Say whether a subject can be one who speaks: a name, a pronoun, a person or a body."""
    known = parsed.entity[word] >= 0 or parsed.words[word].upos in {"PRON", "PROPN"}
    return known or parsed.lemmas[word] in CALLINGS | PERSONS | ANYBODY | BODIES


def _verb_of(parsed: ParsedText, source: int, high: int) -> int:
    """Return the verb of whoever leads to a list: that of saying or giving after the name."""
    named = [
        i
        for i in range(source + 1, high)
        if parsed.words[i].upos == "VERB" and parsed.lemmas[i] in REPORTING | _LISTING
    ]
    head = parsed.heads[source]
    subject = parsed.relations[source] == "nsubj" and parsed.words[head].upos == "VERB"
    return named[0] if named else head if subject and head < high else -1


def _signature(text: str, span: QuotedSpan, line: Span) -> Shown | None:
    """Read "“…” – Commissioner Starks": a dash and a name that end the line."""
    match = _AFTER.match(text, span.outer.end, line.end)
    opens = BULLET.fullmatch(text, line.start, span.outer.start) is not None
    if match is None and opens:
        match = _BRACKETED.fullmatch(text, span.outer.end, line.end)
    if match is None or len(match["rest"]) > _REST or re.search(r"[“”\"]", match["rest"]):
        return None
    name = _without_office(text, Span(*match.span("name")))
    rest = text[name.end : match.end()].strip()  # ", the mill’s owner"
    if rest and rest[0] not in ",.()":
        return None
    return Shown(Span(*match.span("cue")), name)


def _presented_after(parsed: ParsedText, span: QuotedSpan, line: Span) -> Shown | None:
    """Read "- “…” — a boy with two buckets": a bullet, a dash, and what somebody is."""
    match = _SOMEBODY.fullmatch(parsed.text, span.outer.end, line.end)
    before = parsed.text[line.start : span.outer.start]
    if match is None or not before.strip() or BULLET.fullmatch(before) is None:
        return None
    low, high = parsed.within(Span(*match.span("who")))
    able = (at for at in range(low, high) if parsed.lemmas[at] in CALLINGS | PERSONS | ANYBODY)
    head = next((at for at in able if at - low < _WHO), -1)
    cue = Span(*match.span("cue"))
    at = parsed.within(cue)[0]
    return Shown(cue, phrase_span(parsed, head), at, head) if head >= 0 else None


def _without_office(text: str, name: Span) -> Span:
    """Return a signature's name without what a comma adds: "Anselmo Jamioy, Alto Bejuco"."""
    words = name.of(text)
    comma = words.find(", ")
    full = comma > 0 and " " in words[:comma]
    return Span(name.start, name.start + comma) if full else name


def _named_before(text: str, span: QuotedSpan, line: Span) -> Shown | None:
    """Read "Mayor Quintero: “…”" and "From El Faro: “…”" where nothing else opens the line."""
    match = _BEFORE.fullmatch(text, line.start, span.outer.start)
    if match is None or folded(match["name"].split(maxsplit=1)[0]) in NO_TURNS:
        return None  # "NEW: “…” the mayor says"
    return Shown(Span(*match.span("cue")), Span(*match.span("name")))


def _presented_before(parsed: ParsedText, span: QuotedSpan, line: Span) -> Shown | None:
    """Read "Marta Cid, neighbour: “…”": a person and what she is, without a verb of saying."""
    match = _PRESENTED.fullmatch(parsed.text, line.start, span.outer.start)
    alone = not parsed.text[span.outer.end : line.end].strip()
    if match is None or not alone or _is_saying(parsed, Span(*match.span("role"))):
        return None
    name = Span(*match.span("name"))
    surname = name.of(parsed.text).split()[-1]
    people = (one.text.split() for one in parsed.entities if one.type == "PERSON")
    known = has_given_name(name.of(parsed.text)) or any(surname in words for words in people)
    if not known:
        return None
    colon = Span(*match.span("cue"))
    return Shown(colon, name, parsed.within(colon)[0], parsed.within(name)[1] - 1)


def _to_addressee(parsed: ParsedText) -> dict[int, Shown]:
    """Read what a letter says that "you" wrote: it is of whom the letter is to."""
    text, found = parsed.text, dict[int, Shown]()
    dear = next(
        (
            match
            for line in parsed.lines[:5]
            if (match := _DEAR.fullmatch(text, line.start, line.end))
        ),
        None,
    )
    if dear is None:
        return {}
    name = Span(*dear.span("name"))
    for number, span in enumerate(parsed.quoted):
        line = parsed.lines[span.paragraph]
        opens = span.outer.start == line.start and span.paragraph > 0
        lead = parsed.lines[span.paragraph - 1] if opens else Span(line.start, span.outer.start)
        match = _YOU_SAID.fullmatch(text, lead.start, lead.end) or _SAID_YOU.match(
            text, span.outer.end, line.end
        )
        if match is not None and _is_saying(parsed, Span(*match.span("cue"))):
            found[number] = Shown(Span(*match.span("cue")), name)
    return found


def _is_saying(parsed: ParsedText, span: Span) -> bool:
    """Say whether a verb of saying stands in a span."""
    return any(parsed.lemmas[at] in REPORTING for at in range(*parsed.within(span)))


def _inside(text: str, spans: Sequence[QuotedSpan]) -> dict[int, Shown]:
    """Read "“WALLACE: …”": names inside the marks, where at least two spans open so."""
    matches = {
        number: match
        for number, span in enumerate(spans)
        if (match := _IN_MARKS.match(text, span.inner.start, span.inner.end))
    }
    names = Counter(match["name"] for match in matches.values())
    found = {
        number: Shown(Span(match.end("name"), match.end("name") + 1), Span(*match.span("name")))
        for number, match in matches.items()
        if len(matches) >= 2 and (names[match["name"]] > 1 or match["name"].isupper())
    }
    for number, span in enumerate(spans[1:], 1):
        before = spans[number - 1]
        runs_on = not before.closed and span.paragraph == before.paragraph + 1
        if number not in found and number - 1 in found and runs_on:
            found[number] = found[number - 1]  # “WALLACE: …” over several paragraphs
    return found
