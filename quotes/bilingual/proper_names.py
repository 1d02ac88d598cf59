"""Proper names exchanged: another person or place in the same role, two names in turned order.

Narrower than `quotes.bilingual.names`: a proper name is written in small letters but for its
first, is known as the name of a place or is no word of either language, and opens no sentence
alone. Acronyms, institutions, titles and capitalised nouns are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from quotes.bilingual.alignments import links
from quotes.bilingual.names import has_counterpart, known_abroad
from quotes.bilingual.passages import CLAUSE_ENDS, about
from quotes.languages.lexicon import back_translations, translations
from quotes.languages.names import Name, names
from quotes.languages.wording import bracketed, has_ellipsis
from quotes.languages.words import Token, dice, fold, tokens
from quotes.model import Case, Span

_LETTERS = 4
_ITSELF = 0.5  # share of a name's renderings that are the name itself: California
_LINKED = 0.08  # as in `names`
_ALIKE = 0.35  # letter pairs that spellings of one name share: Koryo, Goryeo
# Common nouns that are one word in both languages, by their ends: hospital, director.
_COMMON = re.compile(r"(?:al|or|ar|el|ble|tion|cion|ista|ex|ico|ica|ivo|iva|dad)$")
# Spellings that Spanish names do not have; the words may be English ones.
_FOREIGN = re.compile(
    r"[kw]|th|sh|ph|ck|gh|tz|oo|ee|ou|([bdfgmpstz])\1|[aeiou]y|ys?$|ers?$|ors$|ings?$|eds?$|"
    r"[bcfghkmpqtvwx]s?$|[^aeiouy\W][^aeiouy\W]$"
)


@dataclass(frozen=True, slots=True)
class Exchange:
    """Where the names stand; `sure` if both can be nothing but names."""

    original: Span
    quote: Span
    sure: bool


@dataclass(frozen=True, slots=True)
class _Proper:
    """A name with the words of it that are surely proper, with and without a counterpart."""

    name: Name
    missing: tuple[Token, ...]
    found: tuple[Token, ...]


def names_exchanged(case: Case) -> tuple[Exchange, ...]:
    """Return the names of the original that the quotation has another name for.

    As many names are missing from the one as are new in the other, in order; or of two names
    that share a word another word is missing ("Rosa Quintero", "Rosa Manjarrés").
    """
    if has_ellipsis(case.quote):
        return ()
    lost, added = _proper(case.original, case.quote, "es"), _proper(case.quote, case.original, "en")
    lost = [one for one in lost if one.missing and about(case.original, case.quote, one.name.span)]
    context = fold(f"{case.before} {case.after} {' '.join(case.skipped)}")
    added = [
        one
        for one in added
        if one.missing
        and not bracketed(case.quote, one.name.span)
        and not any(word.key in context for word in one.missing)
    ]
    whole = [one for one in lost if not one.found], [one for one in added if not one.found]
    pairs = list(zip(*whole, strict=True)) if len(whole[0]) == len(whole[1]) else []
    pairs += [(a, b) for a in lost for b in added if _share(a, b) and (a, b) not in pairs]
    return tuple(
        Exchange(one.name.span, other.name.span, _sure(one, other))
        for one, other in pairs
        if not _one_name(one, other)
    )


def _proper(text: str, other: str, language: str) -> list[_Proper]:
    """Return the names of a text that hold proper words."""
    left, right = (text, other) if language == "es" else (other, text)
    here, there = tokens(left), tokens(right)
    linked = {
        here[link.original].span if language == "es" else there[link.quote].span
        for link in links(left, right)
        if link.strength >= _LINKED
    }
    found = []
    for name in names(text, language):
        words = [word for word in name.words if _is_proper(word, language)]
        if words and (name.sure or known_abroad(words[0].key, language)):
            kept = [has_counterpart(word, language, linked, other) for word in words]
            missing = tuple(w for w, has in zip(words, kept, strict=True) if not has)
            shared = tuple(w for w, has in zip(words, kept, strict=True) if has)
            found.append(_Proper(name, missing, shared))
    return found


def _is_proper(word: Token, language: str) -> bool:
    """Return whether a capitalised word can be nothing but a name."""
    if len(word.key) < _LETTERS or not word.text.isalpha() or not word.text[1:].islower():
        return False
    if known_abroad(word.key, language):
        return True
    of = back_translations if language == "es" else translations
    known = of(word.key)
    if known:
        return known.get(word.key, 0.0) >= _ITSELF and not _COMMON.search(word.key)
    return not any(of(base) for base in _bases(word.key, language))


def _bases(word: str, language: str) -> set[str]:
    """Return what an inflected common word would come from: tailors, raffled, renting."""
    ends = _ENDINGS if language == "en" else ("s", "es")
    return {base for e in ends if len(base := word.removesuffix(e)) >= _LETTERS - 1} - {word}


_ENDINGS = ("s", "es", "d", "ed", "ing", "er", "ers", "ly")


def _share(one: _Proper, other: _Proper) -> bool:
    """Return whether two names share a word and differ in a proper one."""
    said = {word.key for word in one.name.words}
    return any(word.key in said for word in other.name.words)


def _one_name(one: _Proper, other: _Proper) -> bool:
    """Return whether two spellings may be of one name."""
    pairs = [(a.key, b.key) for a in one.missing for b in other.missing]
    return any(dice(a, b) >= _ALIKE for a, b in pairs)


def _sure(one: _Proper, other: _Proper) -> bool:
    """Return whether no common word can stand behind either name: no nickname, no new English."""
    english = all(known_abroad(w.key, "en") or not _FOREIGN.search(w.key) for w in other.missing)
    spanish = all(known_abroad(w.key, "es") or not _COMMON.search(w.key) for w in one.missing)
    return english and spanish


# --- Two names exchanged in order: "Ospina denunció a Castellar" as "Castellar reported Ospina".

_OBJECT = re.compile(r"\b(?:a|contra)\s+(?:(?:la|los|las|el|don|doña)\s+)?(?:\w+\s+){0,2}$")
_TURNED = re.compile(r"\b(?:a|por|según|con|para|contra|de)\s+(?:\w+\s+)?$", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|by|from|is|are|got)\b", re.IGNORECASE)
_PLAIN = 60  # characters from the start in which the first name is the subject


@lru_cache(maxsize=512)
def names_turned(original: str, quote: str) -> Exchange | None:
    """Return two names, doer and done to, that stand the other way round in the quotation."""
    here = [n for n in names(original, "es") if _spelled_once(n, quote)]
    there = [n for n in names(quote, "en") if _spelled_once(n, original)]
    if len(here) != _TWO or len(there) != _TWO or _PASSIVE.search(quote):
        return None
    doer, done = here
    crossed = _same(doer, there[1]) and _same(done, there[0])
    subject = doer.span.start < _PLAIN and not _TURNED.search(original[: doer.span.start])
    object_ = bool(_OBJECT.search(original[doer.span.end : done.span.start]))
    between = original[doer.span.end : done.span.start]
    if crossed and subject and object_ and CLAUSE_ENDS.isdisjoint(between) and "," not in between:
        return Exchange(doer.span, there[0].span, True)
    return None


_TWO = 2


def _spelled_once(name: Name, other: str) -> bool:
    text = [word.key for word in tokens(other)]
    return text.count(name.words[-1].key) == 1


def _same(one: Name, other: Name) -> bool:
    return one.words[-1].key == other.words[-1].key
