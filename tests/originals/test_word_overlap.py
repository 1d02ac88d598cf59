from __future__ import annotations

from itertools import pairwise

import pytest

from quotes.languages.lexicon import (
    affinity,
    back_translations,
    located_words,
    rarity,
    translations,
    words,
)
from quotes.languages.sentences import sentences
from quotes.ml.vectors import WIDTH, word_states
from quotes.originals.late_interaction import project
from quotes.originals.word_overlap import best_window, matcher, words_of

SENTENCES = [
    ("El Dr. Julián Ospina llegó tarde. Nadie lo esperó.", 2),
    ("Costó 4.300 millones. Es mucho.", 2),
    ("¿Quién paga? ¡Nadie! Eso dijo la alcaldesa.", 3),
    ("Habló con J. M. Restrepo en la Av. Central y se fue.", 1),
    ("«No me voy.» Y se sentó.", 2),
    ("Dijo que no. Luego firmó el art. 5 del acuerdo.", 2),
    ("Una carta… que nadie leyó. Fin", 2),
    ("Título sin punto\n\nPrimera oración. Segunda oración.", 3),
    ("Una línea\nOtra línea más larga que la primera línea de todas\nY otra", 3),
    ("A las seis sonaba\nla campana del muelle\n  y salíamos todas.\nNadie faltaba.", 2),
    ("Una parte\n\notra parte", 2),
    ("Una parte\n\xa0\notra parte", 2),
    (f"una línea {'muy ' * 30} larga\notra igual de {'larga ' * 30}\ny otra", 3),
    ("no vino nadie al muelle.\nel río creció \ntoda la noche.\ny ahora qué?\nnada", 4),
    ("", 0),
    ("\n \n", 0),
    ("...", 1),
]
WRAPPED = """\
La alcaldesa de Puerto Almendro dijo ayer en la plaza que el puente
nuevo se abrirá al tránsito cuando la Corporación del Río Tamarindo
entregue los estudios que le pidieron hace ya más de siete meses y
que no piensa esperar ni un día más. Después se fue sin responder."""


@pytest.mark.parametrize(("text", "count"), SENTENCES)
def test_sentences(text: str, count: int) -> None:
    found = sentences(text)
    assert len(found) == count
    assert all(span.of(text) == span.of(text).strip() != "" for span in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


def test_lines_of_wrapped_text_do_not_end_sentences() -> None:
    assert len(sentences(WRAPPED)) == 2


def test_what_has_no_marks_is_cut_at_line_ends_where_it_is_too_long() -> None:
    line = "y los botes bajaron con la carga del muelle\n"
    found = sentences(line * 50)  # 450 words
    assert len(found) == 3
    assert all(len(span.of(line * 50).split()) <= 160 for span in found)
    assert sum(len(span.of(line * 50).split()) for span in found) == 450


def test_words_are_folded_and_numbers_are_one_in_both_languages() -> None:
    assert words("Años 3.500 y 3,500; 0,35 % y 0.35") == [
        "anos", "3500", "y", "3500", "0.35", "y", "0.35",
    ]  # fmt: skip
    text = "El peñón: 4.300"
    assert [text[start:end] for _, start, end in located_words(text)] == ["El", "peñón", "4.300"]


@pytest.mark.parametrize(
    ("english", "spanish"),
    [("government", "gobierno"), ("not", "no"), ("bridge", "puente"), ("mayor", "alcalde")],
)
def test_the_lexicon_knows_common_words_both_ways(english: str, spanish: str) -> None:
    assert next(iter(translations(english))) == spanish
    assert english in back_translations(spanish)
    assert affinity(english, spanish) > 0.2
    assert affinity(english, "zanahoria") == 0


def test_an_unknown_word_has_no_entry_and_is_rare() -> None:
    assert translations("xqzzy") == {}
    assert rarity("xqzzy", "en") > rarity("bridge", "en") > rarity("the", "en")


def test_words_that_render_each_other_are_near_in_their_context() -> None:
    english, spanish = word_states(
        ["the inmates were punched by guards", "los guardias golpearon a los internos el jueves"]
    )
    assert english.shape == (6, WIDTH)
    near = project(english, 0) @ project(spanish, 1).T
    assert near.argmax(axis=1)[[1, 3, 5]].tolist() == [5, 2, 1]
    assert near[:, 7].max() < 0.35


def test_a_text_without_words_has_no_states() -> None:
    empty, none, some = word_states(["", "… —", "agua"])
    assert empty.shape == none.shape == (0, WIDTH)
    assert some.shape == (1, WIDTH)


def test_a_word_past_what_is_read_is_zero() -> None:
    (states,) = word_states([" ".join(["camarones"] * 400)])
    assert states.shape == (400, WIDTH)
    assert states[0].any()
    assert not states[-1].any()


def test_the_stretch_begins_and_ends_with_what_the_english_renders() -> None:
    text = (
        "Ayer, según el parte, tres lanchas con gasolina fueron detenidas cerca del puente viejo."
    )
    spanish = words_of(text, "es")
    window = best_window(matcher("three boats with gasoline"), spanish)
    assert window is not None
    assert window.span(spanish, 0).of(text) == "tres lanchas con gasolina"


def test_a_matcher_answers_the_same_whatever_it_was_asked_before() -> None:
    keys = ("tres", "lanchas", "con", "gasolina", "xqzzy")
    asked, fresh = (
        matcher("three boats with gasoline"),
        matcher("three boats with gasoline"),
    )
    asked.table(("gasolina", "puente", "nada"))
    assert (asked.table(keys) == fresh.table(keys)).all()
    assert fresh.table(keys).shape == (4, 5)
    assert fresh.table(()).shape == (4, 0)
    assert not fresh.table(("xqzzy",)).any()


@pytest.mark.parametrize(
    ("english", "spanish", "rendered"),
    [
        ("She is 91", "Mi abuela tiene noventa y un años", "noventa y un"),
        ("earns 1.3 million", "Allá se gana un millón trescientos al mes", "un millón trescientos"),
        ("forty thousand", "Ya van 40 mil por el puente", "40 mil"),
        ("eighty-eight", "Fue en el minuto ochenta y ocho del partido", "ochenta y ocho"),
        ("91", "Mi abuela tiene ochenta y un años", None),
    ],
)
def test_numbers_match_however_they_are_written(
    english: str, spanish: str, rendered: str | None
) -> None:
    """Figures match number words of the same value, wholly, and none of another."""
    words = words_of(spanish, "es")
    window = best_window(matcher(english), words)
    if rendered is None:
        assert window is None
    else:
        assert window is not None
        assert rendered in window.span(words, 0).of(spanish)
