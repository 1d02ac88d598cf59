"""What is quoted in a Spanish source, and who says it there.

Most originals are news reports: only what stands in marks (« », “ ”, " "), after a dialogue
dash or in a turn of a transcript is a speaker's; the rest is the reporter's. The rules are those
of Spanish print: incises between dashes ("—No —dijo Luna—. Nunca."), a mark that is opened anew
at every paragraph of a long quotation, the verb before its subject after a quotation.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from quotes.languages.lexicon import ordinary, seen
from quotes.languages.names import one_person, own_words
from quotes.languages.words import fold, phrases
from quotes.model import Source, Span
from quotes.originals.source_speakers import (
    AFTER,
    BEFORE,
    RELATIVE,
    Names,
    Told,
    begins,
    introduces,
    last_sentence,
    tells,
    told_after,
    told_before,
)

_LONGEST = 4000  # characters of one quotation
_PAIRS = {"«": "»", "“": "”", "„": "“", '"': '"'}
_OPENING = re.compile(f"[{''.join(_PAIRS)}]")
_GAP = re.compile(r"\n[ \t\r]*\n\s*")
_LINES = re.compile(r"\n\s*")
_DASH = re.compile(r"^[ \t]*[—–―-][ \t]*(?=[^\s\d—–―-])", re.MULTILINE)
_INNER_DASH = re.compile(r"(?<=[.!?…:])[ \t]+[—–―](?=[¿¡]*[A-ZÁÉÍÓÚÑ])")
_INCISE = re.compile(r"\s[—–―] ?(?=[a-záéíóúñ])(?P<said>[^—–―\n]{2,160})(?:[—–―]|$)", re.MULTILINE)
_WORD = re.compile(r"\w+")
_FEWEST = 3  # words of a quotation that belong to a passage beside those of another
_TURNS = 2  # turns that make a transcript, and heads that make a text of posts
_ANSWER = re.compile(r"^(?:>>|[-–—―])[ \t]*(?=[¿¡«“\"]*[^\W\d_a-zà-ÿ])", re.MULTILINE)
_BEHIND_QUESTION = re.compile(r"\?\s+(?=[^\s¿])")
_LINE = re.compile(r"(?<=\n)(?=\S)")
_ASIDE = re.compile(RELATIVE + r"\w+\s+[«“\"]$")
_PRONOUN = re.compile(
    r"[»”\"'.,\s—–]*(?:le |les )?\w+ (?:él|ella)\b"
)  # which of two it is, nobody says
# "Ana Ruiz (@anaruiz) · 3 mar.", "Ana Ruiz, jueza @anaruiz", "@anaruiz (Ana Ruiz)".
_POST = re.compile(
    r"^[ \t>*_#]*(?:(?P<name>[^\W\d_a-zà-ÿ][^\n@:(,|]{1,60}?)(?:,[^\n@:(]{2,60}?)?[ \t*_]*"
    r"\(?@\w{2,30}\)?|@\w{2,30}[ \t]+\((?P<inside>[^\W\d_a-zà-ÿ][^)\n]{1,60})\))"
    r"(?P<when>[^\n]{0,60})$(?=\s*\S)",
    re.MULTILINE,
)
# A line that heads the words below it and has no handle: whose they are is not known.
_HEADING = re.compile(r"\n[ \t\r]*\n\s*(?=[^\W\d_a-zà-ÿ][^\n]{2,80}[^\s.!?…:;,]\n\S)")
# The heading of an interview; "en entrevista con La Voz" says who asked.
_INTERVIEW = re.compile(
    r"(?<!en )(?<!una )\bentrevista (?:exclusiva )?(?:con|a)(?= )", re.IGNORECASE
)
_AND = re.compile(r"\s[ye]\s")
_HEADED = 400  # characters of a text in which its heading stands
_NEXT_VOICE = re.compile(r"\s*\n\s*[—–―-][ \t]*")
_SHORT = 4  # letters of "a. m.", "sept", "hace", "min"


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words that a source gives as somebody's: without their marks; the name if it is told."""

    span: Span
    speaker: str | None = None


