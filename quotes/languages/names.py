"""Names of one text, without a parser: a pair of sentences costs a millisecond.

A name is a run of capitalised words (a sentence's first word only if it is no ordinary
word of the language).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby, pairwise

from quotes.languages.words import Token, dice, phrases, tokens
from quotes.model import Span

_JOINTS = frozenset(
    {"de", "del", "la", "las", "los", "y", "of", "the", "van", "von", "da", "al", "el"}
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name: its capitalised words, its span, and whether it opens a sentence."""

    words: tuple[Token, ...]
    span: Span
    opening: bool = False

    @property
    def sure(self) -> bool:
        """Return whether it is surely a name: not a lone unknown word that opens a sentence."""
        return not self.opening or len(self.words) > 1


@lru_cache(maxsize=512)
def names(text: str, language: str) -> tuple[Name, ...]:
    """Return the names of `text` ("es" or "en") in order; none if it is all in capitals."""
    if text.isupper() or text.islower() or _titled(text):
        return ()
    words = tokens(text)
    marked = [(_is_name(words, place, language), token) for place, token in enumerate(words)]
    found = []
    opening = {words[0].span.start} if words else set()
    opening |= {b.span.start for a, b in pairwise(words) if not (a.wordlike or a.text in ",'’-(")}
    for is_name, run in groupby(_joined(marked), key=lambda pair: pair[0]):
        parts = tuple(token for _, token in run if token.key not in _JOINTS)
        if is_name and parts:
            first, last = parts[0].span, parts[-1].span
            found.append(Name(parts, Span(first.start, last.end), first.start in opening))
    return tuple(found)


def _joined(marked: list[tuple[bool, Token]]) -> list[tuple[bool, Token]]:
    """Return the marks with "de", "of" … between two name words marked as well."""
    found = list(marked)
    for place in range(1, len(marked) - 1):
        inside = marked[place - 1][0] and marked[place + 1][0]
        if inside and marked[place][1].key in _JOINTS:
            found[place] = (True, marked[place][1])
    return found


def _titled(text: str) -> bool:
    """Return whether nearly every word is capitalised, as in a headline."""
    words = [token for token in tokens(text) if token.wordlike and len(token.text) > 3]
    return len(words) > 4 and sum(t.text[0].isupper() for t in words) > 0.8 * len(words)


def _is_name(words: tuple[Token, ...], place: int, language: str) -> bool:
    token = words[place]
    if (
        not token.text[0].isupper()
        or len(token.key) < 2
        or token.key in phrases("no_names", language)
    ):
        return False
    if token.text.isupper() and len(token.text) > 6:
        return False  # shouted, not named
    if token.key in phrases("function_words", "spanish" if language == "es" else "english"):
        return False
    if place and (words[place - 1].wordlike or words[place - 1].text in ",'’-("):
        return True
    from quotes.languages.lexicon import back_translations, translations  # noqa: PLC0415 - numpy

    known = back_translations(token.key) if language == "es" else translations(token.key)
    return not known


# --- Whether two names can be one person.

_SURE = 2  # words of a name that is somebody's: a first name and a surname, a title and a surname
_INITIALS = 3  # letters of a label that may be somebody's initials
_ALIKE = 0.9  # "Quintero" and "Quinteros", but not "Fuentes" and "Cifuentes"


def another_person(one: str, other: str) -> bool:
    """Return whether two speakers' names share no word (titles and particles left out).

    An unnamed speaker ("a senior official", "he") can be anybody, and somebody speaks for a
    body ("the Ministry of Water"). With one letter more or less a long word is the same.
    """
    left, right = _of_person(one), _of_person(other)
    if min(len(left), len(right)) < _SURE:
        return False
    return not any(_same(a, b) for a in _without_titles(left) for b in right)


def differently_named(one: str, other: str) -> bool:
    """Return whether two persons' names share no word, titles and offices left out.

    An ordinary word alone ("Producción") may be a role or a body, three letters initials.
    """
    left, right = own_words(one), own_words(other)
    if not (_tells(left) and _tells(right)):
        return False
    return not any(_same(a, b) for a in left for b in right)


def _tells(words: list[str]) -> bool:
    from quotes.languages.lexicon import seen  # noqa: PLC0415 - numpy

    return len(words) > 1 or any(len(w) > _INITIALS and not seen(w, "es") for w in words)


def another_surname(one: str, other: str) -> bool:
    """Return whether a surname alone is none of a full name: "Menjura", "Rosalba Quintero".

    So transcripts call those who speak, and articles ("Dr Quintero", with a title).
    """
    surname, full = own_words(one), own_words(other)
    if len(full) == 1 and _titled_name(other):
        surname, full = full, surname
    return len(surname) == 1 < len(full) and differently_named(one, other)


def _titled_name(name: str) -> bool:
    """Return whether a name begins with a title: "Dr Quintero"."""
    words = tokens(name)
    return bool(words) and words[0].key.strip(".") in _titles()


def own_words(name: str) -> list[str]:
    """Return the words of a person's name as compared, without titles and offices."""
    roles = phrases("speech", "spanish.roles")
    return [word for word in _without_titles(_of_person(name)) if word not in roles]


def one_person(one: str, other: str) -> bool:
    """Return whether all words of the shorter of two names stand in the longer, titles left out.

    "Ingeniera Ospino" is "Marcela Ospino"; an unnamed speaker is nobody.
    """
    short, long = sorted((_without_titles(_of_person(name)) for name in (one, other)), key=len)
    return bool(short) and all(any(_same(a, b) for b in long) for a in short)


def named_in(name: str, text: str) -> bool:
    """Return whether a text holds a word of a name, its titles left out: "doña Carmen"."""
    written = [token.key for token in tokens(text) if token.text[0].isupper()]
    return any(_same(a, b) for a in _without_titles(_of_person(name)) for b in written)


def _same(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) > 4 and dice(one, other) >= _ALIKE)


def _of_person(text: str) -> list[str]:
    """Return the words of a person's name; a title before a surname counts as a word."""
    words = [token.key for token in tokens(text) if token.text[0].isupper() and len(token.key) > 2]
    if _bodies().intersection(words):
        return []
    words = [word for word in words if word not in phrases("function_words", "english")]
    return words if _without_titles(words) else []


def _without_titles(words: list[str]) -> list[str]:
    return [word for word in words if word not in _titles()]


@cache
def _bodies() -> frozenset[str]:
    return phrases("speech", "spanish.bodies") | phrases("speech", "english.bodies")


@cache
def _titles() -> frozenset[str]:
    return phrases("no_names", "es") | phrases("no_names", "en")
