from __future__ import annotations

from quotes.model import Query
from quotes.originals import Corpus


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
        "I am convinced that dialogue is worth more than any lawsuit. "
        "Long live the brave sailors of the northern sea."
    )
    (where,) = corpus.locate([Query(quote)])
    assert where.status == "found"
    assert where.passages[0].text.endswith("cualquier demanda")


def test_editions_of_the_same_words_are_grouped(corpus: Corpus) -> None:
    quote = "my words on Monday were not intended to accuse anyone of corruption"
    (where,) = corpus.locate([Query(quote)])
    documents = {where.passages[0].document, *(one.document for one in where.editions)}
    assert documents == {"carta.txt", "diario.txt"}
    assert where.editions[0].score < 1  # "no" in one, "nunca" in the other
