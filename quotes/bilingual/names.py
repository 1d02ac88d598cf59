"""Names in two texts: which have a counterpart, which changed, were lost or were added.

A name has a counterpart if one of its words does: the same or much alike in spelling,
linked by the word alignment, an exonym, an acronym, initials. The text on the other side is
searched without regard to case.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

from quotes.bilingual.alignments import links
from quotes.languages.lexicon import back_translations, translations
from quotes.languages.names import Name, names
from quotes.languages.words import Token, dice, fold, keys, tokens, vocabulary
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
    return one != two and min(len(one), len(two)) >= _LETTERS and alike


_SHARED = 0.66  # of the letters of the longer: IMC and BMI, OTAN and NATO; not ELN and FARC
_LETTERS = 2


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
