"""Units after or before a figure: percent, points, currencies, times, measures."""

from __future__ import annotations

import re
from functools import cache

from quotes.languages.folding import fold
from quotes.languages.vocabularies import entries, vocabulary

_BEFORE = re.compile(r"(?:(us\$|u\$s|usd)|(€|eur)|(£|gbp)|(cop)|(\$))\s*$", re.IGNORECASE)
_BEFORE_NAMES = ("dollar", "euro", "pound", "peso", "money")


@cache
def _names() -> dict[str, str]:
    units: dict[str, str] = vocabulary("numbers")["units"]
    return {word: name for name, words in units.items() for word in entries(words)}


@cache
def _after() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in sorted(_names(), key=len, reverse=True))
    return re.compile(rf"\s*-?(?:(?:de|of)\s+)?({words})(?![a-z])")


def unit_after(text: str, end: int) -> str | None:
    """Return the name of the unit that stands after offset `end` of `text`."""
    following = fold(text[end : end + 28].replace("°", " "))
    found = _after().match(following)
    if found:
        return _names()[found.group(1)]
    return "euro" if following.lstrip().startswith("€") else None


def unit_before(text: str, start: int) -> str | None:
    """Return the name of the currency sign that stands before offset `start` of `text`.

    A bare "$" is pesos in Colombia and dollars in English: it is called "money".
    """
    found = _BEFORE.search(text[max(0, start - 5) : start])
    if not found:
        return None
    return next(name for name, group in zip(_BEFORE_NAMES, found.groups(), strict=True) if group)


def convertible(left: str | None, right: str | None) -> float | None:
    """Return how many of `right` make one `left`, None if the two do not convert."""
    table: dict[str, float] = vocabulary("numbers")["conversions"]
    if f"{left} {right}" in table:
        return table[f"{left} {right}"]
    if f"{right} {left}" in table:
        return 1 / table[f"{right} {left}"]
    return None
