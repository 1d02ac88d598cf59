"""A source that names what the article names is related to it."""

from __future__ import annotations

import pytest

from quotes.model import Query
from quotes.originals.corpus import Corpus
from tests.originals.conftest import read, write

BULLETIN = """\
BOLETÍN DEL VOLCÁN TAGUAYA

En la última noche se registraron más de nueve mil sismos cerca de Piedra Mansa. La columna de \
ceniza alcanzó dos kilómetros.
"""
ARTICLE = (
    "The volcano Taguaya woke up on Sunday, and the people of Piedra Mansa left. "
    "The bulletin counted “more than nine thousand quakes” in a single night, and Mayor Elvira "
    "Montoya sent buses."
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("desk")
    files = {
        "boletin.txt": BULLETIN,
        "mercado.txt": "La plaza de Piedra Mansa vendió más de nueve mil quesos en la feria.\n",
        "concejo.txt": "La concejala Rosa Paz pidió en el concejo que se arregle la plaza.\n",
    }
    return Corpus.open(folder, read, write(folder, files), cache=tmp_path_factory.mktemp("cache"))


@pytest.mark.parametrize(
    ("article", "related"),
    [
        (ARTICLE, {"boletin.txt"}),  # the town's two words are one name
        ("Nothing of it was said by the Mayor of Sabanalta.", set()),
        ("Peace. Rosa. Paz. “Piedra”. No name but at the start of a sentence.", set()),
    ],
)
def test_two_rare_names_relate_a_source_to_an_article(
    desk: Corpus, article: str, related: set[str]
) -> None:
    found = desk.context_of(article).related
    assert {desk.sources[number].document for number in found} == related


def test_a_fragment_is_found_in_the_only_source_that_it_is_of(desk: Corpus) -> None:
    quote = "more than nine thousand quakes"
    asked = [
        Query(quote, sentence=f"The bulletin counted “{quote}” in a single night.", group="a"),
        Query("Nobody here has slept,", sentence="“Nobody here has slept,” she said.", group="a"),
    ]
    first, second = desk.locate(asked, ARTICLE)
    assert first.status == "found"
    assert "nueve mil sismos" in first.passages[0].text
    assert first.probability > desk.locate(asked)[0].probability
    assert second.status == "absent"
