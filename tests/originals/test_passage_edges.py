"""A passage has its article, ends with a noun, and leaves the reporter's lead-in out."""

from __future__ import annotations

import pytest

from quotes.model import Span
from quotes.originals.boundaries import whole_clause
from quotes.originals.passage_edges import (
    more_than_a_scrap,
    with_article,
    with_whole_expressions,
    without_lead_in,
    without_loose_end,
)
from quotes.originals.word_overlap import matcher


def _span(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


@pytest.mark.parametrize(
    ("text", "found", "quote", "whole"),
    [
        ("La sequía volvió al valle.", "sequía", "Drought again", "La sequía"),
        ("Vimos los barcos viejos.", "barcos viejos", "the old boats", "los barcos viejos"),
        ("Cuidamos nuestra escuela.", "escuela", "our school", "nuestra escuela"),
        ("Los retos del valle.", "retos del valle", "challenges of the valley", "retos del valle"),
        ("Ayer, dijo, barcos viejos.", "barcos viejos", "the old boats", "barcos viejos"),
        ("Salió de barcos viejos.", "barcos viejos", "Old boats", "barcos viejos"),
    ],
)
def test_an_article_stays_with_its_noun(text: str, found: str, quote: str, whole: str) -> None:
    assert with_article(_span(text, found), quote, text).of(text) == whole


@pytest.mark.parametrize(
    ("text", "found", "quote", "whole"),
    [
        ("Firmamos la compra de las tierras del Estado.", "la compra de las",
         "The purchase of lands", "la compra de las tierras"),
        ("El plan de ajuste, dijo.", "El plan de", "The adjustment plan", "El plan de ajuste"),
        ("Compramos bombas para, según él, el muelle.", "Compramos bombas para", "We bought pumps",
         "Compramos bombas"),
        ("Un valle más verde en el plano local.", "Un valle más verde en el",
         "a greener valley on", "Un valle más verde en el"),
    ],
)  # fmt: skip
def test_a_passage_ends_with_what_its_last_words_announce(
    text: str, found: str, quote: str, whole: str
) -> None:
    span = without_loose_end(_span(text, found), quote, text, Span(0, len(text)))
    assert span.of(text) == whole


@pytest.mark.parametrize(
    ("text", "found", "whole"),
    [
        ("Llamamos a la fuerza pública del valle.", "a la fuerza", "a la fuerza pública"),
        ("El fin de semana no hay ferri.", "semana no hay ferri", "fin de semana no hay ferri"),
        ("Pagamos el arriendo, siempre y cuando llueva.", "Pagamos el arriendo, siempre",
         "Pagamos el arriendo"),
        ("Cuesta más de dos millones.", "Cuesta más", "Cuesta más"),
        ("Vino el fin. De semana en semana.", "Vino el fin", "Vino el fin"),
        ("Pescan de noche.", "Pescan de noche", "Pescan de noche"),
        ("Nos cuesta unos diecinueve mil millones de pesos.", "mil millones de pesos",
         "diecinueve mil millones de pesos"),
        ("Hay treinta y dos familias en la loma.", "Hay treinta", "Hay treinta y dos"),
        ("En el 2019 cuarenta familias se fueron.", "cuarenta familias", "cuarenta familias"),
    ],
)  # fmt: skip
def test_a_passage_cuts_no_expression_in_two(text: str, found: str, whole: str) -> None:
    span = with_whole_expressions(_span(text, found), text, Span(0, len(text)))
    assert span.of(text) == whole


@pytest.mark.parametrize(
    ("text", "found", "quote", "whole"),
    [
        ("El puerto compra letras del Estado", "El puerto compra letras",
         "Port: harbour buys State bills", "El puerto compra letras del Estado"),
        ("En cambio, la mina sigue cerrada.", "la mina sigue cerrada",
         "Instead, the mine is still closed.", "En cambio, la mina sigue cerrada"),
        ("Mientras tanto, la mina de sal del valle sigue cerrada.",
         "la mina de sal del valle sigue cerrada", "The salt mine is still closed.",
         "la mina de sal del valle sigue cerrada"),
        ("El barco no lo hundió la marea, lo hundimos nosotros.", "El barco no lo hundió la marea",
         "The tide didn't sink the boat, we did.",
         "El barco no lo hundió la marea, lo hundimos nosotros"),
        ("El barco no lo hundió la marea, dijo el capitán.", "El barco no lo hundió la marea",
         "The tide didn't sink the boat, we did.", "El barco no lo hundió la marea"),
    ],
)  # fmt: skip
def test_a_sentence_is_whole_at_both_ends(text: str, found: str, quote: str, whole: str) -> None:
    span = whole_clause(_span(text, found), quote, text, Span(0, len(text)))
    assert span.of(text) == whole


@pytest.mark.parametrize(
    ("text", "found", "quote", "whole"),
    [
        ("Nos está tomando el pelo como a niños.", "niños", "treating us like children",
         "el pelo como a niños"),
        ("Ayer, bobos somos si pagamos, dijo.", "bobos", "fools we would be to pay",
         "bobos somos si pagamos"),
        ("Nos toma por niños.", "niños", "children", "niños"),
        ("Cerraron la vieja mina.", "la vieja mina", "the old mine", "la vieja mina"),
    ],
)  # fmt: skip
def test_an_idiom_is_more_than_the_word_it_shares(
    text: str, found: str, quote: str, whole: str
) -> None:
    span = more_than_a_scrap(_span(text, found), matcher(quote), text, Span(0, len(text)))
    assert span.of(text) == whole


@pytest.mark.parametrize(
    ("text", "quote", "left"),
    [
        ("La alcaldesa dijo que no cerramos el puente", "We did not close the bridge,",
         "no cerramos el puente"),
        ("El concejal Luna aseguró ayer que las bombas llegarán tarde",
         "The pumps will arrive late.", "las bombas llegarán tarde"),
        ("Agregó que nadie les preguntó por las bombas", "Nobody asked us about the pumps,",
         "nadie les preguntó por las bombas"),
        # The quotation says it too.
        ("La alcaldesa dijo que no cerramos el puente", "The mayor said we did not close.", None),
        ("El capataz nos decía que éramos familia", "He used to tell us we were family,", None),
        # What follows is not stated.
        ("La alcaldesa negó que cerramos el puente", "We closed the bridge,", None),
        ("La alcaldesa nunca dijo que cerramos el puente", "We closed the bridge,", None),
        # No indirect speech.
        ("La alcaldesa dijo: lo que cerramos es el puente", "What we closed is the bridge,", None),
        ("El puente que cerramos es viejo", "The bridge that we closed is old.", None),
    ],
)  # fmt: skip
def test_the_reporters_lead_in_is_no_part_of_what_was_said(
    text: str, quote: str, left: str | None
) -> None:
    span = without_lead_in(Span(0, len(text)), matcher(quote), text)
    assert span.of(text) == (left or text)
