"""Names in two texts: which have a counterpart, which changed, were lost, added or exchanged.

A name has a counterpart if one of its words does: the same or much alike in spelling,
linked by the word alignment, an exonym, an acronym, initials. The text on the other side is
searched without regard to case.

Exchanged are proper names, a narrower kind: another person or place in the same role, two names
in turned order. A proper name is written in small letters but for its first, is known as the name
of a place or is no word of either language, and opens no sentence alone. Acronyms, institutions,
titles and capitalised nouns are none.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

from quotes.bilingual.alignments import links
from quotes.bilingual.passages import CLAUSE_ENDS, about
from quotes.languages.lexicon import back_translations, translations
from quotes.languages.names import Name, names
from quotes.languages.words import (
    Token,
    dice,
    fold,
    has_ellipsis,
    keys,
    tokens,
    vocabulary,
)
from quotes.model import Case, Span

_LINKED = 0.08  # alignment strength from which a name has a counterpart
_SPELLED = 0.62  # letter-pair overlap of transliterations: Jruschov, Khrushchev


@cache
def exonyms() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Return (Spanish forms, English forms) of each name, folded, words parted by spaces."""
    lines = str(vocabulary("exonyms")["pairs"]).strip().splitlines()
    return tuple(_exonym_pair(line) for line in lines)


def _exonym_pair(line: str) -> tuple[frozenset[str], frozenset[str]]:
    spanish, english = line.split("=")
    return _forms(spanish), _forms(english)


def _forms(side: str) -> frozenset[str]:
    return frozenset(form.strip() for form in side.split(";"))


@cache
def _exonym_words(side: int) -> dict[str, tuple[int, ...]]:
    """Return every word of a side's forms with the numbers of the pairs it occurs in."""
    found: dict[str, list[int]] = {}
    for number, pair in enumerate(exonyms()):
        for word in {word for form in pair[side] for word in form.split()}:
            found.setdefault(word, []).append(number)
    return {word: tuple(numbers) for word, numbers in found.items()}


def has_exonym(word: str, language: str, other_text: str) -> bool:
    """Return whether a folded word is part of a name whose other-language form is in a text.

    `other_text` is the other side's folded keys joined and enclosed by spaces.
    """
    side, other = (0, 1) if language == "es" else (1, 0)
    return any(
        f" {form} " in other_text
        for number in _exonym_words(side).get(word, ())
        for form in exonyms()[number][other]
    )


@lru_cache(maxsize=512)
def unmatched_names(original: str, quote: str) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    """Return (names of the original, names of the quotation) without a counterpart."""
    left, right = tokens(original), tokens(quote)
    linked = [link for link in links(original, quote) if link.strength >= _LINKED]
    here = {left[link.original].span for link in linked}
    there = {right[link.quote].span for link in linked}
    lost = [n for n in names(original, "es") if not _found(n, "es", here, quote)]
    added = [n for n in names(quote, "en") if not _found(n, "en", there, original)]
    return tuple(lost), tuple(added)


def _found(name: Name, language: str, linked: set[Span], other: str) -> bool:
    """Return whether the other text has this name in any form."""
    return any(has_counterpart(token, language, linked, other) for token in name.words)


def has_counterpart(token: Token, language: str, linked: set[Span], other: str) -> bool:
    """Return whether the other text has a word of a name in any form; `linked` words have one."""
    around = f" {' '.join(k for k in keys(other) if k[0].isalnum())} "
    return (
        token.span in linked
        or has_exonym(token.key, language, around)
        or _spelled(token.key, other)
        or _initials(token, other)
    )


def known_abroad(word: str, language: str) -> bool:
    """Return whether a folded word is, by itself, a name with a form in the other language."""
    side = 0 if language == "es" else 1
    return any(word in exonyms()[pair][side] for pair in _exonym_words(side).get(word, ()))


@lru_cache(maxsize=65536)
def _spelled(key: str, other: str) -> bool:
    """Return whether a word of the other text is spelled nearly as `key`."""
    return any(
        key.removesuffix("s") == word.removesuffix("s")
        or (len(word) > 3 and len(key) > 3 and near(key, word))
        or _sounds(key, word)
        for word in keys(other)
    )


