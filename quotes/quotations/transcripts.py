"""Turns of transcripts, interviews and court records: a name, a colon and what was said.

    [00:00:12] ROSALBA QUINTERO: …      Rosalba Quintero (00:12): …      **Rosalba Quintero:** …

"Sabanalta: Boats need two lamps" in a list of places is nobody's speech: without a time, capitals
or Q and A, the names must be people or the turns must sound like speech.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from quotes.model import Entity, Parse, Span
from quotes.quotations.marks import QuotedSpan, paragraphs, trimmed
from quotes.quotations.names import folded, gender_of, is_title
from quotes.quotations.parsed_text import FINITE_OR_MODAL
from quotes.quotations.wordlists import BODIES, NO_NAMES, NO_TURNS

# Who asks and who answers where nobody is named, by what stands before the words.
ANSWERED_BY = {"Q": "A", "P": "R", "Question": "Answer", "Pregunta": "Respuesta"}
LETTERS = frozenset({*ANSWERED_BY, *ANSWERED_BY.values()})

_TIME = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]?"
_WORD = r"[A-ZÀ-ÖØ-Þ][\w.’'-]*"
_PARTICLE = r"(?:(?:de|del|la|las|los|van|von|y) ){0,3}"
_NAME = rf"{_WORD}(?: {_PARTICLE}{_WORD}){{0,4}}(?: \d{{1,2}}(?!:?\d))?"
_TURN = re.compile(
    rf"(?:[-–—•*]\s+)?(?:\d{{1,4}}[.)]?\s+)?(?:(?P<before>{_TIME})\s{{0,8}}[-–—]?\s{{0,8}})?(?:>>+\s*)?"
    rf"(?P<bold>\*\*|__|\*)?(?P<bracket>\[)?(?P<name>{_NAME})"
    rf"(?(bracket)(?:,? ?(?P<within>{_TIME}))?\])"
    rf"(?:,? ?(?:\((?P<after>{_TIME})\)|\[{_TIME}\]|\([^()\n]{{1,40}}\)|\[[^\[\]\n]{{1,40}}\]))?"
    r"(?:, [a-zà-ÿ]+ing\b[^:.\n]{0,40}(?=:))?"  # "Lidia Pons, laughing:"
    r"(?:(?<=[A-ZÀ-ÖØ-Þ]{2}), [A-ZÀ-ÖØ-Þ][^:\n\u2028a-z]{2,40})?"  # "LIDIA PONS, HOST:"
    r"(?:\*\*|__|\*)?\s?(?P<colon>:|(?<=[QAPR])\.|(?<=[QA])(?=\t|[ \t]{2})|(?<=\d\])"
    r"|(?<=\s)[-–—](?=\s+[^\sa-zà-ÿ]))(?:\*\*|__|\*)?\s+(?=\S)"
)
_HEAD = re.compile(
    rf"(?:(?P<before>{_TIME})\s{{0,8}}[-–—]?\s{{0,8}})?"
    rf"(?P<name>{_NAME})"
    rf"(?:\s{{0,8}}[-–—|]?\s{{0,8}}(?P<after>{_TIME}))?:?"
)
# "[Laughs]" before a sentence, behind one or alone; "[the mayor] never came" is of the words.
_NOTE = r"[*_]*[\[(][^\[\]()\n]*[\])][.*_]*"
_NOTED = re.compile(rf"(?:{_NOTE}\s+(?=[^\W\d_a-z¿¡]))?(.*?)(?:(?<=[.!?…])\s+{_NOTE})?", re.DOTALL)
_ONLY_NOTE = re.compile(_NOTE)
# "BY MR. LENIS:" and "CROSS-EXAMINATION BY MS. OSPINA" above the questions of a court's record.
_EXAMINER = re.compile(
    rf"^(?:BY|.*\bEXAMINATION BY) ({_NAME})(?::|(?<=[A-ZÀ-ÖØ-Þ]))[ \t]*$", re.MULTILINE
)
# Words of a line that calls a witness, or says that one took the oath.
_CALLED = re.compile(r"\b(?:calls?|called|sworn|affirmed|SWORN|AFFIRMED)\b")
# Whom a question speaks to: "And the keys, Mr Luna?"
_ADDRESSED = re.compile(rf"(?:^|, )({_WORD}(?: {_WORD}){{1,3}})(?=[,?.])")
_SPOKEN = re.compile(r"\?|\b(?:I|we|my|our|you|your|me|us|I’m|I'm)\b")
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|my|My|our|Our|me|us)\b")
_I = re.compile(r"\b(?:I|my|My|me)\b")
_WE = re.compile(r"\b(?:we|We|our|Our|us)\b")
# "Tell us about the trial." as a paragraph of its own asks too.
_PROMPT = re.compile(
    r"(?:(?:Please|And|Now|So|But|Then),? )?(?:(?:[Tt]ell|[Gg]ive|[Tt]ake|[Hh]elp|[Ww]alk|"
    r"[Rr]emind|[Ss]how|[Tt]alk|[Ss]peak)(?: to| with)? (?:us|me)|[Dd]escribe|[Ee]xplain)\b"
)
_YOU = re.compile(r"\b[Yy]our?\b")
_INTERVIEW = re.compile(
    r"\b(?:[Ii]nterview(?:ed|s)?|(?:spoke|speaks|talked|talks|sat down|chatted) (?:to|with)"
    r"|(?:received|receives|met|meets|told|tells|welcomed|welcomes) us|visited (?:her|him)"
    r"|[Ww]e (?:met|visited|called|asked|spoke|talked)|conversation|answered|answers)\b"
)
_HEARING = re.compile(
    r"\b(?:hearings?|statement|testimony|deposition|transcript|examination|court)\b", re.IGNORECASE
)
_QUESTION_LIMIT = 300  # characters; a longer paragraph asks nobody
_GIVEN = re.compile(rf"(?<!\w)({_WORD}) $")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_CLAUSE = re.compile(r"(?:(?![,.;:(?!]|\b(?:who|whom|that|which)\b).)+")
_WHOLE = re.compile(r"[^\W\d_].*\s.*[.!?…]", re.DOTALL)  # whole sentences


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: what was said, the name before it, and whether only speech is set like this.

    `dash`: a dash stands between them, as it does in many other lists.
    """

    span: QuotedSpan
    name: Span
    sure: bool
    dash: bool = False


