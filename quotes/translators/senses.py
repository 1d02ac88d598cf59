"""Words that Portuguese has one for and Spanish two: the English text says which.

"funcionário" is an official or an employee, "único" only or single, "plano" a plan or
flat. Those listed are frequent in politics and were wrong in Apertium's choice.
"""

from __future__ import annotations

import re
from typing import Final

# Spanish words as Apertium gives them; the English that tells; endings "\\1" are kept.
SENSES: Final = (
    (r"operari[oa](s?)", r"\bofficials?\b|\b(?:civil|public) servants?\b", r"funcionario\1"),
    (r"operari[oa](s?)", r"\b(?:employee|worker|staff)", r"empleado\1"),
    (r"(un|una) únic([oa])", r"\bsingle\b", r"\1 sol\2"),
    (r"plano", r"\bplan\b", "plan"),
    (r"planos", r"\bplans\b", "planes"),
    (r"prendid([oa]s?)", r"\b(?:arrest|detain|seiz)", r"detenid\1"),
    (r"jug(aron|ó|ar|ando|ad[oa]s?|aban?)", r"\b(?:threw|throw|toss|hurl)", r"lanz\1"),
    (r"azafat[oa](s?)", r"\bhosts?\b", r"anfitrión\1"),
)
COMPILED = tuple(
    (re.compile(rf"\b{spanish}\b", re.IGNORECASE), re.compile(english, re.IGNORECASE), meant)
    for spanish, english, meant in SENSES
)


def told_apart(english: str, spanish: str) -> str:
    """Return the Spanish with the words that the English text means."""
    for pattern, sign, meant in COMPILED:
        if sign.search(english):
            spanish = pattern.sub(lambda match, by=meant: _cased(match, by), spanish)  # type: ignore[misc]
    return spanish


def _cased(match: re.Match[str], meant: str) -> str:
    said = match.expand(meant)
    return said[0].upper() + said[1:] if match[0][0].isupper() else said
