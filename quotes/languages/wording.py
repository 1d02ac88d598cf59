"""The wording of a quotation: what is done to it openly, and where it is not the source's.

Openly: [brackets], ellipses, a source's "», added. «". Not differences from an English
original: quotation marks and dashes of another shape, punctuation, the capital of the first
letter, words in square brackets, what an ellipsis leaves out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from quotes.languages.words import occurrences
from quotes.model import Span

_WORD = re.compile(r"\[[^\]]*\]|\.\.\.|…|\d+(?:[.,:]\d+)*|\w+(?:['’]\w+)*")
_GAP = ("...", "…")


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that differ: spans into the quotation and into the original (either may be empty)."""

    quote: Span
    original: Span


def differences(quote: str, original: str) -> list[Difference]:
    """Return where the words of an English quotation differ from those of its original.

    Empty when the quotation is verbatim. Spans are offsets into the two texts given.
    """
    ours, theirs = _words(quote), _words(original)
    free = [word.startswith("[") or word in _GAP for word, _ in ours]
    matcher = SequenceMatcher(None, [w for w, _ in ours], [w for w, _ in theirs], autojunk=False)
    found = []
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind == "equal" or any(free[i:j]):
            continue
        found.append(Difference(_cover(ours, i, j), _cover(theirs, k, m)))
    return found


def _words(text: str) -> list[tuple[str, Span]]:
    """Return the words as compared, with where they stand."""
    found = [(m.group(), Span(*m.span())) for m in _WORD.finditer(text)]
    return [(word.replace("’", "'").casefold(), span) for word, span in found]


def _cover(words: list[tuple[str, Span]], first: int, after: int) -> Span:
    """Return the span from word `first` to the one before `after`; empty at its place."""
    if first < after:
        return Span(words[first][1].start, words[after - 1][1].end)
    at = words[first - 1][1].end if first else 0
    return Span(at, at)


_BRACKETS = re.compile(r"\[[^\]]*\]|\([^)]*\)")
_ELLIPSIS = re.compile(r"…|\.\.\.|\. \. \.|\[\s*\]")


def bracketed(text: str, span: Span) -> bool:
    """Return whether a span overlaps words in [brackets] or (parentheses)."""
    return any(Span(*found.span()).overlap(span) for found in _BRACKETS.finditer(text))


def has_ellipsis(text: str) -> bool:
    """Return whether the quotation says openly that words are left out."""
    return bool(_ELLIPSIS.search(text))


def narrated(text: str, span: Span) -> bool:
    """Return whether a span of a source stands between two quotations: "», agrega. «"."""
    closed, opened = text.rfind("»", 0, span.start), text.find("«", span.end)
    before = text.rfind("«", 0, span.start)
    again = text.find("»", span.end)
    return closed > before and opened >= 0 and (again < 0 or opened < again)


def reported(text: str, span: Span) -> bool:
    """Return whether a span of a source is the reporter's: who says it, not what is said.

    It stands beside a verb of speech between two marks ("…, dijo el alcalde Y"), or outside
    the quotation marks of a source that has some.
    """
    pairs = [Span(*found.span()) for found in _QUOTED.finditer(text)]
    if pairs:
        return not any(pair.overlap(span) for pair in pairs)
    start = max(text.rfind(mark, 0, span.start) for mark in _MARKS) + 1
    ends = [at for mark in _MARKS if (at := text.find(mark, span.end)) >= 0]
    clause = Span(start, min(ends, default=len(text)))
    verbs = occurrences(text, "speech", "spanish.verbs")
    if start > 0 and any(clause.overlap(verb) for verb in verbs):
        return True
    last = not text[clause.end :].strip(f'{_MARKS} »”"')
    return start > 0 and last and bool(_TAIL.match(clause.of(text)))


# The end of a report with any verb: "…, disparó la concejala", "…, se consoló Elvira Montoya".
_TAIL = re.compile(
    r"\s*(?:(?:se|le|les|nos|me)\s+)?(?:habría\s+\w+do|\w+(?:ó|aron|ieron))"
    r"(?:\s+[\w]+){0,3}?\s+(?:el|la|los|las|un|una|[A-ZÁÉÍÓÚÑ]\w+)\b"
)
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
_MARKS = ",;:.!?—–"
