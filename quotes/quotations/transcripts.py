"""Turns of transcripts, interviews and court records: a name, a colon and what was said.

    [00:00:12] ROSALBA QUINTERO: …      Rosalba Quintero (00:12): …      **Rosalba Quintero:** …

"Sabanalta: Boats need two lamps" in a list of places is nobody's speech: without a time, capitals
or Q and A, the names must be people or the turns must sound like speech.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from quotes.model import Entity, Span
from quotes.quotations.marks import QuotedSpan, paragraphs, trimmed
from quotes.quotations.names import folded, gender_of, is_title
from quotes.quotations.wordlists import BODIES, NO_NAMES, NO_TURNS

_TIME = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]?"
_WORD = r"[A-ZÀ-ÖØ-Þ][\w.’'-]*"
_PARTICLE = r"(?:(?:de|del|la|las|los|van|von|y) ){0,3}"
_TURN = re.compile(
    rf"(?:[-–—•*]\s+)?(?:(?P<before>{_TIME})\s*[-–—]?\s*)?(?:>>+\s*)?(?P<bold>\*\*|__|\*)?"
    rf"(?P<name>{_WORD}(?: {_PARTICLE}{_WORD}){{0,4}}(?: \d{{1,2}})?)"
    rf"(?:,? ?(?:\((?P<after>{_TIME})\)|\[{_TIME}\]|\([^()\n]{{1,40}}\)))?"
    r"(?:(?<=[A-ZÀ-ÖØ-Þ]{2}), [A-ZÀ-ÖØ-Þ][^:\n\u2028a-z]{2,40})?"  # "LIDIA PONS, HOST:"
    r"(?:\*\*|__|\*)?\s?(?P<colon>[:.]|(?<=[QA])(?=\t|[ \t]{2}))(?:\*\*|__|\*)?\s+(?=\S)"
)
_HEAD = re.compile(
    rf"(?:(?P<before>{_TIME})\s*[-–—]?\s*)?"
    rf"(?P<name>{_WORD}(?: {_PARTICLE}{_WORD}){{0,4}}(?: \d{{1,2}})?)"
    rf"(?:\s*[-–—|]?\s*(?P<after>{_TIME}))?:?"
)
_SPOKEN = re.compile(r"\?|\b(?:I|we|my|our|you|your|me|us|I’m|I'm)\b")
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|my|My|our|Our|me|us)\b")
_YOU = re.compile(r"\b[Yy]our?\b")
_INTERVIEW = re.compile(
    r"\b(?:[Ii]nterview(?:ed|s)?|(?:spoke|speaks|talked|talks|sat down|chatted) (?:to|with)"
    r"|(?:received|receives|met|meets|told) us|conversation|answered|answers)\b"
)
_QUESTION_LIMIT = 300  # characters; a longer paragraph asks nobody
_GIVEN = re.compile(rf"(?<!\w)({_WORD}) $")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_WHOLE = re.compile(r"[^\W\d_].*\s.*[.!?…]", re.DOTALL)  # whole sentences


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: what was said, the name before it, and whether only speech is set like this."""

    span: QuotedSpan
    name: Span
    sure: bool


def turns(
    text: str, taken: Sequence[QuotedSpan], entities: Sequence[Entity]
) -> list[tuple[QuotedSpan, Span]]:
    """Return the turns of a transcript with the span of each speaker's name.

    At least three paragraphs (two with times) must open with a name and a colon, two of the
    names the same; "Q:" and "A:" count. `entities` are those of the parse: names of places
    do not speak. Paragraphs between two turns of a conversation go on with the first of them, and
    what "A" says is of the person whom the paragraphs before name most.
    """
    found = _candidates(text, taken)
    names = Counter(turn.name.of(text) for turn in found)
    timed = sum(turn.sure for turn in found)
    repeated = sum(count for count in names.values() if count > 1)
    if not (len(found) >= 3 and repeated >= 2) and not (timed == len(found) >= 2):
        return []
    if timed * 2 < len(found) and not _are_people(text, found, entities):
        return []
    asked = {*names} == {"Q", "A"}
    person = interviewed(text, entities, found[0].name.start) if asked else None
    if person:
        found = [_answer(turn, person) if turn.name.of(text) == "A" else turn for turn in found]
    whole = [*found, *_going_on(text, taken, found)]
    return sorted(((turn.span, turn.name) for turn in whole), key=lambda one: one[0].outer.start)


