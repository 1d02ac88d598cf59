"""The whole audit of an article, readable on one screen.

    read ─ parse ─ find quotations ─ back-translate ─ locate the original ─ check ─ judge
           └───────────── quotes.quoting ─────────┘

Each step hands frozen values (`quotes.model`) to the next; none knows another. The judge reads
in whichever process has time: its answer may come while the next article is located.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeGuard

from quotes import checks
from quotes.comparison import Comparator, pairs
from quotes.elsewhere import Answer
from quotes.languages.wording import differences
from quotes.ml.judge import Assessment
from quotes.model import (
    Article,
    AuditedArticle,
    AuditedQuotation,
    Case,
    Finding,
    Glossary,
    Location,
    Query,
    Quotation,
    Span,
    Translation,
    Verdict,
)
from quotes.originals import Corpus
from quotes.quoting import Quoting


@dataclass(frozen=True, slots=True)
class Begun:
    """An article of which all is known but what the judge says, which may be still to come."""

    article: Article
    found: Sequence[Quotation]
    translations: Sequence[Translation | None]
    locations: Sequence[Location]
    cases: Sequence[Case | None]
    findings: Sequence[tuple[Finding, ...]]
    read: Answer[Sequence[Assessment | None]]


@dataclass(frozen=True, slots=True)
class Audit:
    """The tools of an audit, loaded once and used for every article."""

    quoting: Quoting
    corpus: Corpus
    comparator: Comparator
    glossary: Glossary = field(default_factory=Glossary)
    ignore: frozenset[str] = frozenset()

    def run(self, articles: Iterable[Article]) -> Iterator[AuditedArticle]:
        """Yield each article audited, in order; one waits for the judge while the next is begun."""
        begun: deque[Begun] = deque()
        try:
            for article, found, translations in self.quoting.quoted(articles):
                begun.append(self.begin(article, found, translations))
                while begun and begun[0].read.ready:
                    yield self.end(begun.popleft())
            while begun:
                yield self.end(begun.popleft())
        except KeyboardInterrupt:
            yield from (self.end(one) for one in begun if one.read.ready)
            raise

    def begin(
        self,
        article: Article,
        found: Sequence[Quotation],
        translations: Sequence[Translation | None],
    ) -> Begun:
        """Locate and check the quotations of an article, and have them judged."""
        locations = self.corpus.locate(
            list(map(_query, [article] * len(found), found, translations))
        )
        cases = [
            self.case(q, t, where) if where.status == "found" else None
            for q, t, where in zip(found, translations, locations, strict=True)
        ]
        translated = list(filter(_translated, cases))
        read = self.quoting.share(self.comparator.read, pairs(translated))
        findings = [checks.run(case, ignore=self.ignore) for case in translated]
        return Begun(article, found, translations, locations, cases, findings, read)

    def end(self, begun: Begun) -> AuditedArticle:
        """Return an article audited, once the judge has read it."""
        translated = list(filter(_translated, begun.cases))
        verdicts = iter(self.comparator.verdicts(translated, begun.findings, begun.read.get()))
        rows = zip(begun.found, begun.translations, begun.locations, begun.cases, strict=True)
        return AuditedArticle(
            begun.article,
            tuple(
                self.audited(f"{begun.article.path}#{n}", *row, verdicts)
                for n, row in enumerate(rows, 1)
            ),
        )

    def case(self, q: Quotation, back: Translation | None, where: Location) -> Case:
        """Return what the checks may look at: the passages joined, with their context."""
        original, pieces = joined(where)
        source = self.corpus.source(where.passages[0].document)
        return Case(
            original=original,
            quote=q.text,
            back_translation=back.text if back else None,
            before=where.passages[0].before,
            after=where.passages[-1].after,
            speaker=q.speaker.name if q.speaker else None,
            source_speaker=source.speaker,
            pieces=pieces,
            skipped=where.skipped,
            glossary=self.glossary,
            language="en" if where.passages[0].language == "en" else "es",
        )

    def audited(
        self,
        id_: str,
        q: Quotation,
        back: Translation | None,
        where: Location,
        case: Case | None,
        verdicts: Iterator[Verdict],
    ) -> AuditedQuotation:
        """Return a quotation with what is said of it; the next verdict if it was translated."""
        if case is None:
            return AuditedQuotation(id_, q, "no-original", where, back_translation=back)
        if not _translated(case):
            return self.same_language(id_, q, where, case)
        verdict = next(verdicts)
        return AuditedQuotation(
            id_,
            q,
            verdict.verdict,
            where,
            case.original,
            verdict.risk,
            back,
            verdict.scores,
            verdict.findings,
            verdict.original_differs,
            verdict.quote_differs,
        )

    def same_language(
        self, id_: str, q: Quotation, where: Location, case: Case
    ) -> AuditedQuotation:
        """Return a quotation from a source in English, compared word for word."""
        differing = differences(q.text, case.original)
        return AuditedQuotation(
            id_,
            q,
            "misquoted" if differing else "verbatim",
            where,
            case.original,
            findings=checks.run(case, ignore=self.ignore),
            original_differs=tuple(d.original for d in differing),
            quote_differs=tuple(d.quote for d in differing),
        )


def joined(where: Location) -> tuple[str, tuple[Span, ...]]:
    """Return the passages as one text, and the span of each in it."""
    text, pieces = "", []
    for passage in where.passages:
        text = f"{text} {passage.text}" if text else passage.text
        pieces.append(Span(len(text) - len(passage.text), len(text)))
    return text, tuple(pieces)


def _translated(case: Case | None) -> TypeGuard[Case]:
    return case is not None and case.language == "es"


def _query(article: Article, q: Quotation, back: Translation | None) -> Query:
    return Query(
        text=q.text,
        sentence=q.context.of(article.text) if q.context else None,
        speaker=q.speaker.name if q.speaker else None,
        date=article.date,
        back_translation=back.text if back else None,
        group=article.path,
        pieces=tuple(segment.of(article.text) for segment in q.segments),
    )
