"""English for a reader without Spanish."""

from __future__ import annotations

import pytest

from quotes.comparison.features import aligned_words, word_glosses
from quotes.model import Span

ORIGINAL = "El concejo no aprobó todos los contratos"
QUOTE = "The council approved every contract"


def test_only_marked_words_are_glossed() -> None:
    marked = (Span(11, 20),)
    glosses = {g.original.of(ORIGINAL): g.english for g in word_glosses(ORIGINAL, marked)}
    assert set(glosses) == {"no", "aprobó"}
    assert glosses["no"] == "not"
    assert glosses["aprobó"].startswith("approved")


def test_a_word_nobody_knows_has_no_gloss() -> None:
    assert word_glosses("Xqzwv", (Span(0, 5),)) == ()


def test_words_that_render_each_other() -> None:
    pairs = {(a.original.of(ORIGINAL), a.quote.of(QUOTE)) for a in aligned_words(ORIGINAL, QUOTE)}
    assert {("aprobó", "approved"), ("contratos", "contract")} <= pairs


@pytest.mark.parametrize(
    ("word", "english"),
    [
        ("porque", "because"),
        ("si", "if"),
        ("como", "as, how, like"),
        ("para", "for, to"),
        ("mis", "my"),
        ("nada", "nothing, anything"),
        ("casi", "almost, nearly"),
    ],
)
def test_words_of_grammar_are_given_as_what_they_mean_and_not_as_verbs_and_nouns(
    word: str, english: str
) -> None:
    assert [gloss.english for gloss in word_glosses(word, (Span(0, len(word)),))] == [english]


def test_a_short_word_that_only_its_accent_tells_apart_is_not_rendered() -> None:
    assert word_glosses("sí", (Span(0, 2),)) == ()
