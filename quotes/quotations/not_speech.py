"""Spans that nobody said, whatever the rankers think: nicknames, glosses, credits."""

from __future__ import annotations

import re

from quotes.quotations.features.speech import (
    has_title_capitals,
    is_work,
    stems,
    words_before,
)
from quotes.quotations.parsed_text import ParsedText

_DIRECTION = re.compile(r"[(\[][A-Z .,;:…-]{3,}[)\]]?[. ]*")
_CREDIT = re.compile(r"(?:Follow|Contact|Email|Like) .*(?:@|Twitter|Facebook|Instagram)")
_GLOSS = re.compile(
    r"\b(?:Spanish|English|French|Latin|Italian|Portuguese|German|Russian|Arabic|Greek|Hebrew|Chinese"
    r"|Japanese|slang|shorthand|short|code) for $"
)
_DEFINED = re.compile(r",? (?:which|that) (?:is|are|was|were) defined as\b|,? defined as\b")
_GIVEN = frozenset(
    {"aka", "alias", "nicknamed", "titled", "entitled", "so-called", "word", "named"}
)
_SHOWN = frozenset(
    {"album", "anthem", "ballad", "comedy", "documentary", "drama", "film", "memoir", "miniseries",
     "movie", "musical", "novel", "opera", "podcast", "program", "series", "show", "sitcom", "song",
     "track"}
)  # fmt: skip


def is_label(parsed: ParsedText, number: int) -> bool:
    """Say whether a span is a nickname in a name, a gloss, a stage direction or a credit.

    Luis “Shorty” Páez; Spanish for “goodbye”; “(CROSSTALK)”; “Follow us on Twitter”; a “target
    area,” which is defined as.
    """
    span = parsed.quoted[number]
    inner = span.inner.of(parsed.text)
    line = parsed.lines[span.paragraph]
    before = parsed.text[max(line.start, span.outer.start - 30) : span.outer.start]
    return (
        _DIRECTION.fullmatch(inner) is not None
        or _CREDIT.match(inner) is not None
        or _GLOSS.search(before) is not None
        or _DEFINED.match(parsed.text, span.outer.end) is not None
        or _is_nickname(parsed, number)
    )


def _is_nickname(parsed: ParsedText, number: int) -> bool:
    """Say whether one or two capitalised words stand between the two halves of a person's name."""
    span = parsed.quoted[number]
    words = span.inner.of(parsed.text).split()
    low, high = parsed.within(span.outer)
    if not 1 <= len(words) <= 2 or not 0 < low < high < len(parsed.words):
        return False
    text, outer = parsed.text, span.outer
    if text[outer.start - 1] != " " or text[outer.end : outer.end + 1] != " ":
        return False
    sides = (low - 1, high)
    return (
        all(word[:1].isupper() and word[-1:].isalnum() for word in words)
        and all(_is_name(parsed, side) for side in sides)
        and any(_is_person(parsed, side) for side in sides)
    )


def _is_name(parsed: ParsedText, index: int) -> bool:
    word = parsed.words[index]
    return word.upos in {"PROPN", "NOUN"} and word.text[:1].isupper()


def _is_person(parsed: ParsedText, index: int) -> bool:
    entity = parsed.entity[index]
    return entity >= 0 and parsed.entities[entity].type == "PERSON"


def names_something(parsed: ParsedText, number: int) -> bool:
    """Say whether the words before leave no doubt: known as “Shorty”, titled “…”, the film “…”.

    What they are said of must look like a name too: few words, no clause, or a title's capitals.
    """
    first, last = parsed.inner[number]
    near = [word.lower() for word in words_before(parsed, first, 2)]
    if not near or last - first > 12:
        return False
    titled = has_title_capitals(parsed, number)
    given = near[0] in _GIVEN or tuple(near) in {("as", "known"), ("itself", "calls")}
    if given:
        return titled or last - first <= 3
    if _is_shown(parsed, number, near[0]):
        return True
    return titled and (is_work(near[0]) or bool(stems(near[0]) & {"sang", "sing", "play", "sung"}))


def _is_shown(parsed: ParsedText, number: int, before: str) -> bool:
    """Say whether a capitalised word or three follow a film, a song or a show without a comma.

    18 of 20 such on PolNeAR's training articles were said by nobody.
    """
    outer, words = parsed.quoted[number].outer, parsed.quoted[number].inner.of(parsed.text)
    beside = parsed.text[max(0, outer.start - 2) : outer.start]
    name = words[:1].isupper() or words[:1].isdigit()
    return (
        name
        and len(words.split()) <= 3
        and beside[:1].isalnum()
        and beside[1:] in {" ", "\u00a0"}
        and bool(stems(before) & _SHOWN)
    )
