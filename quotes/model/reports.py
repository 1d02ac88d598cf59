"""The report: every article, every quotation in it, what was found, decided, and by which rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from typing import Literal

from quotes.model.comparison import Finding, Glossary, Opinion, Score, Severity
from quotes.model.originals import AlignedWords, Gloss, Location, Passage, Source, Translation
from quotes.model.texts import Article, Quotation, Span


@dataclass(frozen=True, slots=True)
class Rules:
    """Which checks are asked and how grave they are, as a run had it: with it a report is enough.

    `ignore` are names of checks that stay silent, `severity` the severities that were set by
    name of check, `per_file_ignores` names of checks by pattern of the article's path;
    `glossary` holds the entries of the user's own glossaries, without those of the program.
    """

    judge: bool = True
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    glossary: Glossary = field(default_factory=Glossary)


def matching(path: str, patterns: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return what stands under the patterns that a path, or its end, fits ("opinion/*.md")."""
    name = path.replace("\\", "/")
    return tuple(
        item
        for pattern, items in patterns.items()
        if fnmatch(name, pattern) or fnmatch(name, f"*/{pattern}")
        for item in items
    )


Choice = Literal["faithful", "drift", "wrong-source", "wrong-speaker", "open"]
"""`open`: an earlier decision was withdrawn."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The passage that a person took for the original: a span of a document as extracted."""

    document: str
    span: Span


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: the latest of a quotation is the one in force.

    `at` is ISO 8601 with an offset. `seen` is the digest of the words and the original that
    the person saw, `words` the beginning of the quotation; `reopened` says that the report
    shows others now, so that the decision is an earlier one and counts for nothing.
    `conflict` names two persons who decided otherwise ("Ana: drift; Luis: faithful"): nothing
    is decided until somebody does.
    """

    choice: Choice
    note: str = ""
    speaker: str | None = None
    passage: Chosen | None = None
    who: str = ""
    at: str = ""
    seen: str = ""
    words: str = ""
    reopened: bool = False
    conflict: str = ""

    @property
    def holds(self) -> bool:
        """Whether the decision is in force."""
        return self.choice != "open" and not self.reopened and not self.conflict


# --- The report: every article, every quotation in it, what was found ---

Status = Literal["faithful", "review", "drift", "verbatim", "misquoted", "no-original"]
FLAGGED: tuple[Status, ...] = ("drift", "misquoted", "review")  # what somebody should read


@dataclass(frozen=True, slots=True)
class AuditedQuotation:
    """One quotation with all that was found out about it.

    `id` is stable: "<article path>#<hash of its words and place>" (`identifiers`).
    `original` is the text compared (its passages joined by one space), with what the quotation
    cuts off beside it where that decided, "" if none; spans in `findings` and `original_differs`
    refer to it, those of the quote side to `quotation.text`. `risk` is None where there was nothing
    to compare. `aligned` and `gloss` help a reader who has no Spanish: of the original, or of what
    came near it.
    `notes` say in one line each what could not be done for it. `opinions` are what
    other models say that the user asked: they stand beside the verdict and change none. `place` is
    where it stands in the article's file: line and column of its first character and of the one
    after its last, from 1; None where the file has no lines of its own (Word, PDF).
    """

    id: str
    quotation: Quotation
    status: Status
    location: Location
    original: str = ""
    risk: float | None = None
    back_translation: Translation | None = None
    scores: tuple[Score, ...] = ()
    findings: tuple[Finding, ...] = ()
    original_differs: tuple[Span, ...] = ()
    quote_differs: tuple[Span, ...] = ()
    aligned: tuple[AlignedWords, ...] = ()
    gloss: Gloss | None = None
    decision: Decision | None = None
    notes: tuple[str, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    place: tuple[int, int, int, int] | None = None

    @property
    def flagged(self) -> bool:
        """Whether somebody should read it and nobody has decided that it is faithful."""
        decided = self.decision
        if decided and decided.holds:
            return decided.choice != "faithful"
        return self.status in FLAGGED

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages found, with what was taken in beside them in `original`."""
        found = self.location.passages
        text = " ".join(passage.text for passage in found)
        if not text or text == self.original or text not in self.original:
            return found
        before, _, after = self.original.partition(text)
        first, last = found[0], found[-1]
        if not (first.before.endswith(before) and last.after.startswith(after)):
            return found
        grown = list(found)
        start = first.span.start - len(before)
        grown[0] = replace(
            first,
            text=before + first.text,
            span=Span(start, first.span.end),
            before=first.before.removesuffix(before),
        )
        last = grown[-1]
        grown[-1] = replace(
            last,
            text=last.text + after,
            span=Span(last.span.start, last.span.end + len(after)),
            after=last.after.removeprefix(after),
        )
        return tuple(grown)

    @property
    def weighed(self) -> float | None:
        """The risk with the last opinion that moves it, for the order of reading only."""
        moved = [opinion.risk for opinion in self.opinions if opinion.risk is not None]
        return moved[-1] if moved else self.risk


@dataclass(frozen=True, slots=True)
class AuditedArticle:
    """An article and its quotations in text order; `failed` says why it could not be audited."""

    article: Article
    quotations: tuple[AuditedQuotation, ...]
    failed: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A whole audit.

    `signature` names versions, models, engine and settings, so that others know
    exactly what was done. `sources` are the documents that passages come from;
    their texts may be empty here. `articles` may be read from a file one after the other:
    go through it as seldom as possible and keep none. `notes` are one-line messages about the run
    (a file left out, no translator installed). `rules` are those that the verdicts depend on.
    """

    signature: str
    created: str
    articles: Sequence[AuditedArticle]
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()
    rules: Rules = field(default_factory=Rules)
