"""A passage keeps the words at its edges that turn its meaning."""

from __future__ import annotations

import pytest

from quotes.model import Query, Span
from quotes.originals.boundaries import (
    edges,
    plain,
    sentence_bounds,
    whole_clause,
    with_deciding_word,
)
from quotes.originals.passage_edges import with_question_marks, without_stub
from quotes.originals.segments import segments_of
from quotes.originals.word_overlap import best_window, words_of

CASES = [
    (
        "Gracias. No descartamos ir a la huelga en enero.",
        "descartamos ir a la huelga",
        "We have ruled out going on strike",
        "No descartamos ir a la huelga",
    ),
    (
        "Casi todas son mujeres y niños, dijo.",
        "todas son mujeres y niños",
        "All of them are women and children.",
        "Casi todas son mujeres y niños",
    ),
    (
        "Treinta y dos capturas, nueve de ellas por homicidio.",
        "nueve de ellas por homicidio",
        "Twenty-three arrests, nine of them for murder",
        "Treinta y dos capturas, nueve de ellas por homicidio",
    ),
    (
        "Gracias. No es envidia, es aritmética.",
        "No es envidia",
        "It is not envy, it is arithmetic.",
        "No es envidia, es aritmética",
    ),
    (
        "El sindicato tiene razón en la deuda y se equivoca en la culpa.",
        "razón en la deuda y se equivoca en la culpa",
        "right about the debt and wrong about the blame",
        "razón en la deuda y se equivoca en la culpa",
    ),
    (
        "Llegó la hora (…) voltear la hoja de los rencores y trabajar (…)",
        "la hoja de los rencores y trabajar",
        "it is time to turn the page on grudges and to work.",
        "voltear la hoja de los rencores y trabajar",
    ),
    ("No es una metáfora: es plata.", "No es", "It is not a metaphor.", "No es una metáfora"),
    (
        "Los retos del río que enfrentamos exigen cooperación.",
        "retos del río",
        "challenges of the river",
        "retos del río",
    ),
    (
        "La alcaldía que recibimos en enero hace dos años no debía plata a los maestros.",
        "debía plata a los maestros",
        "The town owed its teachers money.",
        "no debía plata a los maestros",
    ),
    (
        "Yo no culpo a nadie, pero tampoco pienso poner las dos manos en el fuego por el gremio.",
        "Yo no culpo a nadie, pero tampoco pienso",
        "I blame no one, but I am not about to vouch for the whole of the guild either.",
        "Yo no culpo a nadie, pero tampoco pienso poner las dos manos en el fuego por el gremio",
    ),
]


@pytest.mark.parametrize(("text", "found", "quotation", "expected"), CASES)
def test_a_passage_is_grown_to_its_clause(
    text: str, found: str, quotation: str, expected: str
) -> None:
    start = text.index(found)
    grown = whole_clause(Span(start, start + len(found)), quotation, text, Span(0, len(text)))
    assert grown.of(text) == expected


@pytest.mark.parametrize(
    ("found", "quotation", "kept"),
    [
        ("renunciaba por motivos de salud. Yo le", "resigning for health reasons,", -6),
        ("Perdonar no es olvidar. El que", "To forgive is not to forget,", -7),
        ("¿Quién paga? «Y el", "Who pays?", -6),
        ("se va en nómina. Ni uno", "is spent on payroll. Not one,", None),
        ("habló con el Sr. Ospina", "he spoke with Mr. Ospina", None),
        ("Cierran el puente. Lunes", "They close the bridge. Monday", None),
        ("no es olvidar.", "is not to forget", None),
    ],
)
def test_the_first_words_of_a_next_sentence_are_no_part_of_a_passage(
    found: str, quotation: str, kept: int | None
) -> None:
    text = f"Gracias. {found} dijo."
    span = Span(9, 9 + len(found))
    assert without_stub(span, quotation, text).of(text) == found[:kept]


