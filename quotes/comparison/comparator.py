"""From cases and findings to verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quotes.comparison.differences import differing
from quotes.comparison.scores import scored
from quotes.model import Case, Finding, Verdict

_RISKS = {"error": 0.9, "warning": 0.5, "info": 0.1}


@dataclass(frozen=True, slots=True)
class Comparator:
    """Scores cases and decides; open one and use it for every pair."""

    judge_on: bool = True

    @classmethod
    def open(cls, *, judge: bool = True) -> Comparator:
        """Load what the comparison needs; `judge` asks for the learned judge as well."""
        return cls(judge)

    @property
    def signature(self) -> str:
        """Name what decides, for the signature of a report."""
        return "learned judge" if self.judge_on else "no judge"

    def judge(
        self, cases: Sequence[Case], findings: Sequence[tuple[Finding, ...]]
    ) -> list[Verdict]:
        """Return one verdict a case, in order, from what the checks found."""
        scores = scored(list(cases))
        return [
            _verdict(case, found, values)
            for case, found, values in zip(cases, findings, scores, strict=True)
        ]


def _verdict(case: Case, findings: tuple[Finding, ...], scores: tuple[object, ...]) -> Verdict:
    severities = {finding.severity for finding in findings}
    status = (
        "drift" if "error" in severities else "review" if "warning" in severities else "faithful"
    )
    risk = max((_RISKS[s] for s in severities), default=0.05)
    original, quote = differing(case.original, case.quote)
    return Verdict(status, risk, scores, findings, original, quote)
