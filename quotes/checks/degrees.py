"""How much, how strongly, and within what limits: degrees, bounds, conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from quotes.bilingual.alignments import links
from quotes.bilingual.governing import asserts
from quotes.bilingual.modifiers import lost_modifiers
from quotes.bilingual.oppositions import clashes, contrast, untaken
from quotes.bilingual.passages import (
    CLAUSE_ENDS,
    exchanged,
    governs,
    inside,
    sentence_before,
    stretch,
)
from quotes.bilingual.quantities import pair_quantities
from quotes.languages.words import (
    first_texts,
    has_ellipsis,
    mid_capitals,
    occurrences,
    tokens,
    vocabulary,
)
from quotes.model import Case, Evidence, Span, check, worded


@check("D209", "changed-quantifier", "error")
def changed_quantifier(case: Case) -> Iterator[Evidence]:
    """All, most, some, few, none, always, never are exchanged.

    Why it matters: “Algunos policías” made into “the police” or “all” indicts a whole force.

    Drifts:
        Algunos concejales recibieron dinero.
        All councillors received money.

    Clean:
        Todo el mundo lo sabe.
        Everybody knows it.
    """
    kind = worded("Another quantity")
    yield from exchanged(case, "changed-quantifier", kind)
    for clash in clashes(case.original, case.quote, "quantifiers"):
        if not all(_ABOUT.match(case.quote, span.start) for span in clash.quote):
            yield contrast(case, kind, clash.original, clash.quote)
    named = mid_capitals(case.quote)
    always = tuple(
        span for span in occurrences(case.quote, "always", "english") if span.start not in named
    )
    if always and not occurrences(case.original, "always", "spanish"):
        words = first_texts(case.quote, always)
        yield Evidence(
            worded("The quotation says {words}, the original does not.", words=words),
            (),
            always,
            "warning",
        )


_ABOUT = re.compile(r"some\s+[$€£]?\d", re.IGNORECASE)  # "some 1,800 hectares" are about so many


@check("D210", "changed-comparison", "error")
def changed_comparison(case: Case) -> Iterator[Evidence]:
    """More and less, better and worse, before and after, minimum and maximum are exchanged.

    Why it matters: It turns a trend or an order of events round.

    Drifts:
        Hoy hay menos homicidios que en 2015.
        Today there are more homicides than in 2015.

    Clean:
        La vía está peor que antes.
        The road is worse than before.
    """
    kind = worded("A comparison turned")
    yield from exchanged(case, "changed-comparison", kind)
    for clash in clashes(case.original, case.quote, "comparisons"):
        yield contrast(case, kind, clash.original, clash.quote)


@check("D211", "changed-intensity", "warning")
def changed_intensity(case: Case) -> Iterator[Evidence]:
    """A stronger or a weaker word than was said.

    Why it matters: “Regular” is mediocre, not terrible; “preocupante” is worrying, not
    catastrophic. Two steps on a scale are an error, one step a warning.

    Drifts:
        El estado de la vía es regular.
        The state of the road is terrible.

    Clean:
        La situación es preocupante.
        The situation is worrying.
    """
    yield from exchanged(case, "changed-intensity", worded("Another degree"))
    for change in intensity_changes(case.original, case.quote):
        yield Evidence(
            _degree(case, change),
            change.original,
            change.quote,
            "error" if abs(change.steps) > 1 else "warning",
        )


def _degree(case: Case, change: IntensityChange) -> str:
    given, said = first_texts(case.quote, change.quote), first_texts(case.original, change.original)
    if change.steps > 0:
        return worded("{given} is stronger than {said}.", given=given, said=said)
    return worded("{given} is weaker than {said}.", given=given, said=said)


# --- Graded words that moved along their scale: worrying, serious, catastrophic.

_GRADES = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class IntensityChange:
    """Where the graded words are; how many steps stronger the quotation is (or weaker, below 0)."""

    original: tuple[Span, ...]
    quote: tuple[Span, ...]
    steps: int


@cache
def _scales() -> tuple[str, ...]:
    return tuple(vocabulary("intensity"))


def intensity_changes(original: str, quote: str) -> Iterator[IntensityChange]:
    """Yield the scales on which each side holds one grade, and not the same."""
    for scale in _scales():
        here = _grades(original, scale, "es")
        there = _grades(quote, scale, "en")
        if len(here) != 1 or len(there) != 1:
            continue
        (one, spanish), (other, english) = *here.items(), *there.items()
        if one == other:
            continue
        free = untaken(original, quote, spanish, english)
        if free == english and not _rendered(original, quote, spanish, english):
            yield IntensityChange(spanish, free, other - one)


def _grades(text: str, scale: str, language: str) -> dict[int, tuple[Span, ...]]:
    found = {g: occurrences(text, "intensity", f"{scale}.{language}_{g}") for g in _GRADES}
    return {grade: spans for grade, spans in found.items() if spans}


def _rendered(
    original: str, quote: str, spanish: tuple[Span, ...], english: tuple[Span, ...]
) -> bool:
    """Return whether the original's graded word is rendered by some other English word."""
    left, right = tokens(original), tokens(quote)
    return any(
        link.strength >= 0.15
        and any(left[link.original].span.overlap(span) for span in spanish)
        and not any(right[link.quote].span.overlap(span) for span in english)
        for link in links(original, quote)
    )