def _answer(turn: Turn, person: Span) -> Turn:
    return replace(turn, span=replace(turn.span, style="answer"), name=person)


def _going_on(text: str, taken: Sequence[QuotedSpan], found: Sequence[Turn]) -> list[Turn]:
    """Return the paragraphs between two turns that go on with the first: whole sentences.

    Only in a conversation: somebody asks, or nothing but speech is set like this. Among statements
    (“Amparo Lara: We closed the road.”) an article tells what it tells. What stands in brackets,
    has marks of its own or names whose turn it is is told by somebody else.
    """
    lines = list(paragraphs(text))
    marked = {span.paragraph for span in taken}
    asks = any(_is_question(text, turn.span.inner) for turn in found)
    more = []
    for turn, after in pairwise(found):
        surname = turn.name.of(text).split()[-1]
        own = range(turn.span.paragraph + 1, after.span.paragraph) if asks or turn.sure else ()
        for number in own:
            inner = trimmed(text, lines[number].start, lines[number].end)
            said = inner.of(text)
            told = number in marked or (len(surname) > 1 and surname in said)
            if not told and _WHOLE.fullmatch(said):
                span = replace(turn.span, outer=inner, inner=inner, paragraph=number)
                more.append(replace(turn, span=span))
    return more


def headed_turns(text: str, taken: Sequence[QuotedSpan]) -> list[tuple[QuotedSpan, Span]]:
    """Return the turns of a transcript that sets each name on a line of its own, above the words.

    At least three such lines, two with the same name; every name in capitals or beside a time.
    """
    lines = [trimmed(text, line.start, line.end) for line in paragraphs(text)]
    heads: dict[int, Span] = {}
    for number, line in enumerate(lines):
        match = _HEAD.fullmatch(text, line.start, line.end)
        if match is None or not _is_speaker(match["name"], ":"):
            continue
        if (
            match["before"]
            or match["after"]
            or (match["name"].isupper() and len(line.of(text)) > 3)
        ):
            heads[number] = Span(*match.span("name"))
    names = Counter(name.of(text) for name in heads.values())
    followed = all(n + 1 < len(lines) and n + 1 not in heads for n in heads)
    if len(heads) < 3 or len(names) < 2 or max(names.values()) < 2 or not followed:
        return []
    found = []
    marked = {span.paragraph for span in taken}
    for number in range(min(heads), len(lines)):
        inner = lines[number]
        if number not in heads and number not in marked and _LETTERS.search(inner.of(text)):
            speaker = heads[max(n for n in heads if n < number)]
            found.append((QuotedSpan(inner, inner, "turn", closed=True, paragraph=number), speaker))
    return found


def _candidates(text: str, taken: Sequence[QuotedSpan]) -> list[Turn]:
    first_mark: dict[int, int] = {}
    for mark in taken:
        first_mark.setdefault(mark.paragraph, mark.outer.start)
    found = []
    for number, line in enumerate(paragraphs(text)):
        span = trimmed(text, line.start, line.end)
        match = _TURN.match(text, span.start, span.end)
        if match is None or not _is_speaker(match["name"], match["colon"]):
            continue
        sure = bool(match["before"] or match["after"] or match["name"] in {"Q", "A"})
        sure = sure or (match["name"].isupper() and len(match["name"]) > 2)
        if number in first_mark and not (sure and first_mark[number] > match.end()):
            continue
        inner = trimmed(text, match.end(), span.end)
        if _LETTERS.search(inner.of(text)):
            quoted = QuotedSpan(inner, inner, "turn", closed=True, paragraph=number)
            found.append(Turn(quoted, Span(*match.span("name")), sure))
    return found


def _is_speaker(name: str, colon: str) -> bool:
    """Say whether a line may open with this name: no heading, no weekday, a point only after Q."""
    first = folded(name.split(maxsplit=1)[0])
    if colon != ":" and name not in {"Q", "A"}:
        return False
    return first not in NO_TURNS and (first not in NO_NAMES or first == "i")


