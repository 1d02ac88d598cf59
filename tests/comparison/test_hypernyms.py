"""More general words: which are doubted, what they may stand for, what is told of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from quotes.comparison import Comparator
from quotes.comparison.hypernyms import Hypernyms, candidates, doubts
from quotes.errors import ModelError
from quotes.languages.words import tokens
from quotes.ml.judge import Assessment, WordTag
from quotes.model import Case, Verdict

ORIGINAL = "El alcalde de Puerto Almendro dijo que los misiles fueron destruidos por la brigada."
FAITHFUL = "The mayor of Puerto Almendro said that the missiles were destroyed by the brigade."
BROADER = "The mayor of Puerto Almendro said that the weapons were destroyed by the brigade."


def judged(original: str, quote: str, doubted: str, chance: float = 0.95) -> Assessment:
    """Return what a judge may say: one word doubted, the others not."""
    return Assessment(
        0.0,
        0.4,
        tuple(
            WordTag(t.span.start, t.span.end, chance if t.text == doubted else 0.001)
            for t in tokens(quote)
        ),
        tuple(WordTag(t.span.start, t.span.end, 0.02) for t in tokens(original)),
    )


@pytest.mark.parametrize(
    ("quote", "doubted", "chance", "expected"),
    [
        (BROADER, "weapons", 0.95, ["weapons"]),
        (BROADER, "weapons", 0.001, []),
        (FAITHFUL, "missiles", 0.95, []),
        (BROADER, "Almendro", 0.95, []),
        (BROADER, "the", 0.95, []),
        ("", "weapons", 0.95, []),
        ("…", "weapons", 0.95, []),
    ],
)
def test_a_word_is_doubted_where_nothing_said_is_known_to_mean_it(
    quote: str, doubted: str, chance: float, expected: list[str]
) -> None:
    found = doubts(ORIGINAL, quote, judged(ORIGINAL, quote, doubted, chance))
    assert [doubt.word.text for doubt in found] == expected


@pytest.mark.parametrize(
    ("quote", "doubted", "expected"),
    [
        (BROADER, "weapons", {"missiles"}),
        (BROADER.replace("weapons", "curtains"), "curtains", set()),
        (BROADER.replace("weapons", "missiles and weapons"), "weapons", set()),
    ],
)
def test_the_lexicon_names_what_was_to_be_said(
    quote: str, doubted: str, expected: set[str]
) -> None:
    doubted_words = doubts(ORIGINAL, quote, judged(ORIGINAL, quote, doubted))
    found = candidates(ORIGINAL, quote, doubted_words)
    assert {one.specific for one in found} == expected
    assert {one.original.text for one in found} == ({"misiles"} if expected else set())


def test_a_more_general_word_is_told_with_both_words() -> None:
    case = Case(ORIGINAL, BROADER)
    found = Hypernyms.load().finding(case, judged(ORIGINAL, BROADER, "weapons"))
    assert found is not None
    assert found.name == "broader-term"
    assert found.message == (
        "“weapons” is more general than “missiles”, which “misiles” in the original means."
    )
    assert [span.of(BROADER) for span in found.quote] == ["weapons"]
    assert [span.of(ORIGINAL) for span in found.original] == ["misiles"]


@pytest.mark.parametrize(
    ("quote", "doubted", "chance"),
    [(FAITHFUL, "missiles", 0.95), (BROADER, "weapons", 0.001), ("", "", 0.0)],
)
def test_nothing_is_told_of_a_word_that_is_right_or_not_doubted(
    quote: str, doubted: str, chance: float
) -> None:
    assessment = judged(ORIGINAL, quote, doubted, chance)
    assert Hypernyms.load().finding(Case(ORIGINAL, quote), assessment) is None


def test_the_verdict_follows_where_nothing_else_objects() -> None:
    comparator = replace(Comparator.open(judge=False), hypernyms=Hypernyms.load())
    case, assessment = Case(ORIGINAL, BROADER), judged(ORIGINAL, BROADER, "weapons")
    faithful, drift = Verdict("faithful", 0.1, (), ()), Verdict("drift", 0.99, (), ())
    found = comparator._generalised(case, assessment, faithful)
    assert found.verdict == "review"
    assert [finding.name for finding in found.findings] == ["broader-term"]
    assert found.risk >= comparator.risk.review
    assert comparator._generalised(case, assessment, drift) == drift
    assert comparator._generalised(case, None, faithful) == faithful


def test_without_the_judge_nothing_is_asked() -> None:
    assert Comparator.open(judge=False).hypernyms is None


@pytest.mark.parametrize("ignored", ["broader-term", "D305"])
def test_who_ignores_broader_terms_is_told_of_none(ignored: str) -> None:
    assert Comparator.open(ignore=(ignored,)).hypernyms is None
    assert Comparator.open(ignore=("changed-number",)).hypernyms is not None


def test_weights_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"settings\.json.*reinstall"):
        Hypernyms.load(tmp_path)
