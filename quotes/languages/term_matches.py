"""Where the terms of a glossary stand in a Spanish text, and renderings in an English one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, TypeVar

from quotes.languages.folding import fold
from quotes.languages.inflections import pattern
from quotes.languages.vocabularies import phrases
from quotes.languages.words import Token, tokens
from quotes.model import FalseFriend, Span, Term

Entry = TypeVar("Entry", Term, FalseFriend)
_WORD = re.compile(r"[^\W_]+")


@cache
def _parts(term: str) -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Return a pattern for each word of a Spanish term, and whether it is an acronym."""
    return tuple((pattern(word), word.isupper()) for word in _WORD.findall(term))


@lru_cache(maxsize=512)
def _words(text: str) -> dict[str, list[tuple[int, Token]]]:
    """Return the words of a text by their first two and three letters, with their order."""
    found: dict[str, list[tuple[int, Token]]] = {}
    for place, token in enumerate(_plain(text)):
        for opening in {token.key[:_SHORT], token.key[:_OPENING]}:
            found.setdefault(opening, []).append((place, token))
    return found


@lru_cache(maxsize=512)
def _plain(text: str) -> tuple[Token, ...]:
    return tuple(token for token in tokens(text) if token.text[0].isalnum())


_OPENING = 3  # letters that every inflected form shares with its citation form
_SHORT = 2  # letters of the shortest words


def spanish_spans(text: str, term: str) -> tuple[Span, ...]:
    """Return where a Spanish term in its citation form stands in `text`, in any inflection."""
    candidates = _words(text).get(_opening(term))
    if not candidates:
        return ()
    parts, words, found = _parts(term), _plain(text), []
    for place, _ in candidates:
        window = words[place : place + len(parts)]
        if len(window) == len(parts) and all(map(_fits, parts, window)):
            found.append(Span(window[0].span.start, window[-1].span.end))
    return tuple(found)


def likely(text: str, entries: Sequence[Entry]) -> list[Entry]:
    """Return the glossary entries whose Spanish words may stand in `text`, in their order."""
    index = _index(entries)
    found = [pair for opening in _words(text) for pair in index.get(opening, ())]
    return [entry for _, entry in sorted(found, key=lambda pair: pair[0])]


_indices: dict[int, tuple[Sequence[Any], dict[str, list[tuple[int, Any]]]]] = {}
_KEPT = 16  # glossaries of which the index is kept


def _index(entries: Sequence[Entry]) -> dict[str, list[tuple[int, Entry]]]:
    """Return the entries by the first letters of their Spanish words, with their order."""
    held = _indices.get(id(entries))
    if held and held[0] is entries:
        return held[1]
    index: dict[str, list[tuple[int, Entry]]] = {}
    for number, entry in enumerate(entries):
        index.setdefault(_opening(entry.spanish), []).append((number, entry))
    if len(_indices) >= _KEPT:
        _indices.clear()
    _indices[id(entries)] = entries, index
    return index


@cache
def _opening(term: str) -> str:
    """Return the first letters of the first word of a term."""
    first = _WORD.search(fold(term))
    return first.group()[:_OPENING] if first else ""


def _fits(part: tuple[re.Pattern[str], bool], word: Token) -> bool:
    form, capitals = part
    if word.key in phrases("function_words", "spanish") and word.key not in form.pattern:
        return False  # "para" is no form of "paro"
    return bool(form.fullmatch(word.key)) and (not capitals or word.text.isupper())


@cache
def _rendering(words: str) -> re.Pattern[str]:
    """Return what matches an English rendering, with plural and verb endings on its last word."""
    parts = [re.escape(part) for part in fold(words).split()]
    last = re.sub(r"y$", "(?:y|ie)", parts[-1])
    last = re.sub(r"e$", "e?", last) if len(parts[-1]) > 4 else last
    joined = r"[\s-]+".join([*parts[:-1], last])
    return re.compile(rf"(?<![\w-]){joined}(?:s|es|d|ed|ing|'s)?(?![\w])")


@lru_cache(maxsize=16384)
def english_spans(text: str, rendering: str) -> tuple[Span, ...]:
    """Return where an English rendering stands in `text`, without regard to case.

    Accents are looked past where folding keeps the length of the text.
    """
    return tuple(Span(*found.span()) for found in _rendering(rendering).finditer(_folded(text)))


@lru_cache(maxsize=512)
def _folded(text: str) -> str:
    """Return the text folded letter by letter, so that offsets hold."""
    return "".join(fold(c) if len(fold(c)) == 1 else c for c in text)
