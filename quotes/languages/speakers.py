"""Whether two names can be one person."""

from __future__ import annotations

from quotes.languages.names import near
from quotes.languages.vocabularies import phrases
from quotes.languages.words import Token, tokens


def another_person(one: str, other: str) -> bool:
    """Return whether two speakers' names share no word (titles and particles left out).

    An unnamed speaker ("a senior official", "he") can be anybody. Transliterations and
    one letter more or less are the same word.
    """
    left, right = _name(one), _name(other)
    if not left or not right:
        return False
    return not any(near(a.key, b.key) for a in left for b in right)


def _name(text: str) -> list[Token]:
    titles = phrases("no_names", "es") | phrases("no_names", "en")
    return [
        t for t in tokens(text) if t.text[0].isupper() and len(t.key) > 2 and t.key not in titles
    ]
