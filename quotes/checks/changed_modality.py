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

from collections.abc import Iterator

from quotes.languages.pairs.oppositions import Clash, clashes
from quotes.languages.pairs.promises import promised
from quotes.languages.phrasebook import first_texts
from quotes.languages.tenses import spanish_future_verbs
from quotes.model import Case, Check, Evidence, Span


def find(case: Case) -> Iterator[Evidence]:
    """Yield the clashes of `vocabulary/modality.toml`, and conditionals made promises."""
    promise = promised(case.original, case.quote)
    if promise:
        yield _evidence(case, promise.original, promise.quote)
    for clash in clashes(case.original, case.quote, "modality"):
        if clash.name != _PROMISES and not _foretold(case, clash):
            yield _evidence(case, clash.original, clash.quote)


_PROMISES = "would_will"  # its words are read by `promised`, which knows the tenses


def _foretold(case: Case, clash: Clash) -> bool:
    """Return whether "will" is a future of the original: "favorecerá que pueda" allows."""
    will = all(span.of(case.quote).lower() in _WILL for span in clash.quote)
    return will and len(clash.quote) <= len(spanish_future_verbs(case.original))


_WILL = frozenset({"will", "shall", "is going to", "are going to"})


def _evidence(case: Case, original: tuple[Span, ...], quote: tuple[Span, ...]) -> Evidence:
    words = first_texts(case.original, original), first_texts(case.quote, quote)
    message = f"Another modality: {words[0]} in the original, {words[1]} in the quotation."
    return Evidence(message, original, quote)


CHECK = Check("D205", "changed-modality", "error", find, __doc__ or "", needs_judge=True)
