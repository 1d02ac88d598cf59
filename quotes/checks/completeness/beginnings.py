"""A passage begun where it should be: the clause before it that is rendered too, no stub.

A passage cut too short in its own sentence ("del nueve al seis por ciento") hides what
the quotation says of the rest ("the dropout rate fell by three percent").
"""

from __future__ import annotations

from dataclasses import replace

from quotes.bilingual.passages import clause_before, opening_stub
from quotes.checks.completeness.aligned import LONGEST, aligned
from quotes.ml.vectors import encode
from quotes.model import Case

_GAIN = 0.2  # cosine gained with the clause; passages that were right gain 0.05 at most (seeds)
_BARE = 2  # content words of the quotation without counterpart, at least


def begun(case: Case) -> tuple[Case, int]:
    """Return the case with its original begun where it should be, and how far that is moved.

    Positive: so many characters of the source were put before it. Negative: taken away.
    """
    stub = opening_stub(case)
    if stub:
        before = case.before + case.original[:stub]
        return replace(case, original=case.original[stub:], before=before), -stub
    short = max(len(case.original), len(case.quote)) <= LONGEST
    clause = clause_before(case.before) if short else ""
    if not clause or not _rendered(clause, case):
        return case, 0
    before = case.before[: len(case.before) - len(clause)]
    return replace(case, original=clause + case.original, before=before), len(clause)


def _rendered(clause: str, case: Case) -> bool:
    """Return whether the quotation is much nearer to the passage with the clause."""
    _, quote = aligned(case.original, case.quote)
    if len(quote.bare) < _BARE:
        return False
    vectors = encode([case.quote, case.original, clause + case.original])
    near = vectors @ vectors[0]
    return float(near[2] - near[1]) >= _GAIN
