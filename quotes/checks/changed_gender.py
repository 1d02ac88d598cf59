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

from collections.abc import Iterator

from quotes.languages.pairs.gender_shifts import gender_clashes
from quotes.languages.phrasebook import first_texts
from quotes.model import Case, Check, Evidence


def find(case: Case) -> Iterator[Evidence]:
    """Yield the clashes of `vocabulary/genders.toml` that are about one person."""
    for clash in gender_clashes(case.original, case.quote):
        yield Evidence(
            f"Another gender: {first_texts(case.original, clash.original)} in the original, "
            f"{first_texts(case.quote, clash.quote)} in the quotation.",
            clash.original,
            clash.quote,
        )


CHECK = Check("D503", "changed-gender", "error", find, __doc__ or "")
