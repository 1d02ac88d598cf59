"""What is put right with the English text in view: articles, and words with two senses.

Portuguese puts an article before the names of countries and firms ("a China", "da
Apple"), Spanish as a rule does not; and before a word that it does not know Apertium
takes "a" and "o" for something else than articles. The English text tells which names
had one, and which of two Spanish words is meant where Portuguese has one.
"""

from __future__ import annotations

import re
from functools import cache

from quotes.translators.pivot.tables import applied, read

NAMED = re.compile(
    r"\b(?P<article>[Ee]l|[Ll]a|[Ll]os|[Ll]as|[Dd]el|[Aa]l|a) (?P<name>\*?[A-ZÁÉÍÓÚÑ][\w'’-]*)"
)
WITHOUT = {"del": "de ", "al": "a "}


def contracted(portuguese: str) -> str:
    """Return the Portuguese with what Apertium misreads written otherwise."""
    return applied("contracted", portuguese)


def with_articles(english: str, spanish: str) -> str:
    """Return Apertium's Spanish, unknown words still marked "*", with its articles put right."""
    spanish = NAMED.sub(lambda match: _named(match, english), spanish)
    return applied("before_unknown", spanish)


def told_apart(english: str, spanish: str) -> str:
    """Return the Spanish with the words that the English text means."""
    for pattern, sign, meant in _senses():
        if sign.search(english):
            spanish = pattern.sub(lambda match, by=meant: _cased(match, by), spanish)  # type: ignore[misc]
    return spanish


def _named(match: re.Match[str], english: str) -> str:
    """Drop the article before a name that has none in the English text."""
    article, name = match["article"], match["name"]
    word = read("tables.toml")["places"].get(name.lstrip("*"), name.lstrip("*"))
    before = re.findall(rf"(\w+|^|[^\w\s])\s*\b{re.escape(word)}\b", english)
    if not before or any(words.lower() in ("the", "a", "an") for words in before):
        return match[0]
    if article == "a" and any(words.lower() in ("to", "at", "for") for words in before):
        return match[0]
    return WITHOUT.get(article.lower(), "") + name


@cache
def _senses() -> tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"\b{spanish}\b", re.IGNORECASE), re.compile(english, re.IGNORECASE), meant)
        for spanish, english, meant in read("tables.toml")["senses"]
    )


def _cased(match: re.Match[str], meant: str) -> str:
    said = match.expand(meant)
    return said[0].upper() + said[1:] if match[0][0].isupper() else said
