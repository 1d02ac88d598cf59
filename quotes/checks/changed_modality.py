"""Obligation, possibility, permission and intention are exchanged.

Why it matters: “Podría” announces a possibility and “will” a decision; “debe” is an order,
“may” a favour.

Drifts:
    El alcalde debe entregar los documentos.
    The mayor may hand over the documents.

Clean:
    Hay que proteger el río.
    We have to protect the river.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from quotes.bilingual.governing import Governor, lost_governors
from quotes.bilingual.modifiers import lost_modifiers
from quotes.bilingual.oppositions import Clash, clashes
from quotes.bilingual.passages import exchanged, inside
from quotes.languages.verbs import (
    conditionals,
    english_tense,
    spanish_future_verbs,
    spanish_tense,
)
from quotes.languages.words import first_texts, keys, occurrences
from quotes.model import Case, Check, Evidence, Span, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield clashes, conditionals made promises, and governing words that are lost."""
    yield from exchanged(case, "changed-modality", worded("Another modality"))
    promise = promised(case.original, case.quote)
    if promise:
        evidence = _evidence(case, promise.original, promise.quote)
        yield evidence if promise.own else replace(evidence, severity="warning")
    for clash in clashes(case.original, case.quote, "modality"):
        if clash.name != _PROMISES and not _foretold(case, clash):
            yield _evidence(case, clash.original, clash.quote)
    told: list[Span] = []
    for one in lost_modifiers(case.original, case.quote):
        if one.kind in _LOST and inside(case.original, case.quote, one.span, lead=True):
            words = one.span.of(case.original)
            message = worded(
                "“{said}” speaks of {what}; the quotation does not.",
                said=words,
                what=_LOST[one.kind],
            )
            yield Evidence(message, (one.span,), (), "warning", firm=one.firm)
            told.append(one.span)
    for lost in lost_governors(case):
        if lost.kind in _LOST and not (lost.span and any(map(lost.span.overlap, told))):
            yield _ungoverned(lost)


def _ungoverned(one: Governor) -> Evidence:
    """Return what governs the passage and is lost, in the passage or before it."""
    if one.span is None:
        message = worded(
            "Before these words stands “{said}”, which speaks of {what}; the quotation does not.",
            said=one.words,
            what=_LOST[one.kind],
        )
        return Evidence(message, (), (), "warning", firm=one.firm)
    message = worded(
        "“{said}” speaks of {what}; the quotation does not.", said=one.words, what=_LOST[one.kind]
    )
    return Evidence(message, (one.span,), (), "warning", firm=one.firm)


_LOST = {
    "attempt": worded("an attempt"),
    "right": worded("a right"),
    "duty": worded("a duty"),
    "wish": worded("a wish"),
    "aim": worded("an aim"),
    "proposal": worded("a proposal"),
    "request": worded("a request"),
    "effort": worded("an effort"),
    "promise": worded("a promise"),
    "capacity": worded("a power or a readiness"),
}

_PROMISES = "would_will"  # its words are read by `promised`, which knows the tenses


def _foretold(case: Case, clash: Clash) -> bool:
    """Return whether "will" is a future of the original: "favorecerá que pueda" allows."""
    will = all(span.of(case.quote).lower() in _WILL for span in clash.quote)
    return will and len(clash.quote) <= len(spanish_future_verbs(case.original))


_WILL = frozenset({"will", "shall", "is going to", "are going to"})


def _evidence(case: Case, original: tuple[Span, ...], quote: tuple[Span, ...]) -> Evidence:
    words = first_texts(case.original, original), first_texts(case.quote, quote)
    message = worded(
        "Another modality: {said} in the original, {given} in the quotation.",
        said=words[0],
        given=words[1],
    )
    return Evidence(message, original, quote)


# --- A conditional given as a promise: "lo pensaría" as "I will do it".


@dataclass(frozen=True, slots=True)
class Promise:
    """The conditionals of the original and the futures of the quotation.

    `own`: the speaker's own. Another's was no promise in four of nine pairs of drift2/train.
    """

    original: tuple[Span, ...]
    quote: tuple[Span, ...]
    own: bool


@lru_cache(maxsize=512)
def promised(original: str, quote: str) -> Promise | None:
    """Return what would be done and is said to be done, None where forms allow doubt.

    No word of the quotation may stand for the conditional ("would", "could", "if" unless
    the original says "si" too). The original must not speak of the future itself, nor of
    the past: "anunció que lo haría" is also "announced that he will do it".
    """
    verbs, will = conditionals(original), english_tense(quote, "future")
    past = set(spanish_tense(original, "past")) - set(verbs)
    if not (verbs and will) or past or spanish_future_verbs(original):
        return None
    rendering = [span.of(quote).lower() for span in occurrences(quote, "modality", _WOULD)]
    if "si" in keys(original):
        rendering = [word for word in rendering if word != "if"]
    return None if rendering else Promise(verbs, will, bool(_OWN.search(quote)))


_WOULD = "would_will.en_left"
_OWN = re.compile(
    r"\b(?:i|we)(?:['’]ll| will| shall| am| are)\b|\b(?:i['’]m|we['’]re)\b", re.IGNORECASE
)


CHECK = Check("D205", "changed-modality", "error", find, __doc__ or "")
