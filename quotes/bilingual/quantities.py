"""Pairing the quantities of two texts: same, changed, lost, added; and how they changed.

A quantity of the quotation is paired first with one that means the same in the same
unit, then the same in any unit, then the same after conversion (miles, kilometres).
Words that imply a number ("ambos", "decade") silence an unpaired one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, takewhile
from math import isclose, log10
from typing import Literal

from quotes.bilingual.alignments import links
from quotes.languages.quantities import Quantity, convertible, quantities, unit_named
from quotes.languages.words import entries, fold, occurrences, phrases, tokens, vocabulary
from quotes.model import Span

_SMALLEST = 0.6  # of the smaller unit: small figures are rounded to whole ones
_ROUNDING = 0.06  # converted measures are rounded: 100 miles for 160 km


@dataclass(frozen=True, slots=True)
class QuantityPairs:
    """`same` and `changed` are (original, quotation) pairs; `lost` and `added` stand alone."""

    same: tuple[tuple[Quantity, Quantity], ...]
    changed: tuple[tuple[Quantity, Quantity], ...]
    lost: tuple[Quantity, ...]
    added: tuple[Quantity, ...]


@lru_cache(maxsize=512)
def pair_quantities(original: str, quote: str) -> QuantityPairs:
    """Return how the quantities of a Spanish original and an English quotation pair up."""
    left, right = list(quantities(original, "es")), list(quantities(quote, "en"))
    same: list[tuple[Quantity, Quantity]] = []
    for rule in (_same_unit, _same_value):
        same += _take(left, right, rule)
    _take_worked_out(left, right, same, (original, quote))
    same += _take(left, right, _same_converted)
    _take_shares(left, right, original, quote)
    left = [q for q in left if not _silenced(q, _free_words(quote, "en"))]
    right = [q for q in right if not _silenced(q, _free_words(original, "es"))]
    changed = _take(left, right, _comparable)
    return QuantityPairs(
        tuple(same),
        tuple(changed),
        tuple(q for q in left if q.firm),
        tuple(q for q in right if q.firm),
    )


# --- Shares said in another way: "siete de cada diez", "tres cuartas partes", "75 percent".

Share = tuple[float, tuple[Quantity, ...]]
_PARTED = {
    "es": re.compile(r"\s+(?:de\s+cada|de\s+los|de\s+las|de)\s+"),
    "en": re.compile(r"\s+(?:in|in\s+every|out\s+of|of\s+every|of\s+the|of)\s+"),
}
_ONE_OF = {  # "one" is no number of its own
    "es": re.compile(r"\bun[oa]?\s+de\s+cada\s+$", re.IGNORECASE),
    "en": re.compile(r"\bone\s+(?:in|in\s+every|out\s+of|of\s+every)\s+$", re.IGNORECASE),
}
_PARTS = {"tercera": 3, "cuarta": 4, "quinta": 5, "décima": 10}
_PARTS_OF = re.compile(r"\b(tercera|cuarta|quinta|décima)s?\s+partes?\b", re.IGNORECASE)
_CLOSE = 0.011  # shares are rounded to whole percents


def _take_shares(left: list[Quantity], right: list[Quantity], original: str, quote: str) -> None:
    """Remove from both lists the quantities of equal shares, and of a share and what is left."""
    for value, said in _shares(left, original, "es"):
        for other, given in _shares(right, quote, "en"):
            rest = "all but" in quote.lower() and abs(1 - value - other) < _CLOSE
            equal = said[0].unit != given[0].unit and abs(value - other) < _CLOSE
            if (equal or rest) and said[0] in left and given[0] in right:
                left[:] = [quantity for quantity in left if quantity not in said]
                right[:] = [quantity for quantity in right if quantity not in given]


def _shares(found: list[Quantity], text: str, language: Literal["es", "en"]) -> list[Share]:
    """Return the shares of a text (0..1) with the quantities that say them."""
    shares: list[Share] = [(q.value / 100, (q,)) for q in found if q.unit == "percent"]
    shares += [(q.value, (q,)) for q in found if q.kind == "fraction"]
    places = sorted(found, key=lambda q: q.span.start)
    pairs = [(a, b) for a, b in pairwise(places) if 0 < a.value < b.value]
    shares += [
        (a.value / b.value, (a, b))
        for a, b in pairs
        if _PARTED[language].fullmatch(text[a.span.end : b.span.start])
    ]
    one_of = _ONE_OF[language]
    shares += [
        (1 / q.value, (q,)) for q in found if q.value > 1 and one_of.search(text[: q.span.start])
    ]
    for part in _PARTS_OF.finditer(text) if language == "es" else ():
        of = _PARTS[part[1].lower()]
        shares += [
            (q.value / of, (q,))
            for q in found
            if q.span.end <= part.end() and part.start() - q.span.end <= 1 and q.value < of
        ]
    return shares


# --- Figures worked out of what was said: "un año y tres meses" is 15 months, half of 60 is 30.

_AND_OF_UNIT = re.compile(
    r"(?:\b(?:una?|one|an?)\s+)?\b(\w+)\s+(?:y|and)\s+(?:una?\s+|an?\s+)?$", re.IGNORECASE
)


def _take_worked_out(
    left: list[Quantity],
    right: list[Quantity],
    same: list[tuple[Quantity, Quantity]],
    texts: tuple[str, str],
) -> None:
    """Pair what one text says as a sum of two units, or as a part of a figure that both have."""
    for ours, theirs, text in ((left, right, texts[0]), (right, left, texts[1])):
        for one in list(ours):
            said = _summed(text, one, ours)
            if one.kind == "fraction":
                said += [
                    replace(one, values=frozenset({one.value * whole.value}), unit=whole.unit)
                    for whole, _ in same
                ]
            for sum_ in said:
                other = next((q for q in theirs if _amounts(sum_, q)), None)
                if other is not None:
                    same.append((sum_, other) if ours is left else (other, sum_))
                    theirs.remove(other)
                    ours[:] = [q for q in ours if not q.span.overlap(sum_.span)]
                    break


def _summed(text: str, small: Quantity, others: Sequence[Quantity]) -> list[Quantity]:
    """Return "dos años y medio" as one quantity, from its last part; nothing of any other."""
    before = _AND_OF_UNIT.search(text[: small.span.start])
    unit = unit_named(fold(before[1])) if before else None
    factor = 1.0 if small.kind == "fraction" else convertible(small.unit, unit)
    if not (before and unit and factor):
        return []
    figure = next((q for q in others if 0 <= before.start(1) - q.span.end <= 1), None)
    value = (figure.value if figure else 1.0) + small.value * factor
    span = Span(figure.span.start if figure else before.start(), small.span.end)
    return [Quantity(span.of(text), frozenset({value}), span, unit=unit, firm=small.firm)]


def _amounts(one: Quantity, other: Quantity) -> bool:
    """Return whether two quantities are exactly as much, of units that convert."""
    factor = 1.0 if other.unit in (one.unit, None) else convertible(one.unit, other.unit)
    return factor is not None and any(isclose(one.value * factor, it) for it in other.values)


Rule = Callable[[Quantity, Quantity], bool]


def _take(
    left: list[Quantity], right: list[Quantity], rule: Rule
) -> list[tuple[Quantity, Quantity]]:
    """Remove from both lists and return the pairs that `rule` accepts, in text order."""
    taken = []
    for one in list(left):
        other = next((q for q in right if rule(one, q)), None)
        if other is not None:
            left.remove(one)
            right.remove(other)
            taken.append((one, other))
    return taken


def _same_value(one: Quantity, other: Quantity) -> bool:
    shares = {one.kind, other.kind} & {"fraction"}
    return _copied(one, other) or bool(
        _readings(one, bool(shares)) & _readings(other, bool(shares))
    )


def _copied(one: Quantity, other: Quantity) -> bool:
    """Return whether a figure stands in both texts as it was typed: "52.213 casos", "52.213 cases".

    Its point is the same habit on both sides then, and not a thousandth.
    """
    figure = one.text.split()[0]
    copied = not figure.isdecimal() and figure == other.text.split()[0]
    return copied and one.digits and other.digits and one.scale == other.scale


def _same_unit(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit and _same_value(one, other)


def _same_converted(one: Quantity, other: Quantity) -> bool:
    factor = convertible(one.unit, other.unit)
    if factor is None:
        return False
    return any(
        abs(a * factor - b) <= max(_ROUNDING * b, _SMALLEST * max(1.0, factor))
        for a in one.values
        for b in other.values
    )


def _readings(quantity: Quantity, shares: bool) -> frozenset[float]:
    """Return the values and what may stand for them: 50 % for half, '90s for the 1990s.

    Percentages are rounded where they are compared with `shares` such as "a third".
    """
    found = {round(v, 4) for v in quantity.values}
    if quantity.unit == "percent":
        found |= {round(v / 100, 2 if shares else 4) for v in quantity.values}
    if quantity.kind == "fraction":
        found |= {round(v, 2) for v in quantity.values}
    if quantity.kind in {"count", "date"}:
        found |= {v % 100 for v in found if 1900 <= v <= 2100}
        found |= {v // 100 + 1 for v in found if 1100 <= v <= 2000 and v % 100 == 0}
    return frozenset(found)


def _comparable(one: Quantity, other: Quantity) -> bool:
    """Return whether two unpaired quantities can be a quantity and what became of it."""
    if not (one.firm or other.firm) and one.kind != other.kind:
        return False
    if {one.kind, other.kind} & {"indefinite", "fraction"} and one.kind != other.kind:
        return False
    return (one.kind == "date") == (other.kind == "date") or one.digits == other.digits


@lru_cache(maxsize=512)
def _free_words(text: str, language: str) -> frozenset[str]:
    """Return the words of a text but those of its longer numbers: "docena" of "media docena"."""
    taken = [q.span for q in quantities(text, language) if " " in q.text]
    return frozenset(
        word.key for word in tokens(text) if not any(word.span.overlap(span) for span in taken)
    )


def _silenced(quantity: Quantity, words: frozenset[str]) -> bool:
    """Return whether one of the other text's words says this number without being one."""
    table: dict[str, str] = vocabulary("numbers")["silent"]
    return any(
        not words.isdisjoint(entries(table[name]))
        for name in (f"{value:g}" for value in quantity.values)
        if name in table
    )


