"""A person’s gender is changed.

Why it matters: She becomes he: the quotation is about somebody else.

Drifts:
    Ella firmó el acta en mi despacho.
    He signed the minutes in my office.

Clean:
    Mi hermana vive en Sabanalta.
    My sister lives in Sabanalta.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quotes.bilingual.oppositions import Clash, clashes
from quotes.languages.words import addressed, first_texts, fold, keys, mid_capitals, occurrences
from quotes.model import Case, Check, Evidence, Span, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield the clashes of `data/genders.toml` that are about one person."""
    for clash in gender_clashes(case.original, case.quote):
        yield Evidence(
            worded(
                "Another gender: {said} in the original, {given} in the quotation.",
                said=first_texts(case.original, clash.original),
                given=first_texts(case.quote, clash.quote),
            ),
            clash.original,
            clash.quote,
        )


# --- Clashes of gender that are about one person.
#
# Where the quotation shows its gender by pronouns alone, a noun of the other gender in the
# original is often somebody else: "su amiga" beside "he", "el director" beside "she". Such a
# noun tells something only if it says who the subject is: "fue profesora" given as "he was".

_PRONOUNS = frozenset(
    "he she him her his hers himself herself he's she's he'd she'd he'll she'll".split()  # noqa: SIM905
)
_SHE = frozenset({"ella", "ellas"})
_AFTER_PREPOSITION = re.compile(r"\b(?:en|de|con|por|sobre|para|a|sin|tras|entre)\s+$", re.I)
_THING = frozenset({"it", "its", "them", "this", "that"})
_OTHER = re.compile(
    r"\b(?:(?:su|sus|mi|mis|tu|nuestr[oa]s?|cuy[oa]s?|cada|ningún|otr[oa])|"
    r"(?:a|al|con|del|de|para|por)(?:\s+(?:el|la|los|las|un|una|su|sus))?)\s+(?:\w+\s+)?$",
    re.I,
)
_SUBJECT = re.compile(  # a predicate, or what opens a sentence
    r"(?:\b(?:es|era|fue|ser|sido|siendo|será|como|soy|hizo|convirtió en)\s+(?:(?:el|un)\s+)?|"
    r"(?:^|[.!?]\s+|[«“\"¿¡])(?:el|un|los|dijo el|dice el)\s+)(?:\w+\s+)?$",
    re.I,
)
_NEAR = 0.3  # of the length of a text: further away it is about somebody else
_LOOK = 60  # characters before a word that are looked at
_BESIDE = 40  # characters that are always near
_CUFFS = re.compile(r"\b(?:hand)?cuff", re.I)


def gender_clashes(original: str, quote: str) -> Iterator[Clash]:
    """Yield the clashes of `data/genders.toml` that are about one person."""
    for clash in clashes(original, quote, "genders"):
        shown = [
            s for s in clash.original if not (_cuffs(original, quote, s) or addressed(original, s))
        ]
        if all(span.of(quote).lower().replace("’", "'") in _PRONOUNS for span in clash.quote):
            shown = [s for s in shown if _tells(original, quote, s, clash.quote)]
        if shown:
            yield replace(clash, original=tuple(shown))


def _cuffs(original: str, quote: str, span: Span) -> bool:
    """Return whether "esposas" are handcuffs."""
    return fold(span.of(original)) == "esposas" and bool(_CUFFS.search(quote))


def _tells(original: str, quote: str, span: Span, pronouns: tuple[Span, ...]) -> bool:
    """Return whether a Spanish word tells the gender of the person a pronoun stands for."""
    word = fold(span.of(original))
    before = original[max(0, span.start - _LOOK) : span.start]
    if word in _SHE:
        thing = _AFTER_PREPOSITION.search(before) and _THING & set(keys(quote))
        return not thing
    if span.start in mid_capitals(original) or word.endswith("s") or _OTHER.search(before):
        return False
    masculine = span in occurrences(original, "genders", "gender.es_right")
    if masculine and not _SUBJECT.search(before):
        return False
    scale = len(original) / len(quote)
    far = max(_NEAR * len(original), _BESIDE)
    return any(abs(span.start - pronoun.start * scale) <= far for pronoun in pronouns)


CHECK = Check("D503", "changed-gender", "error", find, __doc__ or "")
