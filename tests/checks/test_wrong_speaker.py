"""Whether two names are one person, and whether a text names a person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quotes.checks.persons import wrong_speaker
from quotes.languages.names import another_person, named_in, one_person
from quotes.model import Case


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [
        ("Carmen Otálora", "Doña Carmen me dijo en la orilla", True),
        ("Mayor Rosalba Quintero", "respondió Quintero Vélez", True),
        ("Rosalba Quintero", "contestó la alcaldesa en su despacho", False),
        ("Bishop Anselmo Fuentes", "la casa de los Cifuentes", False),
        ("the mayor", "la alcaldesa Rosalba Quintero", False),
        ("Rosalba Quintero", "", False),
    ],
)
def test_named_in(name: str, text: str, named: bool) -> None:
    assert named_in(name, text) == named


@pytest.mark.parametrize(
    ("other", "same", "another"),
    [
        ("Hernán Castellar", False, True),
        ("Rosalba Castellar", False, False),  # a first name is shared
        ("Mayor Quintero", True, False),
        ("Rosalba Quinteros", True, False),
        ("the mayor", False, False),
        ("the Ministry of Water", False, False),
    ],
)
def test_one_person_and_another(other: str, same: bool, another: bool) -> None:
    name = "Rosalba Quintero Vélez"
    assert (one_person(name, other), one_person(other, name)) == (same, same)
    assert (another_person(name, other), another_person(other, name)) == (another, another)


def test_inside_marks_it_is_sure_where_the_speaker_is_named_beside_them() -> None:
    case = Case(
        "No llovió",
        "It did not rain",
        before="La alcaldesa respondió ayer: «",
        after="», dijo Rosalba Quintero.",
        speaker="Hernán Castellar",
        source_speaker="Rosalba Quintero Vélez",
    )
    assert [one.severity for one in wrong_speaker.find(case)] == [None]
    unnamed = replace(case, after="», dijo.")
    assert [one.severity for one in wrong_speaker.find(unnamed)] == ["warning"]


def test_an_uncertain_speaker_is_told_and_accused_of_nothing() -> None:
    sure = Case(
        "No llovió.",
        "It did not rain.",
        speaker="Hernán Castellar",
        source_speaker="Rosalba Quintero Vélez",
    )
    assert [one.severity for one in wrong_speaker.find(sure)] == [None]
    unsure = wrong_speaker.find(replace(sure, speaker_sure=False))
    assert [one.severity for one in unsure] == ["info"]


@pytest.mark.parametrize(
    ("said", "given", "severities"),
    [
        ("Menjivar", "Rosalba Quintero", ["warning"]),  # as transcripts call who speaks
        ("Quintero", "Rosalba Quintero", []),
        ("Quintero", "Rosalba Menjivar Quintero", []),  # a second surname, a married name
        ("Rosalba", "Rosalba Quintero", []),
        ("Alcaldesa", "Hernán Castellar", []),  # a role is anybody
        ("El Secretario", "Hernán Castellar", []),
        ("Producción", "Hernán Castellar", []),  # an ordinary word: a role, a body
        ("AVM", "Hernán Castellar", []),  # initials
        ("Menjivar", "Doña Rosalba", ["info"]),  # perhaps a first name
        ("Menjivar", "Castellar", ["info"]),
        ("Menjivar", "the Ministry of Water", []),
        ("Menjivar", "residents", []),
        ("Nidia Carrasco", "Dr Castellar", ["warning"]),
        ("Nidia Castellar", "Dr Castellar", []),
        ("oyente", "Dr Castellar", ["info"]),
        ("periodista", "Hernán Castellar", ["info"]),
        ("periodista", "a reporter", []),
        ("Fenaltabaco", "Hernán Castellar", []),  # whom he speaks for: see below
    ],
)
def test_labels_that_accuse(said: str, given: str, severities: list[str]) -> None:
    case = Case(
        "No llovió.",
        "It did not rain.",
        sentence="Castellar, president of Fenaltabaco, said.",
        speaker=given,
        source_speaker=said,
    )
    assert [one.severity for one in wrong_speaker.find(case)] == severities