Way = Literal["number", "scale", "date"]
# Units that an English reader takes for another thing if they are exchanged.
_OPEN = frozenset({None, "money", "cent"})
_LEAST_FACTOR = 1000  # a scale word or a group of three zeros


def changed(original: str, quote: str, way: Way) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield the changed quantities whose change is of this kind."""
    for one, other in pair_quantities(original, quote).changed:
        if _way(one, other) == way:
            yield one, other


def _way(one: Quantity, other: Quantity) -> Way:
    if one.kind == other.kind == "date":
        return "date"
    if _scaled(one, other):
        return "scale"
    return "number"


def _scaled(one: Quantity, other: Quantity) -> bool:
    """Return whether two quantities are a power of ten apart, at least a thousand."""
    for a in one.values:
        for b in other.values:
            if a > 0 and b > 0 and max(a, b) / min(a, b) >= _LEAST_FACTOR * 0.999:
                power = log10(a / b)
                if isclose(power, round(power), abs_tol=1e-6):
                    return True
    return False


def unit_changes(original: str, quote: str) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield the equal figures that count different things."""
    for one, other in pair_quantities(original, quote).same:
        differ = one.unit != other.unit and not {one.unit, other.unit} & _OPEN
        if differ and one.kind == other.kind == "count" and one.values & other.values:
            yield one, other


