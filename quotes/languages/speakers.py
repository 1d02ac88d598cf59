"""Whether two names can be one person."""

from __future__ import annotations

from quotes.languages.vocabularies import phrases
from quotes.languages.words import Token, dice, tokens


def another_person(one: str, other: str) -> bool:
    """Return whether two speakers' names share no word (titles and particles left out).

    An unnamed speaker ("a senior official", "he") can be anybody. Transliterations and
    one letter more or less are the same word.
    """
    left, right = _name(one), _name(other)
    titles = phrases("no_names", "es") | phrases("no_names", "en")
    if min(len(left), len(right)) < _NAMED:
        return False
    return not any(_same(a.key, b.key) for a in left for b in right if a.key not in titles)


def named_in(name: str, text: str) -> bool:
    """Return whether a text holds a word of a name, its titles left out: "doña Carmen"."""
    titles = phrases("no_names", "es") | phrases("no_names", "en")
    words = [t.key for t in _name(name) if t.key not in titles]
    return any(_same(word, t.key) for word in words for t in tokens(text) if t.text[0].isupper())


_NAMED = 2  # a first name and a surname, or a title and a surname


def _same(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) > 4 and dice(one, other) >= _SPELLED)


_SPELLED = 0.9  # "Quintero" and "Quinteros", but not "Fuentes" and "Cifuentes"


def _name(text: str) -> list[Token]:
    """Return the words of a person's name; a title before a surname counts as a word."""
    words = [t for t in tokens(text) if t.text[0].isupper() and len(t.key) > 2]
    words = [t for t in words if t.key not in phrases("function_words", "english")]
    if all(t.key in phrases("no_names", "en") | phrases("no_names", "es") for t in words):
        return []
    return words
