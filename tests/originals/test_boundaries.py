"""A passage keeps the words at its edges that turn its meaning."""

from __future__ import annotations

import pytest

from quotes.model import Span
from quotes.originals.boundaries import whole_clause, without_stub

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
