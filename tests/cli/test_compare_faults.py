"""A pair that cannot be compared is told, and the others are compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from quotes.cli.compare import judged
from quotes.comparison import Comparator
from quotes.model import Case, Glossary


def test_a_pair_that_fails_ends_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    comparator = Comparator.open(judge=False)
    judge = Comparator.judge

    def fails(self: Comparator, cases: Sequence[Case], findings: Any) -> Any:
        if any("ratio" in case.quote for case in cases):
            raise ZeroDivisionError("division by zero")
        return judge(self, cases, findings)

    monkeypatch.setattr(Comparator, "judge", fails)
    pairs = [
        {"id": "1", "original": "El plano está a 1:3.500.", "quote": "The ratio is 1:3,500."},
        {"id": "2", "original": "El puente se cayó.", "quote": "The bridge collapsed."},
    ]
    first, second = judged(pairs, None, comparator, Glossary(), frozenset())
    assert first[-1].verdict == "review"
    (finding,) = first[-1].findings
    assert "comparing it failed (ZeroDivisionError: division by zero)" in finding.message
    assert second[-1].verdict == "faithful"
