"""Numbers written in words: "dos mil quinientos", "fifty-one", "twenty-first"."""

from __future__ import annotations

from typing import NamedTuple

from quotes.languages.digits import table
from quotes.languages.number_halves import with_half
from quotes.languages.number_sums import fits, multiplied, year
from quotes.languages.vocabularies import phrases
from quotes.languages.words import Token

# "noventa y un días", "fifty-one", but "dos y un paquete" are two numbers
_ONES = {"es": frozenset({"un", "uno", "una"}), "en": frozenset({"one"})}
_JOINED = {"es": "y", "en": "-"}
_TENS = 20
_LONE_FIRM = 13  # number words from here on are written for their value alone
_THOUSAND = 1000.0
_SECOND, _TEN = 2.0, 10.0
_PAIR = 2


class Compound(NamedTuple):
    """A number in words: its last token, the values it may mean, kind, firmness and scale."""

    last: int
    values: frozenset[float]
    kind: str
    firm: bool
    scale: float


def compound(words: tuple[Token, ...], place: int, language: str) -> Compound | None:
    """Return the longest number written in words that starts at `place`."""
    parts, last, largest = _summed(words, place, language)
    if not parts:
        return None
    value, kind = year(parts) or sum(parts), "count"
    rank = _rank(words, last, parts, language)
    half = with_half(words, last, value, largest, language)
    spelled = largest > 1 and not (last == place and words[place].key in {"mil", "docena"})
    found = frozenset({value})
    if rank:
        lasting = {value} if rank == _SECOND else set()  # "a thirty-second clip"
        found, last, kind = frozenset({value + rank, *lasting}), last + 2, "ordinal"
    elif half:
        found, last, largest = half.values, half.last, half.scale
    firm = value >= _LONE_FIRM or spelled or largest >= _THOUSAND
    return Compound(last, found, kind, firm, largest)


def _summed(words: tuple[Token, ...], place: int, language: str) -> tuple[list[float], int, float]:
    """Return the parts of a number in words, its last token, and its largest scale factor."""
    small, scale = table(language, "small"), table(language, "scale")
    parts: list[float] = []
    last, at, largest = place, place, 1.0
    while at < len(words):
        key = words[at].key
        if key in small and fits(parts, small[key]):
            parts.append(float(small[key]))
        elif key in _ONES[language] and _after_tens(words, at, parts, language):
            parts.append(1.0)
        elif key in scale:
            largest = max(largest, scale[key])
            parts = multiplied(parts, float(scale[key]))
        elif key in phrases("number_joints", language) and last == at - 1 and at > place:
            at += 1
            continue
        else:
            break
        last, at = at, at + 1
    return parts, last, largest


def _after_tens(words: tuple[Token, ...], at: int, parts: list[float], language: str) -> bool:
    """Return whether "un" or "one" belongs to the tens before it: "noventa y un", "fifty-one"."""
    return bool(parts) and words[at - 1].key == _JOINED[language] and parts[-1] >= _TENS


def _rank(words: tuple[Token, ...], last: int, parts: list[float], language: str) -> float:
    """Return what an ordinal adds to the tens before it: 1 in "twenty-first", 0 without one."""
    after = [word.key for word in words[last + 1 : last + 3]]
    if language != "en" or len(after) < _PAIR or after[0] != "-" or parts[-1] < _TENS:
        return 0.0
    value = 1.0 if after[1] == "first" else float(table("en", "ordinal").get(after[1], 0))
    return value if value < _TEN else 0.0