def _are_people(text: str, found: Sequence[Turn], entities: Sequence[Entity]) -> bool:
    """Say whether the names are people or bodies, or what follows them sounds like speech."""
    places = {entity.text for entity in entities if entity.type == "LOC"}
    names = {turn.name.of(text) for turn in found}
    if 2 * len(names & places) > len(names):
        return False
    if any(_has_given_name(name) or _has_title(name) for name in names):
        return True
    spoken = sum(_SPOKEN.search(turn.span.inner.of(text)) is not None for turn in found)
    return not names & places and 3 * spoken >= len(found)


def _has_title(name: str) -> bool:
    """Say whether a name has a title before it: "Mayor Montoya", but not "General Hospital"."""
    first, *rest = name.split()
    return bool(rest) and is_title(first) and folded(rest[-1]) not in BODIES


def answers(
    text: str, taken: Sequence[QuotedSpan], entities: Sequence[Entity]
) -> list[tuple[QuotedSpan, Span]]:
    """Return the answers of an interview, with the span of the name of who is asked.

    At least three paragraphs must be questions (bold, or ending with "?"), each followed by an
    answer; a third of the answers must speak of "I" or "we", as an explainer does not. Two
    questions do where every answer speaks so and no marks stand in the text. Where the article
    says that it is an interview and a question speaks to "you", that is enough. The person is whom
    the paragraphs before name most, else those behind the last answer.
    """
    lines = list(paragraphs(text))
    asked = [n for n, line in enumerate(lines) if _is_question(text, line)]
    if len(asked) < 2 or len(taken) > (len(asked) if len(asked) > 2 else 0):
        return []
    followed = all(n + 1 < len(lines) for n in asked) and not {n + 1 for n in asked} & {*asked}
    before = lines[asked[0]].start
    behind = lines[asked[-1] + 2].start if asked[-1] + 2 < len(lines) else len(text)
    last = [entity for entity in entities if entity.span.start >= behind]
    person = interviewed(text, entities, before) or interviewed(text, last, len(text))
    if not followed or person is None or asked[-1] - asked[0] > 8 * len(asked):
        return []
    found = []
    skipped = {*asked, *(span.paragraph for span in taken)}
    for number in range(asked[0] + 1, asked[-1] + 2):
        inner = trimmed(text, lines[number].start, lines[number].end)
        if number not in skipped and _LETTERS.search(inner.of(text)):
            quoted = QuotedSpan(inner, inner, "answer", closed=True, paragraph=number)
            found.append((quoted, person))
    around = text[:before] + text[behind:]
    asks_you = any(_YOU.search(lines[number].of(text)) for number in asked)
    if asks_you and _INTERVIEW.search(around):
        return found
    own = sum(_FIRST_PERSON.search(span.inner.of(text)) is not None for span, _ in found)
    return found if (3 if len(asked) > 2 else 1) * own >= len(found) else []


def interviewed(text: str, entities: Sequence[Entity], before: int) -> Span | None:
    """Return the first full name of the person whom the text before the questions names most.

    What begins with a given name is a person, whatever the tagger takes it for.
    """
    people = [e.span for e in entities if e.span.end <= before and _is_person(e)]
    full = [s for span in people if " " in (s := _with_given_name(text, span)).of(text)]
    named = Counter(word for span in people for word in span.of(text).split())
    return max(full, key=lambda span: named[span.of(text).split()[-1]], default=None)


def _is_person(entity: Entity) -> bool:
    return entity.type == "PERSON" or _has_given_name(entity.text)


def _has_given_name(name: str) -> bool:
    given, *rest = name.split()
    return bool(rest) and gender_of(given) is not None


def _with_given_name(text: str, span: Span) -> Span:
    """Return a person's name with the given name that the tagger left out before it."""
    given = _GIVEN.search(text, max(0, span.start - 30), span.start)
    known = given is not None and gender_of(given[1]) is not None
    return Span(given.start(1), span.end) if given is not None and known else span


def _is_question(text: str, line: Span) -> bool:
    """Say whether a paragraph is a question: short and ending with "?", bold or not."""
    written = line.of(text).strip()
    return len(written) <= _QUESTION_LIMIT and written.strip("*_").endswith("?")
