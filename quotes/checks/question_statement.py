"""A question is given as a statement, or a statement as a question.

Why it matters: Who asks whether there was fraud has not said that there was.

Drifts:
    ¿Hubo fraude en las elecciones?
    There was fraud in the elections.

Clean:
    ¿Quién responde por esto?
    Who answers for this?
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.languages.pairs.questions import question_drift
from quotes.model import Case, Check, Evidence


def find(case: Case) -> Iterator[Evidence]:
    """Yield a question that only one side asks."""
    drift = question_drift(case.original, case.quote)
    if drift and drift.original:
        yield Evidence("The original asks a question; the quotation states.", drift.original)
    elif drift:
        yield Evidence("The quotation asks a question; the original states.", (), drift.quote)


CHECK = Check("D208", "question-statement", "error", find, __doc__ or "")
