"""Somebody else speaks in the source than the article names.

Why it matters: The words are right and the wrong person is held to them. Where the words
stand in quotation marks in the source, it is a warning: the source may quote somebody.

Drifts:
    (source: Rosalba Quintero; article: Hernán Castellar)
    -

Clean:
    (source: Rosalba Quintero Vélez; article: Mayor Quintero)
    -
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.languages.speakers import another_person, named_in
from quotes.model import Case, Check, Evidence


def find(case: Case) -> Iterator[Evidence]:
    """Yield one finding if the two speakers share no name."""
    said, given = case.source_speaker, case.speaker
    if not (said and given and another_person(said, given)):
        return
    message = f"In the source {said} speaks; the article names {given}."
    if not _quoted_inside(case.before):
        yield Evidence(message)
    elif not named_in(given, f"{case.before} {case.original} {case.after}"):
        yield Evidence(message, severity="warning")


def _quoted_inside(before: str) -> bool:
    """Return whether the passage stands inside an open quotation of the source."""
    return before.rfind("«") > before.rfind("»") or before.rfind("“") > before.rfind("”")


CHECK = Check("D501", "wrong-speaker", "error", find, __doc__ or "")
