"""Where quotations come from: the parts of each, the best place of each part, joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quotes.encoder import encode
from quotes.languages.sentences import sentences
from quotes.model import Location, Passage, Query, Span
from quotes.originals.index import Index
from quotes.originals.matching import words_of
from quotes.originals.passages import Library
from quotes.originals.ranking import Features, probability
from quotes.originals.stretches import Stretch, best_stretch
from quotes.originals.verbatim import same_words

_CANDIDATES = 24
LINE = 0.5


@dataclass(frozen=True, slots=True)
class Hit:
    """A candidate place of one part: sentence number, document, stretch, probability."""

    sentence: int
    document: int
    span: Span
    probability: float


def locate(
    queries: Sequence[Query], index: Index, library: Library, english: NDArray[np.bool_]
) -> list[Location]:
    """Return the location of each query."""
    return [_location(query, index, library, english) for query in queries]


def _location(query: Query, index: Index, library: Library, english: NDArray[np.bool_]) -> Location:
    said = _in_english(query, index, library, english)
    if said is not None:
        return said
    parts = _parts(query)
    best: list[Hit] = []
    others: list[Hit] = []
    for part in parts:
        hits = _hits(part, query, index, library, english)
        others += hits[1:4]
        if hits:
            best.append(hits[0])
    kept = [hit for hit in best if hit.probability >= LINE]
    top = max((hit.probability for hit in best), default=0.0)
    if not kept:
        near = sorted(best + others, key=lambda hit: -hit.probability)[:3]
        return Location("absent", top, candidates=tuple(_passage(h, library) for h in near))
    passages = tuple(_passage(hit, library) for hit in _merged(kept, library))
    return Location("found", top, passages=passages)


def _parts(query: Query) -> list[str]:
    """Return the sentences of a quotation, each looked for on its own."""
    texts = query.pieces or (query.text,)
    return [span.of(text) for text in texts for span in sentences(text)]


def _in_english(
    query: Query, index: Index, library: Library, english: NDArray[np.bool_]
) -> Location | None:
    """Return the place of the same words in an English passage."""
    for number in dict.fromkeys(index.documents[english].tolist()):
        text = library.sources[number].text
        span = same_words(query.text, text)
        if span is not None:
            return Location("found", 1.0, (library.passage(number, span, 1.0, "en"),))
    return None


def _hits(
    part: str, query: Query, index: Index, library: Library, english: NDArray[np.bool_]
) -> list[Hit]:
    """Return the best places of one part, best first."""
    vector = encode([part])[0]
    words = words_of(part, "en")
    if not words.keys:
        return []
    found = np.concatenate(
        [
            index.nearest(vector, _CANDIDATES),
            index.by_english(words.keys, words.rarities, _CANDIDATES),
        ]
    )
    numbers = np.unique(found[~english[found]])
    cosines = index.cosines(vector, numbers)
    hits = []
    stretches: list[tuple[int, Span, Stretch, float]] = []
    for number, cosine in zip(numbers.tolist(), cosines.tolist(), strict=True):
        document = int(index.documents[number])
        start, end = index.spans[number].tolist()
        spanish = words_of(library.sources[document].text[start:end], "es")
        stretch = best_stretch(words, spanish)
        if stretch is not None:
            stretches.append((number, stretch.span(spanish, start), stretch, cosine))
    if not stretches:
        return []
    stretches.sort(key=lambda one: -(one[2].gain + one[3]))
    stretches = stretches[:8]
    texts = [library.text(int(index.documents[n]), span) for n, span, _, _ in stretches]
    near = encode(texts) @ vector
    for (number, span, stretch, cosine), close in zip(stretches, near.tolist(), strict=True):
        features = Features(cosine, close, stretch.covered, stretch.explained, len(words.keys))
        hits.append(Hit(number, int(index.documents[number]), span, probability(features)))
    return sorted(hits, key=lambda hit: -hit.probability)


def _merged(hits: list[Hit], library: Library) -> list[Hit]:
    """Join the hits of parts that follow each other in one document."""
    joined = [hits[0]]
    for hit in hits[1:]:
        last = joined[-1]
        gap = library.sources[hit.document].text[last.span.end : hit.span.start]
        near = hit.document == last.document and hit.span.start >= last.span.start
        if near and len(gap.split()) <= 6:
            span = Span(last.span.start, max(last.span.end, hit.span.end))
            chance = min(last.probability, hit.probability)
            joined[-1] = Hit(last.sentence, last.document, span, chance)
        else:
            joined.append(hit)
    return joined


def _passage(hit: Hit, library: Library) -> Passage:
    return library.passage(hit.document, hit.span, hit.probability)
