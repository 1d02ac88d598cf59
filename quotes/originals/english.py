"""Quotations of sources in English: found by their words, no translation between."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from quotes.languages.words import OPENLY
from quotes.model import Location, Query, Span
from quotes.originals.index import Index, Library
from quotes.originals.word_overlap import in_common, words_of

_INSERTED = re.compile(r"\[[^\]]*\]")
_LOOKED_AT = 40
_TELLING = 12.0  # nats that equal words must carry: "violent rhetoric" does, "has been" does not
_SHORT = 4  # words: shorter quotations must be equal
_COMMON = 0.7  # share of words in common from which a longer one is the same, misquoted


def said_in_english(
    query: Query,
    index: Index,
    library: Library,
    spanish: NDArray[np.bool_],
    left_out: frozenset[int] = frozenset(),
) -> Location | None:
    """Return the place of a quotation in an English passage, None if there is none.

    Equal words are found with probability 1, unequal ones by the share in common. Documents
    `left_out` are not looked at.
    """
    words = words_of(query.text, "en")
    if spanish.all() or len(words.keys) < 2 or float(words.rarities.sum()) < _TELLING:
        return None
    numbers = index.sharing(words.keys, _LOOKED_AT * 4)
    numbers = numbers[~spanish[numbers]]
    numbers = numbers[~np.isin(index.documents[numbers], list(left_out))][:_LOOKED_AT]
    telling = max(re.findall(r"\w+", _INSERTED.sub(" ", query.text)), key=len, default="")
    for document in dict.fromkeys(index.documents[numbers].tolist()):
        if telling.casefold() not in _folded(library.sources[document].text):
            continue
        span = same_words(query.text, library.sources[document].text)
        if span is not None:
            return Location("found", 1.0, (library.passage(document, span, 1.0, "en"),))
    return _nearly(words.keys, numbers, index, library) if len(words.keys) >= _SHORT else None


@lru_cache(maxsize=256)
def _folded(text: str) -> str:
    """Return a text as the longest word of a quotation is looked for, before all of them are."""
    return text.casefold()


def _nearly(
    ours: tuple[str, ...], numbers: NDArray[np.int64], index: Index, library: Library
) -> Location | None:
    """Return the English passage that shares most words with a quotation, if enough."""
    best: tuple[float, int, Span] | None = None
    for number in numbers.tolist():
        document, (start, end) = int(index.documents[number]), index.spans[number].tolist()
        words = words_of(library.sources[document].text[start:end], "en")
        if len(set(ours).intersection(words.keys)) < _COMMON / 2 * len(set(ours)):
            continue
        common = in_common(ours, words)
        if common and (best is None or common[0] > best[0]):
            best = (common[0], document, common[1].shifted(start))
    if best is None or best[0] < _COMMON:
        return None
    return Location("found", best[0], (library.passage(best[1], best[2], best[0], "en"),))


def same_words(quote: str, text: str) -> Span | None:
    """Return the span of an English `text` that holds the words of `quote`, None if it differs.

    Pieces parted by an ellipsis or by brackets may stand apart, in order.
    """
    pieces = [re.findall(r"\w+(?:['’]\w+)*", piece) for piece in OPENLY.split(quote)]
    segments = [_pattern(words) for words in pieces if words]
    if not segments:
        return None
    found = re.search(
        r"\b" + r"\b.{0,600}?\b".join(segments) + r"\b", text, re.IGNORECASE | re.DOTALL
    )
    return None if found is None else Span(*found.span())


def _pattern(words: list[str]) -> str:
    """Return a pattern for words in a row whatever stands between them."""
    return r"\W+".join(re.escape(word).replace("’", "'").replace("'", "['’]") for word in words)
