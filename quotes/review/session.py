"""A report under review: its decisions, and a quotation judged anew on another passage."""

from __future__ import annotations

import getpass
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

from quotes.batch.run_store import RunStore, store_path
from quotes.errors import InputError, SourceError
from quotes.model import (
    AuditedArticle,
    AuditedQuotation,
    Chosen,
    Decision,
    Location,
    Passage,
    Report,
    Source,
    placed,
    worded,
)
from quotes.review.decisions import Decisions
from quotes.safe_files import write_atomically
from quotes.writers import WRITERS, read_report
from quotes.writers.decided import WORDS, Latest, decided_report, followed, seen_digest

if TYPE_CHECKING:
    from quotes.pipeline import Audit
    from quotes.settings import Settings
    from quotes.tools import Tools

AROUND = 700  # characters of context on each side of a chosen passage
LONGEST = 5_000  # characters of a passage that a reader may choose


class Session:
    """A report with its decisions; `settings` name the originals for judging anew."""

    def __init__(self, path: Path, settings: Settings, who: str | None = None) -> None:
        """Read the report at `path`, a folder or the JSON file in it; raise InputError."""
        self.file = path / "report.json" if path.is_dir() else path
        self._read()
        self.who = who or _user()
        self.decisions = Decisions(self.file.parent)
        self._settings = settings
        self._lock = Lock()

    def _read(self) -> None:
        self._tools: Tools | None = None
        self._written = _stamp(self.file)
        self.report = read_report(self.file)
        self.places = {
            quotation.id: (at, number)
            for at, article in enumerate(self.report.articles)
            for number, quotation in enumerate(article.quotations)
        }

    def latest(self, after: int = 0) -> Latest:
        """Return the decisions in force by the report's identifiers, of those since row `after`."""
        return followed(self.decisions.latest(after), self.places)[0]

    def decided(self) -> Report:
        """Return the report with the decisions as they are now."""
        return decided_report(self.report, self.decisions.latest())

    def quotation(self, id_: str) -> AuditedQuotation:
        """Return a quotation by its identifier; raise KeyError."""
        at, number = self.places[id_]
        return self.report.articles[at].quotations[number]

    def decide(self, made: Iterable[tuple[str, Decision]]) -> int:
        """Keep decisions, stamped with who and when; return the number of the latest.

        Raises KeyError for an identifier that the report does not hold, ValueError for a passage
        of a document that is no source.
        """
        made = list(made)
        self._check_sources(d.passage.document for _, d in made if d.passage)
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        stamped = [
            (
                id_,
                replace(d, who=self.who, at=now, words=self.quotation(id_).quotation.text[:WORDS]),
            )
            for id_, d in made
        ]
        return self.decisions.add(stamped)

    def _check_sources(self, documents: Iterable[str]) -> None:
        missing = set(documents) - {source.document for source in self.report.sources}
        for document in missing and missing - set(self.documents()):
            raise ValueError(worded("{document}: no source of the report", document=document))

    def documents(self) -> list[str]:
        """Return the documents whose text can be read: those of the originals folder."""
        return sorted(self._paths())

    def source(self, document: str) -> Source:
        """Return a document of the originals folder, read anew; raise SourceError."""
        from quotes.readers import read_source  # noqa: PLC0415 - loads every format

        path = self._paths().get(document)
        if path is None or self._settings.originals is None:
            advice = "start the review with --originals DIR"
            raise SourceError(f"{document}: not in the originals folder; {advice}")
        return read_source(path, self._settings.originals)

    def _paths(self) -> dict[str, Path]:
        from quotes.tools import sources_in  # noqa: PLC0415 - loads every format

        root = self._settings.originals
        if root is None:
            return {}
        found = sources_in(root).paths
        return {Path(path).relative_to(root).as_posix(): Path(path) for path in found}

    def judge(self, id_: str, passage: Chosen, note: str = "") -> AuditedQuotation:
        """Return a quotation judged on the passage that a reader chose; it is kept as decided.

        Takes seconds the first time, when the models are loaded. Raises KeyError, SourceError; and
        InputError where an audit wrote the report anew since it was read: it is read again then.
        """
        source = self.source(passage.document)
        if not 0 <= passage.span.start < passage.span.end <= len(source.text):
            raise InputError(placed(passage.document, worded("no such words in it")))
        if passage.span.end - passage.span.start > LONGEST:
            raise InputError(worded("the passage is too long: choose the words that were quoted"))
        with self._lock:
            if _stamp(self.file) != self._written:
                self._read()
                raise InputError(worded("the report was written anew since: reload the page"))
            judged = self._judged(self.quotation(id_), source, passage)
            self._replace(judged)
            made = Decision("wrong-source", note, passage=passage, seen=seen_digest(judged))
            self.decide([(id_, made)])
        return judged

    def _judged(
        self, audited: AuditedQuotation, source: Source, chosen: Chosen
    ) -> AuditedQuotation:
        article = self.report.articles[self.places[audited.id][0]]
        audit, ignore = self._judging(article, source)
        span, text = chosen.span, source.text
        place = next((p.label for p in source.places if p.span.overlap(span)), None)
        passage = Passage(
            document=source.document,
            span=span,
            text=span.of(text),
            score=1.0,
            language=source.language,
            before=text[max(0, span.start - AROUND) : span.start],
            after=text[span.end : span.end + AROUND],
            place=place,
        )
        where = Location("found", 1.0, (passage,), candidates=audited.location.candidates)
        back = audited.back_translation
        case = audit.case(article.article, audited.quotation, back, where, ignore)
        (verdict,) = audit.verdicts([case], {})
        fresh = audit.audited(audited.id, audited.quotation, back, where, case, verdict)
        return next(iter(audit.explained([fresh])))

    def _judging(self, article: AuditedArticle, source: Source) -> tuple[Audit, frozenset[str]]:
        """Return what judges by the report's own rules, and which checks the article silences."""
        from quotes.pipeline import Audit  # noqa: PLC0415 - loads the steps
        from quotes.review.differences import ReportedSources, tools_of  # noqa: PLC0415 - the same
        from quotes.translators.pivot import GlossEngine  # noqa: PLC0415 - the same

        if self._tools is None:
            rules = self.report.rules
            self._tools = replace(tools_of(self.report, rules), gloss=GlossEngine.installed())
        known = {held.document: held for held in (*self.report.sources, source)}
        audit = Audit(replace(self._tools, corpus=cast("Any", ReportedSources(known))))
        return audit, audit.silenced(article.article)[1]

    def _replace(self, judged: AuditedQuotation) -> None:
        """Put a quotation in the place of the one with its identifier, here and in the file."""
        at, number = self.places[judged.id]
        article = self.report.articles[at]
        quotations = list(article.quotations)
        quotations[number] = judged
        fresh: AuditedArticle = replace(article, quotations=tuple(quotations))
        articles = list(self.report.articles)
        articles[at] = fresh
        known = {source.document for source in self.report.sources}
        cited = {passage.document for passage in judged.location.passages} - known
        new = tuple(replace(self.source(document), text="") for document in sorted(cited))
        sources = (*self.report.sources, *new)
        self.report = replace(self.report, articles=tuple(articles), sources=sources)
        write_atomically(self.file, [WRITERS["json"].render(self.report)])
        self._written = _stamp(self.file)
        if store_path(self.file.parent).is_file():
            with RunStore(self.file.parent) as store:
                named = {passage.document for passage in judged.location.passages}
                store.amend(fresh, [source for source in sources if source.document in named])


def _stamp(file: Path) -> tuple[int, int]:
    """Return what changes when a file is written anew; nothing of a file that is gone."""
    try:
        known = file.stat()
    except OSError:
        return 0, 0
    return known.st_mtime_ns, known.st_size


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user without a name, in a container
        return ""