@lru_cache(maxsize=512)
def utterances(source: Source) -> tuple[Utterance, ...]:
    """Return what is quoted in a source, in text order and without overlaps.

    Turns of a transcript, places with a speaker and posts come first; marks inside them are left
    out.
    """
    text = source.text
    found = [Utterance(place.span, place.speaker) for place in source.places if place.speaker]
    if not found:
        found = list(_turns(text))
    if not found:
        found = list(_posts(text))
        outside = (s for s in (*_marked(text), *_dashed(text))
                   if not any(one.span.overlap(s) for one in found))  # fmt: skip
        spans = _apart(list(outside))
        if spans:
            names = Names(text)
            found += _told(text, spans, names)
            found = _answered(text, sorted(found, key=lambda one: one.span), names)
    return tuple(sorted(found, key=lambda one: one.span))


def utterances_at(source: Source, span: Span) -> list[Utterance]:
    """Return the utterances that share characters with a span, in order."""
    own = utterances(source)
    at = max(0, bisect_right(own, span.start, key=lambda one: one.span.start) - 1)
    found = []
    for one in own[at:]:
        if one.span.start >= span.end:
            break
        if one.span.overlap(span):
            found.append(one)
    return found


def speaker_at(source: Source, span: Span) -> str | None:
    """Return who says most of a span by the source's own telling, None where it is not told."""
    best = max(utterances_at(source, span), key=lambda one: one.span.overlap(span), default=None)
    return best.speaker if best else None


def _turns(text: str) -> Iterator[Utterance]:
    """Yield the turns of a transcript: lines that begin with a name and a colon, or are a name.

    Whose the lines are that begin with a dash inside a turn, or follow a question, nobody says.
    """
    starts = list(labels(text))
    dashes = all(text[one.span.end - 2 : one.span.end].strip() != ":" for one in starts)
    if not _is_transcript(starts, text) or (dashes and _reports(starts, text)):
        starts = [] if any(_posts(text)) else _named_lines(text)
        starts = [] if _reports(starts, text) else starts
    ends = [*(one.span.start for one in starts[1:]), len(text)][: len(starts)]
    named = _introduced(starts, text)
    asked = ""
    introduced: set[str] = set()
    for one, end in zip(starts, ends, strict=True):
        said = _within_its_marks(text[one.span.end : end]).rstrip()
        if one.kind == "turn":
            name = named.get(one.name or "", one.name)
            if name is None or name.islower():
                own = introduces(said, asked=asked)
                # Another caller may have the next turn of "OYENTE".
                name = own or (None if one.written in introduced else name)
                introduced |= {one.written} if own else set()
            other = _another_voice(said, asks=bool(name and name.islower()))
            told = said[:other].rstrip()
            yield Utterance(Span(one.span.end, one.span.end + len(told)), name)
            if other < len(said):
                yield Utterance(Span(one.span.end + other, one.span.end + len(said)))
        asked = said


def _another_voice(said: str, *, asks: bool) -> int:
    """Return where somebody without a label begins to speak in a turn, its end where nobody does.

    Below who asks, or in captions behind the question, somebody may answer so.
    """
    found = (_LINE if asks else _ANSWER).search(said)
    if found is None and asks:
        found = max(_BEHIND_QUESTION.finditer(said), key=re.Match.end, default=None)
        return found.end() if found else len(said)
    return found.start() if found else len(said)


def _is_transcript(starts: Sequence[Label], text: str) -> bool:
    """Return whether labels are those of a transcript.

    Somebody has two turns, or every second paragraph begins with a name. It is none where what is
    like turns tells of places, days or subjects: "La Loma: 40 casas". What is told of them mostly
    goes on in small letters; of ordinary words alone ("Obras") it need not, where no line shouts
    and each stands once. Whose line has a time is somebody.
    """
    turns = [one for one in starts if one.kind == "turn"]
    written = [one.written for one in turns]
    once = len({one.name or one.written for one in turns}) == len(turns)
    lines = sum(1 for line in text.splitlines() if line.strip())
    items = any(text[one.span.start] in "-–—•" for one in turns)
    if len(turns) < _TURNS or (once and (items or 2 * len(turns) < lines)):
        return False
    if any(text[one.span.start : one.span.end].lstrip(" \t[(>*_")[0].isdigit() for one in turns):
        return True
    things = sum(map(_is_thing, written))
    if all(re.match(r"[\da-zà-ÿ]", text[one.span.end :][:1]) for one in turns):
        return 2 * things < len(turns) and not (once and not any(" " in one for one in written))
    return not (once and things == len(turns)) or any(map(str.isupper, written))


