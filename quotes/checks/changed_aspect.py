"""Another phase of the event: begun, going on, done, stopped, again.

Why it matters: Whoever “stopped paying” paid before; whoever “keeps paying” pays now.

Drifts:
    Dejamos de pagarle al contratista.
    We keep paying the contractor.

Clean:
    El puente sigue cerrado.
    The bridge is still closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from quotes.bilingual.oppositions import clashes
from quotes.bilingual.passages import exchanged
from quotes.languages.words import first_texts
from quotes.model import Case, Check, Evidence, Span, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield the clashes of `data/aspects.toml`, and progressives without ground."""
    yield from exchanged(case, "changed-aspect", worded("Another phase"))
    shift = aspect_shift(case.original, case.quote)
    if shift:
        yield Evidence(
            worded(
                "“{said}” is done; “{given}” is still under way.",
                said=shift.original.of(case.original),
                given=shift.quote.of(case.quote),
            ),
            (shift.original,),
            (shift.quote,),
        )
    for clash in clashes(case.original, case.quote, "aspects"):
        yield Evidence(
            worded(
                "Another phase: {said} in the original, {given} in the quotation.",
                said=first_texts(case.original, clash.original),
                given=first_texts(case.quote, clash.quote),
            ),
            clash.original,
            clash.quote,
            firm=True,
        )


# --- A deed that was done, given as one that was under way: "renunció" as "was resigning".
#
# A Spanish preterite says that something was done; where the original has no form for what
# was going on (imperfect, gerund, "al" with an infinitive), an English past progressive has
# no ground. Of the faithful pairs of parallel/ 0.03 % (TICO-19, MT-GenEval, XQuAD, Tatoeba)
# and 0.15 % (news tests) have one all the same.

_GOING_ON = re.compile(
    r"\b(?:\w+(?:aba|aban|ábamos|ía|ían|íamos|ando|iendo|yendo|ándo\w*|iéndo\w*)|"
    r"era|eran|éramos|iba|iban|al|mientras|cuando|durante|sido|estuv\w+|siguió|siguieron|"
    r"continu\w+)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:\w{2,}[^\Waeou]ó|\w{2,}eó|\w+(?:aron|ieron|yeron|jeron)|hizo|hicieron|dijo|dijeron|"
    r"tuvo|tuvieron|puso|pusieron|dio|dieron|vino|vinieron|pudo|quiso|supo|trajo)\b"
)
_BE = re.compile(r"\b(?:fue|fueron)\b", re.IGNORECASE)
# Verbs of state, and participles that are adjectives or nouns: "was willing", "was a building".
_STATES = (
    "going|during|nothing|something|anything|everything|being|missing|willing|interesting|"
    "following|according|including|morning|evening|building|meeting|string|thing|wearing|having|"
    "living|working|using|trying|looking|lacking|wanting|standing|sitting|lying|running|growing|"
    "containing|outstanding|amazing|disappointing|surprising|shocking|encouraging|exciting|boring|"
    "loving|promising|pending|striking|convincing|overwhelming|lasting|remaining|existing|rising|"
    "falling|dying|starting|coming|facing|charming|entertaining|demanding|holding"
)
_PROGRESSIVE = re.compile(rf"\b(?:was|were)\s+(?:also\s+|not\s+)?(?!(?:{_STATES})\b)[a-z]+ing\b")
_PASSIVE = re.compile(r"\b(?:was|were) being [a-z]+(?:ed|en|wn|lt|ld|nt)\b")


@dataclass(frozen=True, slots=True)
class AspectShift:
    """The verbs of the original that say it was done, and the progressive of the quotation."""

    original: Span
    quote: Span


@lru_cache(maxsize=512)
def aspect_shift(original: str, quote: str) -> AspectShift | None:
    """Return the progressive without ground, None where forms allow doubt."""
    if _GOING_ON.search(original):
        return None
    done, passive = _DONE.search(original), _PASSIVE.search(quote)
    active = _PROGRESSIVE.search(quote) if done else None
    said = done or (_BE.search(original) if passive else None)
    shown = active or passive
    if said is None or shown is None:
        return None
    return AspectShift(Span(*said.span()), Span(*shown.span()))


CHECK = Check("D207", "changed-aspect", "warning", find, __doc__ or "")
