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
    if _quoted_inside(case.before):
        return  # somebody else's words, quoted by the source's speaker
    if case.speaker and case.source_speaker and another_person(case.source_speaker, case.speaker):
        yield Evidence(
            f"In the source {case.source_speaker} speaks; the article names {case.speaker}."
        )


def _quoted_inside(before: str) -> bool:
    """Return whether the passage stands inside an open quotation of the source."""
    return before.rfind("«") > before.rfind("»") or before.rfind("“") > before.rfind("”")


CHECK = Check("D501", "wrong-speaker", "error", lambda case: tuple(find(case)), __doc__ or "")
