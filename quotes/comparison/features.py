"""The signals that the risk of drift is read from, as named numbers.

Without the judge: what the checks found (one signal a check, 1 for a warning or an error)
and how much of each text has a counterpart in the other. With it: what its tags say
together, beside which the others made the risk worse (`quotes/weights/risk/CARD.md`).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log
from typing import TYPE_CHECKING

from quotes.bilingual.coverage import gaps
from quotes.comparison.differences import differing
from quotes.languages.lexicon import back_translations, translations
from quotes.model import Case, Finding, Span

if TYPE_CHECKING:
    from quotes.ml.judge import Assessment

Features = dict[str, float]
_FLOOR = 1e-4  # probabilities are kept off 0 and 1 before the logit
# (slope, shift) of the strongest tag of each kind, how sharply the strongest of them counts,
# and what the doubt spread over all words takes off: from training.risk.evidence on drift/dev.
_FAULT, _GAP, _MISSING = (1.0, 0.0), (1.37, -0.15), (1.14, -0.05)
_SHARP = 2.36
_SPREAD = 1.1


def features(case: Case, findings: Sequence[Finding], similarity: float) -> Features:
    """Return the signals that the risk reads where no judge is installed, by name."""
    found: Features = {f"check {f.name}": 1.0 for f in findings if f.severity != "info"}
    return found | _counterparts(case) | {"similarity": similarity}


def judged(assessment: Assessment) -> Features:
    """Return the one signal that the risk reads with the judge: how its tags stand out."""
    faults = [tag.probability for tag in assessment.quote] or [0.0]
    gaps = [tag.gap for tag in assessment.quote] or [0.0]
    missing = [tag.probability for tag in assessment.original] or [0.0]
    return {"judge evidence": _evidence(faults, gaps, missing)}


def _counterparts(case: Case) -> Features:
    """Return shares of words with a counterpart, and the words too many on each side."""
    cover = gaps(case.original, case.quote)
    original, quote = differing(case.original, case.quote)
    bare_original = _known(case.original, original, "es")
    bare_quote = _known(case.quote, quote, "en")
    lengths = log((len(case.quote) + 10) / (len(case.original) + 10))
    return {
        "original share": cover.original_share,
        "quote share": cover.quote_share,
        "lost words": min(6.0, max(0.0, bare_original - len(quote))),
        "added words": min(6.0, max(0.0, bare_quote - len(original))),
        "much shorter": max(0.0, -0.2 - lengths),
        "much longer": max(0.0, lengths - 0.1),
    }


def _known(text: str, spans: Sequence[Span], language: str) -> int:
    """Return how many of the words are known to the lexicon, so that a link was possible."""
    look = back_translations if language == "es" else translations
    return sum(bool(look(span.of(text))) for span in spans)


def _evidence(faults: list[float], gaps: list[float], missing: list[float]) -> float:
    """Return how far the strongest tag stands out.

    A drift is one strong tag of one kind, be it a fault, a gap or a word not said; a free
    translation has many weak ones, so their mean is taken off.
    """
    kinds = ((faults, *_FAULT), (gaps, *_GAP), (missing, *_MISSING))
    strong = [slope * logit(max(tags)) + shift for tags, slope, shift in kinds]
    joint = log(sum(exp(_SHARP * value) for value in strong)) / _SHARP
    spread = max(logit(sum(tags) / len(tags)) for tags in (faults, missing))
    return joint - _SPREAD * spread


def logit(probability: float) -> float:
    """Return the logit of a probability kept within 0.0001 and 0.9999."""
    p = min(1 - _FLOOR, max(_FLOOR, probability))
    return log(p / (1 - p))
