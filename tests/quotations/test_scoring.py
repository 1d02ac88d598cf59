"""The benchmark's definitions, on an invented article with invented annotations."""

from __future__ import annotations

import pytest

from benchmarks.events import same_speaker
from benchmarks.polnear import score_indirect, score_marked
from quotes.model import Cue, Mention, Quotation, Span, Speaker
from training.speakers.corpus import Attribution

TEXT = "“It leaks,” she said. The mayor wore “old boots.” He said that it was dry."


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


GOLD = [
    Attribution((_span("“It leaks,”"),), (_span("she"),), (_span("said"),)),
    Attribution(
        (_span("that it was dry"),),
        (_span("He said"),),
        (Span(TEXT.index("He") + 3, TEXT.index("He") + 7),),
    ),
]


def _quotation(words: str, mention: str = "she", cue: str = "said") -> Quotation:
    return Quotation(
        "direct",
        (_span(words),),
        words,
        Cue(cue, _span(cue)),
        Speaker(mention, Mention(mention, _span(mention))),
    )


def test_exact_with_speaker_and_cue() -> None:
    counts = score_marked(TEXT, GOLD, [_quotation("It leaks,")])
    assert counts["gold"] == counts["hit"] == counts["exact"] == counts["triple"] == 1
    assert counts["pronoun right"] == counts["short hit"] == 1


def test_a_scare_quote_called_said_costs_precision() -> None:
    counts = score_marked(TEXT, GOLD, [_quotation("It leaks,"), _quotation("old boots.")])
    assert (counts["found"], counts["hit"]) == (2, 1)


def test_a_wrong_speaker_spoils_the_triple_only() -> None:
    counts = score_marked(TEXT, GOLD, [_quotation("It leaks,", mention="The mayor")])
    assert (counts["hit"], counts["speaker right"], counts["triple"]) == (1, 0, 0)


def test_indirect_counts_characters_of_unmarked_speech() -> None:
    words = "it was dry"
    found = Quotation("indirect", (_span(words),), words)
    counts = score_indirect(TEXT, GOLD, [found])
    assert counts["indirect found"] == counts["speech shared"] == len("itwasdry")
    assert counts["speech wanted"] == counts["all wanted"] == len("thatitwasdry")


@pytest.mark.parametrize(
    ("ours", "wanted", "right"),
    [
        ("Don Eusebio", "Eusebio", True),
        ("Mejía", "Ana Mejía", True),
        ("Ana Mejía", "President Ana Mejía", True),
        ("Páez", "Luis Páez", False),  # Marta Páez speaks, too
        ("a shopkeeper", "a shopkeeper who asked not to be identified", True),
        ("one", "one of them, who did not want to be named", True),
        ("the magazine El Faro", "El Faro", True),
        ("the mayor", "the mayor’s office", False),
        ("the union", "the union leader", False),
        ("the mayor", "Ana Mejía", False),
        ("Mejía’s sister", "Mejía", False),
        ("an inmate", "an unnamed inmate", True),
        ("the board", "the board (communiqué)", True),
        ("Costera’s own safety committee", "safety committee", True),
        ("the mayor’s sister", "the mayor", False),
        ("its forecaster", "the forecaster", True),
        ("the town’s water committee", "water committee of the town (minutes)", True),
        ("the town’s envoy", "Town envoy", True),
        ("Llanura’s High Court", "the court", True),
        ("the court", "Llanura’s High Court", False),
        ("the court", "the High Court", False),
        ("", "Ana Mejía", False),
    ],
)
def test_a_speaker_is_compared_as_an_editor_would(ours: str, wanted: str, right: bool) -> None:
    assert same_speaker(ours, wanted, {"Marta Páez", "Ana Mejía"} - {wanted}) is right
