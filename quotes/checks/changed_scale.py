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

from __future__ import annotations

from collections.abc import Iterator

from quotes.bilingual.quantities import changed
from quotes.languages.words import keys
from quotes.model import Case, Check, Evidence, worded


def find(case: Case) -> Iterator[Evidence]:
    """Yield the quantities that were multiplied or divided by a power of ten."""
    for one, other in changed(case.original, case.quote, "scale"):
        if _elliptic(case.original, one.value, other.value):
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


def _elliptic(original: str, said: float, given: float) -> bool:
    """Return whether a thousand is understood: "siete y ocho mil", "de 60 mil a 35"."""
    return said < _THOUSAND and given == _THOUSAND * said and "mil" in keys(original)


_THOUSAND = 1000


CHECK = Check("D102", "changed-scale", "error", find, __doc__ or "")
