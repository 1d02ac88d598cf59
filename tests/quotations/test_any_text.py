"""No text makes the search fail, and every segment re-reads as the quoted words."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from quotes.model import Entity, Parse, Sentence, Span, Word
from quotes.quotations import find

MARKS = "“”‘’\"'«»„‟‹›`´″＂—–―-:.,!?\n \t\u00a0()[]{}<>\u2028\r"
WORDS = st.sampled_from(
    ["said", "according", "to", "Rosalba", "Quintero", "she", "he", "the", "mayor", "letter", "A:",
     "Q:", "that", "who", "told", "ñandú", "𝔘", "\u0301", "\u200b", "don't", "'90s", "wrote:", "''"]
)  # fmt: skip
PIECES = st.one_of(WORDS, st.text(MARKS, min_size=1, max_size=3), st.characters())
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "\n", "\n\n"])), max_size=60).map(
    lambda pairs: "".join(a + b for a, b in pairs)
)
UPOS = ["NOUN", "VERB", "PROPN", "PRON", "PUNCT", "ADP", "DET", "AUX", "ADJ"]
RELATIONS = [
    "nsubj",
    "obj",
    "root",
    "ccomp",
    "advcl",
    "punct",
    "flat",
    "nmod:poss",
    "appos",
    "conj",
]


@st.composite
def parsed(draw: st.DrawFn) -> tuple[str, Parse]:
    """Return any text with any parse of it: real word spans, arbitrary trees and labels."""
    text = draw(TEXTS)
    spans = [Span(*m.span()) for m in re.finditer(r"\w+|[^\w\s]", text)]
    sentences, at = [], 0
    while at < len(spans):
        size = draw(st.integers(1, 12))
        sentences.append(_sentence(draw, text, spans[at : at + size]))
        at += size
    entities = [
        Entity(draw(st.sampled_from(["PERSON", "ORG", "LOC", "MISC"])), span.of(text), span)
        for span in spans
        if span.of(text)[0].isupper()
    ]
    return text, Parse(tuple(sentences), tuple(entities), "made up")


def _sentence(draw: st.DrawFn, text: str, spans: list[Span]) -> Sentence:
    root = draw(st.integers(0, len(spans) - 1))
    words = tuple(
        Word(
            span.of(text),
            span.of(text).lower(),
            draw(st.sampled_from(UPOS)),
            "VBD",
            "",
            -1 if index == root else draw(st.integers(0, len(spans) - 1)),
            draw(st.sampled_from(RELATIONS)),
            span,
        )
        for index, span in enumerate(spans)
    )
    return Sentence(Span(spans[0].start, spans[-1].end), words)


def one_word() -> tuple[str, Parse]:
    """Return a text of a single word that is tagged as a body."""
    word = Word("Nubia", "Nubia", "PROPN", "NNP", "", -1, "root", Span(0, 5))
    entity = Entity("ORG", "Nubia", Span(0, 5))
    return "Nubia", Parse((Sentence(Span(0, 5), (word,)),), (entity,), "made up")


def governing_itself() -> tuple[str, Parse]:
    """Return a text whose only word, a body, is said to govern itself: followed for ever once."""
    word = Word("Nubia", "Nubia", "PROPN", "NNP", "", 0, "flat", Span(0, 5))
    entity = Entity("ORG", "Nubia", Span(0, 5))
    return "Nubia", Parse((Sentence(Span(0, 5), (word,)),), (entity,), "made up")


@settings(max_examples=150)
@given(parsed())
def test_any_text_with_any_parse(case: tuple[str, Parse]) -> None:
    text, parse = case
    for quotation in find(text, parse, indirect=True):
        for segment in quotation.segments:
            assert 0 <= segment.start < segment.end <= len(text)
            assert segment.of(text) == segment.of(text).strip()
        assert quotation.text == " ".join(segment.of(text) for segment in quotation.segments)
        mention = quotation.speaker.mention if quotation.speaker else None
        for part in (quotation.cue, mention):
            if part is not None:
                assert part.span.of(text) == part.text
        assert quotation.context is not None
        assert 0 <= quotation.context.start <= quotation.segments[0].start
        assert quotation.segments[-1].end <= quotation.context.end <= len(text)


@settings(max_examples=150)
@given(parsed())
@example(one_word())
@example(governing_itself())
def test_quotations_come_in_order_and_do_not_overlap(case: tuple[str, Parse]) -> None:
    text, parse = case
    segments = [s for quotation in find(text, parse) for s in quotation.segments]
    assert segments == sorted(segments)
    assert all(a.end <= b.start for a, b in pairwise(segments))
    assert find(text, parse) == find(text, parse)
