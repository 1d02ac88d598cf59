"""Reading a quotation and a passage together: what renders what, and what it leaves alone."""

from __future__ import annotations

import pytest

from quotes.ml import weights
from quotes.ml.judge import Judge
from quotes.ml.reranker import log_odds

# A free rendering, what it renders, and a sentence on the same matter that it does not.
FREE = [
    (
        "Everyone in this town has to tighten their belts, the council first of all.",
        "Aquí el ajuste nos toca a todos, empezando por el concejo.",
        "El concejo de este pueblo aprobó ayer el presupuesto de todos los barrios.",
    ),
    (
        "The bridge was never going to be ready before the rains, she admitted.",
        "La alcaldesa reconoció que las lluvias llegarían antes que el puente.",
        "La alcaldesa dijo que el puente viejo aguantó las lluvias.",
    ),
    (
        "It was the rain, not the mayor, that closed the school.",
        "Si la escuela está cerrada es por el aguacero, no por culpa de la alcaldesa.",
        "La alcaldesa abrió la escuela antes del aguacero.",
    ),
]


@pytest.mark.parametrize(("english", "spanish", "other"), FREE)
def test_a_free_rendering_stands_above_a_sentence_on_the_same_matter(
    english: str, spanish: str, other: str
) -> None:
    right, wrong = log_odds([(spanish, english), (other, english)])
    assert right > wrong


@pytest.mark.xfail(reason="an idiom is read word by word", strict=True)
def test_an_idiom_stands_above_a_sentence_on_the_same_matter() -> None:
    english = "The fishermen have been left in the dark."
    right, wrong = log_odds(
        [
            ("A los pescadores no les han dado ninguna explicación.", english),
            ("Los pescadores vendieron la lancha el domingo.", english),
        ]
    )
    assert right > wrong


def test_the_order_and_the_company_of_pairs_change_nothing() -> None:
    pairs = [(spanish, english) for english, spanish, _ in FREE]
    alone = [log_odds([pair])[0] for pair in pairs]
    assert log_odds(pairs[::-1])[::-1] == pytest.approx(alone, abs=0.1)


def test_nothing_asked_is_nothing_read() -> None:
    assert log_odds([]) == []


def test_the_judge_is_not_adapted_with_it() -> None:
    pairs = [(spanish, english) for english, spanish, _ in FREE]
    before = Judge.load().assess(pairs)
    log_odds(pairs)
    assert Judge.load().assess(pairs) == before


def test_the_pieces_are_shared_and_the_upper_layers_are_not() -> None:
    read, own = weights.judge(), weights.reranker().network
    assert own.encoder.word is read.encoder.word
    assert own.transformer is not read.transformer
    assert own.bridge is not read.bridge