def turns(
    text: str, taken: Sequence[QuotedSpan], parse: Parse | None
) -> list[tuple[QuotedSpan, Span]]:
    """Return the turns of a transcript with the span of each speaker's name.

    At least three paragraphs (two with times) must open with a name and a colon, two of the
    names the same; "Q:" and "A." count. By the parse, where there is one, names of places do
    not speak. Paragraphs between two turns of a conversation go on with the first of them.
    What "A" says is of the person whom the paragraphs before name most, or of the last witness
    called; what "Q" asks, of who examines. Initials stand for the one name that has them.
    """
    entities = parse.entities if parse else ()
    found = _in_full(text, _in_dialogue(text, _asked(text, _candidates(text, taken))), entities)
    names = Counter(turn.name.of(text) for turn in found)
    timed = sum(turn.sure for turn in found)
    repeated = sum(count for count in names.values() if count > 1)
    if not (len(found) >= 3 and repeated >= 2) and not (timed == len(found) >= 2):
        return []
    if timed * 2 < len(found) and not _are_people(text, found, entities):
        return []
    if _are_described(text, found, parse):
        return []
    named = _with_names(text, found, entities)
    whole = [*named, *_going_on(text, taken, named)]
    return sorted(((turn.span, turn.name) for turn in whole), key=lambda one: one[0].outer.start)


