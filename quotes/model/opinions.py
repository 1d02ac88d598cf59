"""Second opinions: what another model, chosen by the user, says of a pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quotes.model.texts import Span

Gravity = Literal["critical", "major", "minor"]
"""How much an error changes, in the words of MQM: minor ones leave the meaning as it is."""


@dataclass(frozen=True, slots=True)
class OpinionQuery:
    """What a second reader is given: both texts, and what stands around them.

    `before` and `after` are the context of the original, `sentence` the English around the
    quotation. `status` is what the audit says of it ("review").
    """

    original: str
    quote: str
    before: str = ""
    after: str = ""
    sentence: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class OpinionError:
    """One typed error (MQM): its category, how grave it is, and the words on both sides.

    `original` and `quote` are spans into the texts compared; a side that lacks the words is empty.
    """

    category: str
    severity: Gravity
    message: str
    original: tuple[Span, ...] = ()
    quote: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one model says of one pair, or why it says nothing (`refused`).

    `name` is the door as the user named it, `model` what answered there, `version` that of the
    prompt. `verdict` follows from the errors: grave ones make a drift, minor ones a review.
    `dropped` counts errors that pointed at no words of the texts and were thrown away. A model
    that only scores gives `score`, higher for a better rendering, and no verdict. `risk` is the
    audit's risk with this opinion, by what was measured of the model; None where nothing was.
    An opinion never changes the status.
    """

    name: str
    model: str = ""
    version: str = ""
    date: str = ""
    cached: bool = False
    verdict: Literal["faithful", "review", "drift"] | None = None
    errors: tuple[OpinionError, ...] = ()
    dropped: int = 0
    score: float | None = None
    risk: float | None = None
    refused: str | None = None
