"""Where the words of an English quotation differ from those of its English original.

Not differences: quotation marks and dashes of another shape, punctuation, the capital of
the first letter, words in square brackets, what an ellipsis leaves out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

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
