"""Somebody else speaks in the source than the article names.

Why it matters: The words are right and the wrong person is held to them. Where the words
stand in quotation marks in the source, it is a warning: the source may quote somebody.
Where it is not sure whom the article names, nobody is accused.

Drifts:
    (source: Rosalba Quintero; article: Hernán Castellar)
    -

Clean:
    (source: Rosalba Quintero Vélez; article: Mayor Quintero)
    -
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.languages.words import Token, dice, phrases, tokens
from quotes.model import Case, Check, Evidence, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield one finding if the two speakers share no name.

    Inside the marks of a source it is sure only where the one who speaks is named beside them.
    """
    said, given = case.source_speaker, case.speaker
    if not (said and given and case.speaker_sure and another_person(said, given)):
        return
    message = worded(
        "In the source {said} speaks; the article names {given}.", said=said, given=given
    )
    before, after = case.before[-_BESIDE:], case.after[:_BESIDE]
    if not _quoted_inside(case.before) or named_in(said, f"{before} {after}"):
        yield Evidence(message)
    elif not named_in(given, f"{before} {case.original} {after}"):
        yield Evidence(message, severity="warning")


_BESIDE = 80  # characters: farther from a quotation stands who says the next one


def _quoted_inside(before: str) -> bool:
    """Return whether the passage stands inside an open quotation of the source."""
    straight = before.rsplit("\n", 1)[-1].count('"') % 2 == 1
    return straight or any(before.rfind(a) > before.rfind(b) for a, b in ("«»", "“”"))


# --- Whether two names can be one person.


def another_person(one: str, other: str) -> bool:
    """Return whether two speakers' names share no word (titles and particles left out).

    An unnamed speaker ("a senior official", "he") can be anybody, and somebody speaks for a
    body ("the Ministry of Water"). Transliterations and one letter more or less are the same word.
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
    bodies = phrases("speech", "spanish.bodies") | phrases("speech", "english.bodies")
    words = [t for t in tokens(text) if t.text[0].isupper() and len(t.key) > 2]
    if any(t.key in bodies for t in words):
        return []
    words = [t for t in words if t.key not in phrases("function_words", "english")]
    if all(t.key in phrases("no_names", "en") | phrases("no_names", "es") for t in words):
        return []
    return words


CHECK = Check("D501", "wrong-speaker", "error", find, __doc__ or "", stands=0.75)
