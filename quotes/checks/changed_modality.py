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

from quotes.languages.pairs.oppositions import clashes
from quotes.languages.phrasebook import first_texts
from quotes.model import Case, Check, Evidence


def find(case: Case) -> Iterator[Evidence]:
    """Yield the clashes of `vocabulary/modality.toml`."""
    for clash in clashes(case.original, case.quote, "modality"):
        yield Evidence(
            f"Another modality: {first_texts(case.original, clash.original)} in the original, "
            f"{first_texts(case.quote, clash.quote)} in the quotation.",
            clash.original,
            clash.quote,
        )


CHECK = Check("D205", "changed-modality", "error", lambda case: tuple(find(case)), __doc__ or "")
