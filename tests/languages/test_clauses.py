"""The clauses of a text: items, clauses, asides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.languages.sentences import clauses
from quotes.languages.words import Language, tokens

CASES: list[tuple[str, Language, list[str]]] = [
    ("El río está enfermo.", "es", []),
    ("Compramos lanchas, redes y motores.", "es", ["redes", "motores"]),
    (
        "A los maestros y a los médicos se les debe todo.",
        "es",
        ["a los médicos", "a los médicos se les debe todo"],
    ),
    ("Si hubo demoras, y puede haberlas, fueron pocas.", "es", ["puede haberlas", "fueron pocas"]),
    ("He came. She left.", "en", []),
    ("We bought nets and we sold boats,", "en", ["we sold", "we sold boats"]),
    ("", "es", []),
    ("… , ;", "en", []),
]


@pytest.mark.parametrize(("text", "language", "expected"), CASES)
def test_members(text: str, language: Language, expected: list[str]) -> None:
    words = tokens(text)
    found = [
        text[words[m.first].span.start : words[m.after - 1].span.end]
        for m in clauses(text, language)
    ]
    assert found == expected


@given(st.text(alphabet="ay, .;«»-–no", max_size=60))
def test_members_hold_words_of_any_text(text: str) -> None:
    for clause in clauses(text, "es"):
        assert 0 <= clause.first < clause.after <= len(tokens(text))
