"""What the dictionary says of a pair: rendered, replaced by a known mistake, left out, added."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.bilingual.renderings import known, read

Told = set[str]
LIFTED = "Levantaron el paro."


@pytest.mark.parametrize(
    ("original", "quote", "unrendered", "mistakes", "strays"),
    [
        ("Vendimos las lanchas.", "The boats were sold.", set(), set(), set()),
        ("El bloqueo duró.", "The strike lasted.", {"bloqueo"}, {"strike"}, {"strike"}),
        ("Vendimos las lanchas viejas.", "We sold the boats.", {"viejas"}, set(), set()),
        ("Vendimos las lanchas.", "We sold the broken boats.", set(), set(), {"broken"}),
        ("La ley de una escuela.", "The law of the school.", set(), set(), set()),  # no idiom here
        ("Cavaron para que saliera.", "They dug so that it would come out.", set(), set(), set()),
        ("Llovió por primera vez.", "It rained.", {"por primera vez"}, set(), set()),
        (LIFTED, "They called the strike off.", set(), set(), set()),
        (LIFTED, "They raised the strike.", {LIFTED[:-1]}, {"raised the strike"}, None),
    ],
)  # fmt: skip
def test_what_is_said_of_a_pair(
    original: str, quote: str, unrendered: Told, mistakes: Told, strays: Told | None
) -> None:
    found = read(original, quote)
    assert {unit.span.of(original) for unit in found.unrendered} == unrendered
    assert {one.quote.of(quote) for one in found.mistakes} == mistakes
    assert strays is None or {one.quote.of(quote) for one in found.strays} == strays


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_fails_and_all_lies_within(original: str, quote: str) -> None:
    for text, side in zip((original, quote), known(original, quote), strict=True):
        assert all(0 <= start < end <= len(text) for start, end, _ in side)
