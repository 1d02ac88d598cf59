"""A small word that limits or places what was said is left out: only, always, at least, last.

Why it matters: “Solo un concejal votó en contra” without “solo” is another vote; “el mes
pasado” without “pasado” is another month.

Drifts:
    Solo pagaron tres contratistas.
    Three contractors paid.

Clean:
    El puente siempre se inunda.
    The bridge floods every time.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.bilingual.modifiers import lost_modifiers
from quotes.bilingual.passages import governs, inside
from quotes.model import Case, Check, Evidence, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield the modifiers of `data/modifiers.toml` without counterpart."""
    for one in lost_modifiers(case.original, case.quote):
        looked = _WHERE.get(one.kind)
        if looked and looked(case.original, case.quote, one.span):
            words = one.span.of(case.original)
            yield Evidence(_message(one.kind, words), (one.span,), firm=one.firm)


def _message(kind: str, words: str) -> str:
    if kind == "to_come":
        return worded("“{words}” is still to come; the quotation has it done.", words=words)
    return worded("“{words}” limits what was said; the quotation lacks it.", words=words)


# A modifier stands in what is quoted; a bound ("at first", "half of") may stand before it.
_WHERE = {"limits": inside, "bounds": governs, "to_come": inside}

CHECK = Check("D213", "lost-modifier", "warning", find, __doc__ or "")