def _asked(text: str, found: Sequence[Turn]) -> list[Turn]:
    """Return the turns without letters that are no questions and answers: "A. Water and roads".

    One letter must ask, and its other or somebody with a name answer.
    """
    names = {turn.name.of(text) for turn in found}
    asking = {
        turn.name.of(text) for turn in found if turn.span.inner.of(text).rstrip().endswith("?")
    }
    pairs = {
        letter
        for asks, tells in ANSWERED_BY.items()
        if asks in asking and (tells in names or names - LETTERS)
        for letter in (asks, tells)
    }
    return [turn for turn in found if (name := turn.name.of(text)) not in LETTERS or name in pairs]


def _in_dialogue(text: str, found: Sequence[Turn]) -> list[Turn]:
    """Return the turns without names before a dash, unless people talk to one another there."""
    dashed = [turn for turn in found if turn.dash]
    names = {turn.name.of(text) for turn in dashed}
    people = any(has_given_name(name) or _has_title(name) for name in names)
    talk = people and len(names) < len(dashed) and _sounds_spoken(text, dashed)
    return [turn for turn in found if talk or not turn.dash]


def _in_full(text: str, found: Sequence[Turn], entities: Sequence[Entity]) -> list[Turn]:
    """Return the turns with the full name for initials: "RQ" after "Rosalba Quintero"."""
    first = found[0].name.start if found else 0
    known = [turn.name for turn in found] + [e.span for e in entities if e.span.end <= first]
    full: dict[str, dict[str, Span]] = {}
    for span in known:
        words = span.of(text).split()
        for kept in (words, [word for word in words if word[0].isupper()]):
            if len(kept) > 1:
                initials = "".join(word[0] for word in kept).upper()
                full.setdefault(initials, {}).setdefault(folded(span.of(text)), span)
    more = []
    for turn in found:
        meant = list(full.get(turn.name.of(text), {}).values())
        more.append(replace(turn, name=meant[0]) if len(meant) == 1 else turn)
    return more


def _with_names(text: str, found: Sequence[Turn], entities: Sequence[Entity]) -> list[Turn]:
    """Return the turns, those of letters with the name of who asks or answers."""
    letters = [turn for turn in found if turn.name.of(text) in LETTERS]
    if not letters:
        return list(found)
    first = letters[0].name.start
    examiners = [Span(*match.span(1)) for match in _EXAMINER.finditer(text)]
    others = {turn.name.of(text).split()[-1] for turn in found} | {
        span.of(text).split()[-1] for span in examiners
    }
    free = [one for one in entities if one.text.split()[-1] not in others]
    person = interviewed(text, free, first)
    if person and not _is_heard(text, letters, person):
        person = None  # a newspaper answers its readers
    person = person or _addressed(text, letters)
    called = [
        one.span for line in paragraphs(text) if _CALLED.search(line.of(text))
        for one in entities
        if line.start <= one.span.start < line.end and _is_person(one) and " " in one.text
    ]  # fmt: skip
    named = []
    for turn in found:
        label = turn.name.of(text)
        asks = label in ANSWERED_BY
        above = [span for span in (examiners if asks else called) if span.end <= turn.name.start]
        who = above[-1] if above else None if asks else person
        if label not in LETTERS or who is None:
            named.append(turn)
        else:
            style = "turn" if asks else "answer"
            named.append(replace(turn, span=replace(turn.span, style=style), name=who))
    return named


def _is_heard(text: str, letters: Sequence[Turn], person: Span) -> bool:
    """Say whether questions and answers are those of a person named above them."""
    asked = [t.span.inner.of(text) for t in letters if t.name.of(text) in ANSWERED_BY]
    told = [t.span.inner for t in letters if t.name.of(text) not in ANSWERED_BY]
    talk = _Talk(text, person.of(text).split()[-1], asked)
    above = text[: letters[0].name.start]
    return (
        bool(_INTERVIEW.search(above) or _HEARING.search(above))
        or any(map(talk.is_own, told))
        or (talk.asks_you and not any(map(talk.names, told)))
    )