@check("D213", "lost-modifier", "warning")
def lost_modifier(case: Case) -> Iterator[Evidence]:
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
    stated = asserts(case.quote, (case.sentence or "").partition(case.quote)[0])
    for one in lost_modifiers(case.original, case.quote):
        looked = _WHERE.get(one.kind)
        if one.kind == "to_come" and asserts(case.quote, ""):
            looked = _whole
        if looked and looked(case.original, case.quote, one.span) and not _told(case, one.span):
            words = one.span.of(case.original)
            yield Evidence(_message(one.kind, words), (one.span,), firm=one.firm)
    if stated:
        yield from _before(case)


def _told(case: Case, span: Span) -> bool:
    """Return whether a part is told in figures: "la mitad" of sixty is "thirty of the sixty"."""
    same = pair_quantities(case.original, case.quote).same
    return any(span.of(case.original).lower() == f"la {one.text}" for one, _ in same)


def _before(case: Case) -> Iterator[Evidence]:
    """Yield the bounds of what is quoted that stand right before it in its sentence.

    "Desde que | yo me posesioné no se ha dado una licencia": the passage was begun too late.
    """
    lead = sentence_before(case.before)
    if not lead or has_ellipsis(case.quote):
        return
    for one in lost_modifiers(lead + case.original, case.quote):
        if one.kind == "bounds" and one.span.start < len(lead) and not _apart(lead, one.span):
            words = one.span.of(lead + case.original)
            yield Evidence(_message(one.kind, words), firm=one.firm)


def _apart(lead: str, span: Span) -> bool:
    """Return whether words before the passage stand between a bound and it."""
    return len(lead[span.end :].split()) > _NEAR or not CLAUSE_ENDS.isdisjoint(lead[span.end :])


_NEAR = 1  # words between a bound and the passage


def _whole(original: str, quote: str, span: Span) -> bool:
    """Return whether a bound governs what is quoted, or ends the sentence rendered whole."""
    if governs(original, quote, span):
        return True
    last = stretch(original, quote)[1]
    long = _WHOLLY * len(original) <= len(quote) and bool(original[span.end :].strip(" ."))
    return long and span.start >= last and CLAUSE_ENDS.isdisjoint(original[last : span.start])


_WHOLLY = 0.6  # of the passage's length: a quotation as long renders all of it


def _message(kind: str, words: str) -> str:
    if kind == "to_come":
        return worded("“{words}” is still to come; the quotation has it done.", words=words)
    return worded("“{words}” limits what was said; the quotation lacks it.", words=words)


# A modifier stands in what is quoted; a bound ("at first", "half of") may stand before it.
_WHERE = {"limits": inside, "bounds": _whole, "to_come": inside}


@check("D214", "changed-relation", "warning")
def changed_relation(case: Case) -> Iterator[Evidence]:
    """How two clauses hang together is changed: cause, purpose, concession, condition.

    Why it matters: “Así lo quiera el dueño” is “even if the owner wants it”, not “so that he
    can”: the one sets a limit, the other gives it away.

    Drifts:
        El lote no se vende así el dueño quiera.
        The plot is not sold so that the owner can.

    Clean:
        El lote no se vende así el dueño quiera.
        The plot will not be sold even if the owner wants to.
    """
    kind = worded("Another relation")
    yield from exchanged(case, "changed-relation", kind)
    for name in vocabulary("relations"):
        said = _pattern(name, "spanish").search(case.original)
        given = _pattern(name, "wrong").search(case.quote) if said else None
        if not (said and given) or _pattern(name, "right").search(case.quote):
            continue
        here, there = Span(*said.span()), Span(*given.span())
        if inside(case.original, case.quote, here, lead=True):
            yield contrast(case, kind, (here,), (there,), firm=True)
    for one in lost_modifiers(case.original, case.quote):
        if one.kind == "condition" and inside(case.original, case.quote, one.span):
            message = worded(
                "“{said}” sets a condition; the quotation has none.",
                said=one.span.of(case.original),
            )
            yield Evidence(message, (one.span,), firm=one.firm)


@cache
def _pattern(name: str, side: str) -> re.Pattern[str]:
    written = str(vocabulary("relations")[name][side])
    return re.compile(written.replace("\n", ""), re.IGNORECASE)
