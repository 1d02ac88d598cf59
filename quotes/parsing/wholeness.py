"""Words stay whole: no token ends between two letters of which one is beyond ASCII.

Models learned from English have seen few such letters and cut names at them ("Imbach|í"),
which loses the speaker. English has no contraction that would ask for such a cut.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np


def keep_words_whole(tokenizer: Any) -> None:  # noqa: ANN401 - Stanza has no types
    """Have a Stanza tokenizer's trainer never end a token inside such a word."""
    predict = tokenizer.predict

    def whole(batch: Any) -> Any:  # noqa: ANN401 - what Stanza hands on
        scores = predict(batch)
        for row, units in zip(scores, batch[3], strict=True):
            row[inside(units), 0] = np.inf  # class 0: the token goes on
        return scores

    tokenizer.predict = whole


def inside(units: Sequence[str]) -> list[int]:
    """Return the places of the letters after which the word certainly goes on."""
    return [
        at
        for at, (one, following) in enumerate(pairwise(units))
        if not (one.isascii() and following.isascii()) and _letter(one) and _letter(following)
    ]


def _letter(unit: str) -> bool:
    return len(unit) == 1 and unicodedata.category(unit)[0] in "LM"
