"""Figures and dates: one for another, one lost, one put in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quotes.bilingual.oppositions import clashes, contrast
from quotes.bilingual.passages import exchanged, inside
from quotes.bilingual.quantities import (
    changed,
    counted_changes,
    multiples,
    pair_quantities,
    sign_changes,
    unit_changes,
)
from quotes.bilingual.quantities import exchanged as figures_exchanged
from quotes.languages.quantities import Calendar, Quantity, named
from quotes.languages.sentences import in_passing
from quotes.languages.words import bracketed, first_texts, keys, occurrences, reported
from quotes.model import Case, Evidence, Span, check, worded

Spans = tuple[Span, ...]


@check("D101", "changed-number", "error")
def changed_number(case: Case) -> Iterator[Evidence]:
    """A quantity of the original is another quantity in the quotation.

    Why it matters: A wrong figure is the drift readers repeat first and forgive last, and one
    digit barely moves any similarity score.

    Drifts:
        El acueducto costó 2,6 billones de pesos.
        The aqueduct cost 6.2 trillion pesos.

    Clean:
        Murieron ciento veinte mil reses.
        Some 120,000 head of cattle died.
    """
    for said, given in multiples(case.original, case.quote):
        yield Evidence(
            worded(
                "The original says “{said}”, the quotation “{given}”.",
                said=said.of(case.original),
                given=given.of(case.quote),
            ),
            (said,),
            (given,),
        )
    for one, other in figures_exchanged(case.original, case.quote):
        yield Evidence(
            worded("“{one}” and “{other}” have changed places.", one=one.text, other=other.text),
            (one.span, other.span),
            firm=True,
        )
    for one, other in sign_changes(case.original, case.quote):
        yield Evidence(
            worded(
                "Only one of the two is below zero: “{said}” in the original, “{given}” in the"
                " quotation.",
                said=one.text,
                given=other.text,
            ),
            (one.span,),
            (other.span,),
        )
    for one, other in changed(case.original, case.quote, "number"):
        yield Evidence(
            worded(
                "The original says “{said}”, the quotation says “{given}”.",
                said=one.text,
                given=other.text,
            ),
            (one.span,),
            (other.span,),
        )


@check("D102", "changed-scale", "error")
def changed_scale(case: Case) -> Iterator[Evidence]:
    """A figure keeps its digits but changes its power of ten.

    Why it matters: “Mil millones” is a billion and “billón” is a trillion: the classic slip
    multiplies a budget by a thousand.

    Drifts:
        El déficit llega a ocho billones de pesos.
        The deficit has reached eight billion pesos.

    Clean:
        Invertiremos tres mil millones de pesos.
        We will invest three billion pesos.
    """
    for one, other in changed(case.original, case.quote, "scale"):
        if _elliptic(case, one.value, other.value):
            continue
        factor = max(one.value, other.value) / min(one.value, other.value)
        yield Evidence(
            worded(
                "“{said}” is {value}, but “{given}” is {other}: off by a factor of {factor}.",
                said=one.text,
                value=f"{one.value:,.15g}",
                given=other.text,
                other=f"{other.value:,.15g}",
                factor=f"{factor:,.0f}",
            ),
            (one.span,),
            (other.span,),
        )


def _elliptic(case: Case, said: float, given: float) -> bool:
    """Return whether a thousand is understood: "siete y ocho mil", "de 60 mil a 35".

    Or millions and billions: "doce mil millones, de los cuales siete mil", "twelve billion, of
    which seven".
    """
    words = keys(case.original)
    billions = "millones" in words and "billion" in keys(case.quote)
    if billions and said == _THOUSAND * given and given < _THOUSAND:
        return True
    return said < _THOUSAND and given == _THOUSAND * said and "mil" in words


_THOUSAND = 1000


@check("D103", "changed-unit", "error")
def changed_unit(case: Case) -> Iterator[Evidence]:
    """A figure is given in another unit.

    Why it matters: Two percent is not two percentage points, and pesos are not dollars: the
    digits match and the fact does not.

    Drifts:
        La tasa subió dos puntos porcentuales.
        The rate rose two percent.

    Clean:
        El tramo mide 16 kilómetros.
        The stretch is ten miles long.
    """
    for one, other in unit_changes(case.original, case.quote):
        yield Evidence(
            worded(
                "“{said}”: the unit is {unit} in the original, {other} in the quotation.",
                said=one.text,
                unit=one.unit,
                other=other.unit,
            ),
            (one.span,),
            (other.span,),
        )
    for counted in counted_changes(case.original, case.quote):
        said, given = counted.original.of(case.original), counted.quote.of(case.quote)
        message = worded(
            "The figure counts “{said}” in the original, “{given}” in the quotation.",
            said=said,
            given=given,
        )
        yield Evidence(message, (counted.original,), (counted.quote,))
    yield from exchanged(case, "changed-unit", worded("Another span of time"), firm=False)
    for clash in clashes(case.original, case.quote, "periods"):
        yield contrast(case, worded("Another span of time"), clash.original, clash.quote)


@check("D104", "changed-date", "error")
def changed_date(case: Case) -> Iterator[Evidence]:
    """Another day, month, year or weekday, or another relative day.

    Why it matters: A promise for March is not a promise for May; a date decides who knew what
    when.

    Drifts:
        Firmamos el convenio el 3 de marzo de 2019.
        We signed the agreement on 3 May 2019.

    Clean:
        Nos reunimos el martes 4 de julio.
        We met on Tuesday, July 4.
    """
    pairs: list[tuple[Spans, Spans]] = [
        ((one.span,), (other.span,)) for one, other in changed(case.original, case.quote, "date")
    ]
    pairs += _calendar_changes(case.original, case.quote)
    pairs += [(c.original, c.quote) for c in clashes(case.original, case.quote, "calendar_words")]
    for original, quote in pairs:
        yield Evidence(
            worded(
                "The original dates it {said}, the quotation {given}.",
                said=first_texts(case.original, original),
                given=first_texts(case.quote, quote),
            ),
            original,
            quote,
        )


def _calendar_changes(original: str, quote: str) -> list[tuple[Spans, Spans]]:
    """Return (words of the original, words of the quotation) that name different days."""
    found = []
    calendars: tuple[Calendar, ...] = ("months", "weekdays")
    for calendar in calendars:
        here, there = named(original, calendar), named(quote, calendar)
        common = {n for n, _ in here} & {n for n, _ in there}
        lost = tuple(token.span for n, token in here if n not in common)
        added = tuple(token.span for n, token in there if n not in common)
        if lost and added:
            found.append((lost, added))
    return found


@check("D105", "changed-approximation", "warning")
def changed_approximation(case: Case) -> Iterator[Evidence]:
    """“About”, “almost”, “more than” or “at least” was lost, added or turned round.

    Why it matters: “Más de mil” is a floor and “casi mil” a ceiling: a bare thousand is
    neither, and one for the other is a different claim.

    Drifts:
        Hay al menos 40 heridos.
        There are at most 40 injured.

    Clean:
        Llegaron unas 300 familias.
        About 300 families arrived.
    """
    for change in _approximation_changes(case.original, case.quote):
        yield Evidence(
            worded(
                "The original says “{said}”, the quotation “{given}”.",
                said=change.original.of(case.original),
                given=change.quote.of(case.quote),
            ),
            (change.original,),
            (change.quote,),
            "error" if change.turned else "info",
        )


# --- Bounds and estimates beside figures: "más de", "casi", "at least", "up to".

_BETWEEN = {"", "la", "los", "las", "el", "the", "a", "us", "un", "una"}  # bound and figure


@dataclass(frozen=True, slots=True)
class _Bounded:
    """The two figures with their bounds; `turned` if a floor became a ceiling."""

    original: Span
    quote: Span
    turned: bool


def _approximation_changes(original: str, quote: str) -> Iterator[_Bounded]:
    """Yield equal figures one of which is a floor where the other is a ceiling, or bare."""
    for one, other in pair_quantities(original, quote).same:
        here, there = _bound(original, "spanish", one), _bound(quote, "english", other)
        kinds = {here[0], there[0]}
        if len(kinds) == 1 or (_NEAR in kinds and "floor" not in kinds):
            continue
        if not here[0] and _lasting(original, one.span) and _lasts(quote, there[1], other.span):
            continue
        yield _Bounded(here[1], there[1], "" not in kinds)


_NEAR = "near"  # "cerca de" is "close to" and "almost", and as well "about", which bounds nothing

# "A cinco años", "en tres meses": how long it takes, which "over" says too. Not where another
# word governs the bound ("for over five years", "was over five").
_LASTING = re.compile(
    r"\b(?:a|en|durante|por|para|(?:plazo|largo|curso|lapso|período|periodo|término) de)"
    r"(?:\s+(?:los|las|el|la|unos|unas))?\s+$",
    re.IGNORECASE,
)
_BOUNDS = re.compile(
    r"\b(?:for|in|to|of|at|by|with|after|is|are|was|were|be|been|just|well)\s+$", re.IGNORECASE
)
_SPAN = re.compile(r"[\s-]*(?:hour|day|night|week|fortnight|month|year|decade)s?\b", re.IGNORECASE)


def _lasting(original: str, figure: Span) -> bool:
    """Return whether a figure of the original says how long something takes."""
    return bool(_LASTING.search(original[: figure.start]))


def _lasts(quote: str, bounded: Span, figure: Span) -> bool:
    """Return whether "over" before a figure says how long something takes: "over five years"."""
    over = bounded.of(quote).lower().startswith("over") and not _BOUNDS.search(
        quote[: bounded.start]
    )
    return over and bool(_SPAN.match(quote, figure.end))


def _bound(text: str, language: str, quantity: Quantity) -> tuple[str, Span]:
    """Return the kind of bound ("floor", "ceiling", "near", "") and the span with its figure."""
    found = [
        (span.start, kind)
        for kind in ("floor", "ceiling", _NEAR)
        for span in occurrences(text, "approximations", f"{language}.{kind}")
        if span.end <= quantity.span.start
        and text[span.end : quantity.span.start].strip(" $€£").lower() in _BETWEEN
    ]
    if not found:
        return "", quantity.span
    start, kind = min(found)  # "no more than" begins before its "more than"
    return kind, Span(start, quantity.span.end)


@check("D106", "lost-number", "warning")
def lost_number(case: Case) -> Iterator[Evidence]:
    """A figure of the original is missing from the quotation.

    Why it matters: Leaving out the figure that a speaker gave can turn a measured statement
    into a vague one.

    Drifts:
        Entregamos 320 viviendas en la vereda y 45 en el pueblo, como se prometió.
        We delivered 320 homes in the hamlet and in the town, as promised.

    Clean:
        Ambos puentes están cerrados.
        The two bridges are closed.
    """
    for quantity in pair_quantities(case.original, case.quote).lost:
        numbered = quantity.text.startswith("0") and quantity.text.isdecimal()  # "Circular 018"
        if (
            numbered
            or _post(case.original, quantity.span)
            or reported(case.original, quantity.span)
        ):
            continue
        if inside(case.original, case.quote, quantity.span):
            yield Evidence(
                worded("“{said}” of the original is not in the quotation.", said=quantity.text),
                (quantity.span,),
                severity="info" if in_passing(case.quote) else None,
            )


def _post(original: str, span: Span) -> bool:
    """Return whether a figure numbers a post of several: "2/ Hubo convocatoria", "3/5 …"."""
    numbering = _NUMBERING.match(original)
    return numbering is not None and span.end <= numbering.end()


_NUMBERING = re.compile(r"\s*\(?\d{1,2}\s?(?:/\s?(?:\d{1,2}\b|(?=\D)|$)|\)\s)")


@check("D107", "added-number", "warning")
def added_number(case: Case) -> Iterator[Evidence]:
    """A figure of the quotation is not in the original.

    Why it matters: A figure lends authority; one that the speaker never gave is put in their
    mouth.

    Drifts:
        Vamos a reparar las escuelas.
        We will repair 27 schools.

    Clean:
        Cumplió una década en el cargo.
        He has been ten years in office.
    """
    for quantity in pair_quantities(case.original, case.quote).added:
        if not bracketed(case.quote, quantity.span):
            yield Evidence(
                worded("“{given}” of the quotation is not in the original.", given=quantity.text),
                (),
                (quantity.span,),
            )
