"""One thing of a kind taken for another."""

from __future__ import annotations

import pytest

from quotes.bilingual.terms import taken_for


@pytest.mark.parametrize(
    ("original", "quote", "taken"),
    [
        ("La cría la abuela.", "The girl is raised by her father.", [("abuela", "father")]),
        ("La cría la abuela paterna.", "The girl is raised by her father's mother.", []),
        ("La cría la abuela.", "The girl is raised by her grandmother.", []),
    ],
)
def test_the_owner_of_another_is_not_taken_for_it(
    original: str, quote: str, taken: list[tuple[str, str]]
) -> None:
    found = taken_for(original, quote)
    assert [(word.of(original), other.of(quote)) for word, other in found] == taken
