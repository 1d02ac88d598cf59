"""What stands around a passage: its parts, its signals, and what is told of it."""

from __future__ import annotations

import pytest

from quotes.comparison import context
from quotes.model import Case

CAUSE = Case(
    "El mercurio es una de las causas posibles del temblor",
    "Mercury is the cause of the tremor",
    before="Buenos días. Yo sé que ",
    after=", pero el estudio no se diseñó para probarlo. Ahora bien, habrá otro.",
    sentence="“Mercury is the cause of the tremor,” said the doctor.",
    explained=1.0,
)


def case(before: str, after: str, sentence: str = "") -> Case:
    """Return a case of two words with what stands around them."""
    return Case("la mina", "the mine", before=before, after=after, sentence=sentence, explained=1.0)


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ("Sí. Dicen que ", ", pero no. Eso es todo.", ("Dicen que", ", pero no", "Eso es todo.")),
        ("Fin.\n\nCreo que ", "\nOtra línea", ("Creo que", "", "")),
        ("Y dijo que «", "», según él. Y calló", ("", "", "")),
        ("", ". Y calló», dijo ella.", ("", "", "Y calló")),
        ("", "", ("", "", "")),
    ],
)
def test_the_parts_around_a_passage_end_with_its_sentence(
    before: str, after: str, parts: tuple[str, str, str]
) -> None:
    """What is of the same sentence is told from the next one."""
    found = context.around(case(before, after))
    assert (found.before, found.after, found.following) == parts


def test_a_pair_without_a_source_has_no_signals() -> None:
    """Two texts that somebody compares by hand have nothing around them."""
    assert context.signals(Case("la mina", "the mine", after=", pero no")) == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("after contrast", 1.0),
        ("after denies", 1.0),
        ("after told", 0.0),
        ("before words", 0.0),
        ("next contrast", 1.0),
        ("explained", 1.0),
    ],
)
def test_signals_say_what_stands_there(name: str, value: float) -> None:
    """A contrast behind the passage, a denial, and nothing of it in the article."""
    assert context.signals(CAUSE)[f"context {name}"] == value


def test_what_the_article_says_outside_the_quotation_is_told() -> None:
    """The rest of the sentence may stand in the reporter's own words."""
    there = case(
        "", ", donde trabajan los mineros", "where the miners work, he visited “the mine”."
    )
    assert context.signals(there)["context after told"] >= 0.5


def test_without_its_surroundings_a_passage_stands_alone() -> None:
    """The signals of what stands around it are those of nothing there."""
    alone = context.without({"judge pair": 1.0} | context.signals(CAUSE))
    assert alone["judge pair"] == alone["context explained"] == alone["context after told"] == 1.0
    assert alone["context after contrast"] == alone["context after words"] == 0.0


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("", ", pero falta el permiso. Eso es.", "pero falta el permiso"),
        ("", " aunque no lo parezca. Fin", "aunque no lo parezca"),
        ("Mi hermano dice que ", " que se ve desde aquí", "Mi hermano dice que"),
        ("", ". Aunque nadie la ha visto. Fin", "Aunque nadie la ha visto"),
        ("", "", ""),
    ],
)
def test_what_may_turn_the_meaning_is_told(before: str, after: str, said: str) -> None:
    """A contrast comes before what merely stands there."""
    assert context.beside(case(before, after)).said == said
