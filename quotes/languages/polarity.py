"""Words of denial that turn no statement: in a question asked for a yes, in an answer's "No,".

"¿No es cierto que …?" and "Won't you come?" ask the same as without the word, and a
rendering drops or adds it at will; "No, I did not" denies once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotes.model import Span

_ASKED = re.compile(
    # ¿No crees …?, …, ¿no?, ¿Acaso no …?
    r"¿\s*(?:(?:acaso|entonces|y|pero|o),?\s+)?(?P<es>no)\b(?=\s*\?|[^?.!]*\?)"
    # Can't you …? …, didn't he? But "why don't they" asks for the reason of a denial.
    r"|(?:^|[.!?;:,—–\"“‘(]\s*|\b(?:and|but|so|or)\s+)"
    r"(?P<en>(?:is|are|was|were|do|does|did|has|have|had|ca|could|wo|would|should)n['’]t)\s+"
    r"(?:I|you|he|she|it|we|they|this|that|these|those|there|the|anyone|anybody|someone)\b"
    r"[^?.!]*\?",
    re.IGNORECASE,
)
_ANSWER = re.compile(r"(?:^|(?<=[.!?;:\"“«¡—–-])|(?<=[.!?;:\"“«¡—–-]\s))no,\s+", re.IGNORECASE)


def asked(text: str, denial: Span) -> bool:
    """Return whether a denial stands in a question that asks for a yes."""
    return any(denial in _groups(found) for found in _ASKED.finditer(text))


def _groups(found: re.Match[str]) -> list[Span]:
    return [Span(*found.span(name)) for name in ("es", "en") if found.group(name)]


def answered(text: str, denial: Span, denials: Sequence[Span]) -> bool:
    """Return whether a denial is the "No," of an answer that denies in its own words as well."""
    opening = next((m for m in _ANSWER.finditer(text) if m.start() == denial.start), None)
    if opening is None:
        return False
    stop = re.search(r"[.!?]", text[opening.end() :])
    end = opening.end() + stop.start() if stop else len(text)
    return any(opening.end() <= other.start < end for other in denials)
