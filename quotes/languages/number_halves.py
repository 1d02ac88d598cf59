"""Halves and quarters in numbers: "7 millones y medio", "medio millón", "las tres y media"."""

from __future__ import annotations

from typing import NamedTuple

from quotes.languages.digits import table
from quotes.languages.words import Token

_PARTS = {
    "es": {"y media": 0.5, "y medio": 0.5, "y cuarto": 0.25},
    "en": {"and a half": 0.5, "and a quarter": 0.25},
}
_HALF = frozenset({"half", "medio", "media"})
_COUNTED = frozenset({"la", "una", "de", "termino"})
# What "media" is half of; after "la", "una" and "de" it is an average before any other word.
_HALVED = frozenset(
    """
    hora docena luna tonelada jornada vida noche manana tarde cuadra libra pagina vuelta parte
    naranja botella pinta milla legua
    """.split()  # noqa: SIM905 - words read best as a list
)
_RANKED = frozenset({"first", "second", "third", "fourth", "last", "this", "next", "previous"})


class Half(NamedTuple):
    """What a number means with its half, the last of its tokens, and its scale word's factor."""

    values: frozenset[float]
    last: int
    scale: float


def with_half(
    words: tuple[Token, ...], last: int, value: float, largest: float, language: str
) -> Half | None:
    """Return a number that ends at token `last` with the half that follows, None without one.

    The half is of the scale word before it ("7 millones y medio") or after it ("seven and a
    half million"); without either it may be of an hour: "las tres y media" is 3:30.
    """
    part, end = _part(words, last, language)
    if not part:
        return None
    if largest >= _THOUSAND:
        return Half(frozenset({value + part * largest}), end, largest)
    after = words[end + 1].key if end + 1 < len(words) else ""
    factor = table(language, "scale").get(after)
    if factor:
        return Half(frozenset({(value + part) * factor}), end + 1, float(factor))
    return Half(frozenset({value, value + part, *_hours(value, part, language)}), end, largest)


_THOUSAND = 1000


def _part(words: tuple[Token, ...], last: int, language: str) -> tuple[float, int]:
    """Return the share that follows a token, and its own last token; 0 if none does."""
    for size in (2, 3):
        following = " ".join(word.key for word in words[last + 1 : last + 1 + size])
        if following in _PARTS[language]:
            return _PARTS[language][following], last + size
    return 0.0, last


def _hours(value: float, part: float, language: str) -> set[float]:
    """Return the times of day that an hour with its half or quarter may be."""
    if language != "es":
        return set()
    return {hour * 100 + part * 60 for hour in (value, value + 12)} | {value + part}


def half_scale(words: tuple[Token, ...], place: int, language: str) -> Half | None:
    """Return "medio millón" and "half a million", None for a half of anything else."""
    if words[place].key not in _HALF:
        return None
    after = place + 1 + (words[place + 1 : place + 2] != () and words[place + 1].key == "a")
    factor = table(language, "scale").get(words[after].key) if after < len(words) else None
    return Half(frozenset({factor / 2}), after, float(factor)) if factor else None


def no_share(words: tuple[Token, ...], place: int) -> bool:
    """Return whether "la media" is an average, and "the third quarter" three months."""
    key, before = words[place].key, words[max(0, place - 2) : place]
    if key in {"media", "medio"} and before and before[-1].key in _COUNTED:
        return not (place + 1 < len(words) and words[place + 1].key in _HALVED)
    near = [word.key for word in before if word.key != "-"]
    return key == "quarter" and bool(near) and near[-1] in _RANKED
