"""Tense on both sides: past, present, future, by forms that can be nothing else.

Certainty before coverage: a Spanish text is called future only by endings in -rá(n),
-ré, -remos and "va a"; past only by preterites, imperfects and compound forms.
"""

from __future__ import annotations

import re
from functools import lru_cache

from quotes.languages.folding import fold
from quotes.languages.phrasebook import occurrences
from quotes.languages.vocabularies import phrases
from quotes.languages.words import mid_capitals, tokens
from quotes.model import Span

_ES_PAST = re.compile(
    r"\w{2,}([aei]ó|[^aeiou\W]ó|aron|ieron|yeron|jeron|aba|aban|ábamos|ían|ía|aste|iste)$"
)
_ES_FUTURE = re.compile(r"\w{2,}(rá|rán|ré|rás|remos|ría|rían|ríamos)$")
_ES_SIMPLE_FUTURE = re.compile(r"\w{2,}(rá|rán|ré|remos)$")
_ES_GOING = re.compile(
    r"\b(voy|vas|va|vamos|van)\s+a\s+(\w+[aei]r)(?:se|lo|la|los|las|le|les|nos|me)?\b",
    re.IGNORECASE,
)
_ES_CONDITIONAL = re.compile(r"\w+(?:[aei]r|[nl]dr|br|podr|har|dir)ía(?:n|mos)?$")
_NO_VERBS = frozenset({"mar", "lugar", "hogar", "bar", "par", "azar", "ayer", "taller", "lunar"})
_ES_SUBJUNCTIVE = re.compile(r"\w{2,}(ara|aran|iera|ieran|ase|iese)$")
_EN_PAST = re.compile(r"\w{2,}ed$")


@lru_cache(maxsize=512)
def spanish_tense(text: str, tense: str) -> tuple[Span, ...]:
    """Return the words of a Spanish text that are "past", "present" or "future" forms."""
    listed = occurrences(text, "tenses", f"spanish.{tense}")
    if tense == "present":
        return listed
    endings = _ES_PAST if tense == "past" else _ES_FUTURE
    return tuple(sorted((*listed, *_ending(text, endings))))


def spanish_future_verbs(text: str) -> tuple[Span, ...]:
    """Return the verbs that can only be future: -rá(n), -ré, -remos, and "va a" + infinitive."""
    going = tuple(
        Span(*found.span()) for found in _ES_GOING.finditer(text) if found.group(2) not in _NO_VERBS
    )
    return tuple(sorted((*_ending(text, _ES_SIMPLE_FUTURE), *going)))


def conditionals(text: str) -> tuple[Span, ...]:
    """Return the conditionals of a Spanish text: "lo pensaría"; not the imperfect "quería"."""
    other = phrases("tenses", "spanish.not_conditional")
    found = _ending(text, _ES_CONDITIONAL)
    return tuple(span for span in found if fold(span.of(text)) not in other)


def unreal(text: str) -> bool:
    """Return whether a Spanish text has a past subjunctive, which English renders freely."""
    return bool(_ending(text, _ES_SUBJUNCTIVE))


def _ending(text: str, endings: re.Pattern[str]) -> tuple[Span, ...]:
    """Return the words with one of the endings; capitals inside a sentence are names."""
    names, other = mid_capitals(text), phrases("tenses", "spanish.not_future")
    words = tokens(text)
    return tuple(
        token.span
        for before, token in zip((None, *words), words, strict=False)
        if token.wordlike and token.key not in other and token.span.start not in names
        if endings.match(token.text.lower()) and not (before and before.key in _BEFORE_NOUNS)
    )


# "en veremos", "el porvenir": what follows these is no finite verb.
_BEFORE_NOUNS = frozenset({"en", "un", "una", "del", "al", "con", "sin", "por", "sobre"})


def _noun_will(text: str, span: Span) -> bool:
    """Return whether "will" is the noun: "the will to carry on", "free will"."""
    before = text[: span.start].rstrip().rsplit(" ", 1)[-1].lower()
    return before in {
        "the",
        "a",
        "his",
        "her",
        "their",
        "our",
        "my",
        "your",
        "free",
        "good",
        "political",
        "popular",
        "no",
        "of",
    }


@lru_cache(maxsize=512)
def english_tense(text: str, tense: str) -> tuple[Span, ...]:
    """Return the words of an English text that are "past", "present", "future" forms.

    "future_any" are all words that may render a Spanish future.
    """
    listed = occurrences(text, "tenses", f"english.{tense}")
    if tense == "future":
        return tuple(span for span in listed if not _noun_will(text, span))
    if tense != "past":
        return listed
    verbs = (t.span for t in tokens(text) if t.wordlike and _EN_PAST.match(t.key))
    return tuple(sorted((*listed, *verbs)))