def sign_changes(original: str, quote: str) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield the equal degrees and percents of which one is below zero and the other is not."""
    for one, other in pair_quantities(original, quote).same:
        if _below_zero(original, one) != _below_zero(quote, other):
            yield one, other


def _below_zero(text: str, quantity: Quantity) -> bool:
    """Return whether degrees have a minus, as a sign or in words, or percents a minus sign."""
    before, after = text[: quantity.span.start], text[quantity.span.end :]
    signed = _SIGN.search(before) and (_DEGREES.match(after) or _PERCENT.match(after))
    worded = _MINUS.search(before) and _DEGREES.match(after)
    return bool(signed or worded or _BELOW.match(after))


_SIGN = re.compile(r"(?:^|[\s(])[-−–]\Z")
_MINUS = re.compile(r"\b(?:menos|minus|negative)\s\Z", re.IGNORECASE)
_DEGREES = re.compile(r"\s*(?:[°º]|grados?\b|degrees?\b)", re.IGNORECASE)
_PERCENT = re.compile(r"\s*(?:%|per\s?cent\b|por ciento\b)", re.IGNORECASE)
_BELOW = re.compile(
    r"\s*(?:[°º]|grados?|degrees?)?\s*(?:bajo cero|below zero|negativos)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure of both texts that counts other things there: the two words."""

    original: Span
    quote: Span


def counted_changes(original: str, quote: str) -> Iterator[Counted]:
    """Yield what one figure counts in the two texts, where it is not one thing.

    Only things that `numbers.toml` keeps apart: families and people, dead and injured.
    """
    for one, other in pair_quantities(original, quote).same:
        here, there = _counted(original, "spanish", one), _counted(quote, "english", other)
        if here and there and _apart(here.keys(), there.keys()):
            yield Counted(min(here.values()), min(there.values()))


