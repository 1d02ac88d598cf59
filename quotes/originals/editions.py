"""Editions: the same words as other documents print them (a letter in three papers)."""

from __future__ import annotations

from difflib import SequenceMatcher

import numpy as np

from quotes.model import Passage, Span
from quotes.originals.candidates import sentence_words
from quotes.originals.index import Index
from quotes.originals.matching import words_of
from quotes.originals.passages import Library

_ALIKE = 0.8  # share of words in common (difflib) from which two stretches are editions
_SHARED = 0.5  # share of the different words that an edition has at least: 0.8 needs two thirds
_LEAST = 3  # words that one sentence of it shares
_LOOKED_AT = 12
_ENOUGH = 5  # words: shorter stretches occur anywhere


def editions_of(span: Span, document: int, index: Index, library: Library) -> tuple[Passage, ...]:
    """Return the stretches of other documents that hold the words of a passage, or nearly.

    `score` is the share of words in common: below 1 the versions differ.
    """
    ours = list(words_of(library.text(document, span), "es").keys)
    if len(ours) < _ENOUGH:
        return ()
    found: dict[int, Passage] = {}
    for number in index.by_spanish(ours, _LOOKED_AT).tolist():
        other = int(index.documents[number])
        if other == document or other in found:
            continue
        passage = _edition(ours, number, index, library)
        if passage is not None:
            found[other] = passage
    return tuple(found.values())


def _edition(ours: list[str], number: int, index: Index, library: Library) -> Passage | None:
    """Return the stretch around a sentence that holds the words `ours`, None if it does not."""
    document = int(index.documents[number])
    if len(set(ours).intersection(sentence_words(index, library, number).keys)) < _LEAST:
        return None
    beside = np.flatnonzero(index.documents[max(0, number - 2) : number + 4] == document)
    spans = index.spans[max(0, number - 2) + beside]
    start, end = int(spans[0, 0]), int(spans[-1, 1])
    words = words_of(library.sources[document].text[start:end], "es")
    if len(set(ours).intersection(words.keys)) < _SHARED * len(set(ours)):
        return None
    matcher = SequenceMatcher(None, ours, words.keys, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size > 1]
    if not blocks:
        return None
    first, last = blocks[0].b, blocks[-1].b + blocks[-1].size
    common = 2 * sum(block.size for block in blocks) / (len(ours) + last - first)
    if common < _ALIKE:
        return None
    span = Span(start + int(words.offsets[first, 0]), start + int(words.offsets[last - 1, 1]))
    return library.passage(document, span, common)