def _is_thing(written: str) -> bool:
    """Return whether a label is of ordinary words, and no office or work: "Barrio Norte"."""
    words = list(map(fold, written.split()))
    return words[0] not in phrases("speech", "spanish.roles") | _unnamed() and all(
        word in phrases("speech", "spanish.small") or ordinary(word) for word in words
    )


def _named_lines(text: str) -> list[Label]:
    """Return the lines that are a name alone or with a time, each above what somebody says.

    Those with a time where there are two, else those written as one that stands twice is.
    """
    found, timed = list[Label](), list[Label]()
    for one in _NAMED_LINE.finditer(text):
        name, kind = _turn(one["name"], ":")
        if kind == "turn" and not _is_thing(one["name"]):
            found.append(Label(Span(*one.span()), one["name"], name, kind))
            timed += found[-1:] if one["above"] or one["behind"] else []
    if len(timed) >= _TURNS:
        return timed
    names = [one.written for one in found]
    twice = {name for name in names if names.count(name) > 1}
    capitals = {name.isupper() for name in twice}
    return [
        one
        for one in found
        if one.written in twice
        or (one.written.isupper() in capitals and (" " in one.written or one.name is None))
    ]


def _in_marks(said: str) -> int:
    """Return where a paragraph ends that stands in marks as a whole, 0 where it does not."""
    if said[:1] not in _PAIRS:
        return 0
    end = _closed(said, 0, _PAIRS[said[0]]) + 1
    rest = said[end:].partition("\n")[0]
    return 0 if any(map(str.isalnum, rest)) else end + len(rest)


def _reports(starts: Sequence[Label], text: str) -> bool:
    """Return whether half of what stands behind datelines or below names quotes somebody: news."""
    ends = [*(one.span.start for one in starts[1:]), len(text)]
    told = [text[one.span.end : end] for one, end in zip(starts, ends, strict=False)]
    quoting = [said for said in told if _OPENING.search(said) and not _in_marks(said)]
    return bool(told) and 2 * len(quoting) >= len(told)


def _within_its_marks(said: str) -> str:
    """Return a turn up to the mark that closes what opened before it: a chat printed in marks.

    Where the turn itself stands in marks it ends with the paragraph that they end.
    """
    if end := _in_marks(said):
        return said[:end]
    depth = 0
    for mark in re.finditer("[«»]", said):
        depth += 1 if mark.group() == "«" else -1
        if depth < 0:
            return said[: mark.start()]
    return said


def _introduced(starts: Sequence[Label], text: str) -> dict[str, str]:
    """Return whose full name each label of a surname alone stands for.

    That of another label, or the one by which the text introduces them before their first turn.
    Of two persons with the surname it is neither.
    """
    found: dict[str, str] = {}
    first: dict[str, int] = {}
    for one in starts:
        if one.name and not one.name.islower():
            first.setdefault(one.name, one.span.start)
    words = {name: own_words(name) for name in first}
    bare = {name: own[0] for name, own in words.items() if len(own) == 1}
    if not bare:
        return found
    full = {name for name, own in words.items() if len(own) > 1}
    told = [(at, whose, own_words(whose)) for at, whose in _full_names(text)]
    for name, word in bare.items():
        others = set(bare.values()) - {word}
        persons = {one for one in full if word in words[one]}
        if not persons:
            same = {whose for _, whose, own in told if word in own}
            before = {whose for at, whose, own in told if word in own and at < first[name]}
            longest = max(before, key=len, default="")
            alone = all(one_person(longest, whose) for whose in same)
            persons = {longest} if longest and alone else set()
            persons = {one for one in persons if others.isdisjoint(own_words(one))}
        if len(persons) == 1:
            found[name] = persons.pop()
    return found


def _full_names(text: str) -> Iterator[tuple[int, str]]:
    """Yield where a text has the full name of a person, and the name."""
    names = Names(text)
    for one in names.mentions(text):
        line = text[one.start : one.end].partition("\n")[0]
        for whose in _AND.split(line):
            words = whose.strip(" .,").split()
            if len(words) > 2 and seen(fold(words[0]), "es") and begins(text, one.start):
                words = words[1:]  # "Están Inés Zapata y Tomás Arrieta."
            name = " ".join(words)
            if len(own_words(name)) > 1 and not name.isupper() and not names.body(name):
                yield one.start, name


