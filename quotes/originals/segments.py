"""The segments of a quotation that are looked for: its sentences, each with all that is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quotes.languages.sentences import sentences
from quotes.ml.vectors import encode
from quotes.model import Query
from quotes.originals.word_overlap import Matcher, matcher

_ELLIPSIS = re.compile(r"\s*(?:\[\s*(?:\.\.\.|…)\s*\]|\(\s*(?:\.\.\.|…)\s*\)|\.\.\.+|…)\s*")

_INSERTION = re.compile(r"\[[^\]…]{0,200}\]")


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence or piece of a quotation, ready to be looked for.

    `sentence_matcher` and `sentence_vector` are the matcher and vector of the English sentence
    around a fragment. `apart` says that an ellipsis or "he said" parts it from the one before.
    """

    text: str
    apart: bool
    matcher: Matcher
    vector: NDArray[np.float32]
    sentence_matcher: Matcher | None = None
    sentence_vector: NDArray[np.float32] | None = None


def encode_segments(queries: Sequence[Query]) -> None:
    """Encode all texts of the segments of many queries in one go, for `segments_of` to take up."""
    encode([text for query in queries for text in _wanted(query)[2]])


def segments_of(query: Query) -> list[Segment]:
    """Return the segments of a quotation in order; none where it holds no word."""
    texts, sentence, wanted = _wanted(query)
    vectors = dict(zip(wanted, encode(wanted), strict=True))
    context = matcher(sentence) if sentence else None
    return [
        Segment(
            text,
            apart and at > 0,
            matcher(text),
            vectors[text],
            context,
            vectors[sentence] if sentence else None,
        )
        for at, (text, apart) in enumerate(texts)
    ]


def _wanted(query: Query) -> tuple[list[tuple[str, bool]], str | None, list[str]]:
    """Return the segments' texts, the sentence around them, and all to encode."""
    texts = [
        (span.of(piece), at == 0)
        for whole in query.pieces or (query.text,)
        for piece in _ELLIPSIS.split(_without_insertions(whole))
        for at, span in enumerate(sentences(piece))
    ]
    texts = [(text, apart) for text, apart in texts if any(map(str.isalnum, text))]
    adds = query.sentence and len(query.sentence.split()) > len(query.text.split()) + 2
    sentence = query.sentence if adds else None
    return texts, sentence, [text for text, _ in texts] + ([sentence] if sentence else [])


def _without_insertions(text: str) -> str:
    """Return a quotation without the words that the article put in square brackets."""
    bare = _INSERTION.sub(" ", text)
    return bare if any(map(str.isalnum, bare)) else text