def _addressed(text: str, letters: Sequence[Turn]) -> Span | None:
    """Return the name with a title by which a question speaks to who answers."""
    for turn in letters:
        said = turn.span.inner
        for match in _ADDRESSED.finditer(text, said.start, said.end):
            if is_title(match[1].split()[0]) and turn.name.of(text) in ANSWERED_BY:
                return Span(*match.span(1))
    return None


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


def headed_turns(
    text: str, taken: Sequence[QuotedSpan], parse: Parse | None
) -> list[tuple[QuotedSpan, Span]]:
    """Return the turns of a transcript that sets each name on a line of its own, above the words.

    At least three such lines, two with the same name; every name in capitals or beside a time, or
    all of people who speak to one another.
    """
    lines = [trimmed(text, line.start, line.end) for line in paragraphs(text)]
    heads: dict[int, Span] = {}
    plain: dict[int, Span] = {}
    for number, line in enumerate(lines):
        match = _HEAD.fullmatch(text, line.start, line.end)
        if match is None or not _is_speaker(match["name"], ":"):
            continue
        name = Span(*match.span("name"))
        shouted = match["name"].isupper() and len(line.of(text)) > 3
        if match["before"] or match["after"] or shouted:
            heads[number] = name
        elif has_given_name(match["name"]) or _has_title(match["name"]):
            plain[number] = name
    found = _under(text, taken, lines, heads)
    if found:
        return found
    found = _under(text, taken, lines, plain)
    turned = [Turn(span, name, sure=False) for span, name in found]
    speak = _sounds_spoken(text, turned) and not _are_described(text, turned, parse)
    return found if speak else []


def _under(
    text: str, taken: Sequence[QuotedSpan], lines: Sequence[Span], heads: Mapping[int, Span]
) -> list[tuple[QuotedSpan, Span]]:
    """Return the lines below such heads, with the name above each; none if they are no turns."""
    names = Counter(name.of(text) for name in heads.values())
    followed = all(n + 1 < len(lines) and n + 1 not in heads for n in heads)
    if len(heads) < 3 or len(names) < 2 or max(names.values()) < 2 or not followed:
        return []
    found = []
    marked = {span.paragraph for span in taken}
    for number in range(min(heads), len(lines)):
        inner = _said(text, lines[number].start, lines[number].end)
        if number not in heads and number not in marked and inner is not None:
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
        if match is None or not _is_speaker(match["name"], match["colon"] or match["within"]):
            continue
        dash = match["colon"] in {"-", "–", "—"}
        sure = bool(
            match["before"] or match["after"] or match["within"] or match["name"] in LETTERS
        )
        sure = sure or (match["name"].isupper() and len(match["name"]) > 2 and not dash)
        if number in first_mark and not (sure and first_mark[number] > match.end()):
            continue
        inner = _said(text, match.end(), span.end)
        if inner is not None:
            quoted = QuotedSpan(inner, inner, "turn", closed=True, paragraph=number)
            found.append(Turn(quoted, Span(*match.span("name")), sure, dash))
    return found


def _said(text: str, start: int, end: int) -> Span | None:
    """Return what is said between two places, without remarks in brackets; None for nothing."""
    whole = trimmed(text, start, end)
    match = _NOTED.fullmatch(text, whole.start, whole.end)
    inner = Span(*match.span(1)) if match else whole
    said = inner.of(text)
    return inner if _LETTERS.search(said) and not _ONLY_NOTE.fullmatch(said) else None


def _is_speaker(name: str, colon: str | None) -> bool:
    """Say whether a line may open with this name: no heading, no weekday, a point only after Q."""
    first = folded(name.split(maxsplit=1)[0])
    if colon in {None, "."} and name not in LETTERS:
        return False
    return first not in NO_TURNS and (first not in NO_NAMES or first == "i")


def _are_people(text: str, found: Sequence[Turn], entities: Sequence[Entity]) -> bool:
    """Say whether the names are people or bodies, or what follows them sounds like speech."""
    places = {entity.text for entity in entities if entity.type == "LOC"}
    names = {turn.name.of(text) for turn in found}
    if 2 * len(names & places) > len(names):
        return False
    if any(has_given_name(name) or _has_title(name) for name in names):
        return True
    return not names & places and _sounds_spoken(text, found)


