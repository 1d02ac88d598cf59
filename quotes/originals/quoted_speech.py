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
from functools import lru_cache

from quotes.languages.wordlists import fold, phrases
from quotes.model import Source, Span

_LONGEST = 4000  # characters of one quotation
_PAIRS = {"«": "»", "“": "”", "„": "“", '"': '"'}
_GAP = re.compile(r"\n[ \t\r]*\n\s*")
_TURN = re.compile(
    r"^[ \t]*(?P<name>[^\W\d_a-zà-ÿ][^\n:.;«“\"]{1,60}?)[ \t]*(?:\([^)\n]{1,40}\))?:[ \t]+(?=\S)",
    re.MULTILINE,
)
_DASH = re.compile(r"^[ \t]*[—–―-][ \t]*(?=[^\s\d—–―-])", re.MULTILINE)
_INCISE = re.compile(r"\s[—–―](?=[a-záéíóúñ])(?P<said>[^—–―\n]{2,160})(?:[—–―]|$)", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?")
_STOP = re.compile(r"[.;:!?…\n«»“”\"—–―]")
_NAME = re.compile(
    r"(?<![\w.])[^\W\d_a-zà-ÿ][\w'’.-]*(?:\s+(?:(?:de|del|la|las|los|y|da|dos|van|von)\s+)*"
    r"[^\W\d_a-zà-ÿ][\w'’.-]*)*"
)
_BEFORE = 180  # characters before a quotation in which its cue may stand
_AFTER = 140  # and after it
_TURNS = 2  # turns that make a transcript


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words that a source gives as somebody's: without their marks; the name if it is told."""

    span: Span
    speaker: str | None = None


@lru_cache(maxsize=512)
def utterances(source: Source) -> tuple[Utterance, ...]:
    """Return what is quoted in a source, in text order and without overlaps.

    Turns of a transcript and places with a speaker come first; marks inside them are left out.
    """
    text = source.text
    found = [Utterance(place.span, place.speaker) for place in source.places if place.speaker]
    if not found:
        found = list(_turns(text))
    if not found:
        names = _Names(text)
        spans = [*_marked(text), *_dashed(text)]
        found = _told(text, _apart(spans), names)
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
    """Yield the turns of a transcript: lines that begin with a name and a colon."""
    starts = list(_TURN.finditer(text))
    names = [one["name"].strip() for one in starts]
    if len(names) < _TURNS or len(set(names)) == len(names) > _TURNS:
        return
    if any(len(name.split()) > 6 for name in names):
        return
    ends = [one.start() for one in starts[1:]] + [len(text)]
    for one, name, end in zip(starts, names, ends, strict=True):
        said = text[one.end() : end].rstrip()
        yield Utterance(Span(one.end(), one.end() + len(said)), _titled(name))


def _titled(name: str) -> str:
    """Return a name in capitals ("ALCALDESA LUNA") as it is otherwise written."""
    return name.title() if name.isupper() else name


def _marked(text: str) -> Iterator[Span]:
    """Yield what stands in quotation marks, paragraphs of one quotation each by itself."""
    at = 0
    while at < len(text):
        closing = _PAIRS.get(text[at])
        if closing is None or (text[at] == '"' and not _opens(text, at)):
            at += 1
            continue
        end = _closed(text, at, closing)
        yield from _paragraphs(text, Span(at + 1, end))
        at = end + 1


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
        gap = _GAP.match(text, place) if sign == "\n" else None
        if gap:
            if text[gap.end() : gap.end() + 1] not in {opening, closing, "»", "”"}:
                return place
            place = gap.end() + 1
            continue
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
    for gap in [*_GAP.finditer(text, span.start, span.end), None]:
        end = gap.start() if gap else span.end
        while start < end and (text[start].isspace() or text[start] in '«»“”"'):
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end > start:
            yield Span(start, end)
        start = gap.end() if gap else span.end


def _dashed(text: str) -> Iterator[Span]:
    """Yield what stands after a dialogue dash at a line's start, its incises left out."""
    for dash in _DASH.finditer(text):
        line = text.find("\n", dash.end())
        end = line if line >= 0 else len(text)
        incises = list(_INCISE.finditer(text, dash.end(), end))
        if text[dash.start() : dash.end()].strip() == "-" and not incises:
            continue  # a list's hyphen
        start = dash.end()
        for incise in incises:
            yield Span(start, incise.start())
            start = incise.end()
            while start < end and (text[start].isspace() or text[start] in ".,;:"):
                start += 1
        if start < end:
            yield Span(start, end)


def _apart(spans: Sequence[Span]) -> list[Span]:
    """Return spans in order, those inside an earlier one left out."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if span.start < span.end and (not found or span.start >= found[-1].end):
            found.append(span)
    return found


def _told(text: str, spans: Sequence[Span], names: _Names) -> list[Utterance]:
    """Return the spans with their speakers: told after, before, or as of the one just before."""
    found: list[Utterance] = []
    for at, span in enumerate(spans):
        until = spans[at + 1].start if at + 1 < len(spans) else len(text)
        since = spans[at - 1].end if at else 0
        after = text[span.end : min(until, span.end + _AFTER)]
        before = text[max(since, span.start - _BEFORE) : span.start]
        speaker, cued = _after(after, names)
        if not cued:
            speaker, cued = _ahead(before, names)
        last = found[-1] if found else None
        between = text[last.span.end : span.start] if last else ""
        if speaker is None and last and not _GAP.search(between):
            speaker = last.speaker if cued or not _new_name(between, names) else None
        found.append(Utterance(span, speaker))
    for at in range(len(found) - 1, 0, -1):  # paragraphs of one quotation: told at its end
        one, other = found[at - 1], found[at]
        if one.speaker is None and not text[one.span.end : other.span.start].strip('«»“”" \t\r\n'):
            found[at - 1] = replace(one, speaker=other.speaker)
    return found


def _new_name(between: str, names: _Names) -> bool:
    return any(names.full(one.group()) for one in _NAME.finditer(between))


def _after(text: str, names: _Names) -> tuple[str | None, bool]:
    """Return who is named after a quotation (", dijo Montoya"), and if a cue stands there."""
    clause = text.lstrip("»”\"'’.,;:—–―-!? \n")
    if not clause or len(text) - len(clause) > 8:
        return None, False
    words = list(_WORD.finditer(clause[:_AFTER]))
    head = [fold(one.group().rstrip(".")) for one in words[:4]]
    for number, word in enumerate(head):
        if word in phrases("speech", "spanish.verbs"):
            rest = clause[words[number].start() + len(words[number].group().rstrip(".")) :]
            stop = _STOP.search(rest)
            return names.first(rest[: stop.start()] if stop else rest), True
    for phrase in phrases("speech", "spanish.prepositions"):
        if " ".join(head).startswith(phrase + " "):
            return names.first(clause[len(phrase) :].split(",")[0]), True
    return None, False


def _ahead(text: str, names: _Names) -> tuple[str | None, bool]:
    """Return who is named before a quotation ("Montoya dijo: «"), and if a cue stands there."""
    sentence = re.split(r"(?<=[.!?…»”])\s+(?=[^\W\d_a-zà-ÿ])|\n", text.rstrip('«“"—–― \t'))[-1]
    words = [(fold(one.group().rstrip(".")), one) for one in _WORD.finditer(sentence)]
    cues = [one for word, one in words if word in phrases("speech", "spanish.verbs")]
    if cues:
        own = names.first(sentence[: cues[-1].start()]) or names.first(sentence[cues[-1].end() :])
        return own, True
    folded = fold(sentence)
    for phrase in phrases("speech", "spanish.prepositions"):
        if folded.lstrip().startswith(phrase + " "):
            return names.first(sentence[len(phrase) + 1 :]), True
    return None, False


class _Names:
    """The names of a document: a surname alone stands for the full name it ends."""

    def __init__(self, text: str) -> None:
        """Collect what is written with capitals, not only as a sentence begins."""
        self._full: dict[str, str] = {}
        for one in _NAME.finditer(text):
            name = " ".join(one.group().split())
            if len(name.split()) > 1:
                self._full.setdefault(fold(name.split()[-1]), name)

    def first(self, text: str) -> str | None:
        """Return the first name in a text, as full as the document gives it."""
        for one in _NAME.finditer(text):
            name = self.full(one.group())
            if name:
                return name
        return None

    def full(self, written: str) -> str | None:
        """Return a written name as full as the document gives it, None for a common word."""
        words = " ".join(written.split()).strip(" .,").split()
        while words and fold(words[0]) in phrases("no_names", "es") | _OPENERS:
            words = words[1:]
        if not words:
            return None
        if len(words) == 1:
            return self._full.get(fold(words[0]), words[0])
        return " ".join(words)


_OPENERS = frozenset(
    {"el", "la", "los", "las", "un", "una", "su", "al", "en", "por", "pero", "y", "ayer", "hoy"}
)


def within_marks(span: Span, source: Source) -> Span:
    """Return the part of a span that stands inside the marks, where most of it does."""
    best = max(utterances_at(source, span), key=lambda one: one.span.overlap(span), default=None)
    if best is None or 2 * best.span.overlap(span) <= span.end - span.start:
        return span
    return Span(max(span.start, best.span.start), min(span.end, best.span.end))