def _apart(here: Iterable[str], there: Iterable[str]) -> bool:
    """Return whether each thing of the one side and each of the other are kept apart."""
    apart = {frozenset(p.split()) for p in entries(str(vocabulary("numbers")["counted"]["apart"]))}
    return all(frozenset((a, b)) in apart for a in here for b in there)


def _counted(text: str, language: str, quantity: Quantity) -> dict[str, Span]:
    """Return the things named right after a figure, by what they are, with their places."""
    following = [t for t in tokens(text) if t.span.start >= quantity.span.end][:_NEAR]
    reach = list(takewhile(lambda word: word.wordlike, following))
    end = reach[-1].span.end if reach else quantity.span.end
    return {
        name: span
        for name in vocabulary("numbers")["counted"][language]
        for span in occurrences(text, "numbers", f"counted.{language}.{name}")
        if quantity.span.end <= span.start and span.end <= end
    }


_NEAR = 3  # words after a figure in which what it counts stands


@lru_cache(maxsize=512)
def exchanged(original: str, quote: str) -> tuple[tuple[Quantity, Quantity], ...]:
    """Return the pairs of quantities of the original that have changed places in the quotation.

    Either counts what the other counted: "siete pistas azules, tres rojas", "seven red, three
    blue". Of 12,100 translations with figures (drift2, drift, parallel) 36 had such a pair, 34 of
    them drifts.
    """
    same = pair_quantities(original, quote).same
    here, there = quantities(original, "es"), quantities(quote, "en")
    if not 1 < len(same) <= len(here) <= _FIGURES:
        return ()
    mates = {other.span: one for one, other in same}
    ours = _beside(original, here, "spanish", {one.span for one, _ in same})
    theirs = _beside(quote, there, "english", mates.keys())
    kept, crossed = set(), set()
    for link in links(original, quote):
        if link.original in ours and link.quote in theirs:
            one, other = ours[link.original], mates[theirs[link.quote].span]
            kept |= {one} if one == other else set()
            crossed |= {(one, other)} if _exchangeable(one, other, here) else set()
    return tuple(
        (one, other)
        for one, other in sorted(crossed, key=lambda pair: pair[0].span)
        if one.span < other.span and (other, one) in crossed and kept.isdisjoint((one, other))
    )


def _exchangeable(one: Quantity, other: Quantity, every: Sequence[Quantity]) -> bool:
    """Return whether two quantities are of one kind, differ, and stand in their text once."""
    once = all(sum(q.value == it.value for q in every) == 1 for it in (one, other))
    return (one.kind, one.unit) == (other.kind, other.unit) and one.value != other.value and once


def _beside(
    text: str, every: Sequence[Quantity], language: str, wanted: Collection[Span]
) -> dict[int, Quantity]:
    """Return the content words right after each quantity that stand once, with the quantity.

    By their number in the text. `every` are the quantities of the text, `wanted` the spans of those
    that are asked for. None of one that is part of a name ("COVID-19").
    """
    stop = phrases("function_words", language) - {"no", "not"}
    keys = [word.key for word in tokens(text)]
    content = [
        (place, word.span)
        for place, word in enumerate(tokens(text))
        if word.wordlike and word.key not in stop and keys.count(word.key) == 1
    ]
    found: dict[int, Quantity] = {}
    for quantity in every:
        if quantity.span not in wanted or _NAMED.search(text, 0, quantity.span.start):
            continue
        end = quantity.span.end
        reach = min((q.span.start for q in every if q.span.start >= end), default=len(text))
        after = [place for place, span in content if end <= span.start < reach]
        found |= dict.fromkeys(after[:_COUNTED], quantity)
    return found


_FIGURES = 10  # quantities of a text in which who counts what can be told
_COUNTED = 2  # content words after a figure that may say what it counts
_NAMED = re.compile(r"\w-\Z")  # a figure that belongs to a name


@lru_cache(maxsize=512)
def multiples(original: str, quote: str) -> tuple[tuple[Span, Span], ...]:
    """Return (words of the original, of the quotation) where one doubles and the other triples."""
    here, there = _multiples(original, "spanish"), _multiples(quote, "english")
    if len(here) != 1 or len(there) != 1 or here.keys() == there.keys():
        return ()
    return ((next(iter(here.values())), next(iter(there.values()))),)


def _multiples(text: str, language: str) -> dict[str, Span]:
    """Return the multiples that a text names ("2", "3") with their first words."""
    table: dict[str, str] = vocabulary("numbers")["multiples"][language]
    found = {times: re.search(words, text, re.IGNORECASE) for times, words in table.items()}
    return {times: Span(*match.span()) for times, match in found.items() if match}
