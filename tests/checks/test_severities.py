"""How grave a finding is where the same check may say it as an error or only remark on it."""

from __future__ import annotations

import pytest

from quotes.checks import by_name, run
from quotes.model import Case


def found(name: str, case: Case) -> list[str]:
    return [finding.severity for finding in run(case) if finding.name == name]


@pytest.mark.parametrize(
    ("name", "original", "quote", "severities"),
    [
        # A name in a saying is at most a remark; somebody who was named is not.
        (
            "lost-name",
            "Ese hueco no lo tapa ni Mandrake con toda su magia.",
            "Not even a wizard with all his magic could fill that hole.",
            ["info"],
        ),
        (
            "lost-name",
            "El contrato no lo firmó el alcalde ni Yolanda Cifuentes ese lunes.",
            "The contract was not signed by the mayor that Monday.",
            ["warning"],
        ),
        # Two denials of one passage are told once, about both.
        (
            "lost-negation",
            "No vamos a vender el molino y no vamos a salir del pueblo.",
            "We are going to sell the mill and we are going to leave the town.",
            ["error"],
        ),
    ],
)
def test_as_grave_as_it_is(name: str, original: str, quote: str, severities: list[str]) -> None:
    assert found(name, Case(original, quote)) == severities


def test_two_denials_told_at_once_mark_the_words_of_both() -> None:
    case = Case(
        "No vamos a vender el molino y no vamos a salir del pueblo.",
        "We are going to sell the mill and we are going to leave the town.",
    )
    (told,) = [f for f in run(case) if f.code == by_name("lost-negation").code]
    assert {span.of(case.original) for span in told.original} >= {"No", "no"}


CONDITION = Case(
    "la cooperativa seguirá comprando la leche mientras dure el paro, siempre",
    "keep buying the milk for as long as the strike lasts.",
    after=" y cuando la planta tenga luz.",
)


@pytest.mark.parametrize(
    ("nearby", "severity"),
    [
        ("The cooperative said it would. If it rains, two of its plants are closed.", "error"),
        ("The cooperative said it would. “We buy, provided it is fresh,” it had said.", "error"),
        ("The cooperative said it would, provided its plants have power.", "info"),
    ],
)
def test_a_promise_without_its_condition_is_grave_unless_the_article_tells_it(
    nearby: str, severity: str
) -> None:
    case = Case(CONDITION.original, CONDITION.quote, after=CONDITION.after, nearby=nearby)
    assert found("truncated-clause", case) == [severity]
