"""Where the terms of a glossary stand in a Spanish text, and renderings in an English one."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from quotes.languages.folding import fold
from quotes.languages.inflections import pattern
from quotes.languages.words import tokens
from quotes.model import Span

_WORD = re.compile(r"[^\W_]+")


@cache
def _parts(term: str) -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Return a pattern for each word of a Spanish term, and whether it is an acronym."""
    return tuple((pattern(word), word.isupper()) for word in _WORD.findall(term))


@lru_cache(maxsize=16384)
def spanish_spans(text: str, term: str) -> tuple[Span, ...]:
    """Return where a Spanish term in its citation form stands in `text`, in any inflection."""
    parts, words = _parts(term), [token for token in tokens(text) if token.text[0].isalnum()]
    found = []
    for place in range(len(words) - len(parts) + 1):
        window = words[place : place + len(parts)]
        if all(
            part.fullmatch(word.key) and (not capitals or word.text.isupper())
            for (part, capitals), word in zip(parts, window, strict=True)
        ):
            found.append(Span(window[0].span.start, window[-1].span.end))
    return tuple(found)


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
    folded = "".join(fold(c) if len(fold(c)) == 1 else c for c in text)
    return tuple(Span(*found.span()) for found in _rendering(rendering).finditer(folded))
