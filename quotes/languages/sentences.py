"""Where sentences and clauses begin and end in English and Spanish text: by rule, with offsets.

For texts by the thousand, where a parser would take hours. Articles are parsed by Stanza.

A clause is what stands between commas, colons and conjunctions, the least that is left out or put
in without breaking a sentence: an item of a list, a second clause, an aside. Where the clause goes
on after an item ("y a los celadores se les debe"), the item alone is one too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from quotes.languages.words import Language, Token, brackets, fold, occurrences, phrases, tokens
from quotes.model import Span

_END = re.compile(r"""(?:[.!?…]+|\.\.\.)["'”’»)\]]*(?=\s|$)""")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*|\u2029|\f")
_LAST_WORD = re.compile(r"([^\W\d_](?:[^\W\d_]|\.(?=[^\W\d_]))*)$")
_NEXT_WORD = re.compile(r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)([^\W\d_]+)")  # in the paragraph
_OPENS_SENTENCE = frozenset(
    {"the", "a", "an", "he", "she", "it", "they", "we", "i", "you", "his", "her", "its", "their",
     "this", "that", "these", "those", "there", "in", "on", "at", "by", "for", "from", "with",
     "but", "and", "as", "if", "when", "after", "before", "while", "no", "not", "so", "then",
     "what", "who"}
)  # fmt: skip
_WRAPPED = 110  # characters: text wrapped for a screen or a page has no longer lines
MOST = 160  # words that a search reads of a sentence
_LINE_OF_WORDS = re.compile(r"[^\n]*\S[^\n]*")
_CLOSED = '.!?…:"”»'  # what a line ends with that does not end in mid-sentence
# A line that begins small goes on the sentence of the line before, if that is as short as those
# of wrapped text and ends in mid-sentence.
_LINE = re.compile(
    rf"{_PARAGRAPH.pattern}|\n\s*+(?![a-záéíóúüñ])"
    rf"|(?<=[^\n]{{{_WRAPPED + 1}}})\n\s*|(?<=[{_CLOSED}])[^\S\n]*\n\s*"
)


def sentences(text: str) -> list[Span]:
    """Return the spans of the sentences of `text`, in order, without outer white space.

    A blank line always ends a sentence; a line end does, unless the text is wrapped (no line longer
    than 110 characters, most lines ended in mid-sentence), or the line itself is no longer and
    ends so, and the next begins with a small letter: verse, but no transcript without capitals.
    What has more than 160 words, as a text without any marks, is cut at line ends.
    """
    breaks = _PARAGRAPH if _wrapped(text) else _LINE
    found: list[Span] = []
    start = 0
    for gap in breaks.finditer(text):
        found += _within(text, start, gap.start())
        start = gap.end()
    found += _within(text, start, len(text))
    return [part for span in found for part in _no_longer(text, span)]


def _no_longer(text: str, sentence: Span) -> list[Span]:
    """Return a sentence in parts of as many lines as `MOST` words have; whole if it is shorter."""
    if len(sentence.of(text).split()) <= MOST:
        return [sentence]
    parts, start, count = [], sentence.start, 0
    for line in _LINE_OF_WORDS.finditer(text, sentence.start, sentence.end):
        words = len(line.group().split())
        if count and count + words > MOST:
            parts.append(_stripped(text, start, line.start()))
            start, count = line.start(), 0
        count += words
    return [*parts, _stripped(text, start, sentence.end)]


def _wrapped(text: str) -> bool:
    """Return whether line ends stand inside sentences."""
    lines = [line.strip() for line in text.split("\n")]
    followed = [one for one, two in pairwise(lines) if one and two]
    if len(followed) < 3 or max(map(len, lines)) > _WRAPPED:
        return False
    return sum(line[-1] not in _CLOSED for line in followed) > 0.6 * len(followed)


def _within(text: str, start: int, end: int) -> list[Span]:
    """Return the sentences of one block of running text."""
    found, begin = [], start
    for stop in _END.finditer(text, start, end):
        if _ends_sentence(text, stop.start(), stop.end(), end):
            found.append(_stripped(text, begin, stop.end()))
            begin = stop.end()
    found.append(_stripped(text, begin, end))
    return [span for span in found if span.end > span.start]


def _ends_sentence(text: str, mark: int, after: int, end: int) -> bool:
    """Return whether the closing mark at `mark` ends a sentence, given what follows."""
    rest = text[after : min(end, after + 40)].lstrip()
    if not rest:
        return True
    if rest[0].islower() or rest[0] in ",;:)":
        return False
    if text[mark] != "." or text[mark : mark + 2] == "..":
        return True
    word = _LAST_WORD.search(text, max(0, mark - 20), mark)
    if word is None:
        return True
    return not _abbreviation(word.group(), before_number=rest[0].isdigit())


def _abbreviation(word: str, *, before_number: bool) -> bool:
    """Return whether `word` with a full stop is an initial or an abbreviation."""
    if len(word) == 1 and word.isupper():
        return True
    lists = ("abbreviations", "before_numbers") if before_number else ("abbreviations",)
    return any(fold(word) in phrases("sentences", name) for name in lists)


def titles_before_names(text: str) -> Iterator[Span]:
    """Yield the titles of a text that a full stop shortens and a name follows: "Capt. Rojas".

    No sentence ends there. A word that no name begins with ends it: "He was made Lt. The army".
    """
    for found in _titles().finditer(text):
        following = _NEXT_WORD.match(text, found.end())
        word = following[1] if following is not None else ""
        if word[:1].isupper() and fold(word) not in _OPENS_SENTENCE:
            yield Span(*found.span())


