"""Names of one text, without a parser: a pair of sentences costs a millisecond.

A name is a run of capitalised words (a sentence's first word only if it is no ordinary
word of the language).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

from quotes.languages.lexicon import back_translations, translations
from quotes.languages.words import Token, phrases, tokens
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
    known = back_translations(token.key) if language == "es" else translations(token.key)
    return not known
