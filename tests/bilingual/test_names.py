"""Which names of a quotation are other names than the original's."""

from __future__ import annotations

import pytest

from quotes.bilingual.names import names_exchanged
from quotes.model import Case


@pytest.mark.parametrize(
    ("original", "quote", "exchanged"),
    [
        ("La historia de Koryo es larga.", "The history of Goryeo is long.", []),  # two spellings
        ("El coronel Bastidas dio la orden.", "Colonel Bastidas gave the order.", []),
        (
            "El coronel Bastidas dio la orden.",
            "Colonel Restrepo gave the order.",
            [("Bastidas", "Restrepo")],
        ),
        (
            "Hablé con Rosa Quintero.",
            "I spoke to Rosa Manjarrés.",
            [("Rosa Quintero", "Rosa Manjarrés")],
        ),
    ],
)
def test_names_exchanged(original: str, quote: str, exchanged: list[tuple[str, str]]) -> None:
    found = names_exchanged(Case(original, quote))
    assert [(one.original.of(original), one.quote.of(quote)) for one in found] == exchanged