def _posts(text: str) -> Iterator[Utterance]:
    """Yield the posts of a text: what stands below "Ana Ruiz (@anaruiz) · 3 mar.".

    A text is made of posts where it begins with such a line, or with a title and two of them
    follow: each goes as far as the next, or to a heading. In any other text a post is one
    paragraph. A single such line below a title says who wrote a report.
    """
    heads = [one for one in _POST.finditer(text) if _posted(one)]
    ends = [*(one.start() for one in heads[1:]), len(text)][: len(heads)]
    posts = [
        (one, end) for one, end in zip(heads, ends, strict=True) if text[one.end() : end].strip()
    ]
    above = text[: posts[0][0].start()] if posts else ""
    if len(posts) < _TURNS and (above.strip() or not posts):
        return
    whole = not re.search(r"[.!?]\s*$", above, re.MULTILINE)
    for head, until in posts:
        start = until - len(text[head.end() : until].lstrip())
        if not whole and _GAP.match(text, head.end()):
            continue  # a credit below a picture
        gap = (_HEADING if whole else _GAP).search(text, start, until)
        said = text[start : gap.start() if gap else until].rstrip(" \t\r\n-*_")
        name = " ".join((head["name"] or head["inside"]).split())
        yield Utterance(Span(start, start + len(said)), name)


def _posted(head: re.Match[str]) -> bool:
    """Return whether a line names somebody with a handle, and no more but when."""
    small = phrases("speech", "spanish.small")
    words = (head["name"] or head["inside"]).split()
    when = [fold(word) for word in _WORD.findall(head["when"])]
    return (
        all(word[0].isupper() or fold(word) in small for word in words)
        and fold(words[0]) not in phrases("speech", "spanish.openers")
        and fold(words[0]) not in phrases("speech", "spanish.heads")
        and all(len(word) <= _SHORT or word in _days() or word[0].isdigit() for word in when)
    )


@cache
def _days() -> frozenset[str]:
    """Return the names of months and weekdays, and words beside them."""
    keys = [f"months.{n}" for n in range(1, 13)] + [f"weekdays.{n}" for n in range(1, 8)]
    listed = frozenset().union(*(phrases("dates", key) for key in keys))
    return listed | {"horas", "minutos", "segundos", "editado"}


def _marked(text: str) -> Iterator[Span]:
    """Yield what stands in quotation marks, paragraphs of one quotation each by itself."""
    after = 0
    for mark in _OPENING.finditer(text):
        at = mark.start()
        if at < after or (text[at] == '"' and not _opens(text, at)):
            continue
        end = _closed(text, at, _PAIRS[text[at]])
        yield from _paragraphs(text, Span(at + 1, end))
        after = end + 1


@lru_cache(maxsize=8)
def _gap(text: str) -> re.Pattern[str]:
    """Return what ends a paragraph of a text: a line's end where no blank line stands in it."""
    return _GAP if _GAP.search(text.strip()) else _LINES