@lru_cache(maxsize=1)
def _titles() -> re.Pattern[str]:
    """Return the form of a shortened title with its capital and its full stop."""
    known = "|".join(sorted(phrases("sentences", "before_names"), key=len, reverse=True))
    return re.compile(rf"(?<![\w.’'-])(?=[A-Z])(?i:{known})\.")


def _stripped(text: str, start: int, end: int) -> Span:
    """Return the span without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def in_passing(quote: str) -> bool:
    """Return whether words are quoted in passing, as a part of the article's own sentence.

    They begin in lower case: what their sentence says beside them is not theirs.
    """
    return quote.lstrip("\"'“‘«([… ")[:1].islower()


def opening_answer(text: str) -> Span | None:
    """Return where an English text opens with nothing but an answer, up to a mark: "Yes, sir"."""
    found = _UP_TO_A_MARK.match(text)
    if not found:
        return None
    said = Span(*found.span("said"))
    known = occurrences(said.of(text), "fillers", "answers.english")
    words = [word for word in tokens(said.of(text)) if word.wordlike]
    return said if words and all(any(map(w.span.overlap, known)) for w in words) else None


def answers_only(text: str) -> bool:
    """Return whether an English text is an answer and says nothing more: "Yes.", "Of course"."""
    said = opening_answer(text)
    return bool(said) and not any(map(str.isalnum, text[said.end if said else 0 :]))


_UP_TO_A_MARK = re.compile(
    r"\W*(?P<said>\w[\w’' ]{0,30}(?:,[\w’' ]{1,20})?)(?=[.,;:!?…—–]|\s-|\W*$)"
)

JOINTS = {
    "es": frozenset({"y", "e", "o", "u", "ni", "pero", "sino"}),
    "en": frozenset({"and", "or", "but", "nor"}),
}
_NAMES = {"es": "spanish", "en": "english"}
_ENDS = frozenset(".!?…")
MARKS = frozenset(",;:()—–")
_OF = frozenset({"de", "del", "of"})
_MOST = 40  # clauses looked at a side: no quotation has more, hostile input may


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens `first` to `after` (indices), and how the member is set off.

    `joint`: a conjunction stands before it; `comma`: a comma, colon, dash or bracket does;
    `closed`: punctuation or a conjunction follows; `item`: the clause goes on after it;
    `last`: it ends the text.
    """

    first: int
    after: int
    joint: bool
    comma: bool
    closed: bool
    item: bool
    last: bool


@lru_cache(maxsize=512)
def clauses(text: str, language: Language) -> tuple[Clause, ...]:
    """Return the clauses of a text in order, but the one that opens a sentence."""
    words = tokens(text)
    cuts = _cuts(words, language)
    found: list[Clause] = []
    for place, (start, first) in enumerate(cuts):
        after = cuts[place + 1][0] if place + 1 < len(cuts) else _trimmed(words)
        opens = start == 0 or words[start].text in _ENDS  # it begins a sentence
        if first < after and not opens:
            found += _at(words, language, start, first, after)
    return tuple(found[:_MOST])


def stretches(text: str) -> list[tuple[int, ...]]:
    """Return the words between the marks of a text, those in a bracket apart, as its tokens."""
    inside = brackets(text)
    found: dict[tuple[int, int], list[int]] = {}
    marks = 0
    for at, word in enumerate(tokens(text)):
        bracket = next((n for n, one in enumerate(inside) if one.overlap(word.span)), -1)
        if word.text[0].isalnum():
            found.setdefault((-1 if bracket >= 0 else marks, bracket), []).append(at)
        elif bracket < 0 and (word.text in MARKS or word.text in _ENDS):
            marks += 1
    return [tuple(own) for own in found.values()]


def _cuts(words: tuple[Token, ...], language: Language) -> list[tuple[int, int]]:
    """Return, for each stretch, where the marks before it begin and where its words begin."""
    joints, found, place = JOINTS[language], [(0, 0)], 0
    while place < len(words):
        if not _boundary(words[place], joints):
            place += 1
            continue
        start = place
        while place < len(words) and _boundary(words[place], joints):
            place += 1
        found.append((start, place))
    return found


def _boundary(word: Token, joints: frozenset[str]) -> bool:
    return word.text in MARKS or word.text in _ENDS or word.key in joints


def _trimmed(words: tuple[Token, ...]) -> int:
    """Return the number of tokens without closing marks."""
    count = len(words)
    while count and not words[count - 1].text[0].isalnum():
        count -= 1
    return count


def _at(
    words: tuple[Token, ...], language: Language, start: int, first: int, after: int
) -> Iterator[Clause]:
    """Yield the item that opens a stretch, if the clause goes on after it, and the stretch."""
    joint = any(word.key in JOINTS[language] for word in words[start:first])
    comma = any(word.text in MARKS for word in words[start:first])
    last = after >= _trimmed(words)
    item = _item(words, language, first, after)
    if item < after:
        yield Clause(first, item, joint, comma, closed=False, item=True, last=False)
    yield Clause(first, after, joint, comma, closed=not last, item=False, last=last)


def _item(words: tuple[Token, ...], language: Language, first: int, after: int) -> int:
    """Return where the first content word of a stretch ends, with the "de" that follows it."""
    stop = phrases("function_words", _NAMES[language])
    place = _next(words, stop, first, after)
    while place < after and words[place].key in _OF:
        place = _next(words, stop, place, after)
    return place


def _next(words: tuple[Token, ...], stop: frozenset[str], first: int, after: int) -> int:
    """Return the place after the next content word; words joined by a hyphen are one."""
    for place in range(first, after):
        if words[place].wordlike and words[place].key not in stop:
            end = place + 1
            while end + 1 < after and words[end].text == "-":
                end += 2
            return end
    return after
