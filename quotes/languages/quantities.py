"""Quantities in a text: digits and words, Spanish and English, with value, unit and place.

With the units and the months and weekdays that make a number a measure or a date. Own code,
because the readers of numbers on PyPI (text2num, number-parser) give back a rewritten text
without offsets, and a finding must point at the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal

from quotes.languages.numbers import Run, roman, runs
from quotes.languages.words import Token, entries, fold, phrases, tokens, vocabulary
from quotes.model import Span

_SIGNS = re.compile(r"(?:(us\$|u\$s|usd)|(€|eur)|(£|gbp)|(cop)|(\$))\s*$", re.IGNORECASE)
_SIGN_UNITS = ("dollar", "euro", "pound", "peso", "money")


@cache
def _unit_names() -> dict[str, str]:
    units: dict[str, str] = vocabulary("numbers")["units"]
    return {word: name for name, words in units.items() for word in entries(words)}


@cache
def _after() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in sorted(_unit_names(), key=len, reverse=True))
    return re.compile(rf"\s*-?(?:(?:de|of)\s+)?({words})(?![a-z])")


def unit_named(word: str) -> str | None:
    """Return the name of the unit that a folded word is, None if it is none."""
    return _unit_names().get(word)


def unit_after(text: str, end: int) -> str | None:
    """Return the name of the unit that stands after offset `end` of `text`."""
    following = fold(text[end : end + 28].replace("°", " "))
    found = _after().match(following)
    if found:
        return _unit_names()[found.group(1)]
    return "euro" if following.lstrip().startswith("€") else None


def unit_before(text: str, start: int) -> str | None:
    """Return the name of the currency sign that stands before offset `start` of `text`.

    A bare "$" is pesos in Colombia and dollars in English: it is called "money".
    """
    found = _SIGNS.search(text[max(0, start - 5) : start])
    if not found:
        return None
    return next(name for name, group in zip(_SIGN_UNITS, found.groups(), strict=True) if group)


def convertible(left: str | None, right: str | None) -> float | None:
    """Return how many of `right` make one `left`, None if the two do not convert."""
    table: dict[str, float] = vocabulary("numbers")["conversions"]
    if f"{left} {right}" in table:
        return table[f"{left} {right}"]
    if f"{right} {left}" in table:
        return 1 / table[f"{right} {left}"]
    return None


Calendar = Literal["months", "weekdays"]
# Abbreviations and words that are other words too, unless they are written as dates are.
_ALSO_WORDS = frozenset({"may", "march", "mar", "sep", "ago", "dec", "jun", "jan", "abr", "ene"})


@cache
def _calendar_names(calendar: Calendar) -> dict[str, int]:
    table: dict[str, str] = vocabulary("dates")[calendar]
    return {word: int(number) for number, words in table.items() for word in entries(words)}


def is_month(token: Token) -> bool:
    """Return whether the token names a month (abbreviations included)."""
    return token.key in _calendar_names("months")


@lru_cache(maxsize=512)
def named(text: str, calendar: Calendar) -> tuple[tuple[int, Token], ...]:
    """Return the months (1-12) or weekdays (Monday is 1) that `text` names, in order.

    "may", "march" and short forms count only beside a figure: they are words as well.
    """
    names, words = _calendar_names(calendar), tokens(text)
    found = []
    for place, token in enumerate(words):
        number = names.get(token.key)
        if number and (token.key not in _ALSO_WORDS or _beside_figure(words, place)):
            found.append((number, token))
    return tuple(found)


def _beside_figure(words: tuple[Token, ...], place: int) -> bool:
    near = words[max(0, place - 2) : place] + words[place + 1 : place + 2]
    return any(token.text[0].isdecimal() for token in near)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity: the values it may mean, where it stands, what it counts.

    `kind` is "count", "ordinal", "date" (a year, or a day beside a month) or
    "indefinite" (thousands, cientos). `firm` is False for words too ordinary to be
    reported alone (two, second, half). `scale` is the largest scale word's factor.
    """

    text: str
    values: frozenset[float]
    span: Span
    kind: str = "count"
    unit: str | None = None
    firm: bool = True
    scale: float = 1.0
    digits: bool = False

    @property
    def value(self) -> float:
        """Return the first reading, the largest: thousands before decimals."""
        return max(self.values)


@lru_cache(maxsize=512)
def quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """Return the quantities of `text` ("es" or "en") in order."""
    words = tokens(text)
    found = [_quantity(text, words, run) for run in runs(text, words, language)]
    found += _centuries(text, words, language)
    found = _shared_units(text, sorted(found, key=lambda q: q.span))
    return tuple(sorted(found, key=lambda q: q.span))


def _shared_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """Return the quantities with the unit of a range given to both: "2 y 10 centímetros"."""
    shared = list(found)
    for place in range(len(found) - 2, -1, -1):
        one, other = found[place], shared[place + 1]
        between = text[one.span.end : other.span.start].strip().lower()
        if one.kind == "count" and between in _RANGE:
            shared[place] = _with(one, other)
        elif one.kind == "date" and between in "-–/" and _ends_range(one, other):
            year = one.value // 100 * 100 + float(other.text)
            shared[place + 1] = replace(other, kind="date", values=frozenset({year}))
    return shared


def _with(one: Quantity, other: Quantity) -> Quantity:
    """Return the first of a range with the unit of the second, and maybe its scale.

    "Entre 30.000 y 40.000 millones" and "5 to 6 million" scale both.
    """
    unit = other.unit if one.unit is None else one.unit
    scaled = other.scale > 1 and one.scale == 1 and one.digits
    values = one.values | ({v * other.scale for v in one.values} if scaled else set())
    return replace(one, unit=unit, values=frozenset(values))


def _ends_range(one: Quantity, other: Quantity) -> bool:
    """Return whether two digits end a range of years: "1620-21"."""
    plain = other.text.isdecimal() and len(other.text) == 2
    return (
        plain
        and one.text.isdecimal()
        and len(one.text) == 4
        and float(other.text) > one.value % 100
    )


_RANGE = {"y", "a", "o", "and", "to", "or", "-", "–"}


def _quantity(text: str, words: tuple[Token, ...], run: Run) -> Quantity:
    span = Span(words[run.first].span.start, words[run.last].span.end)
    unit = unit_after(text, span.end) or unit_before(text, span.start)
    kind = run.kind
    if kind == "count" and unit is None and _is_date(words, run):
        kind = "date"
    return Quantity(
        text=span.of(text),
        values=run.values,
        span=span,
        kind=kind,
        unit=unit,
        firm=run.firm or unit in ("percent", "dollar", "peso", "euro"),
        scale=run.scale,
        digits=run.digits,
    )


def _is_date(words: tuple[Token, ...], run: Run) -> bool:
    """Return whether the run is a bare year or a day that stands beside a month."""
    value = max(run.values)
    plain = run.digits and run.first == run.last and run.scale == 1
    if plain and 1100 <= value <= 2100 and words[run.first].text.isdecimal():
        return True
    near = words[max(0, run.first - 3) : run.first] + words[run.last + 1 : run.last + 4]
    return value <= 31 and any(is_month(token) for token in near)


def _centuries(text: str, words: tuple[Token, ...], language: str) -> Iterator[Quantity]:
    """Yield "siglo XX" as the ordinal 20; other Roman numerals are parts of names."""
    if language != "es":
        return
    for before, token in pairwise(words):
        value = (
            roman(token.text.upper())
            if before.key in phrases("numbers", "roman.introduced")
            else None
        )
        if value:
            yield Quantity(token.text, frozenset({float(value)}), token.span, "ordinal")