def _opens(text: str, at: int) -> bool:
    """Return whether a straight mark opens: no letter or closing sign stands before it."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return not before.isalnum() and before not in ".,;!?…»”" and not after.isspace()


def _closed(text: str, at: int, closing: str) -> int:
    """Return where the quotation opened at `at` ends: its mark, or the end of its paragraph."""
    opening, depth, limit = text[at], 1, min(len(text), at + _LONGEST)
    place = at + 1
    while place < limit:
        sign = text[place]
        gap = _gap(text).match(text, place) if sign == "\n" else None
        if gap and text[gap.end() : gap.end() + 1] in {opening, closing, "»", "”"}:
            place = gap.end() + 1
            continue
        if gap and _GAP.match(text, place):
            return place
        if sign == closing and (closing != opening or not _opens(text, place)):
            depth -= 1
            if depth == 0:
                return place
        elif sign == opening and closing != opening:
            depth += 1
        place += 1
    gap = _GAP.search(text, at)
    return gap.start() if gap else limit


def _paragraphs(text: str, span: Span) -> Iterator[Span]:
    """Yield the paragraphs of a quotation without the marks that open each anew."""
    start = span.start
    for gap in [*_gap(text).finditer(text, span.start, span.end), None]:
        end = gap.start() if gap else span.end
        while start < end and (text[start].isspace() or text[start] in '«»“”"'):
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            yield Span(start, end)
        start = gap.end() if gap else span.end


def _dashed(text: str) -> Iterator[Span]:
    """Yield what stands after a dialogue dash, its incises left out.

    The dash opens a line, or behind the reporter's words a sentence that an incise says is told:
    "La familia dudó. —El festival no se para —cuenta ella".
    """
    for dash in (*_DASH.finditer(text), *_INNER_DASH.finditer(text)):
        line = text.find("\n", dash.end())
        end = line if line >= 0 else len(text)
        incises = [one for one in _INCISE.finditer(text, dash.end(), end) if tells(one["said"])]
        if text[dash.start() : dash.end()].strip() == "-" and not incises:
            continue  # a list's hyphen
        if dash.re is _INNER_DASH and not (incises or text[dash.start() - 1] == ":"):
            continue
        start = dash.end()
        for incise in incises:
            yield Span(start, incise.start())
            start = incise.end()
            while start < end and (text[start].isspace() or text[start] in ".,;:"):
                start += 1
        if start < end:
            yield Span(start, end)


def _answered(text: str, found: list[Utterance], names: Names) -> list[Utterance]:
    """Return utterances, the answers of an interview as of the one whom its heading names.

    Questions and answers stand behind dashes: "Entrevista con Ana Ruiz … —¿Por qué? —Porque …".
    """
    head = _INTERVIEW.search(text, 0, _HEADED)
    if head is None:
        return found
    line = text[head.end() :].partition("\n")[0]
    whose = [one for one in names.mentions(line) if " " in one.name]
    answers = {
        at
        for at, (one, other) in enumerate(pairwise(found), 1)
        if one.span.of(text).rstrip().endswith("?")
        and _NEXT_VOICE.fullmatch(text, one.span.end, other.span.start)
    }
    if not whose or len(answers) < _TURNS or names.body(whose[0].name):
        return found
    between = line[whose[0].end : whose[1].start].strip() if len(whose) > 1 else ""
    if between in {"y", "e", ","} or _AND.search(whose[0].name):
        return found  # of two it may be either
    return [
        replace(one, speaker=whose[0].name) if at in answers and one.speaker is None else one
        for at, one in enumerate(found)
    ]


def _apart(spans: Sequence[Span]) -> list[Span]:
    """Return spans in order, those inside an earlier one left out."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if span.start < span.end and (not found or span.start >= found[-1].end):
            found.append(span)
    return found


def _told(text: str, spans: Sequence[Span], names: Names) -> list[Utterance]:
    """Return the spans with their speakers: told after, before, or as of the one just before."""
    found: list[Utterance] = []
    for at, span in enumerate(spans):
        until = spans[at + 1].start if at + 1 < len(spans) else len(text)
        since = spans[at - 1].end if at else 0
        after = text[span.end : min(until, span.end + AFTER)]
        before = text[max(since, span.start - BEFORE) : span.start]
        told = told_after(after, span.end, names)
        if told.name is None and (told.open or not told.cued):
            earlier = told_before(before, span.start, names)
            # What "dijo" goes on from must lead to the quotation: "Luna dijo que «…», aclaró".
            leads = not before.rstrip('«“"—–―¿¡* \t\n').endswith((".", "!", "?", "…", "»", "”"))
            told = earlier if (earlier.name and leads) or not told.cued else told
        speaker = told.name
        if speaker is None and (told.open or not told.cued):
            raw = text[since : span.start]
            between = raw.rstrip('«“"—–―¿¡* \t\n')
            # A dash at a line's start is another voice.
            over = _gap(text).search(between) or re.search(r"\n[ \t]*[—–―-][ \t]*$", raw)
            # Who spoke in a clause with "que" is not who goes on behind it.
            aside = found and _ASIDE.search(text, max(0, since - AFTER), found[-1].span.start)
            last = found[-1].speaker if found and not (over or aside) else None
            speaker = _carried_on(between, span.start, last, names, told)
            people = {one.name for one in names.mentions(between) if not names.body(one.name)}
            speaker = None if len(people) > 1 and _PRONOUN.match(after) else speaker
        found.append(Utterance(span, speaker))
    for at in range(len(found) - 1, 0, -1):  # paragraphs of one quotation: told at its end
        one, other = found[at - 1], found[at]
        if one.speaker is None and not text[one.span.end : other.span.start].strip('«»“”" \t\r\n'):
            found[at - 1] = replace(one, speaker=other.speaker)
    return found


