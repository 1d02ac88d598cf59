"""What happens to a text around the engines: characters, capitals, Spanish spelling."""

from __future__ import annotations

import pytest

from quotes.translators.capitals import lowered, raised
from quotes.translators.characters import KNOWN, respell, spellable
from quotes.translators.spanish import like, written_spanish
from quotes.translators.spelling import spanish_spelling

SPELLABLE = [
    ("“We won’t go”", '"We won\'t go"'),
    ("a — b … c", "a - b ... c"),
    ("$3.2 million", "3.2 million dollars"),
    ("US$3,500", "3,500 dollars"),
    ("€5bn and £20", "5 billion euros and 20 pounds"),
    ("$5 and 6", "5 dollars and 6"),
    ("Núñez and Peña", "Núnez and Pena"),
    ("50% [not] (x)", "50% [not] (x)"),
    ("a\u00a0b\u200bc", "a bc"),
    ("{x} #tag @name a*b 汉 🙂", "(x) tag name a b"),
]


@pytest.mark.parametrize(("text", "expected"), SPELLABLE)
def test_every_character_is_known_afterwards(text: str, expected: str) -> None:
    spelled, _ = spellable(text)
    assert set(spelled) <= KNOWN
    assert spelled == expected.replace("Núnez", "Nunez")


def test_names_get_their_letters_back() -> None:
    _, spellings = spellable("Núñez, Peña, Agüero and Ñame")
    back = respell("dijo Nunez a Pena, Aguero y Name", spellings)
    assert back == "dijo Núñez a Peña, Agüero y Ñame"


@pytest.mark.parametrize(
    ("raw", "spanish"),
    [
        ("El *construção de el puente", "El construcción del puente"),
        ("*Carvalho dijo que no", "Carvalho dijo que no"),
        ("quién sabe?", "¿quién sabe?"),
        ("No. Quién sabe? Nadie!", "No. ¿Quién sabe? ¡Nadie!"),
        ('dijo "quién sabe?" y salió', 'dijo "¿quién sabe?" y salió'),
        ("padre y hijo y hielo", "padre e hijo y hielo"),
        ("siete o ocho", "siete u ocho"),
        ("#estar aquí @plaza", "estar aquí plaza"),
        ("Vino de El Salvador", "Vino de El Salvador"),
    ],
)
def test_written_spanish(raw: str, spanish: str) -> None:
    assert written_spanish(raw) == spanish


@pytest.mark.parametrize(
    ("word", "spanish"),
    [
        ("construção", "construcción"),
        ("solução", "solución"),
        ("montanha", "montaña"),
        ("possível", "posible"),
        ("importância", "importancia"),
        ("Gonçalves", "Gonçalves"),
        ("software", "software"),
    ],
)
def test_portuguese_words_in_spanish_spelling(word: str, spanish: str) -> None:
    assert spanish_spelling(word) == spanish


@pytest.mark.parametrize(
    ("text", "answer", "expected"),
    [
        ("turn the page", "Pasar la página.", "pasar la página"),
        ("Turn the page.", "pasar la página.", "Pasar la página."),
        ("Petro said", "Petro dijo", "Petro dijo"),
        ("we saw Petro", "Vimos a Petro", "vimos a Petro"),
        ("why?", "¿Por qué?", "¿por qué?"),
        ("and then…", "y entonces...", "y entonces..."),
        ("3 men", "3 hombres", "3 hombres"),
        ("x", "", ""),
    ],
)
def test_the_answer_begins_and_ends_as_the_text(text: str, answer: str, expected: str) -> None:
    assert like(text, answer) == expected


def test_capitals() -> None:
    assert lowered("NO MORE WAR") == "No more war"
    assert raised("NO MORE WAR", "no más guerra") == "NO MÁS GUERRA"
    for text in ("CORTAMA", "The CORTAMA said NO", "I"):
        assert lowered(text) == text
        assert raised(text, "así") == "así"
