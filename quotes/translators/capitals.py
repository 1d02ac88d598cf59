"""Texts in capitals: translated in small letters, since the models know few capitals."""

from __future__ import annotations

import re

SHOUTED = 0.8  # share of capitals among the letters; acronyms in a sentence stay far below
WORDS = 2


def lowered(text: str) -> str:
    """Return a text that is all in capitals as a sentence, any other unchanged."""
    return text[:1] + text[1:].lower() if shouted(text) else text


def raised(text: str, answer: str) -> str:
    """Return the answer in capitals where the text is."""
    return answer.upper() if shouted(text) else answer


def shouted(text: str) -> bool:
    """Return whether a text of two words or more is written in capitals."""
    letters = [char for char in text if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    words = re.findall(r"[^\W\d_]{2,}", text)
    return len(words) >= WORDS and capitals >= SHOUTED * len(letters)
