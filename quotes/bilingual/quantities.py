"""Pairing the quantities of two texts: same, changed, lost, added; and how they changed.

A quantity of the quotation is paired first with one that means the same in the same
unit, then the same in any unit, then the same after conversion (miles, kilometres).
Words that imply a number ("ambos", "decade") silence an unpaired one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, takewhile
from math import isclose, log10
from typing import Literal

from quotes.languages.quantities import Quantity, convertible, quantities
from quotes.languages.words import entries, occurrences, tokens, vocabulary
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
    for rule in (_same_unit, _same_value, _same_converted):
        same += _take(left, right, rule)
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
    for part in _PARTS_OF.finditer(text) if language == "es" else ():
        of = _PARTS[part[1].lower()]
        shares += [
            (q.value / of, (q,))
            for q in found
            if q.span.end <= part.end() and part.start() - q.span.end <= 1 and q.value < of
        ]
    return shares


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
    return bool(_readings(one, bool(shares)) & _readings(other, bool(shares)))


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
