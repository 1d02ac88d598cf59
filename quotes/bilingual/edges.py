"""Whether a word of the original lies inside the stretch that the quotation renders.

A quotation may be shorter than its source sentence on purpose. What stands before the
first or after the last word that the quotation renders was not quoted, so it cannot be
missing; only a quotation that is a whole sentence is expected to render a whole one.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from quotes.bilingual.alignments import links
from quotes.languages.wording import has_ellipsis
from quotes.languages.wordlists import phrases
from quotes.languages.words import content_words, tokens
from quotes.model import Span

_FIRM = 0.15  # links this strong mark the edges of the stretch
_CLOSING = " \t\n\"'“”‘’«»()[]"


def inside(original: str, quote: str, span: Span, *, lead: bool = False) -> bool:
    """Return whether `span` of the original should have a counterpart in the quotation.

    With `lead`, what stands in the same clause before the stretch counts as inside: a
    hedge or a denial governs what follows it.
    """
    if has_ellipsis(quote):
        return False
    first, last = stretch(original, quote)
    if lead and span.end <= first and not set(".;:!?,") & set(original[span.end : first]):
        return True
    return first < span.end and span.start < last


@lru_cache(maxsize=512)
def stretch(original: str, quote: str) -> tuple[int, int]:
    """Return the offsets of the original between which the quotation renders it."""
    firm = _firm(original, quote)
    if whole(quote) and whole(original) and not quote.lstrip(_CLOSING)[:1].islower():
        return _clause_start(original, min((s.start for s in firm), default=0)), len(original)
    if not firm:
        return 0, len(original) if len(quote) > _WHOLLY * len(original) else 0
    return min(s.start for s in firm), max(s.end for s in firm)


def _firm(original: str, quote: str) -> list[Span]:
    """Return the words of the original that the quotation surely renders.

    Content words by their link; function words only where each text has just one of them.
    """
    words, others = tokens(original), tokens(quote)
    stop = phrases("function_words", "spanish")
    here, there = Counter(w.key for w in words), Counter(w.key for w in others)
    return [
        words[link.original].span
        for link in links(original, quote)
        if (link.strength >= _FIRM and words[link.original].key not in stop)
        or (
            link.strength >= _SURE
            and here[words[link.original].key] == there[others[link.quote].key] == 1
        )
    ]


_WHOLLY = 0.6  # of the original's length: with no word to go by, such a quotation renders it all
_SURE = 0.4  # strength from which a function word that occurs once marks an edge
_ASIDE = 4  # content words before a clause boundary that make an earlier clause of its own


def _clause_start(original: str, first: int) -> int:
    """Return where the clause of the first rendered word starts, 0 if little stands before it."""
    boundary = max(original.rfind(mark, 0, first) for mark in ".;:,!?")
    before = [t for t in content_words(original, "es") if t.span.end <= boundary]
    return boundary + 1 if len(before) >= _ASIDE else 0


def whole(text: str) -> bool:
    """Return whether a text ends as a sentence does (quotation marks looked past)."""
    return text.rstrip(_CLOSING)[-1:] in {".", "!", "?", "…"}
