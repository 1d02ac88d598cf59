"""Months and weekdays in both languages."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal

from quotes.languages.vocabularies import entries, vocabulary
from quotes.languages.words import Token, tokens

Calendar = Literal["months", "weekdays"]
# Abbreviations and words that are other words too, unless they are written as dates are.
_ALSO_WORDS = frozenset({"may", "march", "mar", "sep", "ago", "dec", "jun", "jan", "abr", "ene"})


@cache
def _names(calendar: Calendar) -> dict[str, int]:
    table: dict[str, str] = vocabulary("dates")[calendar]
    return {word: int(number) for number, words in table.items() for word in entries(words)}


def is_month(token: Token) -> bool:
    """Return whether the token names a month (abbreviations included)."""
    return token.key in _names("months")


@lru_cache(maxsize=512)
def named(text: str, calendar: Calendar) -> tuple[tuple[int, Token], ...]:
    """Return the months (1-12) or weekdays (Monday is 1) that `text` names, in order.

    "may", "march" and short forms count only beside a figure: they are words as well.
    """
    names, words = _names(calendar), tokens(text)
    found = []
    for place, token in enumerate(words):
        number = names.get(token.key)
        if number and (token.key not in _ALSO_WORDS or _beside_figure(words, place)):
            found.append((number, token))
    return tuple(found)


def _beside_figure(words: tuple[Token, ...], place: int) -> bool:
    near = words[max(0, place - 2) : place] + words[place + 1 : place + 2]
    return any(token.text[0].isdecimal() for token in near)
