"""What stands around a passage: its parts, its signals, and what is told of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quotes.comparison import context
from quotes.model import Case, Finding, Span, Verdict

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


@pytest.mark.parametrize(
    ("before", "kept"),
    [
        ("LUNA: Eso lo decide el concejo. ", ""),  # the sentence before is no part of it
        ("—Somos la salsa —reclama Marta Olmos, vocera del grupo—. ", ""),  # the reporter's words
        ("Eso lo decide el concejo. Dicen que ", "Dicen que"),
    ],
)
def test_a_passage_that_begins_a_sentence_has_nothing_before_it(before: str, kept: str) -> None:
    """What is shown before it would be another sentence, or who speaks."""
    passage = "dicen que la mina cierra" if kept else "La mina cierra"
    one = Case(passage, "The mine closes", before=before, explained=1.0)
    assert context.around(one).before == kept


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


@pytest.mark.parametrize(
    ("before", "after", "name"),
    [
        ("", ", pero a mí no me consta", "after disowned"),
        ("Sería irresponsable decir que ", "", "before disowned"),
        ("", ", eso dicen en la plaza", "after others"),
        ("Me contaron que ", "", "before others"),
        ("", ", siempre y cuando llueva", "after conditions"),
        ("", ", por ahora", "after limited"),
        ("", "; mentiras, era el pozo", "after corrected"),
        ("", ". Corrijo, era el pozo", "next corrected"),
        ("", ". Eso lo cuenta mi cuñado, yo no lo vi", "next disowned"),
    ],
)
def test_what_turns_a_meaning_is_told_by_its_kind(before: str, after: str, name: str) -> None:
    """Words that disown, attribute, make depend, limit or take back are signals where they are."""
    assert context.signals(case(before, after))[f"context {name}"] == 1.0
    assert context.signals(case("Ayer ", " de cobre"))[f"context {name}"] == 0.0


def test_what_the_article_says_nearby_counts_as_told() -> None:
    """The reporter may give the rest in the sentence before or after."""
    spoken = case("", ", donde trabajan los mineros", "He spoke of “the mine”.")
    there = replace(spoken, nearby="He spoke of . Miners work there.")
    assert context.signals(spoken)["context after told"] == 0.0
    assert context.signals(there)["context after told"] >= 0.5


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
        ("", ". Mentiras, así no fue. Fin", "Mentiras, así no fue"),
        ("", "", ""),
    ],
)
def test_what_may_turn_the_meaning_is_told(before: str, after: str, said: str) -> None:
    """A contrast comes before what merely stands there."""
    assert context.beside(case(before, after)).said == said


@pytest.mark.parametrize(
    ("original", "quote", "sentence", "compared"),
    [
        ("no fue culpa suya", "her fault", "It was not “her fault”.", "not her fault"),
        ("nadie avisó", "warned us", "Nobody had ever “warned us”.", "Nobody had ever warned us"),
        ("no avisaron", "warn us", "They didn’t “warn us”.", "didn’t warn us"),
        ("habría que cerrar", "have to close", "It would “have to close”.", "would have to close"),
        ("tal vez robaron", "stolen it", "They had perhaps “stolen it”.", "perhaps stolen it"),
        ("no fue ella", "it was her", "Luna denied that “it was her”.", "denied that it was her"),
        ("es culpa suya", "her fault", "It was not “her fault”.", "her fault"),
        ("no fue culpa suya", "Her fault", "He did not say. “Her fault”.", "Her fault"),
        ("no fue culpa suya", "her fault", "It was not, she said, “her fault”.", "her fault"),
        ("no fue culpa suya", "her fault", "", "her fault"),
    ],
)
def test_what_stands_right_before_the_mark_is_compared_where_the_original_says_it(
    original: str, quote: str, sentence: str, compared: str
) -> None:
    """Denials, modal verbs and doubts that the article gives in its own words are not lost."""
    assert context.led(Case(original, quote, sentence=sentence)).case.quote == compared


def test_spans_of_a_verdict_are_moved_back_to_the_quotation() -> None:
    """What is found in the lead-in alone points at nothing between the marks."""
    led = context.led(Case("no fue culpa suya", "her fault", sentence="It was not “her fault”."))
    finding = Finding("D201", "x", "error", "m", (), (Span(0, 3), Span(4, 7), Span(2, 9)))
    found = led.moved(Verdict("drift", 0.9, (), (finding,), (), (Span(8, 13),)))
    assert found.findings[0].quote == (Span(0, 3), Span(0, 5))
    assert found.quote_differs == (Span(4, 9),)
