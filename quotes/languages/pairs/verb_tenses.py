"""One verb moved to the present: "informó" given as "reports".

A preterite whose usual past renderings are not in the quotation, while the present of one of
them is. Of the faithful pairs of parallel/ 0.01 % (TICO-19, MT-GenEval, XQuAD, Tatoeba) and
0.13 % (news tests, whose headlines and "explains" tell the past in the present) have one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from quotes.languages.lexicon import back_translations
from quotes.languages.words import Token, mid_capitals, tokens
from quotes.model import Span

_PRETERITE = re.compile(r"\w{2,}(?:[^\Waeou]ó|eó|aron|ieron|yeron)$")
_USUAL = 0.1  # probability of the past form as a rendering
_SHORTEST = 4  # letters of a present in -s: "reports"
# Before a noun in -s, or a verb that has no tense of its own.
_BEFORE = frozenset(
    """
    to will would can could did may might should must a the an of his her their its my our your
    these those and or in with for by not help helped let make made more many some all
    """.split()  # noqa: SIM905 - a list of words reads best so
)


@lru_cache(maxsize=512)
def verb_shift(original: str, quote: str) -> tuple[Span, Span] | None:
    """Return a preterite and the present it is given as, None if there is none."""
    there = tokens(quote)
    said = {word.key for word in there}
    for word in tokens(original):
        usual = back_translations(word.key) if _PRETERITE.match(word.text.lower()) else {}
        if usual and said.isdisjoint(usual):
            now = _present(quote, there, usual)
            if now:
                return word.span, now
    return None


def _present(quote: str, words: tuple[Token, ...], usual: dict[str, float]) -> Span | None:
    """Return the first word that is the present of one of the usual past forms."""
    names = mid_capitals(quote)
    for before, word in zip((None, *words), words, strict=False):
        if len(word.key) < _SHORTEST or not word.key.endswith("s") or word.span.start in names:
            continue
        free = before is None or before.key not in _BEFORE
        if free and any(usual.get(form, 0.0) >= _USUAL for form in _past(word.key)):
            return word.span
    return None


def _past(present: str) -> set[str]:
    """Return the past forms that a regular verb in -s may have: reports, reported."""
    found: set[str] = set()
    for base in {present[:-1], present.removesuffix("es")}:
        found |= {f"{base}ed", f"{base}d", f"{base}{base[-1:]}ed"}
        if base.endswith("i"):
            found.add(f"{base[:-1]}ied")
    return found
