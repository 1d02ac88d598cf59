"""What happens to a text around the engines: characters, capitals, Spanish spelling."""

from __future__ import annotations

import pytest

from quotes.translators.normalization import (
    KNOWN,
    ended,
    like,
    lowered,
    raised,
    respell,
    spellable,
)
from quotes.translators.spanish import (
    contracted,
    read,
    spanish_spelling,
    told_apart,
    with_articles,
    written_spanish,
)

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
        ("Yo nunca dijo eso", "Yo nunca dije eso"),
        ("Ella nunca dijo eso", "Ella nunca dijo eso"),
        ("Nosotros no vamos a pagar", "no vamos a pagar"),
        ("Nosotros y ellos", "Nosotros y ellos"),
        ("para nodos", "para nosotros"),
        ("hasta 31 de mayo", "hasta el 31 de mayo"),
        ("están errados", "están equivocados"),
        ("en los EUA.", "en los EE. UU."),
        ("mucho peor del que el año pasado", "mucho peor que el año pasado"),
        ("la *pavimentariam", "la pavimentarían"),
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


ARTICLES = [
    ("Orange will pay.", "a *Orange va a pagar.", "*Orange va a pagar."),
    ("China will pay Germany.", "a China va a pagar la Alemania.", "China va a pagar Alemania."),
    ("He went to China.", "Él fue a China.", "Él fue a China."),
    ("documents of CORTAMA", "documentos del *CORTAMA", "documentos de *CORTAMA"),
    ("documents of the CORTAMA", "documentos de la *CORTAMA", "documentos de la *CORTAMA"),
    ("an outbreak", "uno *surto", "un *surto"),
    ("the outbreak of the disease", "lo *surto", "el *surto"),
    ("their kits", "suyos *kits", "sus *kits"),
    ("the media said", "a *mídia dijo", "la *mídia dijo"),
    ("to deal with it", "a *lidar con eso", "a *lidar con eso"),
]


@pytest.mark.parametrize(("english", "spanish", "expected"), ARTICLES)
def test_articles_come_right(english: str, spanish: str, expected: str) -> None:
    assert with_articles(english, spanish) == expected


@pytest.mark.parametrize(
    ("portuguese", "expected"),
    [
        ("nos Estados Unidos", "em os Estados Unidos"),
        ("querem nos silenciar", "querem silenciar-nos"),
        ("às 15h30", "às 15:30"),
        ("um mal-entendido", "um malentendido"),
        ("ele nos disse", "ele nos disse"),
    ],
)
def test_what_apertium_misreads_is_written_otherwise(portuguese: str, expected: str) -> None:
    assert contracted(portuguese) == expected


@pytest.mark.parametrize(
    ("english", "spanish", "expected"),
    [
        ("public officials", "Operarios públicos", "Funcionarios públicos"),
        ("the employees", "los operarios", "los empleados"),
        ("not a single peso", "ni un único peso", "ni un solo peso"),
        ("the only road", "el único camino", "el único camino"),
        ("the plan", "el plano", "el plan"),
        ("on flat ground", "en terreno plano", "en terreno plano"),
    ],
)
def test_the_english_text_tells_which_sense(english: str, spanish: str, expected: str) -> None:
    assert told_apart(english, spanish) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thank you all", "Thank you all."),
        ("clarifies", "clarifies"),
        ("Why now?", "Why now?"),
        ("“We will not pay.”", "“We will not pay.”"),
        ("", ""),
        ("and then…", "and then…"),
    ],
)
def test_a_text_without_an_end_gets_one(text: str, expected: str) -> None:
    assert ended(text) == expected


def test_the_list_of_words_is_well_formed() -> None:
    assert all(word.strip() and meant.strip() for word, meant in read("words").items())
    assert spanish_spelling("surtos") == "brotes"
    assert spanish_spelling("húngara") == "húngara"
    assert spanish_spelling("bilionários") == "multimillonarios"
    assert spanish_spelling("Mídia") == "Medios"
    assert spanish_spelling("COVID") == "COVID"
