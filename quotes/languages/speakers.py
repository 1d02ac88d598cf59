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
    if not left or not right:
        return False
    return not any(_same(a.key, b.key) for a in left for b in right)


def _same(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) > 4 and dice(one, other) >= _SPELLED)


_SPELLED = 0.9  # "Quintero" and "Quinteros", but not "Fuentes" and "Cifuentes"


def _name(text: str) -> list[Token]:
    titles = phrases("no_names", "es") | phrases("no_names", "en")
    return [
        t for t in tokens(text) if t.text[0].isupper() and len(t.key) > 2 and t.key not in titles
    ]
