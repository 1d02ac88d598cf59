"""Somebody else speaks in the source than the article names.

Why it matters: The words are right and the wrong person is held to them.

Drifts:
    (source: Rosalba Quintero; article: Hernán Castellar)
    -

Clean:
    (source: Rosalba Quintero Vélez; article: Mayor Quintero)
    -
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.languages.speakers import another_person
from quotes.model import Case, Check, Evidence


def find(case: Case) -> Iterator[Evidence]:
    """Yield one finding if the two speakers share no name."""
    if case.speaker and case.source_speaker and another_person(case.source_speaker, case.speaker):
        yield Evidence(
            f"In the source {case.source_speaker} speaks; the article names {case.speaker}."
        )


CHECK = Check("D501", "wrong-speaker", "error", find, __doc__ or "")
