"""Which lost modifiers stand by themselves."""

from __future__ import annotations

import pytest

from quotes.bilingual.modifiers import lost_modifiers


@pytest.mark.parametrize(
    ("original", "quote", "firm"),
    [
        ("El expresidente Ocampo mintió.", "President Ocampo lied.", True),
        ("La exgobernadora no vino.", "The governor did not come.", True),
        ("La viceministra de Salud firmó.", "The health minister signed.", True),
        ("No fue un error, fue una orden, declaró la exfuncionaria.", "It was an order.", False),
        ("Que me citen, prometió la exgobernadora.", "Let them summon me.", False),
    ],
)
def test_a_title_left_out_with_its_noun_is_no_promotion(
    original: str, quote: str, firm: bool
) -> None:
    assert [one.firm for one in lost_modifiers(original, quote)] == [firm]
