from __future__ import annotations

import pytest

from quotes.model import Query, Span
from quotes.originals.alignment import together
from quotes.originals.assembly import Hit
from quotes.originals.corpus import Corpus
from quotes.originals.segments import segments_of
from tests.originals.conftest import read, write

INTERVIEW = """\
El jefe del acueducto de Piedra Mansa, Tomás Arriaga, habló el lunes con este diario. «La bomba \
está. Lo que no está es el permiso que nos deja prenderla», dijo. «A mí me han ofrecido tres veces \
el puesto de gerente y tres veces he dicho que no».

«Ayer no vimos a ninguno de los nueve pescadores. Eso no significa que se hayan ahogado, significa \
que la lancha todavía no ha podido llegar hasta la isla», explicó Arriaga. El muelle de Puerto \
Almendro sigue cerrado por orden de la capitanía.

«Eso no era ninguna piedra. Eso era una campana de cuando aquí había iglesia», contó la maestra \
Rosaura Pineda. «Yo creí que era una piedra», había dicho su vecino. «Dos se fueron el año pasado \
y se van a ir más. A mí no me dicen nada, pero yo lo noto en cómo doblan la ropa», añadió Pineda.
"""
WHOLE = [
    (
        "a sentence between two that were found",
        "We saw none of the nine fishermen yesterday. That does not mean they drowned; it means "
        "the boat has not yet been able to reach the island.",
        "Ayer no vimos a ninguno de los nueve pescadores. Eso no significa que se hayan ahogado, "
        "significa que la lancha todavía no ha podido llegar hasta la isla",
    ),
    (
        "a clause that is a sentence in the source",
        "The pump is here; what is not here is the permit that lets us switch it on.",
        "La bomba está. Lo que no está es el permiso que nos deja prenderla",
    ),
    (
        "the first of two neighbours is like another sentence",
        "That was no stone. That was a bell from when there was a church here.",
        "Eso no era ninguna piedra. Eso era una campana de cuando aquí había iglesia",
    ),
    (
        "the end of a sentence before the next",
        "More are going to leave. They tell me nothing, but I notice it in how they fold their "
        "clothes.",
        "y se van a ir más. A mí no me dicen nada, pero yo lo noto en cómo doblan la ropa",
    ),
]


@pytest.fixture(scope="module")
def interview(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("interview")
    paths = write(folder, {"entrevista.txt": INTERVIEW})
    return Corpus.open(folder, read, paths, cache=tmp_path_factory.mktemp("cache"))


@pytest.mark.parametrize(
    ("quote", "wanted"), [row[1:] for row in WHOLE], ids=[row[0] for row in WHOLE]
)
def test_what_is_quoted_without_a_break_is_one_passage(
    interview: Corpus, quote: str, wanted: str
) -> None:
    (where,) = interview.locate([Query(quote)])
    assert [one.text.rstrip(".") for one in where.passages] == [wanted]
    assert where.skipped == ()


def test_a_sentence_that_is_not_there_gets_no_place_from_its_neighbour(interview: Corpus) -> None:
    quote = (
        "We saw none of the nine fishermen yesterday. That does not mean they drowned. My cousin "
        "paints horses."
    )
    (where,) = interview.locate([Query(quote)])
    assert "".join(one.text for one in where.passages) == (
        "Ayer no vimos a ninguno de los nueve pescadores. Eso no significa que se hayan ahogado"
    )


def hit(sentence: int, probability: float, start: int, document: int = 0) -> Hit:
    return Hit(sentence, document, Span(start, start + 50), probability, 0.3)


CHOSEN = [
    # An unsure place beside a sure one is likelier than one that is a little surer elsewhere.
    ("beside", False, [hit(40, 0.5, 4000), hit(7, 0.3, 700)], [hit(8, 0.99, 800)], (7, 8)),
    # … but not than one that is sure itself: quotations are spliced.
    ("spliced", False, [hit(40, 0.98, 4000), hit(7, 0.02, 700)], [hit(8, 0.99, 800)], (40, 8)),
    ("in order", False, [hit(9, 0.3, 900), hit(40, 0.5, 4000)], [hit(8, 0.99, 800)], (40, 8)),
    ("document", False, [hit(7, 0.3, 700, 1), hit(40, 0.5, 4000)], [hit(8, 0.99, 800)], (40, 8)),
    # Two do not render the same words.
    ("same words", False, [hit(8, 0.9, 800), hit(7, 0.2, 700)], [hit(8, 0.95, 810)], (7, 8)),
    # What the article parts speaks less for standing together.
    ("parted", True, [hit(8, 0.99, 800)], [hit(40, 0.8, 4000), hit(9, 0.5, 900)], (8, 9)),
    ("parted less", True, [hit(8, 0.99, 800)], [hit(40, 0.9, 4000), hit(9, 0.5, 900)], (8, 40)),
    ("not parted", False, [hit(8, 0.99, 800)], [hit(40, 0.9, 4000), hit(9, 0.5, 900)], (8, 9)),
    # Nothing speaks for two that are unsure.
    ("unsure", False, [hit(40, 0.1, 4000), hit(7, 0.05, 700)], [hit(8, 0.06, 800)], (40, 8)),
]


@pytest.mark.parametrize(
    ("apart", "first", "second", "wanted"), [row[1:] for row in CHOSEN], ids=[r[0] for r in CHOSEN]
)
def test_places_are_chosen_together(
    corpus: Corpus,
    apart: bool,
    first: list[Hit],
    second: list[Hit],
    wanted: tuple[int, int],
) -> None:
    pieces = ("The pier is open.", "The ferry sails.") if apart else ()
    query = Query("The pier is open. The ferry sails.", pieces=pieces)
    sought = [(segment, query) for segment in segments_of(query)]
    found = together(sought, [first, second], corpus.context)
    assert tuple(places[0].sentence for places in found) == wanted


def test_what_stands_together_is_likelier(corpus: Corpus) -> None:
    query = Query("The pier is open. The ferry sails.")
    sought = [(segment, query) for segment in segments_of(query)]
    first, second = together(sought, [[hit(7, 0.3, 700)], [hit(8, 0.99, 800)]], corpus.context)
    assert first[0].probability > 0.8
    assert second[0].probability >= 0.99