def _sounds_spoken(text: str, found: Sequence[Turn]) -> bool:
    spoken = sum(_SPOKEN.search(turn.span.inner.of(text)) is not None for turn in found)
    return 3 * spoken >= len(found)


def _are_described(text: str, found: Sequence[Turn], parse: Parse | None) -> bool:
    """Say whether the lines tell who somebody is, as a cast list does: nobody says anything.

    Half of them begin without a verb ("A miller, now blind.") or with one that lacks its subject
    ("Chairs the water board."). Before the parse is there nothing is known of it.
    """
    if parse is None or any(_SPOKEN.search(turn.span.inner.of(text)) for turn in found):
        return False
    words = [word for sentence in parse.sentences for word in sentence.words]
    starts = [word.span.start for word in words]
    told = 0
    for turn in found:
        clause = _CLAUSE.match(text, turn.span.inner.start, turn.span.inner.end)
        end = clause.end() if clause else turn.span.inner.start
        low, high = bisect_left(starts, turn.span.inner.start), bisect_left(starts, end)
        kinds = [word.xpos for word in words[low:high] if word.xpos != "RB"]
        told += not FINITE_OR_MODAL & {*kinds} or kinds[0] in {"VBZ", "VBN"}
    return 2 * told >= len(found)


def _has_title(name: str) -> bool:
    """Say whether a name has a title before it: "Mayor Montoya", but not "General Hospital"."""
    first, *rest = name.split()
    return bool(rest) and is_title(first) and folded(rest[-1]) not in BODIES


def answers(
    text: str, taken: Sequence[QuotedSpan], parse: Parse | None, bold: Sequence[Span] = ()
) -> list[tuple[QuotedSpan, Span]]:
    """Return the answers of an interview, with the span of the name of who is asked.

    At least two paragraphs must ask, each followed by an answer: those in bold, else those that
    end with "?" or ask to be told something. The person is whom the paragraphs before name most,
    else those behind the last answer. What tells an interview from an explainer is in `_Talk`.
    """
    lines = list(paragraphs(text))
    asked = _bold_questions(text, lines, bold)
    set_apart = bool(asked)
    asked = asked or [n for n, line in enumerate(lines) if _is_question(text, line)]
    inside = [span for span in taken if asked and span.paragraph > asked[0]]
    if len(asked) < 2 or len(inside) > (len(asked) if set_apart or len(asked) > 2 else 0):
        return []
    followed = set_apart or not {n + 1 for n in asked} & {*asked}
    if asked[-1] + 1 >= len(lines) or not followed or asked[-1] - asked[0] > 8 * len(asked):
        return []
    before = lines[asked[0]].start
    behind = lines[asked[-1] + 2].start if asked[-1] + 2 < len(lines) else len(text)
    entities = parse.entities if parse else ()
    last = [entity for entity in entities if entity.span.start >= behind]
    person = interviewed(text, entities, before) or interviewed(text, last, len(text))
    if person is None:
        return []
    talk = _Talk(text, person.of(text).split()[-1], [lines[n].of(text) for n in asked])
    skipped = {*asked, *(span.paragraph for span in taken)}
    given: list[tuple[int, Span]] = []
    for number in range(asked[0] + 1, len(lines)):
        inner = _said(text, lines[number].start, lines[number].end)
        if inner is None or number in skipped:
            continue
        if number > asked[-1] + 1 and not (given[-1][0] == number - 1 and talk.is_own(inner)):
            break  # behind the last answer somebody else may tell
        given.append((number, inner))
    own = [(number, inner) for number, inner in given if not talk.names(inner)]
    speaking = sum(talk.is_own(inner) for _, inner in own)
    if not speaking and 2 * len(own) <= len(given):
        return []  # they tell of the person: somebody else does
    shown = [text[:before], text[behind:]]
    headline = any(s.paragraph == 0 and _FIRST_PERSON.search(s.inner.of(text)) for s in taken)
    least = 3 if set_apart or len(asked) > 2 else 1
    if not (talk.asks_you and (headline or any(map(_INTERVIEW.search, shown)))) and (
        not speaking or least * speaking < len(own)
    ):
        return []
    return [
        (QuotedSpan(inner, inner, "answer", closed=True, paragraph=number), person)
        for number, inner in own
    ]


