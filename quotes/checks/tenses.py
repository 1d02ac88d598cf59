"""When: the tense of what is said, and the phase of the event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from quotes.bilingual.alignments import links
from quotes.bilingual.oppositions import clashes, contrast
from quotes.bilingual.passages import exchanged, inside
from quotes.languages.lexicon import back_translations
from quotes.languages.verbs import (
    english_tense,
    finite,
    spanish_future_verbs,
    spanish_tense,
    unreal,
)
from quotes.languages.words import Token, first_texts, mid_capitals, tokens
from quotes.model import Case, Evidence, Severity, Span, check, worded


@check("D206", "changed-tense", "error")
def changed_tense(case: Case) -> Iterator[Evidence]:
    """Past, present and future are exchanged.

    Why it matters: A plan is not a deed: “construiremos” made into “built” is a promise
    reported as kept.

    Drifts:
        Construiremos el hospital.
        We built the hospital.

    Clean:
        Mañana viajo a Bogotá.
        I will travel to Bogotá tomorrow.
    """
    yield from exchanged(case, "changed-tense", worded("Another time"))
    shift = tense_shift(case.original, case.quote)
    if shift and any(inside(case.original, case.quote, s, lead=True) for s in shift.original):
        yield Evidence(
            worded(
                "The original speaks of the {before} ({said}), "
                "the quotation of the {after} ({given}).",
                before=shift.before,
                said=first_texts(case.original, shift.original),
                after=shift.after,
                given=first_texts(case.quote, shift.quote),
            ),
            shift.original,
            shift.quote,
            shift.severity,
        )
    verbs = verb_shift(case.original, case.quote)
    if verbs and not shift:
        before, now = verbs
        message = worded(
            "“{said}” is past, “{given}” is present.",
            said=before.of(case.original),
            given=now.of(case.quote),
        )
        yield Evidence(message, (before,), (now,), "warning")


# --- A whole stretch moved from one tense to another.

Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class TenseShift:
    """`before` and `after` name the tenses; the spans are the verbs that show them."""

    before: str
    after: str
    original: Spans
    quote: Spans
    severity: Severity


@lru_cache(maxsize=512)
def tense_shift(original: str, quote: str) -> TenseShift | None:
    """Return the shift of tense between two texts, None where forms allow doubt."""
    past, future = spanish_tense(original, "past"), spanish_tense(original, "future")
    present = spanish_tense(original, "present")
    will, had = english_tense(quote, "future"), english_tense(quote, "past")
    if past and not (future or present) and will and not unreal(original):
        return TenseShift(
            worded("past"), worded("future"), past, will, _severity(original, quote, past, will)
        )
    verbs = tuple(
        s for s in spanish_future_verbs(original) if not _PERHAPS.match(original, s.start)
    )
    done = tuple(s for s in had if finite(quote, s))
    if verbs and not past and done and not english_tense(quote, "future_any"):
        severity = _severity(original, quote, verbs, done)
        return TenseShift(worded("future"), worded("past"), verbs, done, severity)
    now = tuple(s for s in english_tense(quote, "present") if not _untensed(quote, s))
    if past and not (future or present or had or will) and now and not unreal(original):
        return TenseShift(worded("past"), worded("present"), past, now, "warning")
    return None


_PERHAPS = re.compile(r"será que\b", re.IGNORECASE)


def _untensed(quote: str, span: Span) -> bool:
    """Return whether a present form says no present: "no need", "should never have gone"."""
    need = span.of(quote).lower() in ("need", "needs") and _DETERMINED.search(quote[: span.start])
    return bool(need or _BYGONE.match(quote, span.start))


_DETERMINED = re.compile(
    r"\b(?:no|the|an?|any|this|of|in|our|your|his|her|its|their)\s+$", re.IGNORECASE
)
_BYGONE = re.compile(
    r"(?:should|must|may|might|can)(?:n['’]t)?\s+(?:(?:not|never|also|\w+ly)\s+)?have\b", re.I
)

_SHORT = 12  # words of a quotation that has one verb, as a rule
_FIRM = 0.1  # weaker links are found between any two sentences


def _severity(original: str, quote: str, verbs: Spans, others: Spans) -> Severity:
    """Return "error" where the verbs of the two tenses are one verb, "warning" in doubt.

    They are if a link leads from one to the other (over "will" to its verb), or if the
    quotation is so short that there is no other verb.
    """
    left, right = tokens(original), tokens(quote)
    if sum(word.wordlike for word in right) <= _SHORT:
        return "error"
    reach = [Span(span.start, span.end + _REACH) for span in others]
    linked = any(
        link.strength >= _FIRM
        and any(left[link.original].span.overlap(span) for span in verbs)
        and any(right[link.quote].span.overlap(span) for span in reach)
        for link in links(original, quote)
    )
    return "error" if linked or _both_open(original, quote, verbs, others) else "warning"


_LOOK = 60  # characters before a verb that are looked at
_OPENING = 0.2  # of a text: where its first clause has its verb
_SUBJECT = re.compile(
    r"\b(?:I|we|you|he|she|they|it)\s+(?:(?:have|has|had)\s+)?(?:\w+ly\s+)?$", re.IGNORECASE
)


def _both_open(original: str, quote: str, verbs: Spans, others: Spans) -> bool:
    """Return whether the verbs of both tenses are those of the first clause."""
    early = verbs[0].start <= _OPENING * len(original)
    return early and any(
        one.start <= _OPENING * len(quote)
        and bool(_SUBJECT.search(quote[max(0, one.start - _LOOK) : one.start]))
        for one in others
    )


_REACH = 12  # characters after "will" in which its verb stands


# --- One verb moved to the present: "informó" given as "reports".
#
# A preterite whose usual past renderings are not in the quotation, while the present of one of
# them is. Of the faithful pairs of parallel/ 0.01 % (TICO-19, MT-GenEval, XQuAD, Tatoeba) and
# 0.13 % (news tests, whose headlines and "explains" tell the past in the present) have one.

_PRETERITE = re.compile(r"\w{2,}(?:[^\Waeou]ó|eó|aron|ieron|yeron)$")
_USUAL = 0.1  # probability of the past form as a rendering
_SHORTEST = 4  # letters of a present in -s: "reports"
# Before a noun in -s, or a verb that has no tense of its own.
_BEFORE = frozenset(
    """
    to will would can could did may might should must a the an of his her their its my our your
    these those and or in with for by not help helped let make made more many some all no any two
    three four five several both few
    """.split()  # noqa: SIM905 - a list of words reads best so
)


@lru_cache(maxsize=512)
def verb_shift(original: str, quote: str) -> tuple[Span, Span] | None:
    """Return a preterite and the present it is given as, None if there is none."""
    there = tokens(quote)
    said = {word.key for word in there}
    for word in tokens(original):
        usual = back_translations(word.key) if _PRETERITE.match(word.text.lower()) else {}
        if usual and said.isdisjoint(usual):
            now = _present(quote, there, usual)
            if now:
                return word.span, now
    return None


def _present(quote: str, words: tuple[Token, ...], usual: dict[str, float]) -> Span | None:
    """Return the first word that is the present of one of the usual past forms."""
    names = mid_capitals(quote)
    for before, word in zip((None, *words), words, strict=False):
        if len(word.key) < _SHORTEST or not word.key.endswith("s") or word.span.start in names:
            continue
        free = before is None or before.key not in _BEFORE
        if free and any(usual.get(form, 0.0) >= _USUAL for form in _past(word.key)):
            return word.span
    return None


def _past(present: str) -> set[str]:
    """Return the past forms that a regular verb in -s may have: reports, reported."""
    found: set[str] = set()
    for base in {present[:-1], present.removesuffix("es")}:
        found |= {f"{base}ed", f"{base}d", f"{base}{base[-1:]}ed"}
        if base.endswith("i"):
            found.add(f"{base[:-1]}ied")
    return found


@check("D207", "changed-aspect", "warning")
def changed_aspect(case: Case) -> Iterator[Evidence]:
    """Another phase of the event: begun, going on, done, stopped, again.

    Why it matters: Whoever “stopped paying” paid before; whoever “keeps paying” pays now.

    Drifts:
        Dejamos de pagarle al contratista.
        We keep paying the contractor.

    Clean:
        El puente sigue cerrado.
        The bridge is still closed.
    """
    kind = worded("Another phase")
    yield from exchanged(case, "changed-aspect", kind)
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
        yield contrast(case, kind, clash.original, clash.quote, firm=True)


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
