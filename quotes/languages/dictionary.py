"""A dictionary of renderings: what a careful translator may write for a Spanish word, and must not.

`data/dictionary.tsv` has a line a word or expression: the Spanish in its base form, the accepted
English renderings, the words known as mistakes for it, the Snowball stem that finds it (of an
expression those of its words), and the forms that the stem does not find ("dijo").
`data/dictionary_english.tsv` turns it round: of the stem of an English word the Spanish words that
it renders. Both are made by `training.lexicon.dictionary`; the entries were written for this
project by language models from their own knowledge (`weights/lexicon/CARD.md`), and no sentence of
any text is in them. An entry is read when a text has its word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from quotes.languages.words import fold, irregular_base, snowball_stem

Phrase = tuple[str, ...]
"""The stems of the words of an English rendering, in order."""
_ENCLITIC = re.compile(
    r"(?:(?<=[aei]r)|(?<=ndo))(?:me|te|se|nos|l[aoe]s?){1,2}$"
)  # "decirle", "dándonos"
_ASKING = re.compile(r"(?:qué|quién(?:es)?|cómo|a?dónde|cuá(?:ndo|l|les|nt[ao]s?))")
_SHOWN = 3  # renderings named in a message


@dataclass(frozen=True, slots=True)
class Entry:
    """A Spanish word or expression with its renderings as stems, and some as written."""

    spanish: str
    accepted: frozenset[Phrase]
    wrong: tuple[Phrase, ...]
    shown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Book:
    lines: tuple[str, ...]
    forms: dict[str, list[int]]  # lines by a word itself and by forms that no stem finds
    words: dict[str, int]  # by stem
    expressions: dict[str, list[tuple[Phrase, int]]]  # by the first stem, longest first


def entries_at(keys: tuple[str, ...]) -> tuple[int, tuple[Entry, ...]]:
    """Return the length and the entries of the longest expression that opens a run of words.

    `keys` are words in lower case, with their accents ("mudó" is not "mudo"); without them they are
    found where no other word is written so. Length 0 and no entries for an unknown word.
    """
    book = _book()
    if len(keys) > 1:
        stems = tuple(_spanish_stem(fold(key)) for key in keys)
        for phrase, line in book.expressions.get(stems[0], ()):
            if stems[: len(phrase)] == phrase and _asks_alike(keys, book.lines[line]):
                return len(phrase), (_entry(line),)
    found = _lines_of(keys[0])
    return (1, tuple(map(_entry, found))) if found else (0, ())


def _asks_alike(keys: tuple[str, ...], line: str) -> bool:
    """Return whether a run of words asks where an expression does: "para que" is not "para qué"."""
    words = line.split("\t", maxsplit=1)[0].split()
    asking = (_ASKING.fullmatch(word) is not None for word in words)
    return all(
        (_ASKING.fullmatch(key) is not None) == asks
        for key, asks in zip(keys, asking, strict=False)
    )


def first_renderings(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the likeliest renderings of entries as written, each once."""
    return tuple(dict.fromkeys(word for entry in entries for word in entry.shown))


@lru_cache(maxsize=65536)
def _lines_of(word: str) -> tuple[int, ...]:
    """Return the lines of a single word."""
    book = _book()
    found = book.forms.get(word) or book.forms.get(_ENCLITIC.sub("", word))
    if not found:
        line = book.words.get(_spanish_stem(fold(word)))
        return () if line is None else (line,)
    return tuple(found)


@lru_cache(maxsize=65536)
def renders(english: str, spanish: str) -> bool:
    """Return whether a single English word is an accepted rendering of a Spanish one (folded)."""
    lines = _lines_of(spanish)
    stem = snowball_stem(english, "en") if lines else ""
    for line in lines:
        _, accepted, _ = _book().lines[line].split("\t", maxsplit=2)
        for one in accepted.split(", "):
            # Few begin alike, and stems cost most.
            may = " " not in one and (one[0] == stem[:1] or irregular_base(one) is not None)
            if may and snowball_stem(fold(one), "en") == stem:
                return True
    return False


def rendered_by(english: str) -> frozenset[str]:
    """Return the single Spanish words, folded, that an English word is accepted for."""
    return _rendered(snowball_stem(english, "en"))


def known_english(stem: str) -> bool:
    """Return whether a single English word (a stem) is the rendering of any entry."""
    return stem in _english()


@lru_cache(maxsize=16384)
def relatedness(stem: str, entry: Entry) -> float:
    """Return how near an English word comes to the renderings of an entry (0..1).

    The most that it and one of them have in common: the Spanish words that both render, of those
    that either does (Jaccard). Synonyms share many, words of another field none.
    """
    own, most = _rendered(stem), 0.0
    for phrase in entry.accepted:
        other = _rendered(phrase[0]) if len(phrase) == 1 else frozenset()
        if own and other:
            most = max(most, len(own & other) / len(own | other))
    return most


@lru_cache(maxsize=65536)
def _spanish_stem(key: str) -> str:
    return snowball_stem(key, "es")


@cache
def _book() -> _Book:
    lines = _read("dictionary.tsv")
    forms: dict[str, list[int]] = {}
    words: dict[str, int] = {}
    expressions: dict[str, list[tuple[Phrase, int]]] = {}
    for number, line in enumerate(lines):
        spanish, _, _, stems, more = line.split("\t")
        if " " in stems:
            phrase = tuple(stems.split())
            expressions.setdefault(phrase[0], []).append((phrase, number))
            continue
        if stems:
            words[stems] = number
        for form in (spanish, *more.split()):
            forms.setdefault(form, []).append(number)
    for form in [
        form for form in forms if fold(form) != form
    ]:  # "pidio", where nobody else is that
        forms.setdefault(fold(form), forms[form])
    for found in expressions.values():
        found.sort(key=lambda one: -len(one[0]))
    return _Book(lines, forms, words, expressions)


@lru_cache(maxsize=2048)
def _entry(number: int) -> Entry:
    """Return the entry of a line."""
    spanish, accepted, wrong, _, _ = _book().lines[number].split("\t")
    renderings = accepted.split(", ")
    return Entry(
        spanish,
        frozenset(map(_stems, renderings)),
        tuple(map(_stems, wrong.split(", "))) if wrong else (),
        tuple(renderings[:_SHOWN]),
    )


@lru_cache(maxsize=16384)
def _stems(phrase: str) -> Phrase:
    return tuple(snowball_stem(fold(word), "en") for word in phrase.split())


@cache
def _english() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _read("dictionary_english.tsv"):
        stem, _, spanish = line.partition("\t")
        found[stem] = spanish
    return found


@lru_cache(maxsize=16384)
def _rendered(stem: str) -> frozenset[str]:
    """Return the Spanish words that a single English word (a stem) renders, folded."""
    return frozenset(_english().get(stem, "").split())


def _read(name: str) -> tuple[str, ...]:
    text = resources.files("quotes.languages").joinpath("data", name)
    return tuple(text.read_text(encoding="utf8").splitlines())
