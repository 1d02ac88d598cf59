"""The ladder of more general words: who stands over whom, and how far."""

from __future__ import annotations

import pytest

from quotes.languages.wordnet import hypernymy, lemmas


@pytest.mark.parametrize(
    ("word", "specific", "steps"),
    [
        ("weapons", "missiles", 1),
        ("weapon", "missile", 1),
        ("vehicle", "rocket", 1),
        ("person", "students", 2),
        ("meeting", "summit", 1),
        ("said", "mentioned", 1),
        ("ruler", "sultan", 1),
        ("trees", "mangroves", 2),
        ("missile", "weapon", None),
        ("craft", "airliners", None),  # three steps: further than is looked
        ("deed", "writing", None),  # by the fifth sense of writing
        ("dog", "cat", None),
        ("happy", "glad", None),
        ("mayor", "mayor", None),
        ("xqzt", "rocket", None),
        ("rocket", "xqzt", None),
        ("", "", None),
        ("año", "niña", None),
    ],
)
def test_a_word_stands_over_a_more_specific_one(
    word: str, specific: str, steps: int | None
) -> None:
    found = hypernymy(word, specific)
    assert (found.steps if found else None) == steps


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("rockets", "n:rocket"),
        ("boxes", "n:box"),
        ("cities", "n:city"),
        ("men", "n:man"),
        ("wives", "n:wife"),
        ("planned", "v:plan"),
        ("went", "v:go"),
        ("making", "v:make"),
        ("tried", "v:try"),
    ],
)
def test_forms_lead_to_their_word(form: str, lemma: str) -> None:
    assert lemma in lemmas(form)


def test_the_reading_told_is_the_likeliest() -> None:
    found = hypernymy("weapons", "missiles")
    assert found is not None
    assert not found.verb
    assert found.under > 0
    assert found.cost == found.steps + 0.5 * found.sense + 0.3 * found.general_sense