def _carried_on(between: str, at: int, last: str | None, names: Names, told: Told) -> str | None:
    """Return who goes on speaking where nobody is named beside a quotation.

    After "dijo" alone the subject of the sentence before (if it has one only). With nobody named
    since, who spoke `last` in the same paragraph: of 15 so told over a paragraph's end in the
    events 6 were said by somebody else.
    """
    named = [one for one in names.mentions(between) if one.subject]
    if not named:
        return last
    if not told.cued:
        return None
    ended = between.endswith((".", "!", "?", "…", "»", "”"))
    before = between if ended else between[: len(between) - len(last_sentence(between))]
    sentence = last_sentence(before.rstrip())
    people = {m.name for m in names.mentions(sentence) if m.subject and not names.body(m.name)}
    return None if len(people) > 1 else names.actor(sentence, at)


def within_marks(span: Span, source: Source) -> Span:
    """Return the part of a span that stands inside the marks, where most of it does.

    From the first quotation of it to the last; `spoken` leaves out what stands between them.
    """
    pieces = spoken(span, source)
    return Span(pieces[0].start, pieces[-1].end) if pieces else span


def spoken(span: Span, source: Source) -> list[Span]:
    """Return the parts of a span that stand inside marks, [] where most of it does not.

    Captions and paragraphs with no word between are one part. Two words that a span has of the
    next quotation, or of the last one, are no part of it.
    """
    text = source.text
    told: list[Span] = []
    for one in utterances_at(source, span):
        part = Span(max(span.start, one.span.start), min(span.end, one.span.end))
        if not any(map(str.isalnum, part.of(text))):
            continue
        if told and not any(map(str.isalnum, text[told[-1].end : part.start])):
            part = Span(told.pop().start, part.end)
        told.append(part)
    longest = max((one.end - one.start for one in told), default=0)
    told = [
        one
        for one in told
        if one.end - one.start == longest or len(one.of(text).split()) >= _FEWEST
    ]
    inside = sum(one.end - one.start for one in told)
    if 2 * inside > span.end - span.start:
        return told
    return told if told and not _said_outside(span, told, text) else []


def _said_outside(span: Span, told: Sequence[Span], text: str) -> bool:
    """Return whether a content word of a span stands outside some parts of it."""
    return any(
        fold(word.group()) not in phrases("function_words", "spanish")
        and not any(one.start <= word.start() < one.end for one in told)
        for word in _WORD.finditer(text, span.start, span.end)
    )


# --- The labels of a transcript's turns: whose words follow, as Spanish print writes it ---
# "NAME: words", "ING. NAME: words", "SECRETARIO DE GOBIERNO (Name): words", "Pregunta: words".

_BESIDE = 40  # characters of an office after a label of one word
_LETTERS = 2  # of "P.", which may be somebody's initial
_LONGEST_NAME, _LONGEST_LABEL = 6, 9  # words of a turn's label, and of one in capitals
# With a time before it, in bold, "Name (party):", "Name, mayor:", "Mayor, Name:", "NAME — words".
_BLANK = r"[ \t\u00a0\u202f]"
# "[00:12]", and as messengers export chats: "[8/03/25, 5:12:09 a. m.] ", "8/3/25, 17:12 - ".
_STAMP = (
    rf"[\[(]?(?:\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{1,4}},?{_BLANK}+)?\d{{1,2}}(?::\d{{2}}){{1,2}}"
    rf"(?:{_BLANK}*[apAP]\.?{_BLANK}?[mM]\.?)?[\])]?"
)
_LABEL = re.compile(
    rf"^\u200e?(?:[-–—•][ \t])?[ \t>*_]*(?:{_STAMP}{_BLANK}*[*_]*[-–—]?[ \t*_\u200e]*)?"
    r"(?:(?:El|La)[ \t]+(?=[^\W\d_]{1,6}\.[ \t]))?"
    r"(?P<name>(?:[^\W\d_a-zà-ÿ][^\W\d_]{0,6}\.[ \t]*){0,3}"
    r"[^\W\d_a-zà-ÿ][^\n:;,.(«“\"—–*]{0,60}?(?:(?<=\b[A-Z])\.)?)[ \t]*"
    r"(?:\((?P<inside>[^)\n]{1,120})\)|,[ \t]*(?P<beside>[^\n:;.«“\"]{2,90}?))?"
    r"[ \t*_]*(?P<sign>:|\.?[ \t]*[-–—])[*_]*[ \t]+(?=\S)",
    re.MULTILINE,
)
# "Ana Ruiz  00:12", "0:12" above "Ana Ruiz", "ANA RUIZ": a line above what somebody says.
_NAMED_LINE = re.compile(
    rf"^[ \t*_]*(?P<above>{_STAMP}[ \t]*[*_]*(?:\n|[-–—]?[ \t])[ \t*_]*)?"
    r"(?P<name>[^\W\d_a-zà-ÿ][^\W\d_]*(?:[ \t]+[^\W\d_][\w.’'-]*){0,5})"
    r"(?:,[ \t][^\n.:;]{2,60}|[ \t]\((?!\d)[^)\n]{2,60}\))?"
    rf"(?:[ \t]+(?P<behind>{_STAMP}))?[ \t*_]*\n(?:[ \t]*\n)?(?=[^\n]*[.!?…])",
    re.MULTILINE,
)
# Capitals and a colon that are no name, or "Intervención de …:": somebody else speaks, though
# nobody can say who.
_SHOUTED = re.compile(
    r"^[ \t>*_]*(?:(?=[^\n:]*[^\W\d_]{3})[^a-zà-ÿ\n:«“\"]{3,60}"
    r"|(?:Intervención|Palabras|Discurso|Lectura) del? [^\n.!?:]{3,200}):[ \t]+(?=\S)",
    re.MULTILINE,
)