_SHORTEST = 3  # letters of a name that another spelling is looked for


def _sounds(one: str, two: str) -> bool:
    """Return whether two short names have the same sounds: Ayr and Ayur, with vowels between."""
    shorter, longer = sorted((one, two), key=len)
    if len(shorter) != _SHORTEST or len(longer) != _SHORTEST + 1:
        return False
    ends = shorter[0] == longer[0] and shorter[-1] == longer[-1]
    return ends and _skeleton(shorter) == _skeleton(longer)


def near(one: str, two: str) -> bool:
    """Return whether two folded words are spelled or sound nearly alike."""
    if one[:4] == two[:4] or dice(one, two) >= _SPELLED:
        return True
    return one.removesuffix("s") == two.removesuffix("s") or _skeleton(one) == _skeleton(two)


_SOUNDS = str.maketrans("czvbwyq", "ksbbuik")  # letters by the sound they often stand for


def _skeleton(word: str) -> str:
    """Return the consonants of a word by sound, for transliterations (Jomeini, Khomeini)."""
    for old, new in (("kh", "j"), ("sh", "s"), ("ch", "s"), ("ph", "f"), ("ck", "k"), ("qu", "k")):
        word = word.replace(old, new)
    word = word.translate(_SOUNDS)
    return "".join(c for c in word if c not in "aeiouh")


def _initials(token: Token, other: str) -> bool:
    """Return whether an acronym is spelled out in the other text (in either word order)."""
    text = token.text.removesuffix("s")
    if not (text.isupper() and 2 <= len(text) <= 6):
        return False
    capitals = "".join(t.key[0] for t in tokens(other) if t.text[0].isupper())
    turned = any(t.text.isupper() and _same_letters(t.text, text) for t in tokens(other))
    return turned or fold(text) in capitals or fold(text)[::-1] in capitals


def _same_letters(one: str, two: str) -> bool:
    """Return whether two acronyms are one, its words in another order or translated in part.

    IA and AI, ADN and DNA; EPOC and COPD, TDAH and ADHD share most of their letters.
    """
    shared = sum((Counter(one) & Counter(two)).values())
    alike = abs(len(one) - len(two)) <= 1 and shared >= _SHARED * max(len(one), len(two))
    return one != two and min(len(one), len(two)) >= _ACRONYM and alike


_SHARED = 0.66  # of the letters of the longer: IMC and BMI, OTAN and NATO; not ELN and FARC
_ACRONYM = 2


@dataclass(frozen=True, slots=True)
class NameDrift:
    """`changed` pairs names in text order; `lost` and `added` stand alone."""

    changed: tuple[tuple[Name, Name], ...]
    lost: tuple[Name, ...]
    added: tuple[Name, ...]

    def solid(self, name: Name) -> bool:
        """Return whether an English name holds a word that is no ordinary word."""
        return name.sure and (_many(name) or any(not translations(t.key) for t in name.words))

    def solid_original(self, name: Name) -> bool:
        """Return whether a Spanish name holds a word that is no ordinary word."""
        return name.sure and (_many(name) or any(not back_translations(t.key) for t in name.words))


def _many(name: Name) -> bool:
    return len(name.words) > 1


def name_drift(case: Case) -> NameDrift:
    """Return the drift of names; a name of the quotation found in the context is not added."""
    lost, added = unmatched_names(case.original, case.quote)
    context = fold(f"{case.before} {case.after} {' '.join(case.skipped)}")
    added = tuple(n for n in added if not any(token.key in context for token in n.words))
    both = min(len(lost), len(added))
    changed = tuple(zip(lost[:both], added[:both], strict=True))
    return NameDrift(changed, lost[both:], added[both:])


_LETTERS = 4
_ITSELF = 0.5  # share of a name's renderings that are the name itself: California
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
        one for one in added if one.missing and not any(word.key in context for word in one.missing)
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
