"""The two texts have too little in common to render each other.

Why it matters: Either the wrong passage was found or the quotation is made up.

Drifts:
    La cosecha de mango se perdió por el verano en toda la región.
    The council voted to privatise the regional airport next year.

Clean:
    La cosecha de mango se perdió por la sequía.
    The mango harvest was lost to the drought.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.bilingual.passages import gaps
from quotes.languages.words import content_words
from quotes.ml.vectors import encode
from quotes.model import Case, Check, Evidence, worded

_FEW = 4  # content words below which a share says nothing
_LEAST = 0.2  # share linked; 0.1 % of 6,900 faithful pairs of parallel/ lie below
_NEAR = 0.4  # cosine of the sentence vectors: 1 % of faithful news pairs lie below


def _near(case: Case) -> float:
    one, other = encode([case.original, case.quote])
    return float(one @ other)


def find(case: Case) -> Iterator[Evidence]:
    """Yield one finding if hardly a content word of the quotation is rendered."""
    words = len(content_words(case.quote, "en"))
    share = gaps(case.original, case.quote).quote_share
    enough = words >= _FEW and len(content_words(case.original, "es")) >= _FEW
    if enough and share < _LEAST and _near(case) < _NEAR:
        yield Evidence(
            worded(
                "Only {share} of the words of the quotation are in the original.",
                share=f"{share:.0%}",
            )
        )


CHECK = Check("D405", "low-overlap", "warning", find, __doc__ or "")
