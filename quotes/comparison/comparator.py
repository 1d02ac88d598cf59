"""From cases and findings to verdicts.

    drift     a finding of severity error is left
    review    a finding of severity warning is left
    faithful  at most remarks (info) are left

The learned risk weighs all signals together. It can add a finding where no rule objects,
and it can turn a vague warning of a rule into a remark. Of what the judge has a sense for, a
rule's word stands only where the judge sees something too (`assent.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from quotes.checks import broader_term, by_name
from quotes.comparison.assent import unseen
from quotes.comparison.differences import differing
from quotes.comparison.explanations import explained
from quotes.comparison.features import features, judged
from quotes.comparison.hypernyms import Hypernyms
from quotes.comparison.refutations import refuted
from quotes.comparison.risk import Risk
from quotes.comparison.scores import scored
from quotes.model import Case, Finding, Score, Verdict

if TYPE_CHECKING:
    from quotes.ml.judge import Assessment, Judge

_SURE = 0.97  # risk shown at most and (1 - it) at least where a rule decides


@dataclass(frozen=True, slots=True)
class Comparator:
    """Scores cases and decides; open one and use it for every pair."""

    risk: Risk
    reader: Judge | None = None
    hypernyms: Hypernyms | None = None

    @classmethod
    def open(
        cls,
        *,
        judge: bool = True,
        threads: int | None = None,
        ignore: Collection[str] = (),
    ) -> Comparator:
        """Load what the comparison needs; the learned judge if it is asked for and installed.

        `threads` bounds what torch uses: 1 where a parser works beside it.
        """
        reader = _judge(threads) if judge else None
        told = {broader_term.CHECK.code, broader_term.CHECK.name}.isdisjoint(ignore)
        hypernyms = Hypernyms.load() if reader and told else None
        return cls(Risk.load("with_judge" if reader else "without_judge"), reader, hypernyms)

    @property
    def signature(self) -> str:
        """Return what decides, so that others know exactly what was done."""
        return signature(judge=self.reader is not None)

    def judge(
        self, cases: Sequence[Case], findings: Sequence[tuple[Finding, ...]]
    ) -> list[Verdict]:
        """Return one verdict a case, in order, from what the checks found."""
        return self.verdicts(cases, findings, self.read(pairs(cases)))

    def read(self, texts: Sequence[tuple[str, str]]) -> Sequence[Assessment | None]:
        """Return what the judge says of each original and quotation; None without a judge."""
        return self.reader.assess(texts) if self.reader else [None] * len(texts)

    def verdicts(
        self,
        cases: Sequence[Case],
        findings: Sequence[tuple[Finding, ...]],
        read: Sequence[Assessment | None],
    ) -> list[Verdict]:
        """Return one verdict a case, in order, from what the checks and the judge found."""
        rows = zip(cases, findings, scored(list(cases)), read, strict=True)
        found = [self._verdict(*row) for row in rows]
        return [self._generalised(*row) for row in zip(cases, read, found, strict=True)]

    def _generalised(self, case: Case, assessment: Assessment | None, verdict: Verdict) -> Verdict:
        """Return a faithful verdict as it is, or in doubt where a word is too general."""
        if self.hypernyms is None or assessment is None or verdict.verdict != "faithful":
            return verdict
        found = self.hypernyms.finding(case, assessment)
        if found is None:
            return verdict
        risk = _shown(verdict.risk, "review", self.risk.review)
        return replace(verdict, verdict="review", risk=risk, findings=(*verdict.findings, found))

    def _verdict(
        self,
        case: Case,
        findings: tuple[Finding, ...],
        scores: tuple[Score, ...],
        assessment: Assessment | None,
    ) -> Verdict:
        signals = judged(assessment) if assessment else features(case, findings, scores[0].value)
        risk = self.risk.probability(signals)
        left = self._weighed(case, findings, risk, assessment)
        status = _status(left)
        return Verdict(
            status, _shown(risk, status, self.risk.review), scores, left,
            *differing(case.original, case.quote),
        )  # fmt: skip

    def _weighed(
        self,
        case: Case,
        findings: tuple[Finding, ...],
        risk: float,
        assessment: Assessment | None,
    ) -> tuple[Finding, ...]:
        """Return the findings that stand, with one from the judge if it objects alone."""
        exclusive = tuple(f for f in findings if by_name(f.name).exclusive and not f.firm)
        if exclusive:
            return exclusive
        left = tuple(
            replace(f, severity="info")
            if unseen(f, assessment)
            or (f.severity == "warning" and vague(f) and risk < self._line(f))
            else f
            for f in findings
        )
        if refuted(case, assessment):
            return left
        if risk >= self.risk.review and _status(left) == "faithful":
            return (*left, explained(case, assessment, "warning"))
        if self._doubted(assessment) and risk >= self.risk.review:
            return (*left, explained(case, assessment, "warning"))
        return left

    def _line(self, finding: Finding) -> float:
        """Return the risk from which a vague finding stands."""
        loose = self.reader is not None and by_name(finding.name).loose
        return self.risk.review if loose else self.risk.keep

    def _doubted(self, assessment: Assessment | None) -> bool:
        """Return whether the judge objects by itself, beside what a rule found."""
        return (
            self.reader is not None
            and assessment is not None
            and assessment.probability >= self.reader.threshold
        )


def signature(*, judge: bool) -> str:
    """Return what decides, for an audit that asks the judge or does not; nothing is loaded."""
    return f"risk:{'judge+checks' if judge and judge_installed() else 'checks'}|v3"


def judge_installed() -> bool:
    """Return whether the learned judge's weights are there."""
    from quotes.ml.judge import WEIGHTS  # noqa: PLC0415 - optional

    return (WEIGHTS / "settings.json").exists()


def pairs(cases: Sequence[Case]) -> list[tuple[str, str]]:
    """Return what the judge reads of cases: original and quotation."""
    return [(case.original, case.quote) for case in cases]


def vague(finding: Finding) -> bool:
    """Return whether the risk may turn a finding into a remark."""
    return by_name(finding.name).vague and not finding.firm


def _judge(threads: int | None) -> Judge | None:
    from quotes.ml.judge import Judge  # noqa: PLC0415 - torch, and optional

    return Judge.load(threads=threads) if judge_installed() else None


def _status(findings: Sequence[Finding]) -> Literal["faithful", "review", "drift"]:
    severities = {finding.severity for finding in findings}
    if "error" in severities:
        return "drift"
    return "review" if "warning" in severities else "faithful"


def _shown(risk: float, status: str, review: float) -> float:
    """Return the risk, on the side of the line that the verdict is on."""
    if status == "drift":
        return round(max(risk, _SURE), 4)
    if status == "review":
        return round(max(risk, review), 4)
    return round(min(risk, review), 4)
