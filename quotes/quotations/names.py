"""Names of people: their parts, and when two of them can be one person."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from quotes.quotations.wordlists import (
    FEMALE_NAMES,
    HONORIFICS,
    MALE_NAMES,
    PARTICLES,
    ROLES,
    SHORT_TITLES,
    more_names,
)

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "esq"})
_HONOURS = frozenset({"QC", "KC", "SC", "MP", "MEP", "MSP", "OBE", "MBE", "CBE", "SJ", "RN"})
_POSSESSIVE = re.compile(r"['’]s?$")
_ARTICLES = re.compile(r"^(?:the|an?) ")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in parts, folded to plain lower case: honorifics and titles, the rest, a suffix.

    `parts` are the given names and surnames in order, particles joined to the
    surname that follows ("de la cruz"); `shown` is the name as written, untitled.
    """

    shown: str
    titles: tuple[str, ...]
    parts: tuple[str, ...]
    suffix: str = ""

    @property
    def is_full(self) -> bool:
        """Say whether the name has a given name and a surname."""
        return len(self.parts) > 1


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """Return a word in lower case without accents and without its final point."""
    plain = unicodedata.normalize("NFD", word.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).strip(".,;:'’\"“”()[]")


def key_of(name: str) -> str:
    """Return a speaker's name as it is compared: folded, without an article."""
    return _ARTICLES.sub("", " ".join(folded(word) for word in name.split()))


def parse_name(text: str) -> Name:
    """Split a written name into titles, name parts and suffix."""
    tokens = [t for t in re.split(r"\s+", _POSSESSIVE.sub("", text.strip())) if folded(t)]
    titles: list[str] = []
    while tokens and len(tokens) > 1 and is_title(tokens[0]):
        titles.append(SHORT_TITLES.get(folded(tokens[0]), folded(tokens[0])))
        tokens.pop(0)
    while len(tokens) > 2 and tokens[-1].strip(",") in _HONOURS:  # "Ana Mejía QC"
        tokens.pop()
    suffix = ""
    if len(tokens) > 1 and folded(tokens[-1]) in _SUFFIXES:
        suffix = folded(tokens.pop())
    written = {"jr": " Jr.", "sr": " Sr.", "ii": " II", "iii": " III", "iv": " IV"}
    shown = " ".join(tokens).rstrip(",") + written.get(suffix, "")
    return Name(shown, tuple(titles), _joined(tokens), suffix)


def is_title(token: str) -> bool:
    """Say whether a token before a name is a title: "Sec.", "President", "Mr.", "Vice"."""
    word = folded(token).removeprefix("ex-").removeprefix("co-")
    word = word[:-1] if word.endswith("s") and word[:-1] in ROLES else word  # "Presidents X and Y"
    return (
        word in HONORIFICS
        or (word in SHORT_TITLES and (token.endswith(".") or word != "del"))
        or word in ROLES
        or word in {"vice", "rear", "former", "ex-president", "foreign", "prime", "first", "acting"}
    )


def _joined(tokens: list[str]) -> tuple[str, ...]:
    parts: list[str] = []
    held: list[str] = []
    for token in tokens:
        word = folded(token)
        if word in PARTICLES and (parts or len(tokens) > 1):
            held.append(word)
        elif word:
            parts.append(" ".join([*held, word]))
            held = []
    return tuple(parts + ([" ".join(held)] if held and parts else []))


def could_be(short: Name, full: Name) -> bool:
    """Say whether a name can be a shorter or equal form of another.

    "Petro", "Gustavo Petro" fit "Gustavo Petro Urrego"; "García" fits
    "García-Peña"; "Donald Trump" does not fit "Donald Trump Jr.".
    """
    if (short.suffix or short.is_full) and short.suffix != full.suffix:
        return False
    if not short.parts or not full.parts:
        return False
    if not short.is_full:
        return _matches(short.parts[0], full.parts[1:] or full.parts) or (
            not short.titles and short.parts[0] == full.parts[0]
        )
    given = short.parts[0] == full.parts[0] or _is_initial(short.parts[0], full.parts[0])
    given = given or (len(full.parts) > 2 and short.parts[0] in full.parts[:2])
    return given and all(_matches(part, full.parts[1:]) for part in short.parts[1:])


def _matches(part: str, parts: tuple[str, ...]) -> bool:
    return any(
        part == other
        or part in re.split(r"[-–]", other)
        or part == other.split()[-1]
        or _is_initial(part, other)
        for other in parts
    )


def _is_initial(one: str, other: str) -> bool:
    return len(one) == 1 and other.startswith(one)


# Which gender a common English or Spanish given name shows

_EITHER = frozenset({"joshua", "luca", "nikita", "mustafa", "ezra", "sasha", "misha", "mitsuko"})


def gender_of(given: str) -> str | None:
    """Return "male", "female" or None for a given name that is not in the lists."""
    word = folded(given)
    if word in MALE_NAMES:
        return "male"
    return "female" if word in FEMALE_NAMES else None


def gender_shown(name: Name) -> str | None:
    """Return the gender that a person's given name shows, None where no list has it as one's.

    Unlike `gender_of`, whose names are so common that they tell a person's name from a place's.
    """
    given = name.parts[0].split()[0]
    return gender_of(given) or more_names().get(folded(given))


def by_ending(name: Name) -> str | None:
    """Return the gender that the ending of a full name's given name shows, as in Spanish.

    A guess for names that are in no list and of which the article says nothing else.
    """
    given = name.parts[0].split()[0]
    if len(given) < 4 or given in _EITHER:
        return None
    return {"a": "female", "o": "male"}.get(given[-1])
