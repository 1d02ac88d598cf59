"""Who speaks of whom: first person singular and plural, on both sides.

Spanish drops its pronouns: the verb's ending tells the person, and "quiere" may be
he, she, you (usted) or it. Without a parser the rules ask for certainty: an English
"I" is unsupported only if no Spanish word could be a first person singular.
"""

from __future__ import annotations

import re
from functools import lru_cache

from quotes.languages.phrasebook import occurrences
from quotes.languages.vocabularies import phrases
from quotes.languages.words import Token, tokens
from quotes.model import Span

# "hablo", "hablé", "haré", "dormí", "hablaba", "haría", "diera": forms that can be first person.
_MAYBE_I = re.compile(r"\w{2,}(o|é|í|aba|ía|ara|iera|era|ase|iese|oy|sé|me|melo|mela)$|^sé$")
_THIRD_ONLY = re.compile(r"\w{2,}(ó|aron|ieron|ará|erá|irá|arán|erán|irán)$")
_WE = re.compile(r"\w{2,}[aeií]mos$")


@lru_cache(maxsize=512)
def first_singular(text: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return (words that are first person singular, words that may be) of a Spanish text."""
    clear = occurrences(text, "persons", "spanish.i_clear")
    maybe = tuple(t.span for t in tokens(text) if t.wordlike and _MAYBE_I.match(t.text.lower()))
    return clear, (*clear, *maybe)


@lru_cache(maxsize=512)
def first_plural(text: str) -> tuple[Span, ...]:
    """Return the words of a Spanish text that are first person plural."""
    clear = occurrences(text, "persons", "spanish.we_clear")
    verbs = tuple(token.span for token in tokens(text) if _is_we_verb(token))
    return tuple(sorted((*clear, *verbs)))


def _is_we_verb(token: Token) -> bool:
    if token.key in phrases("persons", "spanish.not_verbs") or token.text[0].isupper():
        return False
    return bool(_WE.match(token.text.lower())) and not token.key.endswith("isimos")


def third_person(text: str) -> tuple[Span, ...]:
    """Return verbs of a Spanish text that can only be third person (or usted)."""
    return tuple(t.span for t in tokens(text) if t.wordlike and _THIRD_ONLY.match(t.text.lower()))


def english(text: str, person: str) -> tuple[Span, ...]:
    """Return the words of an English text for a person: i, we, you or third."""
    return occurrences(text, "persons", f"english.{person}")
