"""The dictionary: a word is found in all its forms, and what renders it is known."""

from __future__ import annotations

import pytest

from quotes.languages.dictionary import (
    entries_at,
    known_english,
    relatedness,
    rendered_by,
    renders,
)


@pytest.mark.parametrize(
    ("text", "words", "entry"),
    [
        ("vendimos", 1, "vender"),  # by its stem
        ("dijo", 1, "decir"),  # a form that shares no stem with it
        ("paguen", 1, "pagar"),
        ("creo", 1, "creer"),
        ("mudó", 1, "mudar"),  # not "mudo"
        ("pidio", 1, "pedir"),  # without its accent
        ("decirle", 1, "decir"),  # with a pronoun that leans on it
        ("lanchas", 1, "lancha"),
        ("a no ser que llueva", 4, "a no ser que"),  # an expression before its first word
        ("siempre y cuando haya luz", 3, "siempre y cuando"),
    ],
)
def test_a_form_finds_its_entry(text: str, words: int, entry: str) -> None:
    length, found = entries_at(tuple(text.split()))
    assert length == words
    assert entry in {one.spanish for one in found}


def test_an_unknown_word_has_no_entry() -> None:
    assert entries_at(("xyzzy", "plugh")) == (0, ())


@pytest.mark.parametrize(
    ("english", "spanish", "right"),
    [
        ("asked", "pidio", True),
        ("requested", "pidieron", True),
        ("offered", "pidio", False),
        ("roadblock", "bloqueos", True),
        ("strike", "bloqueo", False),
        ("granddaughter", "nieta", True),
        ("niece", "nieta", False),
    ],
)
def test_what_renders_a_word(english: str, spanish: str, right: bool) -> None:
    assert renders(english, spanish) == right


def test_the_way_back_and_nearness() -> None:
    assert {"bloqueo", "barricada"} & rendered_by("blockades")
    assert known_english("niec")
    assert not known_english("xyzzi")
    (landslide,) = entries_at(("alud",))[1]
    assert relatedness("landslid", landslide) > relatedness("vote", landslide)
