"""English for a reader without Spanish."""

from __future__ import annotations

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