class Label(NamedTuple):
    """What begins a line as a turn's label or a head ("Fecha:"): where, as written, and whose turn.

    `name` is None where the label names nobody ("Pregunta", "SECRETARIO DE HACIENDA").
    """

    span: Span
    written: str
    name: str | None
    kind: str


def labels(text: str) -> Iterator[Label]:
    """Yield the labels of turns and heads in order; a role alone is who had it with a name."""
    bearers: dict[str, str] = {}
    matched = {one.start(): one for one in _SHOUTED.finditer(text)}
    matched |= {
        one.start(): one
        for one in _LABEL.finditer(text)
        if _turn(one["name"], one["sign"])[1] and not _in_prose(one, text)
    }
    for at in sorted(matched):
        one = matched[at]
        if one.re is _SHOUTED:
            yield Label(Span(*one.span()), one.group().strip(" \t>*_:"), None, "turn")
            continue
        name, kind = _turn(one["name"], one["sign"])
        inside = one["inside"] or (_is_office(one["name"]) and one["beside"]) or ""
        if name and name.islower():  # "OYENTE (Ana Ruiz)": the next "OYENTE" may be another
            inner = inside.split()
            named = len(inner) > 1 and _is_persons(inner) and fold(inner[0]) not in {"el", "la"}
            name = _titled(inner) if named else name
        else:
            name = _bearer(one["name"], inside, name, bearers)
        yield Label(Span(*one.span()), one["name"], name, kind)


def _in_prose(label: re.Match[str], text: str) -> bool:
    """Return whether what is like a label is a sentence ("Ayer, el juez dijo: no") or a heading.

    A heading goes on in capitals after its dash.
    """
    beside = label["beside"] or ""
    rest = text[label.end() : text.find("\n", label.end()) % (len(text) + 1)]
    heading = label["sign"] != ":" and rest.isupper()
    told = any(fold(word) in phrases("speech", "spanish.verbs") for word in _WORD.findall(beside))
    long = len(beside) > _BESIDE and not (label["name"].isupper() or " " in label["name"])
    return heading or told or long


