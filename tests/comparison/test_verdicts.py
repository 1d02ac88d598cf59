"""Verdicts: never at odds with their findings, never a crash, whatever the texts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quotes import checks
from quotes.checks import whole_pair
from quotes.comparison import Comparator
from quotes.comparison.comparator import Risk, joined, marked
from quotes.comparison.explanations import explained
from quotes.comparison.features import surface
from quotes.errors import ModelError
from quotes.languages.glossaries import load_glossary
from quotes.ml.judge import Assessment, WordTag
from quotes.model import Case, Severity, Span, Verdict

WORDS = """
no nunca mil millones 2,5 % Petro «hola» ¿qué? will not 3.5bn … [he] \u202e Ω 漢字 😀 EE. UU.
U.S. a\u0301 ' \" — 1.2.3.4 12:99 ½ ² MMXX
"""
TEXTS = st.one_of(
    st.text(max_size=80), st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join)
)


@pytest.fixture(scope="module")
def comparator() -> Comparator:
    return Comparator.open(judge=False)


def verdict(comparator: Comparator, case: Case) -> Verdict:
    return comparator.judge([case], [checks.run(case)])[0]


def consistent(found: Verdict, case: Case) -> None:
    severities = {finding.severity for finding in found.findings}
    expected = "drift" if "error" in severities else "review" if "warning" in severities else None
    assert found.verdict == (expected or "faithful")
    assert 0 <= found.risk <= 1
    for finding in found.findings:
        assert all(0 <= s.start < s.end <= len(case.original) for s in finding.original)
        assert all(0 <= s.start < s.end <= len(case.quote) for s in finding.quote)


@settings(max_examples=150)
@given(original=TEXTS, quote=TEXTS)
@example(original="0.", quote="¿0")
def test_any_two_texts_get_a_consistent_verdict(
    comparator: Comparator, original: str, quote: str
) -> None:
    case = Case(original, quote)
    consistent(verdict(comparator, case), case)


@pytest.mark.parametrize(
    ("original", "quote", "says"),
    [
        ("", "The bridge collapsed.", "original holds no words"),
        ("El puente se cayó.", "", "quotation holds no words"),
        ("…!?", "— —", "Neither"),
        ("The bridge that we built for the people is gone.",) * 2 + ("Both texts are English",),
        ("El puente que hicimos para la gente ya no está.",) * 2 + ("Both texts are Spanish",),
    ],
)
def test_what_cannot_be_compared_is_said_so(
    comparator: Comparator, original: str, quote: str, says: str
) -> None:
    found = verdict(comparator, Case(original, quote))
    assert found.verdict == "review"
    assert [finding.name for finding in found.findings] == ["not-comparable"]
    assert says in found.findings[0].message


def test_a_very_long_text_is_judged(comparator: Comparator) -> None:
    case = Case("El río está enfermo y nadie responde. " * 2700, "The river is sick. " * 5300)
    consistent(verdict(comparator, case), case)


@pytest.mark.parametrize(
    ("original", "quote", "expected"),
    [
        ("No vamos a subir los impuestos.", "We are going to raise taxes.", "drift"),
        ("El contrato cuesta tres mil millones.", "The contract costs three million.", "drift"),
        ("El puente viejo se cayó anoche.", "The old bridge collapsed last night.", "faithful"),
        ("Nadie quedó sin agua.", "Nobody was left without water.", "faithful"),
    ],
)
def test_plain_cases(comparator: Comparator, original: str, quote: str, expected: str) -> None:
    assert verdict(comparator, Case(original, quote)).verdict == expected


def test_scores_carry_signatures(comparator: Comparator) -> None:
    back = "El puente viejo se cayó anoche."
    found = verdict(comparator, Case(back, "The old bridge collapsed last night.", back))
    assert {score.metric for score in found.scores} == {"chrF2", "BLEU", "TER", "USE"}
    assert all(score.signature for score in found.scores)
    assert [score.value for score in surface(back, back)] == [100.0, 100.0, 0.0]


def test_the_judge_alone_makes_a_finding_with_its_words() -> None:
    case = Case("El puente se cayó.", "The tower collapsed.")
    assessment = Assessment(
        2.0, (WordTag(4, 9, 0.8, 0.0, 0.5, Span(3, 9)), WordTag(10, 19, 0.1)), (WordTag(3, 9, 0.7),)
    )
    finding = explained(case, assessment, "warning")
    assert (finding.name, finding.quote) == ("possible-drift", (Span(4, 9),))
    assert "“tower”, where the original says “puente”" in finding.message


def test_missing_words_are_told_as_an_omission() -> None:
    case = Case("El puente viejo se cayó.", "The bridge collapsed.")
    assessment = Assessment(2.0, (WordTag(4, 10, 0.1, gap=0.9),), (WordTag(10, 15, 0.8),))
    finding = explained(case, assessment, "warning")
    assert (finding.name, finding.original) == ("omitted-content", (Span(10, 15),))


def test_figures_that_are_equal_explain_nothing() -> None:
    case = Case("Se dañaron ciento cincuenta lanchas.", "Some 150 boats were lost.")
    tags = (WordTag(5, 8, 0.9), WordTag(20, 24, 0.6))
    found = explained(case, Assessment(2.0, tags, ()), "warning")
    assert [span.of(case.quote) for span in found.quote] == ["lost"]


def told_of(original: str, quote: str, doubted: str, partner: str) -> str:
    """Return what is told where the judge doubts words of a quotation that stand for `partner`."""
    case = Case(original, quote, glossary=load_glossary())
    there = Span(original.index(partner), original.index(partner) + len(partner))
    at = quote.index(doubted)
    starts = [0, *(n + 1 for n, letter in enumerate(doubted) if letter == " ")]
    tags = tuple(
        WordTag(at + start, at + start + len(word), 0.9, 0.0, 0.5, there)
        for start, word in zip(starts, doubted.split(), strict=True)
    )
    return explained(case, Assessment(2.0, tags, ()), "warning").message


@pytest.mark.parametrize(
    ("original", "quote", "doubted", "partner", "named"),
    [
        ("Las niñas cruzan el río.", "The girls cross the river.", "girls", "niñas", False),
        ("Votaré el lunes.", "I will vote on Monday.", "will vote", "Votaré", False),
        ("Se llevaron su ropa.", "They took their clothes.", "their", "su", False),
        ("Nosotros paramos a las seis.", "We stop at six.", "stop", "paramos", False),
        ("El puente se cayó.", "The tower collapsed.", "tower", "puente", True),
        ("Ella pagará la lancha.", "She paid for the boat.", "paid", "pagará", True),
        ("Pagó la lancha.", "She will pay for the boat.", "will pay", "Pagó", True),
        ("Pagamos la lancha.", "We never paid for the boat.", "never paid", "Pagamos", True),
        ("Llovió el martes.", "It rained on Monday.", "Monday", "martes", True),
    ],
)
def test_known_renderings_are_not_named_as_differing(
    original: str, quote: str, doubted: str, partner: str, named: bool
) -> None:
    message = told_of(original, quote, doubted, partner)
    assert (f"“{doubted}”" in message) == named, message


@pytest.mark.parametrize(
    ("original", "quote", "doubted", "partner", "named"),
    [
        (
            "La harina estaba pagada, que es otra cosa.",
            "The flour was ground, which is something else.",
            "ground",
            "pagada, que",
            "pagada",
        ),
        (
            "Dos carros se volcaron en la curva.",
            "Two cars burned on the curve.",
            "burned",
            "volcaron en la curva",
            "volcaron",
        ),
        ("Lo hizo por mí.", "He did it for bread.", "bread", "por mí", "por mí"),
        ("No vino el panadero.", "The baker came.", "came", "No vino el", "No vino"),
        ("Tampoco vino el panadero.", "The baker came.", "came", "Tampoco vino el", "Tampoco vino"),
    ],
)
def test_what_stands_in_a_words_place_is_told_without_its_edges(
    original: str, quote: str, doubted: str, partner: str, named: str
) -> None:
    message = told_of(original, quote, doubted, partner)
    assert f"the original says “{named}”." in message


def test_the_judge_adds_nothing_where_a_check_alone_reaches_the_verdict(
    comparator: Comparator,
) -> None:
    case = Case("No vendimos las lanchas en Piedra Mansa.", "We sold the boats in Piedra Mansa.")
    doubted = Assessment(3.0, (WordTag(12, 17, 0.9, 0.0, 0.1),), ())
    found = comparator.verdicts([case], [checks.run(case)], [doubted])[0]
    assert found.verdict != "faithful"
    assert "possible-drift" not in {finding.name for finding in found.findings}


def test_what_a_check_knows_comes_before_what_the_judge_doubts(comparator: Comparator) -> None:
    case = Case(
        "Vamos a estudiar si demandamos al contratista.",
        "We will sue the builder.",
        explained=0.9,
    )
    doubted = Assessment(3.0, (WordTag(16, 23, 0.9, 0.0, 0.1),), ())
    found = comparator.verdicts([case], [checks.run(case)], [doubted])[0]
    first = found.findings[0]
    assert (first.name, first.severity) == ("changed-modality", "error")
    assert len(found.findings) > 1


LEAST_PRECISION = 0.6


@pytest.mark.parametrize("name", ["with_judge", "without_judge"])
def test_what_could_not_be_compared_in_full_is_read_by_a_person(name: str) -> None:
    risk = Risk.load(name)
    firm = whole_pair.failed(["changed-unit (ValueError)"])
    assert joined(0.0, [risk.precision(firm, Case("No.", "No."))]) >= max(risk.review, risk.located)


@pytest.mark.parametrize("name", ["with_judge", "without_judge"])
def test_what_decides_by_itself_is_known_and_right_more_often_than_not(name: str) -> None:
    risk = Risk.load(name)
    assert risk.alone
    assert risk.alone_located
    for kind, share in (*risk.alone.items(), *risk.alone_located.items()):
        check, severity, *_ = kind.split()
        assert checks.by_name(check).name == check
        assert severity in {"error", "warning"}
        assert LEAST_PRECISION <= share < 1


def test_a_broken_risk_model_is_one_clear_line() -> None:
    with pytest.raises(ModelError, match="reinstall"):
        Risk.load("nothing")


FRIEND = Case(
    "La calificación de la escuela fue baja",
    "The qualification of the school was low",
    glossary=load_glossary(),
)
DENIED = Case("Nunca aprobamos el contrato", "We approved the contract")


@pytest.mark.parametrize(
    ("case", "name", "severity", "verdict_"),
    [
        (FRIEND, "false-friend", "info", "faithful"),
        (FRIEND, "false-friend", "warning", "review"),
        (FRIEND, "false-friend", "error", "drift"),
        (DENIED, "lost-negation", "warning", "review"),
    ],
)
def test_a_severity_that_the_user_set_decides(
    comparator: Comparator, case: Case, name: str, severity: Severity, verdict_: str
) -> None:
    chosen = replace(comparator, severity={name: severity})
    found = verdict(chosen, case)
    assert found.verdict == verdict_
    assert {f.severity for f in found.findings if f.name == name} == {severity}
    consistent(found, case)


def test_a_check_that_is_silent_for_a_case_does_not_speak_for_the_judge(
    comparator: Comparator,
) -> None:
    case = replace(DENIED, ignore=frozenset(check.name for check in checks.CHECKS))
    assert comparator.judge([case], [()])[0].findings == ()


def test_the_words_that_the_judge_doubts_are_marked() -> None:
    """The one doubted most, if sooner wrong than not, and all doubted much; else none."""
    case, told = Case("La mina es segura", "The mine is safe"), Span(12, 16)
    doubt = Assessment(1.0, (WordTag(4, 8, 0.4), WordTag(12, 16, 0.6)), ())
    calm = Assessment(-1.0, (WordTag(12, 16, 0.4),), ())
    assert marked(case, ())[1] == marked(case, (), calm)[1] == ()
    assert marked(case, (), doubt)[1] == (told,)
