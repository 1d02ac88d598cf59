"""A stronger or a weaker word than was said.

Why it matters: “Regular” is mediocre, not terrible; “preocupante” is worrying, not
catastrophic. Two steps on a scale are an error, one step a warning.

Drifts:
    El estado de la vía es regular.
    The state of the road is terrible.

Clean:
    La situación es preocupante.
    The situation is worrying.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.languages.pairs.intensities import intensity_changes
from quotes.languages.phrasebook import first_texts
from quotes.model import Case, Check, Evidence


def find(case: Case) -> Iterator[Evidence]:
    """Yield graded words that moved along their scale."""
    for change in intensity_changes(case.original, case.quote):
        degree = "stronger" if change.steps > 0 else "weaker"
        yield Evidence(
            f"{first_texts(case.quote, change.quote)} is {degree} than "
            f"{first_texts(case.original, change.original)}.",
            change.original,
            change.quote,
            "error" if abs(change.steps) > 1 else "warning",
        )


CHECK = Check("D211", "changed-intensity", "warning", find, __doc__ or "", vague=True, loose=True)
