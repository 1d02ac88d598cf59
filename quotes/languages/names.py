"""Names in two texts: which have a counterpart, which have none.

A name is a run of capitalised words (a sentence's first word only if it is no ordinary
word of the language). A name has a counterpart if one of its words does: the same or
much alike in spelling, linked by the word alignment, an exonym, an acronym, initials.
Own rules, without a parser, so that a pair costs a millisecond; the text on the other
side is searched without regard to case.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

from quotes.languages.alignments import links
from quotes.languages.exonyms import has_exonym
from quotes.languages.folding import fold
from quotes.languages.lexicon import back_translations, translations
from quotes.languages.vocabularies import phrases
from quotes.languages.words import Token, dice, keys, tokens
from quotes.model import Span

_LINKED = 0.08  # alignment strength from which a name has a counterpart
_SPELLED = 0.62  # letter-pair overlap of transliterations: Jruschov, Khrushchev
_JOINTS = frozenset(
    {"de", "del", "la", "las", "los", "y", "of", "the", "van", "von", "da", "al", "el"}
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name: its capitalised words, its span, and whether it opens a sentence."""

    words: tuple[Token, ...]
    span: Span
    opening: bool = False

    @property
    def sure(self) -> bool:
        """Return whether it is surely a name: not a lone unknown word that opens a sentence."""
        return not self.opening or len(self.words) > 1


@lru_cache(maxsize=512)
def names(text: str, language: str) -> tuple[Name, ...]:
    """Return the names of `text` ("es" or "en") in order; none if it is all in capitals."""
    if text.isupper() or text.islower() or _titled(text):
        return ()
    words = tokens(text)
    marked = [(_is_name(words, place, language), token) for place, token in enumerate(words)]
    found = []
    opening = {words[0].span.start} if words else set()
    opening |= {b.span.start for a, b in pairwise(words) if not (a.wordlike or a.text in ",'’-(")}
    for is_name, run in groupby(_joined(marked), key=lambda pair: pair[0]):
        parts = tuple(token for _, token in run if token.key not in _JOINTS)
        if is_name and parts:
            first, last = parts[0].span, parts[-1].span
            found.append(Name(parts, Span(first.start, last.end), first.start in opening))
    return tuple(found)


def _joined(marked: list[tuple[bool, Token]]) -> list[tuple[bool, Token]]:
    """Return the marks with "de", "of" … between two name words marked as well."""
    found = list(marked)
    for place in range(1, len(marked) - 1):
        inside = marked[place - 1][0] and marked[place + 1][0]
        if inside and marked[place][1].key in _JOINTS:
            found[place] = (True, marked[place][1])
    return found


def _titled(text: str) -> bool:
    """Return whether nearly every word is capitalised, as in a headline."""
    words = [token for token in tokens(text) if token.wordlike and len(token.text) > 3]
    return len(words) > 4 and sum(t.text[0].isupper() for t in words) > 0.8 * len(words)


def _is_name(words: tuple[Token, ...], place: int, language: str) -> bool:
    token = words[place]
    if (
        not token.text[0].isupper()
        or len(token.key) < 2
        or token.key in phrases("no_names", language)
    ):
        return False
    if token.text.isupper() and len(token.text) > 6:
        return False  # shouted, not named
    if token.key in phrases("function_words", "spanish" if language == "es" else "english"):
        return False
    if place and (words[place - 1].wordlike or words[place - 1].text in ",'’-("):
        return True
    known = back_translations(token.key) if language == "es" else translations(token.key)
    return not known


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
    around = f" {' '.join(k for k in keys(other) if k[0].isalnum())} "
    return any(
        token.span in linked
        or has_exonym(token.key, language, around)
        or _spelled(token.key, other)
        or _initials(token, other)
        for token in name.words
    )


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
    """Return whether two acronyms are one with its words in another order: IA, AI; ADN, DNA."""
    return len(one) == len(two) and one != two and sorted(one) == sorted(two)
