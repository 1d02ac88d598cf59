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

import re
from collections.abc import Iterator

from quotes.bilingual.names import name_drift
from quotes.languages.words import bracketed
from quotes.model import Case, Check, Evidence, Span


def find(case: Case) -> Iterator[Evidence]:
    """Yield names of the quotation without counterpart, outside [brackets]."""
    drift = name_drift(case)
    for name in drift.added:
        if drift.solid(name) and not bracketed(case.quote, name.span):
            words = name.span.of(case.quote)
            yield Evidence(
                f"The quotation names “{words}”; the original does not.",
                (),
                (name.span,),
                "info" if _DEMONYM.fullmatch(words) and _noun_follows(case, name.span) else None,
            )


# "The Colombian state" for "el Estado": an adjective of place says what the reader there knows.
_DEMONYM = re.compile(r"[A-Z]\w+(?:ian|ean|ese|ish|ican|ban|guan|yan|chi)", re.ASCII)
_NOUN = re.compile(r"\s+[a-z]")


def _noun_follows(case: Case, span: Span) -> bool:
    return bool(_NOUN.match(case.quote, span.end))


CHECK = Check(
    "D110",
    "added-name",
    "warning",
    find,
    __doc__ or "",
    alone=False,
)
