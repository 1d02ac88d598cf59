"""From cases and findings to the learned risk, and from the risk to the verdict.

    drift     the risk reaches the line from which the meaning changed
    review    it reaches the line from which somebody should read the pair
    faithful  it does not

The risk is the probability that a careful bilingual reader would object. Boosted trees over named
signals (`features.py`), monotone where that is common sense (more doubt of the judge or a graver
finding never lowers the risk, more counterparts never raise it), calibrated by a logistic curve
(Platt 1999) so that 0.3 means three in ten. One of the signals is a linear probe of the judge's
last states (Alain and Bengio 2016), learned on pairs that the judge was not. Two models lie in
`weights/risk/`: with the judge's signals and without. What they were learned and chosen on, with a
reliability diagram, is in `weights/risk/CARD.md`.

A finding of a kind that was right often enough where the trees saw no drift joins by that
precision (`Risk.alone`): the chance that neither the model nor the finding is right to object is
the product of theirs ("noisy or", Pearl 1988). So the risk rises without steps, and one number
decides. The verdict follows from it, and the findings
from the verdict: what a faithful pair sets off is a remark, and what is flagged says why, in the
words of a check or of the judge.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file

from quotes.bilingual.renderings import known
from quotes.bilingual.restored import Restored, restored
from quotes.checks import by_name, named, shortened, weighed
from quotes.checks.passages import truncated_clause
from quotes.comparison import context
from quotes.comparison.explanations import doubted_words, explained, explains
from quotes.comparison.features import FOUND, Features, differing, features, scored
from quotes.errors import ModelError
from quotes.languages.words import content_words
from quotes.ml.trees import Forest
from quotes.model import Case, Finding, Score, Severity, Span, Verdict, worded

if TYPE_CHECKING:
    from quotes.ml.judge import Assessment, Judge, WordTag

WEIGHTS = Path(__file__).parents[1] / "weights" / "risk"
LINES = ("review", "located", "drift")
WITH_JUDGE, WITHOUT_JUDGE = "with_judge", "without_judge"
PROBE, PROBED = "probe.safetensors", "judge probe"


@dataclass(frozen=True, slots=True)
class Risk:
    """The trees, the logistic curve over their sum, and the lines of the verdict.

    From `review` on a person should read the pair, from `located` on where the original was
    located by an audit; from `drift` on its meaning changed. There are two, since pairs of
    any kind are compared by who asks for it, and false alarms among them were limited on pairs
    of 27 genres; an audit compares what the press printed of what was said, of which the trees
    are surer, and its line was chosen on articles with their sources (`benchmarks/events`).

    `alone` says of kinds of findings (`kind_of`) how often they are right where the trees see no
    drift, as far as that was learned, and `alone_located` the same of what an audit located. A
    kind that is not in it decides nothing by itself.

    `probe` are the weights of the judge's summary and, last, a constant; None without a judge.
    """

    forest: Forest
    slope: float
    shift: float
    review: float
    located: float
    drift: float
    alone: Mapping[str, float]
    alone_located: Mapping[str, float]
    probe: NDArray[np.float32] | None = None

    @classmethod
    def load(cls, name: str, folder: Path = WEIGHTS) -> Risk:
        """Read `<name>.txt` and `<name>.json` ("with_judge", "without_judge").

        Raises ModelError if they cannot be read.
        """
        path = folder / f"{name}.json"
        try:
            stored = json.loads(path.read_text(encoding="utf8"))
            slope, shift, review, located, drift = (
                float(stored[key]) for key in ("slope", "shift", *LINES)
            )
            alone, alone_located = (
                {str(kind): float(share) for kind, share in stored[key].items()}
                for key in ("alone", "alone_located")
            )
            probe = load_file(folder / PROBE)["weights"] if name == WITH_JUDGE else None
        except (OSError, ValueError, KeyError, AttributeError, SafetensorError) as error:
            raise ModelError(f"{path}: the risk model cannot be read: reinstall") from error
        forest = Forest.load(folder / f"{name}.txt")
        return cls(forest, slope, shift, review, located, drift, alone, alone_located, probe)

    def probed(self, assessment: Assessment | None) -> dict[str, float]:
        """Return the signal of the probe by name, the log-odds of a drift by it."""
        if self.probe is None or assessment is None or assessment.summary is None:
            return {}
        return {PROBED: round(float(assessment.summary @ self.probe[:-1] + self.probe[-1]), 4)}

    def precision(self, finding: Finding, case: Case) -> float:
        """Return how surely a finding is right where the trees see no drift; 0: it decides nothing.

        What labelled pairs cannot show stands as its check says (`Check.stands`).
        """
        if finding.severity == "info":
            return 0.0
        check, located = by_name(finding.name), case.explained is not None
        known = self.alone_located if located else self.alone
        stands = 0.0 if located and check.learned else check.stands
        return stands or known.get(kind_of(finding, case.quote), 0.0)

    def probabilities(self, rows: Sequence[Mapping[str, float]]) -> NDArray[np.float64]:
        """Return the risk (0..1) of each row of named signals, shape (n,).

        What a finding of a check that was ignored would say is taken as nothing found.
        """
        known = [
            {name: 0.0 for name in self.forest.names if name.startswith(FOUND)} | dict(row)
            for row in rows
        ]
        odds = self.slope * self.forest.scores(known) + self.shift
        return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))))


def kind_of(finding: Finding, quote: str) -> str:
    """Return the kind of a finding by which its precision was learned: "lost-hedge error firm".

    Of a quotation of SHORT words at most it is another: long statements are told more freely, and
    what a check says of them is less often right.
    """
    short = " short" if len(quote.split()) <= SHORT else ""
    return f"{finding.name} {finding.severity}{' firm' if finding.firm else ''}{short}"


SHORT = 12


def joined(risk: float, precisions: Iterable[float]) -> float:
    """Return the chance that the model or one of the facts is right to object."""
    innocent = 1 - risk
    for one in precisions:
        innocent *= 1 - one
    return 1 - innocent


Status = Literal["faithful", "review", "drift"]
_GRAVEST: dict[Status, Severity] = {"faithful": "info", "review": "warning", "drift": "error"}
_ORDER: tuple[Severity, ...] = ("info", "warning", "error")


@dataclass(frozen=True, slots=True)
class Comparator:
    """Scores cases and decides; open one and use it for every pair.

    `severity` are severities that the user set, by name of check: such a finding decides as it
    says, whatever was measured of the check; as "info" it decides nothing.
    """

    risk: Risk
    reader: Judge | None = None
    ignore: frozenset[str] = frozenset()
    severity: Mapping[str, Severity] = field(default_factory=dict)

    @classmethod
    def open(
        cls,
        *,
        judge: bool = True,
        threads: int | None = None,
        ignore: Collection[str] = (),
        severity: Mapping[str, Severity] | None = None,
    ) -> Comparator:
        """Load what the comparison needs; the learned judge if it is asked for and installed.

        `threads` bounds what torch uses: 1 where a parser works beside it. `ignore` names
        checks (names or codes) that stay silent, those that speak for the judge too.
        """
        reader = _judge(threads) if judge else None
        silent = frozenset(check.name for name in ignore for check in named(name))
        risk = Risk.load(WITH_JUDGE if reader else WITHOUT_JUDGE)
        return cls(risk, reader, silent, weighed(severity or {}))

    @property
    def signature(self) -> str:
        """Return what decides, so that others know exactly what was done."""
        return signature(judge=self.reader is not None)

    def judge(
        self, cases: Sequence[Case], findings: Sequence[tuple[Finding, ...]]
    ) -> list[Verdict]:
        """Return one verdict a case, in order, from what the checks found."""
        return self.verdicts(cases, findings, self.read(cases))

    def verdicts(
        self,
        cases: Sequence[Case],
        findings: Sequence[tuple[Finding, ...]],
        read: Sequence[Assessment | None],
    ) -> list[Verdict]:
        """Return one verdict a case, in order, from what the checks and the judge found."""
        cases = [shortened(case) for case in cases]
        findings = [self.weighed(found) for found in findings]
        scores = scored(list(cases))
        rows = zip(cases, findings, scores, read, strict=True)
        signals = [
            self.signals(case, found, score[0].value, assessment)
            for case, found, score, assessment in rows
        ]
        risks = self.risk.probabilities(signals)
        return [
            self._verdict(case, found, (float(risk), row), assessment, score)
            for case, found, risk, row, assessment, score in zip(
                cases, findings, risks, signals, read, scores, strict=True
            )
        ]

    def signals(
        self,
        case: Case,
        findings: Sequence[Finding],
        similarity: float,
        assessment: Assessment | None,
    ) -> Features:
        """Return all that the trees read of a case by name, the probe's answer too."""
        return features(case, findings, similarity, assessment) | self.risk.probed(assessment)

    def weighed(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Return findings with the severities that the user set."""
        if not self.severity:
            return tuple(findings)
        return tuple(replace(f, severity=self.severity.get(f.name, f.severity)) for f in findings)

    def read(self, cases: Sequence[Case]) -> Sequence[Assessment | None]:
        """Return what the judge says of each case; None without a judge.

        It reads the quotation with the accepted renderings of the glossary put back into Spanish.
        """
        return read(self.reader, cases) if self.reader else [None] * len(cases)

    def line(self, case: Case) -> float:
        """Return the risk from which a person should read a case."""
        return self.risk.review if case.explained is None else self.risk.located

    def status(self, case: Case, risk: float) -> Status:
        """Return the verdict that a risk (0..1) gives."""
        if risk >= self.risk.drift:
            return "drift"
        return "review" if risk >= self.line(case) else "faithful"

    def _verdict(
        self,
        case: Case,
        findings: Sequence[Finding],
        model: tuple[float, Features],
        assessment: Assessment | None,
        scores: tuple[Score, ...],
    ) -> Verdict:
        """Return the verdict; `model` is the risk by the trees, and what they read."""
        nothing = tuple(f for f in findings if by_name(f.name).exclusive and not f.firm)
        if nothing:
            return Verdict("review", round(max(0.5, self.line(case)), 4), scores, nothing)
        known = [self.risk.precision(f, case) for f in findings if f.name not in self.severity]
        risk = max(joined(model[0], known), self._least(findings))
        status = self.status(case, risk)
        if status != "faithful" and case.explained is not None:
            (alone,) = self.risk.probabilities([context.without(model[1])])
            bare = max(joined(float(alone), known), self._least(findings))
            if self.status(case, bare) == "faithful":  # what stands around the passage decided
                findings = self._with_cut(case, findings, _GRAVEST[status])
        by_checks = max(joined(0.0, known), self._least(findings))
        sure = self.status(case, by_checks) == status
        told = self._told(case, findings, status, None if sure else assessment)
        if status != "faithful" and not told:
            status = "faithful"  # all that speaks for it is to be ignored
        shown = told or tuple(replace(f, severity="info") for f in findings)
        seen = assessment if told else None
        return grown(
            case, Verdict(status, round(risk, 4), scores, shown, *marked(case, told, seen))
        )

    def _told(
        self,
        case: Case,
        findings: Sequence[Finding],
        status: Status,
        assessment: Assessment | None,
    ) -> tuple[Finding, ...]:
        """Return the findings as the verdict weighs them; none where all are to be ignored.

        None is graver than the verdict, and one is as grave. Where no check points at what the
        judge doubts most, the judge's own finding is added; without an `assessment`, as where
        the checks reach the verdict alone, it is not. Before it comes the finding of a check
        that is known to be right: it names a kind, the judge only a doubt.
        """
        gravest = _GRAVEST[status]
        if status == "faithful":
            return ()
        left = [_lowered(finding, gravest) for finding in findings]
        grave = [f for f in left if f.severity == gravest or self._may_rise(f)]
        if not grave or not explains(case, grave, assessment):
            own = explained(case, assessment, gravest)
            left = _raised(left, gravest, self._unsure(case, findings))
            left += self.weighed([own]) if own.name not in self.ignore | case.ignore else ()
        if all(finding.severity == "info" for finding in left):
            return ()
        return tuple(_once(_raised(left, gravest, self.severity), self.severity))

    def _with_cut(
        self, case: Case, findings: Sequence[Finding], severity: Severity
    ) -> tuple[Finding, ...]:
        """Return the findings with what the quotation leaves beside its passage as one of them."""
        name = truncated_clause.name
        left = tuple(finding for finding in findings if finding.name != name)
        own = next((finding for finding in findings if finding.name == name), None)
        said = context.beside(case).said
        if (own is None and not said) or name in self.ignore | case.ignore:
            return tuple(findings)
        message = worded("Left out beside it: “{said}”. Does that turn the meaning?", said=said)
        told = own or truncated_clause.finding(message)
        return (*left, *self.weighed([replace(told, severity=severity)]))

    def _unsure(self, case: Case, findings: Sequence[Finding]) -> set[str]:
        """Return the checks of whose findings none is known to be right, or that the user set."""
        sure = {finding.name for finding in findings if self.risk.precision(finding, case)}
        return {finding.name for finding in findings} - sure | set(self.severity)

    def _may_rise(self, finding: Finding) -> bool:
        return finding.severity != "info" and finding.name not in self.severity

    def _least(self, findings: Sequence[Finding]) -> float:
        """Return the risk that findings stand for whose severity the user set."""
        least = {"info": 0.0, "warning": self.risk.review, "error": self.risk.drift}
        return max((least[f.severity] for f in findings if f.name in self.severity), default=0.0)


def signature(*, judge: bool) -> str:
    """Return what decides, for an audit that asks the judge or does not; nothing is loaded."""
    return f"risk:{'judge+checks' if judge and judge_installed() else 'checks'}|v12"


def marked(
    case: Case, findings: Sequence[Finding], assessment: Assessment | None = None
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the words to mark on each side.

    Those without a counterpart, those that a finding names, and those that the judge doubts most,
    where an `assessment` is given. A remark and what spans most of a side mark nothing besides.
    """
    bare = differing(case.original, case.quote)
    doubted = doubted_words(case, assessment) if assessment else ([], [])
    graver = [finding for finding in findings if finding.severity != "info"]
    sides = (
        (case.original, bare[0], [span for finding in graver for span in finding.original], "es"),
        (case.quote, bare[1], [span for finding in graver for span in finding.quote], "en"),
    )
    found = []
    for (text, unlinked, pointed, language), seen in zip(sides, doubted, strict=True):
        words = [word.span for word in content_words(text, language)]
        told = [span for span in words if any(span.overlap(one) for one in pointed)]
        told = told if 2 * len(told) <= len(words) or len(words) <= _FEW else []
        known = [*unlinked, *told]
        further = [span for span in seen if not any(span.overlap(one) for one in known)]
        found.append(tuple(sorted({*known, *further})))
    return found[0], found[1]


def grown(case: Case, verdict: Verdict) -> Verdict:
    """Return a verdict with what the quotation cuts off beside its passage shown as part of it.

    So a reader sees the reservation marked where it stands. Spans are moved by what is put before.
    """
    name = truncated_clause.name
    cut = [f for f in verdict.findings if f.name == name and f.severity != "info"]
    found = context.beside(case) if case.explained is not None and cut else context.Beside()
    if not (found.before or found.after) or any(finding.original for finding in cut):
        return verdict
    moved, end = len(found.before), len(found.before) + len(case.original)
    start, text = (0, found.before) if moved else (end, found.after)
    words = content_words(text, "es")
    told = [Span(start + w.span.start, start + w.span.end) for w in words]
    bare = text.strip(" ,;:")
    clause = Span(start + text.find(bare), start + text.find(bare) + len(bare))
    differs = [Span(one.start + moved, one.end + moved) for one in verdict.original_differs]
    findings = tuple(
        replace(
            finding,
            original=(clause,)
            if finding in cut
            else tuple(Span(one.start + moved, one.end + moved) for one in finding.original),
        )
        for finding in verdict.findings
    )
    return replace(
        verdict,
        findings=findings,
        original_differs=tuple(sorted([*differs, *told])),
        before=found.before,
        after=found.after,
    )


_FEW = 3  # words of a fragment, all of which a finding may name


def judge_installed() -> bool:
    """Return whether the learned judge's weights are there."""
    from quotes.ml.judge import WEIGHTS  # noqa: PLC0415 - optional

    return (WEIGHTS / "settings.json").exists()


def read(judge: Judge, cases: Sequence[Case]) -> list[Assessment]:
    """Return what a judge says of cases, its words told where they stand in the quotation.

    It reads as much of a case as the checks do.
    """
    cases = list(map(shortened, cases))
    texts = [restored(case.original, case.quote, case.glossary.terms) for case in cases]
    pairs = [(case.original, text.text) for case, text in zip(cases, texts, strict=True)]
    assessed = judge.assess(pairs, [known(*pair) for pair in pairs])
    return [_told_of(assessment, text) for assessment, text in zip(assessed, texts, strict=True)]


def _told_of(assessment: Assessment, text: Restored) -> Assessment:
    """Return what was said of the words of a restored quotation, of those of the quotation."""
    if not text.pieces:
        return assessment
    words: list[WordTag] = []
    for tag in assessment.quote:
        span = text.before(Span(tag.start, tag.end))
        if words and span.start < words[-1].end:  # one rendering of several Spanish words
            words[-1] = replace(
                words[-1],
                probability=max(words[-1].probability, tag.probability),
                support=min(words[-1].support, tag.support),
            )
        else:
            words.append(replace(tag, start=span.start, end=span.end))
    original = [
        replace(tag, partner=text.before(tag.partner)) if tag.partner else tag
        for tag in assessment.original
    ]
    return replace(assessment, quote=tuple(words), original=tuple(original))


def _judge(threads: int | None) -> Judge | None:
    from quotes.ml.judge import Judge  # noqa: PLC0415 - torch, and optional

    return Judge.load(threads=threads) if judge_installed() else None


def _lowered(finding: Finding, gravest: Severity) -> Finding:
    """Return a finding no graver than the verdict."""
    graver = _ORDER.index(finding.severity) > _ORDER.index(gravest)
    return replace(finding, severity=gravest) if graver else finding


def _raised(findings: Sequence[Finding], gravest: Severity, kept: Collection[str]) -> list[Finding]:
    """Return findings of which at least the gravest is as grave as the verdict.

    Those of the checks in `kept` stay as they are.
    """
    levels = [-1 if f.name in kept else _ORDER.index(f.severity) for f in findings]
    if any(f.severity == gravest for f in findings) or max(levels, default=-1) < 0:
        return list(findings)
    top = levels.index(max(levels))
    return [replace(f, severity=gravest) if n == top else f for n, f in enumerate(findings)]


def _once(findings: Sequence[Finding], kept: Collection[str]) -> list[Finding]:
    """Return findings of which a warning is a remark where an error marks the same words.

    One slip is told once, by the check that is surest of it. Those of the checks in `kept` stay.
    """
    errors = [f for f in findings if f.severity == "error"]
    return [
        replace(f, severity="info")
        if f.severity == "warning" and f.name not in kept and any(_covers(e, f) for e in errors)
        else f
        for f in findings
    ]


def _covers(error: Finding, other: Finding) -> bool:
    """Return whether a finding marks, on both sides, all that another one marks."""
    both = other.original and other.quote
    return (
        bool(both) and {*other.original} <= {*error.original} and {*other.quote} <= {*error.quote}
    )
