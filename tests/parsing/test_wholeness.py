"""Names with letters beyond ASCII stay one word."""

from __future__ import annotations

import pytest

from quotes.parsing import Parser
from quotes.parsing.wholeness import inside


@pytest.mark.parametrize("name", ["Imbachí", "Tucupí", "Úsuga", "Muñoz", "Güejía", "Ñáñez"])
def test_a_name_is_one_word(parser: Parser, name: str) -> None:
    text = f"“We guard the páramo,” Rosa {name} Chate said. {name} did not smile."
    words = [word.text for sentence in parser.parse(text).sentences for word in sentence.words]
    assert words.count(name) == 2


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Imbachí said", [5]),
        ("Núñez’s aide", [0, 1, 2]),
        ("didn’t", []),
        ("Ibáñez-Öström", [1, 2, 3, 7, 10, 11]),
        ("I\u0301n\u0303igo", [0, 1, 2, 3]),  # accents as marks of their own
        ("cannot", []),
        ("", []),
    ],
)
def test_where_a_word_certainly_goes_on(text: str, kept: list[int]) -> None:
    assert inside(list(text)) == kept
