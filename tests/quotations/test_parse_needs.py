"""Quotations and speakers are the same where only the sentences near them have a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from quotes.model import Quotation, Span
from quotes.quotations import find, needs_tree

if TYPE_CHECKING:
    from quotes.parsing import Parser

FAR = """The ferry between Puerto Almendro and Piedra Mansa has run since the harbour was built.

Mayor Rosalba Quintero Vélez opened the new pier in March, with a band and two tugboats.

Wilmer Rojas, a ferryman for thirty years, sold his boat in the same week and bought a lorry.

The council voted twice on the price of a ticket. Nobody came to the second vote."""
NEAR = """On Monday the mayor went to see the pumps.

“We did not sell them. They were never ours. Whoever says so has not read the contract,” Quintero
said. She asked for a count.

The ferryman did not agree. “I carried them to the boat myself,” he said."""
END = """The pumps were bought in the year of the flood. They ran for nine years without repair.

A second vote is set for June. The bank has not said what it will lend.

The harbour has two cranes. One of them works."""
TEXTS = [
    f"{FAR}\n\n{NEAR}\n\n{END}".replace("Quintero\nsaid", "Quintero said"),
    f"{END}\n\n{NEAR}\n\n{FAR}".replace("Quintero\nsaid", "Quintero said"),
    FAR,
]


@pytest.mark.slow
@pytest.mark.parametrize("text", TEXTS)
def test_the_same_is_found(text: str, parser: Parser) -> None:
    full, needed = parser.parse(text), parser.parse(text, trees=needs_tree)
    assert [_shown(q) for q in find(text, needed)] == [_shown(q) for q in find(text, full)]
    with_tree = sum(any(w.head >= 0 for w in s.words) for s in needed.sentences)
    assert with_tree < len(full.sentences) == len(needed.sentences)
    assert needed.entities == full.entities


def _shown(quotation: Quotation) -> tuple[object, ...]:
    speaker = quotation.speaker
    return (quotation.kind, quotation.segments, quotation.cue, speaker and speaker.name)


def test_far_and_inner_sentences_need_no_tree() -> None:
    text = "One.\nTwo.\nThree.\n“Four. Five. Six,” she said.\nSeven.\nEight."
    words = ["One.", "Two.", "Three.", "“Four.", "Five.", "Six,” she said.", "Seven.", "Eight."]
    spans = [Span(text.index(word), text.index(word) + len(word)) for word in words]
    wanted = [w for w, need in zip(words, needs_tree(text, spans), strict=True) if need]
    assert wanted == ["Two.", "Three.", "“Four.", "Six,” she said.", "Seven."]
