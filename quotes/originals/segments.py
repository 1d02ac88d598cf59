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

    `vector` and `back` are the vectors of the text and of its back-translation;
    `sentence_matcher` and `sentence_vector` the matcher and vector of the English sentence around a
    fragment. `apart` says that an ellipsis or "he said" segments it from the one before.
    """

    text: str
    apart: bool
    matcher: Matcher
    vector: NDArray[np.float32]
    returned: str | None = None
    back: NDArray[np.float32] | None = None
    sentence_matcher: Matcher | None = None
    sentence_vector: NDArray[np.float32] | None = None


def encode_segments(queries: Sequence[Query]) -> None:
    """Encode all texts of the segments of many queries in one go, for `segments_of` to take up."""
    encode([text for query in queries for text in _wanted(query)[3]])


def segments_of(query: Query) -> list[Segment]:
    """Return the segments of a quotation in order; none where it holds no word."""
    texts, backs, sentence, wanted = _wanted(query)
    vectors = dict(zip(wanted, encode(wanted), strict=True))
    context = matcher(sentence, None) if sentence else None
    return [
        Segment(
            text,
            apart and at > 0,
            matcher(text, back),
            vectors[text],
            back,
            vectors[back] if back else None,
            context,
            vectors[sentence] if sentence else None,
        )
        for at, ((text, apart), back) in enumerate(zip(texts, backs, strict=True))
    ]


def _wanted(
    query: Query,
) -> tuple[list[tuple[str, bool]], list[str | None], str | None, list[str]]:
    """Return the segments' texts, their back-translations, the sentence, and all to encode."""
    texts = [
        (span.of(piece), at == 0)
        for whole in query.pieces or (query.text,)
        for piece in _ELLIPSIS.split(_without_insertions(whole))
        for at, span in enumerate(sentences(piece))
    ]
    texts = [(text, apart) for text, apart in texts if any(map(str.isalnum, text))]
    backs = _returned(query, [text for text, _ in texts])
    sentence = query.sentence if query.sentence and _adds(query.sentence, query.text) else None
    wanted = [text for text, _ in texts] + [back for back in backs if back]
    return texts, backs, sentence, wanted + ([sentence] if sentence else [])


def _without_insertions(text: str) -> str:
    """Return a quotation without the words that the article put in square brackets."""
    bare = _INSERTION.sub(" ", text)
    return bare if any(map(str.isalnum, bare)) else text


def _adds(sentence: str, text: str) -> bool:
    """Return whether the sentence around a quotation says more than the quotation."""
    return len(sentence.split()) > len(text.split()) + 2


def _returned(query: Query, texts: Sequence[str]) -> list[str | None]:
    """Return the back-translation of each segment: sentence by sentence where they pair off."""
    if not query.back_translation:
        return [None] * len(texts)
    if len(texts) == 1:
        return [query.back_translation]
    spans = sentences(query.back_translation)
    if len(spans) == len(texts):
        return [span.of(query.back_translation) for span in spans]
    return [None] * len(texts)
