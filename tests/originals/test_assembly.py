from __future__ import annotations

import numpy as np
import pytest

from quotes.model import Query, Span
from quotes.originals.assembly import Hit, Part, joined
from quotes.originals.corpus import Corpus
from quotes.originals.explanation import Explanation


def test_an_ellipsis_parts_two_passages_and_shows_what_was_left_out(corpus: Corpus) -> None:
    (where,) = corpus.locate(
        [
            Query(
                "I am not going to sign any contract that leaves the fishermen without a river … "
                "with clear accounts and an open door"
            )
        ]
    )
    assert where.status == "found"
    first, second = where.passages
    assert "pescadores sin río" in first.text
    assert "puerta abierta" in second.text
    assert "El agua del Tamarindo no se vende" in where.skipped[0]


def test_passages_in_another_order_show_what_stands_between_them(corpus: Corpus) -> None:
    quote = "With clear accounts and an open door, I am not going to sign any contract"
    pieces = ("With clear accounts and an open door,", "I am not going to sign any contract")
    (where,) = corpus.locate([Query(quote, pieces=pieces)])
    first, second = where.passages
    assert second.span.end < first.span.start
    assert "El agua del Tamarindo no se vende" in where.skipped[0]


@pytest.mark.parametrize(
    ("first", "words", "number", "rest", "expected"),
    [
        # A few words that open any sentence come from that of the rest.
        ("we are going to", "lo vamos a", 0, "Este puente no lo vamos a", None),
        # An answer stands right before what is said with it, or answers something else.
        ("Yes", "Gracias", 1, "El agua del Tamarindo no se vende", None),
        ("Yes", "ni uno más", 4, "No voy a firmar", "ni uno más.\n\nNo voy a firmar"),
    ],
)
def test_words_that_stand_anywhere_are_no_passage_of_their_own(
    corpus: Corpus, first: str, words: str, number: int, rest: str, expected: str | None
) -> None:
    sources = corpus.library.sources
    document = next(n for n, one in enumerate(sources) if "Este puente" in one.text)
    text, whole = sources[document].text, np.ones(1, dtype=np.float32)
    why = Explanation(whole, whole, 1.0)
    parts = [
        Part(said, True, [Hit(sentence, document, at, 0.9, 0.3, None, why)])
        for said, sentence, at in (
            (first, number, _at(text, words)),
            ("the rest", 5, _at(text, rest)),
        )
    ]
    where = joined(f"{first} … the rest", parts, corpus.index, corpus.library)
    assert [one.text for one in where.passages] == [expected or rest]


def _at(text: str, words: str) -> Span:
    return Span(text.rindex(words), text.rindex(words) + len(words))


def test_segments_that_follow_each_other_are_one_passage(corpus: Corpus) -> None:
    pieces = (
        "I am not going to sign any contract that leaves the fishermen without a river.",
        "The water of the Tamarindo is not for sale.",
    )
    (where,) = corpus.locate([Query(" ".join(pieces), pieces=pieces)])
    (passage,) = where.passages
    assert passage.text.startswith("No voy a firmar")
    assert passage.text.endswith("no se vende")
    assert where.skipped == ()


def test_sentences_from_two_documents_are_two_passages(corpus: Corpus) -> None:
    quote = (
        "I am convinced that dialogue is worth more than any lawsuit. "
        "If within a year the new school has no roof, I myself will resign."
    )
    (where,) = corpus.locate([Query(quote)])
    assert [one.document for one in where.passages] == ["carta.txt", "discurso.txt"]
    assert where.skipped == ("",)


def test_a_sentence_without_original_does_not_hide_the_one_that_has_one(corpus: Corpus) -> None:
    quote = (
        "I am going to sign no contract that leaves the fishermen without a river. "
        "I am convinced that dialogue is worth more than any lawsuit. Long live the sailors."
    )
    (where,) = corpus.locate([Query(quote)])
    assert where.status == "found"
    assert where.passages[-1].text.endswith("cualquier demanda")


def test_editions_of_the_same_words_are_grouped(corpus: Corpus) -> None:
    quote = "my words on Monday were not intended to accuse anyone of corruption"
    (where,) = corpus.locate([Query(quote)])
    documents = {where.passages[0].document, *(one.document for one in where.editions)}
    assert documents == {"carta.txt", "diario.txt"}
    assert where.editions[0].score < 1  # "no" in one, "nunca" in the other


PLACES = {"near": Span(0, 60), "inside": Span(5, 58), "other": Span(70, 130)}


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        # Both would render the same words: the likelier keeps them, the other has its second place.
        ([("near", 0.9), ("other", 0.8)], [("inside", 0.95)], [(70, 130), (5, 58)]),
        ([("near", 0.95), ("other", 0.8)], [("inside", 0.9)], [(0, 60)]),
        # A second place that is not found itself is none.
        ([("near", 0.9), ("other", 0.2)], [("inside", 0.95)], [(0, 60)]),
        ([("near", 0.9)], [("other", 0.95)], [(0, 130)]),
    ],
)
def test_two_parts_do_not_render_the_same_words(
    corpus: Corpus,
    first: list[tuple[str, float]],
    second: list[tuple[str, float]],
    found: list[tuple[int, int]],
) -> None:
    whole = np.ones(1, dtype=np.float32)
    why = Explanation(whole, whole, 1.0)
    parts = [
        Part(text, False, [Hit(0, 0, PLACES[at], p, 0.3, None, why) for at, p in places])
        for text, places in (("pier", first), ("ferry", second))
    ]
    where = joined("pier ferry", parts, corpus.index, corpus.library)
    assert [(one.span.start, one.span.end) for one in where.passages] == found
