"""Content words without a counterpart: shares, and the longest stretches of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from quotes.bilingual.alignments import links
from quotes.bilingual.edges import stretch
from quotes.languages.wording import bracketed, has_ellipsis
from quotes.languages.wordlists import phrases
from quotes.languages.words import Token, tokens
from quotes.model import Span

_FIRM = 0.1  # weaker links are found between any two sentences
RUN = 3  # 0.5 % of 6,900 faithful pairs of parallel/ have such a surplus


@dataclass(frozen=True, slots=True)
class Gaps:
    """`omitted` and `added` stretches; the share (0..1) of content words linked a side."""

    omitted: tuple[Span, ...]
    added: tuple[Span, ...]
    original_share: float
    quote_share: float


@lru_cache(maxsize=512)
def gaps(original: str, quote: str) -> Gaps:
    """Return what has no counterpart; ellipses and brackets excuse their side."""
    found = links(original, quote)
    here = _content(original, "spanish", {link.original for link in found})
    there = _content(quote, "english", {link.quote for link in found})
    first, last = stretch(original, quote)
    bare = [sum(not linked for _, linked in words) for words in (here, there)]
    omitted = [s for s in _runs(here, bare[1]) if first <= s.start and s.end <= last]
    added = [s for s in _runs(there, bare[0]) if not bracketed(quote, s)]
    firm = {link.quote for link in found if link.strength >= _FIRM}
    return Gaps(
        () if has_ellipsis(quote) else tuple(omitted),
        tuple(added),
        _share(here),
        _share(_content(quote, "english", firm)),
    )


def _content(text: str, language: str, linked: set[int]) -> list[tuple[Token, bool]]:
    """Return the content words of a text and whether each has a counterpart."""
    stop = phrases("function_words", language)
    return [
        (token, place in linked)
        for place, token in enumerate(tokens(text))
        if token.text[0].isalnum() and len(token.key) > 2 and token.key not in stop
    ]


def _share(words: list[tuple[Token, bool]]) -> float:
    return sum(linked for _, linked in words) / len(words) if words else 0.0


def _runs(words: list[tuple[Token, bool]], elsewhere: int) -> list[Span]:
    """Return the stretches of content words in a row without counterpart.

    They must be RUN longer than all the words without counterpart on the other side: a
    free rendering leaves as many words over there.
    """
    found: list[Span] = []
    run: list[Token] = []
    for token, linked in [*words, (None, True)]:
        if token is not None and not linked:
            run.append(token)
            continue
        if len(run) - elsewhere >= RUN:
            found.append(Span(run[0].span.start, run[-1].span.end))
        run = []
    return found
