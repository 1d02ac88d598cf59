"""A closer look at the likeliest candidates: vectors of stretches and windows, kin of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quotes.encoder import encode
from quotes.originals.candidates import Candidate, sentence_words
from quotes.originals.index import Index
from quotes.originals.kinship import kin_words, shares_of_kin, vectors
from quotes.originals.matching import Words
from quotes.originals.parts import Part
from quotes.originals.passages import Library
from quotes.originals.stretches import windows

_WHOLE = 0.9  # share of a sentence from which its own vector stands for the stretch
_FRAGMENT = 12  # words of a part up to which windows of the sentence are encoded too


def looked_at(
    part: Part,
    found: Sequence[Candidate],
    index: Index,
    library: Library,
    looked: dict[int, Candidate | None] | None = None,
) -> list[Candidate]:
    """Return the candidates with what a closer look tells."""
    fresh = [one for one in found if not one.closely]
    closer = {one.sentence: one for one in _closer(part, index, library, fresh)}
    if looked is not None:
        looked.update(closer)
    return [closer.get(one.sentence, one) for one in found]


def warm(
    parts: Sequence[Part], found: Sequence[Sequence[Candidate]], index: Index, library: Library
) -> None:
    """Encode all that closer looks will ask for in one go: a call costs 5 ms whatever it holds."""
    texts: list[str] = []
    single: list[str] = []
    for part, some in zip(parts, found, strict=True):
        fresh = [one for one in some if not one.closely]
        words = [sentence_words(index, library, one.sentence) for one in fresh]
        for one, held in zip(fresh, words, strict=True):
            texts += _texts(part, one, held, library, index)
        single += kin_words(part.matcher, words)
    encode(texts)
    vectors(single)


def _closer(part: Part, index: Index, library: Library, found: list[Candidate]) -> list[Candidate]:
    """Return the candidates with what only a closer look tells."""
    texts = [sentence_words(index, library, one.sentence) for one in found]
    kin, closer = shares_of_kin(part.matcher, texts), []
    for one, words, share in zip(found, texts, kin, strict=True):
        near = encode(_texts(part, one, words, library, index))
        cosines = [one.cosine, *(near @ part.vector).tolist()]
        backs = [one.back] if part.back is None else [one.back, *(near @ part.back).tolist()]
        closer.append(
            replace(
                one,
                close=cosines[1] if one.share < _WHOLE else one.cosine,
                window=max(cosines),
                window_back=max(backs),
                kin=share,
                closely=True,
            )
        )
    return closer


def _texts(part: Part, one: Candidate, words: Words, library: Library, index: Index) -> list[str]:
    """Return what of a candidate is encoded: its stretch if it is no whole sentence, windows."""
    own = [library.text(one.document, one.span)] if one.share < _WHOLE else []
    return own + _windows(part, one, words, library, index)


def _windows(part: Part, one: Candidate, words: Words, library: Library, index: Index) -> list[str]:
    """Return windows of a sentence as long as the part; none where it is long, or no fragment."""
    length = round(1.25 * part.matcher.english) + 1
    if part.matcher.english > _FRAGMENT or one.words < 1.5 * length:
        return []
    start = int(index.spans[one.sentence, 0])
    return [library.text(one.document, span.shifted(start)) for span in windows(words, length)]
