"""What the last ranking stage is told of a text."""

from __future__ import annotations

import pytest

from quotes.originals.rank_features import is_sentence


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("The bridge is ready.", True),
        ("“Is it ready?”", True),
        ("the bridge is ready.", False),
        ("The bridge", False),
    ],
)
def test_a_sentence_begins_and_ends_as_one(text: str, whole: bool) -> None:
    assert is_sentence(text) is whole
