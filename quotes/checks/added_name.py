"""A name of the quotation is in neither the original nor its context.

Why it matters: A pronoun made into a name is an interpretation, and it may be the wrong
one. Text in [brackets] is the journalist’s own and exempt.

Drifts:
    Él sabía de los sobornos.
    Hernán Castellar knew about the bribes.

Clean:
    Él sabía de los sobornos.
    [Castellar] knew about the bribes.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.bilingual.names import name_drift
from quotes.languages.wording import bracketed
from quotes.model import Case, Check, Evidence


def find(case: Case) -> Iterator[Evidence]:
    """Yield names of the quotation without counterpart, outside [brackets]."""
    drift = name_drift(case)
    for name in drift.added:
        if drift.solid(name) and not bracketed(case.quote, name.span):
            yield Evidence(
                f"The quotation names “{name.span.of(case.quote)}”; the original does not.",
                (),
                (name.span,),
            )


CHECK = Check(
    "D110", "added-name", "warning", find, __doc__ or "", vague=True, loose=True, needs_judge=True
)
