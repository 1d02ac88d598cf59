from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from quotes.model import Query
from quotes.originals import ranking_stages
from quotes.originals.candidates import Candidate
from quotes.originals.corpus import Corpus
from quotes.originals.segments import Segment

FOUND = [
    (
        "We are not going to inaugurate this bridge with speeches, we are going to inaugurate it "
        "with trucks loaded with plantains.",
        "discurso.txt",
        "Este puente no lo vamos a inaugurar",
        "plátano",
    ),
    ("The water of the Tamarindo is not for sale.", "discurso.txt", "El agua", "vende"),
    ("turn the page on resentment and work together", "discurso.txt", "página", "juntos"),
    ("leaves the fishermen without a river", "discurso.txt", "pescadores", "río"),
    ("with clear accounts and an open door", "discurso.txt", "cuentas", "abierta"),
    ("they told us there was no money", "discurso.txt", "nos dijeron", "plata"),
    ("the schoolhouse still lacks a roof", "discurso.txt", "escuela", "techo"),
    ("4,300 million pesos, not one more", "discurso.txt", "4.300", "más"),
    (
        "I am convinced that dialogue is worth more than any lawsuit.",
        "carta.txt",
        "convencido",
        "demanda",
    ),
    ("three people were captured in the village of El Guamal", "policia.txt", "tres", "Guamal"),
    ("smuggled gasoline in two boats", "policia.txt", "gasolina", "lanchas"),
]
ABSENT = [
    "The airport will be closed until the runway has been repaired.",
    "I have never met the ambassador of Norway in my life.",
    "a conspiracy of bankers and newspaper owners",
    "They promised us vaccines and sent us umbrellas.",
    "deceived",
    "the transatlantic partnership",
    "She does not speak Portuguese well.",
]


@pytest.mark.parametrize(("quote", "document", "first", "last"), FOUND)
def test_finds_the_passage(
    corpus: Corpus, quote: str, document: str, first: str, last: str
) -> None:
    (where,) = corpus.locate([Query(quote)])
    assert where.status == "found"
    passage = where.passages[0]
    assert passage.document == document
    assert first in passage.text
    assert last in passage.text


@pytest.mark.parametrize("quote", ABSENT)
def test_invents_no_passage(corpus: Corpus, quote: str) -> None:
    (where,) = corpus.locate([Query(quote)])
    assert where.status == "absent"
    assert where.passages == ()
    assert where.probability < 0.5


def test_the_stretch_is_exact_and_lies_where_it_says(corpus: Corpus) -> None:
    (where,) = corpus.locate([Query("The water of the Tamarindo is not for sale.")])
    (passage,) = where.passages
    text = corpus.source(passage.document).text
    assert passage.span.of(text) == passage.text == "El agua del Tamarindo no se vende"
    assert passage.before == text[passage.span.start - 240 : passage.span.start]
    assert passage.after.startswith(".")


def test_candidates_below_the_line_are_offered_as_such(corpus: Corpus) -> None:
    (where,) = corpus.locate([Query("The bridge will be painted blue by the bishop.")])
    assert where.status == "absent"
    assert where.candidates
    assert all(one.score < 0.5 for one in where.candidates)


def test_a_quotation_with_no_word_in_it_is_absent(corpus: Corpus) -> None:
    (where,) = corpus.locate([Query("… — !")])
    assert where.status == "absent"
    assert where.candidates == ()


def test_the_sentence_around_and_the_company_find_a_single_word(corpus: Corpus) -> None:
    sentence = (
        "In the letter the governor “clarifies” that his words of Monday were not intended to "
        "accuse anyone of corruption."
    )
    company = Query("not intended to accuse anyone of corruption", sentence=sentence, group="a")
    where, _ = corpus.locate([Query("clarifies", sentence=sentence, group="a"), company])
    assert where.status == "found"
    assert "aclarar" in where.passages[0].text


def test_groups_do_not_change_the_order_of_answers(corpus: Corpus) -> None:
    queries = [Query(quote, group=str(n % 2)) for n, (quote, *_) in enumerate(FOUND)]
    documents = [where.passages[0].document for where in corpus.locate(queries)]
    assert documents == [document for _, document, _, _ in FOUND]


def test_hostile_text_is_only_text(corpus: Corpus) -> None:
    hostile = ["'; DROP TABLE texts; --", "\x00\x01", "(" * 5000, "a" * 10_000, "<script>"]
    assert [one.status for one in corpus.locate([Query(text) for text in hostile])] == [
        "absent"
    ] * len(hostile)


def test_beside_the_same_neighbours_nothing_is_ranked_again(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, tuple[int, ...]]] = []
    first: Callable[..., list[Candidate]] = vars(ranking_stages)["candidates"]

    def counted(segment: Segment, *rest: Any) -> list[Candidate]:
        asked.append((segment.text, tuple(rest[3])))
        return first(segment, *rest)

    monkeypatch.setattr(ranking_stages, "candidates", counted)
    corpus.locate([Query(text, group="an article") for text in ABSENT])
    assert len(asked) == len(set(asked)) >= len(ABSENT)