DECIDING = [
    ("El muelle cumplía con casi todas las normas.", "todas las normas", "all the rules", None,
     "casi todas las normas"),
    ("La alcaldesa dijo que no lo vendimos ayer.", "vendimos", "sold", None, "no lo vendimos"),
    ("La alcaldesa dijo que no vendimos el muelle.", "vendimos el muelle", "sell the pier",
     "They did not “sell the pier”, she said.", "vendimos el muelle"),
    ("El capataz ni siquiera revisó los frenos.", "revisó los frenos", "checked the brakes",
     None, "ni siquiera revisó los frenos"),
    ("Tal vez debí revisar yo misma las cuentas.", "revisar yo misma las cuentas",
     "should have checked the accounts myself", None, "Tal vez debí revisar yo misma las cuentas"),
    ("Dijo que tenemos que cerrar la mina.", "cerrar la mina", "must close the mine", None,
     "tenemos que cerrar la mina"),
    ("Dijo que quería cerrar la mina.", "cerrar la mina", "close the mine", None,
     "cerrar la mina"),
    ("Al parecer cobraba la mitad de cada rifa.", "cobraba la mitad de cada rifa",
     "collected half of each raffle", None, "Al parecer cobraba la mitad de cada rifa"),
    ("La junta estudia si hubo descuido del capitán.", "hubo descuido del capitán",
     "the neglect of the captain", None, "si hubo descuido del capitán"),
    ("La junta estudia si hubo descuido del capitán.", "hubo descuido del capitán",
     "there was neglect", "They ask whether “there was neglect”.", "hubo descuido del capitán"),
    ("La vereda estaba avisada desde abril.", "avisada desde abril",
     "had been warned since April", None, "estaba avisada desde abril"),
    ("La vereda estaba avisada desde abril.", "avisada desde abril", "warned since April", None,
     "avisada desde abril"),
    ("A la junta no le consta que haya cobrado.", "que haya cobrado", "that she was paid", None,
     "no le consta que haya cobrado"),
    ("No se sabe si hubo descuido.", "hubo descuido", "there was neglect", None,
     "No se sabe si hubo descuido"),
    ("La ley no es lo mismo que cumplirla.", "cumplirla", "was kept", None,
     "no es lo mismo que cumplirla"),
    ("La alcaldesa dijo que pagó.", "que pagó", "that she had paid", None, "que pagó"),
    ("Vendimos el muelle y los barcos.", "los barcos", "the boats", None, "los barcos"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found", "quote", "sentence", "whole"), DECIDING)
def test_a_fragment_keeps_the_word_that_decides(
    text: str, found: str, quote: str, sentence: str | None, whole: str
) -> None:
    at = text.index(found)
    span = with_deciding_word(Span(at, at + len(found)), quote, sentence, text, Span(0, len(text)))
    assert span.of(text) == whole


@pytest.mark.parametrize(
    ("text", "sentence", "found", "whole"),
    [
        ("Respondió ayer. «No\nvendimos el muelle», dijo.", "vendimos el muelle», dijo.",
         "vendimos el muelle", "No\nvendimos el muelle"),
        ("**No** cerramos la [escuela](https://example.org/vieja.html) y *no* la cerraremos.\n",
         "**No** cerramos la [escuela](https://example.org/vieja.html) y *no* la cerraremos.",
         "la cerraremos", "no* la cerraremos"),
        ("Fin.\n\nCerramos la escuela.", "Cerramos la escuela.", "Cerramos la escuela",
         "Cerramos la escuela"),
    ],
)  # fmt: skip
def test_neither_line_ends_nor_markdown_stop_a_passage(
    text: str, sentence: str, found: str, whole: str
) -> None:
    bare, at, start = plain(text), text.index(found), text.index(sentence)
    assert len(bare) == len(text)
    bounds = sentence_bounds(Span(at, at + len(found)), start, start + len(sentence), bare)
    quote = "We did not do it and we are not going to do it now, whatever they say."
    span = whole_clause(Span(at, at + len(found)), quote, bare, bounds)
    assert whole in span.of(text)


def test_a_question_keeps_its_marks() -> None:
    text = "Todo es mentira. ¿Está claro? Sí."
    assert with_question_marks(Span(0, 28), text).of(text) == "Todo es mentira. ¿Está claro?"
    assert with_question_marks(Span(0, 15), text).of(text) == "Todo es mentira"


@pytest.mark.parametrize(
    ("text", "quote", "whole"),
    [
        # The noun that the lexicon does not know stands before a Spanish adjective.
        ("Vimos una bandada enorme que cruzó el río", "a huge flock", "una bandada enorme"),
        ("Fue un aguacero tremendo que nos mojó", "a tremendous downpour", "un aguacero tremendo"),
        # Another clause is no part of a phrase.
        ("No hay rastro de que la lancha saliera", "no trace whatsoever", "No hay rastro"),
    ],
)  # fmt: skip
def test_the_edges_of_a_phrase(text: str, quote: str, whole: str) -> None:
    (segment,) = segments_of(Query(quote))
    words = words_of(text, "es")
    window = best_window(segment.matcher, words)
    assert window is not None
    first, last = edges(segment, window, words, text)
    assert text[words.offsets[first, 0] : words.offsets[last, 1]] == whole
