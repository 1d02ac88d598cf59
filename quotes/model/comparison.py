"""Comparisons: glossary entries, the case that checks look at, findings, verdict, opinions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from inspect import cleandoc
from typing import Literal, TypeAlias

from quotes.model.texts import Span

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
WordKinds: TypeAlias = tuple[tuple[int, int, int], ...]
"""Of words of a text: their first character, the one behind, and what is known of them."""


@dataclass(frozen=True, slots=True)
class Term:
    """A Spanish term with its accepted and its misleading English renderings.

    `disputed` marks a term whose rendering careful translators argue about: a
    finding on it says "disputed", never "wrong". `origin` is "file:line".
    """

    spanish: str
    accepted: tuple[str, ...]
    misleading: tuple[str, ...]
    note: str = ""
    disputed: bool = False
    origin: str = ""


@dataclass(frozen=True, slots=True)
class FalseFriend:
    """A Spanish word, the English look-alike that misleads, and what it does mean."""

    spanish: str
    english: str
    meaning: tuple[str, ...]
    note: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms and false friends in force."""

    terms: tuple[Term, ...] = ()
    false_friends: tuple[FalseFriend, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """One metric: its value in the metric's own unit and the signature that reproduces it."""

    metric: str
    value: float
    signature: str


@dataclass(frozen=True, slots=True)
class Case:
    """All that a check may look at: one original and one English quotation of it.

    `original` is the Spanish stretch, `before` and `after` its context in the
    source; `pieces` are the spans in `original` of the passages it joins (one
    span when it is one stretch) and `skipped` the texts left out between them.
    `sentence` is the article's own around the quotation, its words in marks included, `nearby`
    what the article says shortly before and after it, the quotation's own words left out, and
    `article` the whole of it.
    `speaker` is whom the article names (`speaker_sure`: without a doubt), `source_speaker` who
    speaks in the source. `word_for_word`: nobody translated, the original is in English or the
    article leaves its Spanish words as they are; they are the same, or it is misquoted.
    `explained` is the share (0..1) of the quotation that the passages render, where it was
    located, and `unsupported` the spans of `quote` that they do not; `sure` is how surely (0..1)
    it was located.
    """

    original: str
    quote: str
    back_translation: str | None = None
    before: str = ""
    after: str = ""
    sentence: str | None = None
    nearby: str = ""
    article: str = ""
    speaker: str | None = None
    source_speaker: str | None = None
    pieces: tuple[Span, ...] = ()
    skipped: tuple[str, ...] = ()
    glossary: Glossary = field(default_factory=Glossary)
    word_for_word: bool = False
    speaker_sure: bool = True
    explained: float | None = None
    unsupported: tuple[Span, ...] = ()
    sure: float = 1.0
    ignore: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a check returns: a message and the words concerned on both sides.

    `original` and `quote` are spans into `Case.original` and `Case.quote`.
    `severity` overrides the check's own where one kind of drift has degrees. `firm`
    evidence is plainer than the check's other evidence: its precision is measured apart.
    """

    message: str
    original: tuple[Span, ...] = ()
    quote: tuple[Span, ...] = ()
    severity: Severity | None = None
    firm: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Evidence stamped with the check's code, name and severity."""

    code: str
    name: str
    severity: Severity
    message: str
    original: tuple[Span, ...] = ()
    quote: tuple[Span, ...] = ()
    firm: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of drift: its code, slug, default severity, function, manual page and policy.

    `stands`: how surely a finding is right (0..1) where labelled pairs cannot measure that, as
    with a newsroom's own glossary or who is speaking; of all others the learned risk knows.
    `learned`: of passages that an audit located it knows of this check, too.
    `exclusive`: where it holds nothing else can be said of the pair.
    """

    code: str
    name: str
    severity: Severity
    find: Callable[[Case], Iterable[Evidence]]
    manual: str
    stands: float = 0.0
    exclusive: bool = False
    learned: bool = False

    def finding(
        self,
        message: str,
        original: tuple[Span, ...] = (),
        quote: tuple[Span, ...] = (),
        *,
        severity: Severity | None = None,
        firm: bool = False,
    ) -> Finding:
        """Return a finding of this check, of its own severity unless one is given."""
        return Finding(
            self.code, self.name, severity or self.severity, message, original, quote, firm
        )


def check(
    code: str,
    name: str,
    severity: Severity,
    *,
    stands: float = 0.0,
    exclusive: bool = False,
    learned: bool = False,
) -> Callable[[Callable[[Case], Iterable[Evidence]]], Check]:
    """Return what makes a function the check of this policy, its docstring the manual page."""

    def made(find: Callable[[Case], Iterable[Evidence]]) -> Check:
        page = cleandoc(find.__doc__ or "")
        return Check(code, name, severity, find, page, stands, exclusive, learned)

    return made


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of one pair.

    `risk` is the calibrated probability (0..1) that a careful bilingual reader
    would object. `original_differs` and `quote_differs` are the words without a
    counterpart on each side, for the side-by-side. Where what stands beside the passage decided,
    `before` and `after` are the words around it to be shown with it; all spans count from there.
    """

    verdict: Literal["faithful", "review", "drift"]
    risk: float
    scores: tuple[Score, ...]
    findings: tuple[Finding, ...]
    original_differs: tuple[Span, ...] = ()
    quote_differs: tuple[Span, ...] = ()
    before: str = ""
    after: str = ""


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


# --- Sentences of ours: English as they are made, and known again by what they were made from.
# A sentence for a reader is made by `worded` from a template in English, as in
# `worded("The original denies (“{said}”); the quotation does not.", said="no")`, and travels as
# plain text: through findings, notes and reports, and in files that were written by an earlier
# run. Who shows it in another language finds its template again
# (`quotes.writers.message_translation`), for which a text of somebody else's stands in “…” in a
# template, and only what is ours, a number or a name stands bare.


def worded(template: str, **words: object) -> str:
    """Return the template with its {places} filled in.

    The template must be a literal: the catalogues are made from what stands in the code.
    """
    return template.format_map(words)


def either(words: Sequence[str]) -> str:
    """Return the first two of somebody else's words, each in marks: “a” or “b”."""
    first, *rest = words[:2]
    if not rest:
        return f"“{first}”"
    return worded("“{first}” or “{other}”", first=first, other=rest[0])


def noted(sentence: str, note: str) -> str:
    """Return a sentence with the note of a glossary after it, as it was written there."""
    return f"{sentence} {note}".strip()


def placed(where: object, sentence: str) -> str:
    """Return a sentence with what it is about before it: "a.txt: the file is empty"."""
    return f"{where}: {sentence}"
