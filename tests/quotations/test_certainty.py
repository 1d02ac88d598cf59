"""Attributions say how sure they are, whom else they may mean, and why, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quotes.model import Speaker
from quotes.quotations import find

if TYPE_CHECKING:
    from quotes.parsing import Parser

NAMED = "“It rained,” said Clara Duarte."
PRONOUN = "Clara Duarte closed the market on Sunday. “It rained,” she said."
EITHER = "Clara Duarte and Rosalba Quintero met at the pier. “It rained,” she said."
_CLOSED = "\n\nClara Duarte closed the market on Sunday.\n\n“It rained,” she said."
# Who wrote the article is nobody of whom it tells.
BYLINES = [
    f"By {byline}{_CLOSED}"
    for byline in (
        "Harriet Penrose",
        "Harriet Penrose in Piedra Mansa",
        "Harriet Penrose | El Faro",
    )
]


@pytest.fixture(scope="module")
def speakers(parser: Parser) -> dict[str, Speaker]:
    texts = [NAMED, PRONOUN, EITHER, *BYLINES]
    found = {}
    for text, parse in zip(texts, parser.parse_all(texts), strict=True):
        (quotation,) = find(text, parse)
        assert quotation.speaker is not None
        found[text] = quotation.speaker
    return found


@pytest.mark.slow
def test_a_name_beside_the_words_is_sure(speakers: dict[str, Speaker]) -> None:
    speaker = speakers[NAMED]
    assert speaker.sure
    assert speaker.probability > 0.95
    assert speaker.candidates == ()
    assert speaker.evidence == "the article has “said Clara Duarte”"


@pytest.mark.slow
def test_a_pronoun_that_only_one_fits_is_sure(speakers: dict[str, Speaker]) -> None:
    speaker = speakers[PRONOUN]
    assert speaker.sure
    assert speaker.evidence.startswith("“she” is Clara Duarte, the last woman named;")


@pytest.mark.slow
def test_a_pronoun_that_two_fit_is_not(speakers: dict[str, Speaker]) -> None:
    speaker = speakers[EITHER]
    assert not speaker.sure
    assert {speaker.name, *speaker.candidates} == {"Clara Duarte", "Rosalba Quintero"}


@pytest.mark.slow
@pytest.mark.parametrize("text", BYLINES)
def test_who_wrote_the_article_is_nobody_in_it(speakers: dict[str, Speaker], text: str) -> None:
    speaker = speakers[text]
    assert (speaker.name, speaker.sure, speaker.candidates) == ("Clara Duarte", True, ())


def test_a_question_alone_may_be_a_reporters(parser: Parser) -> None:
    text = (
        "The minister, Hugo Palacín, took questions outside the barracks of Sabanalta.\n\n"
        "“Minister, did you know about the flights?”\n\n"
        "“I knew what I was told,” Palacín said."
    )
    asked, answered = find(text, parser.parse(text))
    assert asked.speaker is not None
    assert not asked.speaker.sure
    assert answered.speaker is not None
    assert answered.speaker.name == "Hugo Palacín"