def _turn(written: str, sign: str) -> tuple[str | None, str]:
    """Return who has a turn that begins so, and "turn".

    Who asks, leads or calls in is as the label says, in small letters ("periodista"): somebody, but
    nobody by name. Who answers ("Respuesta") can be anybody: None.

    "head" for a line of a document's head or foot ("Fecha:"), "" for any other text.
    """
    words = written.split()
    key = fold(written.strip(" ."))
    if key in phrases("speech", "spanish.heads"):
        return None, "head"
    kind, *rest = re.sub(r"^(?:el|la|un|una)\s+(?=\w)", "", written.lower().strip(" .")).split()
    of = phrases("speech", "spanish.small")
    named = rest and (rest[0].isdigit() or len(rest[0]) == 1 or rest[0] in of)
    numbered = named and len(kind) > _LETTERS
    if fold(kind) in _unnamed() and (not rest or numbered):
        return (kind if fold(kind) in phrases("speech", "spanish.asking") else None), "turn"
    shouted = written.isupper()
    while len(words) > 1 and len(words[0]) > 2 and words[0].endswith("."):
        if not shouted and fold(words[0].strip(".")) not in phrases(
            "speech", "spanish.short_titles"
        ):
            return None, ""  # a sentence ends there
        words = words[1:]
    titles = phrases("speech", "spanish.roles") | {"el", "la", "honorable"}
    while len(words) > 1 and fold(words[0].strip(".")) in titles and not words[0].isupper():
        if fold(words[0]) in {"el", "la"} and fold(words[1].strip(".")) not in titles:
            break  # El Faro
        words = words[1:]
    if len(words) == 1 and words[0] != written and words[0] in phrases("speech", "spanish.roles"):
        words = [words[0].title()]  # "El presidente"
    capital = all(
        word[0].isupper() or fold(word) in phrases("speech", "spanish.small") for word in words
    )
    too_long = len(words) > (_LONGEST_LABEL if shouted else _LONGEST_NAME)
    if not capital or too_long or (sign != ":" and sign[0] != "." and not shouted):
        return None, ""
    return _titled(words), "turn"


@cache
def _unnamed() -> frozenset[str]:
    return phrases("speech", "spanish.asking") | phrases("speech", "spanish.answering")


def _office(written: str) -> list[str]:
    """Return the words of a label as compared, without what calls by an office: "El señor"."""
    words = [fold(word.strip(".")) for word in written.split()]
    while len(words) > 1 and words[0] in {"el", "la", "sr", "sra", "senor", "senora"}:
        words = words[1:]
    return words


def _is_office(written: str) -> bool:
    """Return whether a label's words are an office without a name: "SECRETARIO DE OBRAS"."""
    words = _office(written)
    roles, small = phrases("speech", "spanish.roles"), phrases("speech", "spanish.small")
    return words[0] in roles and (len(words) == 1 or words[1] in small)


def _bearer(written: str, inside: str, name: str | None, bearers: dict[str, str]) -> str | None:
    """Return whose turn a label begins where it says a role, and remember who has the role.

    "DIRECTORA (Inés Zapata):", "DIRECTORA, INÉS ZAPATA:" and "ALCALDESA INÉS ZAPATA:" say it for
    every "DIRECTORA:" and "ALCALDESA:" that follows. A role without a name ("SECRETARIO DE
    HACIENDA") is nobody by name.
    "DIRECTOR RAMIRO LUNA (Autoridad del Agua):" says whom he speaks for, and "PROFESOR LUNA
    (DT Real Magdalo)" as what.
    """
    words = _office(written)
    small = phrases("speech", "spanish.small")
    role = words[0] if words and words[0] in phrases("speech", "spanish.roles") else ""
    if not role:
        return name
    inner = inside.split()
    # "Sr. Presidente (Luna)", but not "COMANDANTE (Guardacostas)".
    addressed = len(words) < len(written.split())
    if _no_name_beside(words) and len(inner) > (not addressed) and _is_persons(inner):
        bearers[" ".join(words)] = bearers[role] = whose = _titled(inner)
        return whose
    known = bearers.get(" ".join(words))
    if known or (len(words) > 1 and words[1] in small):
        return known
    if len(words) > 2 and name:
        bearers.setdefault(role, name)
    return name


def _is_persons(words: Sequence[str]) -> bool:
    """Return whether words are somebody's name: no body, and no letters in its place ("DT")."""
    small = phrases("speech", "spanish.small")
    capital = all(word[0].isupper() or fold(word) in small for word in words)
    letters = any(word.isupper() for word in words) and not all(map(str.isupper, words))
    return capital and not letters and fold(words[0]) not in phrases("speech", "spanish.bodies")


def _no_name_beside(words: Sequence[str]) -> bool:
    """Return whether nobody is named beside a role: "secretaria", "secretaria distrital de obras".

    One word beside it is an adjective where the lexicon knows it ("directora ejecutiva").
    """
    small = phrases("speech", "spanish.small")
    rest = words[1:]
    return not rest or rest[0] in small or (seen(rest[0], "es") and set(rest[1:2]) <= small)


def _titled(words: Sequence[str]) -> str:
    """Return a name in capitals ("ALCALDESA LUNA") as it is otherwise written."""
    return " ".join(word.title() if word.isupper() and len(word) > 1 else word for word in words)
