"""Runs of tokens that make one number: "dos mil quinientos millones", "2.5 billion", "1990s"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quotes.languages.digits import clock, table, values
from quotes.languages.number_compounds import compound
from quotes.languages.number_halves import half_scale, no_share, with_half
from quotes.languages.words import Token

_SUFFIX = re.compile(r"(st|nd|rd|th|s|k|m|bn|tn|km|kg|am|pm|h|ft|mi|cm|mm|ha|years?)$")
_SUFFIX_SCALE = {"k": 1e3, "m": 1e6, "bn": 1e9, "tn": 1e12}
_THREE = re.compile(r"\d{3}|[1-9]\d{0,2}")
_ORDINAL_SUFFIX = {"st", "nd", "rd", "th"}
_THOUSAND = 1e3
_CURRENCIES = frozenset("$€£¥")  # "$400m" is millions, "400m" may be metres


@dataclass(frozen=True, slots=True)
class Run:
    """Tokens `first` to `last` (inclusive) and the values they may mean together."""

    first: int
    last: int
    values: frozenset[float]
    kind: str
    firm: bool
    scale: float = 1.0
    digits: bool = False


def runs(text: str, words: tuple[Token, ...], language: str) -> Iterator[Run]:
    """Yield the numbers of `text`, cut in `words`, from left to right."""
    place = 0
    while place < len(words):
        run = _run(text, words, place, language)
        if run:
            yield run
        place = run.last + 1 if run else place + 1


def _run(text: str, words: tuple[Token, ...], place: int, language: str) -> Run | None:
    token = words[place]
    if token.text[0].isdecimal():
        return _digits(text, words, place, language)
    if token.key == "ciento" and place and words[place - 1].key == "por":
        return None
    after = place + 2 if place + 2 < len(words) and words[place + 1].key == "-" else place + 1
    if after < len(words) and _fraction(words, after, language):
        return None  # the "two" of "two thirds"
    written = token.key in table(language, "scale") and token.key not in {"bn", "tn"}
    if written or token.key in table(language, "small"):
        found = compound(words, place, language)
        return Run(place, *found) if found else None
    return _single(words, place, language)


def _single(words: tuple[Token, ...], place: int, language: str) -> Run | None:
    """Return an ordinal, a fraction or an indefinite plural that stands alone."""
    key = words[place].key
    part, whole = _fraction(words, place, language), half_scale(words, place, language)
    if part:
        return part
    if whole:
        return Run(place, whole.last, whole.values, "count", whole.scale >= _THOUSAND, whole.scale)
    if no_share(words, place):
        return None
    if [word.key for word in words[place : place + 3]] == ["miles", "de", "millones"]:
        return Run(place, place + 2, frozenset({1e9}), "indefinite", True, 1e9)
    for kind in ("ordinal", "fraction", "indefinite"):
        if key in table(language, kind):
            value = float(table(language, kind)[key])
            firm = kind == "indefinite" and value >= 1000
            lower, last = _lower(words, place, value, language) if kind == "ordinal" else (0, place)
            found = frozenset({value + lower})
            return Run(place, last, found, kind, firm, value if firm else 1.0)
    return None


def _lower(words: tuple[Token, ...], place: int, value: float, language: str) -> tuple[float, int]:
    """Return what the next ordinal adds, and the last token: 5 in "trigésimo quinto"."""
    after = place + 1 + (words[place + 1 : place + 2] != () and words[place + 1].key == "-")
    if language == "es" and value >= _TENS and after < len(words):
        lower = float(table(language, "ordinal").get(words[after].key, 0))
        if 0 < lower < _TEN:
            return lower, after
    return 0.0, place


_TENS, _TEN = 20, 10


def _fraction(words: tuple[Token, ...], place: int, language: str) -> Run | None:
    """Return "a third", "two thirds", "tercera parte": a share, not a rank."""
    key = words[place].key.removesuffix("s")
    plural = words[place].key != key and key != ""
    share = {"third": 3, "quarter": 4, "fifth": 5, "tercio": 3, "quinto": 5, "tenth": 10}.get(key)
    following = words[place + 1].key if place + 1 < len(words) else ""
    hyphen = place > 1 and words[place - 1].key == "-"
    before = words[place - 1 - hyphen].key if place else ""
    if language == "es" and following == "parte":
        share, plural = {"tercera": 3, "cuarta": 4, "quinta": 5, "decima": 10}.get(key), True
    if share is None or not (plural or (before in {"a", "one", "un"} and following == "of")):
        return None
    count = table(language, "small").get(before, 1)
    return Run(place, place, frozenset({round(count / share, 4)}), "fraction", False)


def _digits(text: str, words: tuple[Token, ...], place: int, language: str) -> Run | None:
    token = words[place]
    start = token.span.start
    if start and (text[start - 1].isalpha() or text[start - 1] == "_"):
        return None  # MP3, G20: part of a name
    found, last, kind = values(token.text, language), place, "count"
    found |= clock(token.text, [w.key for w in words[place + 1 : place + 5]])
    suffix = _suffix(words, place)
    scale = 1.0
    if suffix is not None:
        last, kind = place + 1, "ordinal" if suffix in _ORDINAL_SUFFIX else "count"
        scale = _SUFFIX_SCALE.get(suffix, 1.0)
        last = place + 1 if suffix in {*_ORDINAL_SUFFIX, *_SUFFIX_SCALE, "s"} else place
    metres = suffix == "m" and text[start - 1 : start] not in _CURRENCIES
    scaled = frozenset(v * scale for v in found) | (found if metres else frozenset())
    found, last, factor = _scaled(words, scaled, last, language)
    half = with_half(words, last, max(found), factor, language) if factor > 1 else None
    if half:
        found, last = half.values, half.last
    return Run(place, last, found, kind, True, scale * factor, True)


def _suffix(words: tuple[Token, ...], place: int) -> str | None:
    """Return the letters glued to a figure ("20th", "$3m"), None if there are none."""
    if place + 1 >= len(words) or words[place + 1].span.start != words[place].span.end:
        return None
    key = words[place + 1].key
    return key if _SUFFIX.match(key) else None


def _scaled(
    words: tuple[Token, ...], found: frozenset[float], last: int, language: str
) -> tuple[frozenset[float], int, float]:
    """Return values, last token and factor after the scale words that follow a figure.

    "700-billion", "450 millions", and the Mexican "55 mil 053" and "5 millones 143 mil".
    """
    factor, scale = 1.0, table(language, "scale")
    while last + 1 < len(words):
        step = 2 if words[last + 1].key in "-+" and last + 2 < len(words) else 1
        key = words[last + step].key
        if tuple(w.key for w in words[last + 1 : last + 4]) == ("miles", "de", "millones"):
            key, step = "millones", 3
            factor *= 1e3
        key = key if key in scale or language == "es" else key.removesuffix("s")
        if key not in scale:
            break
        factor *= scale[key]
        last += step
    found = frozenset(value * factor for value in found)
    return (*_rest(words, found, last, factor), factor)


def _rest(
    words: tuple[Token, ...], found: frozenset[float], last: int, factor: float
) -> tuple[frozenset[float], int]:
    """Return values and last token with the lower figures that follow a scale word added."""
    while factor >= 1e3 and last + 1 < len(words) and _THREE.fullmatch(words[last + 1].text):
        lower, last = float(words[last + 1].text), last + 1
        more = last + 1 < len(words) and factor > 1e3 and words[last + 1].key == "mil"
        found = frozenset(value + lower * (1e3 if more else 1) for value in found)
        last, factor = last + more, 1e3 if more else 1.0
    return found, last