@dataclass(frozen=True, slots=True)
class _Talk:
    """What tells that somebody answers: "I" in answers, "you" in questions.

    "We" is a sign only in answers to "you", and where no question says it too: "What can we do?"
    """

    text: str
    surname: str
    questions: Sequence[str]

    @property
    def asks_you(self) -> bool:
        """Say whether a question speaks to somebody."""
        return any(_YOU.search(asked) or _PROMPT.match(asked) for asked in self.questions)

    def is_own(self, answer: Span) -> bool:
        """Say whether an answer speaks of who gives it."""
        all_of_us = not self.asks_you or any(map(_WE.search, self.questions))
        sign = _I if all_of_us else _FIRST_PERSON
        return not self.names(answer) and sign.search(answer.of(self.text)) is not None

    def names(self, answer: Span) -> bool:
        """Say whether an answer names the person, as nobody does of himself."""
        return re.search(rf"\b{re.escape(self.surname)}\b", answer.of(self.text)) is not None


def _bold_questions(text: str, lines: Sequence[Span], bold: Sequence[Span]) -> list[int]:
    """Return the bold paragraphs from the first that asks on, if half of them ask; else none.

    What is bold above it leads to the interview; at the end a bold line without an answer is none.
    """
    starts = [line.start for line in lines]
    found = sorted({bisect_right(starts, span.start) - 1 for span in bold})
    short = [n for n in found if n >= 0 and lines[n].end - lines[n].start <= _QUESTION_LIMIT]
    asks = [n for n in short if _asks(lines[n].of(text))]
    while short and (short[0] != asks[0] if asks else True):
        short.pop(0)
    while short and (short[-1] + 1 >= len(lines) or not _asks(lines[short[-1]].of(text))):
        short.pop()
    return short if len(short) > 1 and 2 * len(asks) >= len(short) else []


def _asks(written: str) -> bool:
    asked = written.strip().strip("*_")
    return asked.endswith("?") or bool(_PROMPT.match(asked)) or bool(_YOU.search(asked))


def interviewed(text: str, entities: Sequence[Entity], before: int) -> Span | None:
    """Return the first full name of the person whom the text before the questions names most.

    What begins with a given name is a person, whatever the tagger takes it for.
    """
    people = [e.span for e in entities if e.span.end <= before and _is_person(e)]
    full = [s for span in people if " " in (s := _with_given_name(text, span)).of(text)]
    named = Counter(word for span in people for word in span.of(text).split())
    return max(full, key=lambda span: named[span.of(text).split()[-1]], default=None)


def _is_person(entity: Entity) -> bool:
    return entity.type == "PERSON" or has_given_name(entity.text)


def has_given_name(name: str) -> bool:
    """Say whether a full name begins with a given name, as no place or firm does."""
    given, *rest = name.split()
    return bool(rest) and gender_of(given) is not None


def _with_given_name(text: str, span: Span) -> Span:
    """Return a person's name with the given name that the tagger left out before it."""
    given = _GIVEN.search(text, max(0, span.start - 30), span.start)
    known = given is not None and gender_of(given[1]) is not None
    return Span(given.start(1), span.end) if given is not None and known else span


def _is_question(text: str, line: Span) -> bool:
    """Say whether a paragraph is a question: short and ending with "?", bold or not."""
    asked = line.of(text).strip().strip("*_")
    prompt = _PROMPT.match(asked) is not None and asked.count(".") < 2
    return len(asked) <= _QUESTION_LIMIT and (asked.endswith("?") or prompt)
