"""The edges of a stretch: neighbours it runs on into, and words that no lexicon knows."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from quotes.languages.vocabularies import phrases
from quotes.model import Span
from quotes.originals.candidates import Candidate
from quotes.originals.index import Index
from quotes.originals.matching import Words, cell, words_of
from quotes.originals.parts import Part
from quotes.originals.passages import Library
from quotes.originals.stretches import Stretch, best_stretch

# Gain from which a stretch runs on into the next sentence. Of 17 of locate/dev that held the old
# stretch, the passage was nearer the right one in all five above this, in none of twelve below;
# of ten that did not hold it, in one.
_MORE = 0.14
_FARTHEST = 5  # words by which an edge is moved
_STOP = re.compile(r"[.,;:!?()\[\]…¿¡«»“”\"—–]")
_MATCHED = 0.3
_SMALL = 0.1  # cell of an article or preposition
_FEW = 2
_HALF = 2  # content words that a clause has at least


def whole_stretch(part: Part, one: Candidate, index: Index, library: Library) -> Span:
    """Return the stretch of a candidate with its edges set: what the whole part renders."""
    text = library.sources[one.document].text
    start, end = index.spans[one.sentence].tolist()
    stretch = one.stretch
    if part.matcher.english > 0.6 * one.words:
        for wider in _wider(one, index):
            words = words_of(text[wider.start : wider.end], "es")
            longer = best_stretch(part.matcher, words)
            if (
                longer is not None
                and longer.gain > stretch.gain + _MORE
                and one.span.overlap(longer.span(words, wider.start)) == len(one.span.of(text))
            ):
                stretch, (start, end) = longer, (wider.start, wider.end)
    words = words_of(text[start:end], "es")
    first, last = _edges(part, stretch, words, text[start:end])
    offsets = words.offsets
    return Span(start + int(offsets[first, 0]), start + int(offsets[last, 1]))


def _wider(one: Candidate, index: Index) -> list[Span]:
    """Return the sentence with the one before, and with the one after."""
    start, end = index.spans[one.sentence].tolist()
    found = []
    for beside in (one.sentence - 1, one.sentence + 1):
        if 0 <= beside < len(index.spans) and int(index.documents[beside]) == one.document:
            other = index.spans[beside].tolist()
            found.append(Span(min(start, other[0]), max(end, other[1])))
    return found


def _edges(part: Part, stretch: Stretch, words: Words, text: str) -> tuple[int, int]:
    """Return first and last word after both edges have been moved outwards.

    An English word at the edge that nothing explains ("turn" the page) stands for a
    Spanish word beside the stretch ("pasar" la página), within the same clause.
    """
    count = part.matcher.english
    cells = part.matcher.table(words.keys[stretch.first : stretch.last + 1])[:count]
    best = cells.max(axis=1) if cells.size else np.zeros(count)
    stop = phrases("function_words", "english")
    content = [key not in stop for key in part.matcher.rows[:count]]
    solid = [i for i in range(count) if best[i] >= _MATCHED and content[i]]
    if not solid:
        return stretch.first, stretch.last
    ends = [_counterpart(cells, content, column, solid[0]) for column in (0, -1)]
    before = [i for i in range(ends[0]) if best[i] < _MATCHED or not content[i]]
    after = list(range(max(ends[1], solid[-1]) + 1, count))
    missing = sum(content[i] for i in before), sum(content[i] for i in after)
    first = _moved(stretch.first, -1, missing[0], words, text)
    first = _over_clauses(first, -1, missing[0], words, text)
    last = _moved(stretch.last, 1, missing[1], words, text)
    last = _over_clauses(last, 1, missing[1], words, text)
    first = _with_small_words(first, -1, [part.matcher.rows[i] for i in before], words, text)
    last = _with_small_words(last, 1, [part.matcher.rows[i] for i in after], words, text)
    return first, last


def _counterpart(
    cells: NDArray[np.float32], content: list[bool], column: int, otherwise: int
) -> int:
    """Return the English content word that the first or last word of the stretch renders best."""
    shares = np.where(content, cells[:, column], 0)
    return int(np.argmax(shares)) if shares.max() >= _MATCHED else otherwise


def _over_clauses(edge: int, step: int, missing: int, words: Words, text: str) -> int:
    """Return the edge moved over whole clauses that the unexplained English is long enough for.

    "Once minutos, y once …": the half of a sentence whose words the lexicon lacks belongs
    to the passage if the quotation has about as many content words left over.
    """
    stop = phrases("function_words", "spanish")
    while missing >= _HALF:
        at, count = edge, 0
        while 0 <= at + step < len(words.keys) and (
            at == edge or not _parted(at, at + step, words, text)
        ):
            at += step
            count += words.keys[at] not in stop
        if at == edge or not _HALF <= count <= 2 * missing:
            break
        edge, missing = at, missing - count
    return edge


def _with_small_words(edge: int, step: int, english: list[str], words: Words, text: str) -> int:
    """Return the edge moved over the words that render English ones there ("the" water)."""
    for _ in range(_FEW):
        beside = edge + step
        if not 0 <= beside < len(words.keys) or _parted(edge, beside, words, text):
            break
        if not any(cell(word, words.keys[beside]) >= _SMALL for word in english):
            break
        edge = beside
    return edge


def _moved(edge: int, step: int, missing: int, words: Words, text: str) -> int:
    """Return the edge moved by `step` over `missing` content words, not past a stop."""
    stop = phrases("function_words", "spanish")
    reached = edge
    for _ in range(_FARTHEST):
        beside = edge + step
        if missing == 0 or not 0 <= beside < len(words.keys) or _parted(edge, beside, words, text):
            break
        edge = beside
        if words.keys[edge] not in stop:
            reached, missing = edge, missing - 1
    return reached


def _parted(one: int, other: int, words: Words, text: str) -> bool:
    """Return whether a mark stands between two neighbouring words."""
    left, right = sorted((one, other))
    return bool(_STOP.search(text[words.offsets[left, 1] : words.offsets[right, 0]]))
