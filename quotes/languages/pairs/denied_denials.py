"""Verbs that deny by themselves, denied: "no negamos" is not what "we denied" says.

A word such as "denied" may carry the denial of "no admitimos". It does not where the verb
denied is its own counterpart: there both texts hold the verb and one of them holds its denial.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from quotes.model import Span

_VERBS = tuple(
    (re.compile(rf"\b(?:{spanish})\b", re.IGNORECASE), re.compile(rf"\b(?:{english})\b", re.I))
    for spanish, english in (
        (r"n(?:eg|ieg)\w+", r"den(?:y|ies|ied|ying)|refus\w+"),
        (r"desm(?:ient|ent|int)\w+", r"den(?:y|ies|ied|ying)|refut\w+"),
        (r"recha[zc]\w+", r"reject\w*|refus\w+|turn\w* down"),
        (r"descart\w+", r"rul\w+ out|dismiss\w*|discard\w*"),
        (r"exclu[ií]\w*|excluy\w+", r"exclud\w+|rul\w+ out"),
        (r"proh[ií]b\w+", r"bans?|bann\w+|prohibit\w*|forb\w+"),
        (r"imp[ei]d\w+", r"prevent\w*|block\w*|imped\w+"),
        (r"evit\w+", r"avoid\w*|prevent\w*"),
        (r"dud(?!as?\b)\w+", r"doubt\w*"),
        (r"falt\w+|carec\w+|carez\w+", r"lack\w*"),
        (r"olvid\w+", r"forg[eo]t\w*"),
        (r"ignor\w+", r"ignor\w+"),
        (r"incumpl\w+", r"break\w*|broke\w*|breach\w*|violat\w+"),
        (r"fracas\w+|fall(?:ó|a[nr]?|aron|amos|é|ado)", r"fail\w*"),
        (r"perd\w+|pierd\w+", r"los[et]\w*|losing"),
        (r"abandon\w+", r"abandon\w*"),
        (r"renunci\w+", r"resign\w*|renounc\w+|gave up|giv\w+ up"),
        (r"cancel\w+", r"cancel\w*"),
        (r"suspend\w+", r"suspend\w*"),
        (r"op(?:on|us)\w+|opuest\w+", r"oppos\w+"),
        (r"retir\w+", r"withdr\w+"),
    )
)
_BEFORE = {
    "es": re.compile(
        r"\b(?:no|nunca|jamás|tampoco)(?:\s+(?:se|l[oae]s?|me|te|nos|h[ae]n?|h?emos|había\w*|"
        r"v(?:oy|as?|amos|an)\s+a|pued\w+|pod\w+|deb\w+|quier\w+|quer\w+|fue\w*|sido|est[áa]\w*))"
        r"{0,4}\s+$",
        re.IGNORECASE,
    ),
    "en": re.compile(r"(?:\b(?:not|never|cannot)|n['’]t)(?:\s+\w+){0,2}\s+$", re.IGNORECASE),
}


@lru_cache(maxsize=512)
def denied_in_one(here: str, there: str, language: Literal["es", "en"]) -> tuple[Span, ...]:
    """Return where `here` (in `language`) denies a verb that `there` holds without denial.

    The spans run from the denial to the end of the verb.
    """
    found = []
    for pair in _VERBS:
        ours, theirs = pair if language == "es" else pair[::-1]
        other: Literal["es", "en"] = "en" if language == "es" else "es"
        bare = [m for m in theirs.finditer(there) if _denied(there, m.start(), other) is None]
        for match in ours.finditer(here) if bare else ():
            start = _denied(here, match.start(), language)
            if start is not None:
                found.append(Span(start, match.end()))
    return tuple(found)


def _denied(text: str, at: int, language: Literal["es", "en"]) -> int | None:
    """Return where the denial of the verb at `at` begins, None if it is not denied."""
    before = _BEFORE[language].search(text[:at])
    return before.start() if before else None
