"""Changed quantities sorted by the way they changed: scale, date, or plain number; units."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose, log10
from typing import Literal

from quotes.languages.pairs.quantities import pair_quantities
from quotes.languages.quantities import Quantity

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
