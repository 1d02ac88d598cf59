"""The whole audit of an article, readable on one screen.

    read ─ parse and find quotations ─ locate the original ─ back-translate ─ check and judge
         ─ ask other models, where the user names some, of what is flagged or unsure

`Audit.article` makes the calls in this order. Each step hands frozen values (`quotes.model`) to
the next; none knows another. What a step cannot do for one quotation is told at that quotation,
and the others go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from os import PathLike, fspath
from types import NoneType
from typing import TYPE_CHECKING, TypeGuard, TypeVar

from quotes.errors import InputError, SettingsError, is_fault, shown_value
from quotes.model import (
    Article,
    AuditedArticle,
    AuditedQuotation,
    Case,
    Finding,
    Gloss,
    Location,
    Opinion,
    OpinionQuery,
    Query,
    Quotation,
    Source,
    Span,
    Status,
    Translation,
    Verdict,
    identifiers,
    matching,
    worded,
)
from quotes.settings import Settings

if TYPE_CHECKING:
    from quotes.opinions import SecondReader
    from quotes.tools import Tools

T = TypeVar("T")
R = TypeVar("R")
NOWHERE = Location("absent", 0.0)
NEARBY = (260, 360)  # characters of the article before and after a quotation; by hand
AROUND = 400  # characters of the original's context that they are given on each side
# Characters of a quotation that is looked for: the checks compare no more. What is longer is a
# whole speech or a mark that is missing, and 100 kB of it took 20 s and 0.5 GB to find nothing.
LONGEST = 8_000
# Probability from which a place came near enough for a reader to look at it: what has none is
# neither put back into Spanish nor are its candidates put into English. Of 225 quotations of US
# articles among unrelated Spanish news one in six has such a place.
NEAR = 0.03


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a step could not be done for one quotation, in one line."""

    reason: str


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier audit found of the same article and still holds.

    `found`: its quotations (None: look for them). `backs`, `places` and `done`: their
    translations, locations, and quotations with their verdicts, by number in `found`; what is not
    there is translated, located, and judged, anew.
    """

    found: Sequence[Quotation] | None = None
    backs: Mapping[int, Translation] = field(default_factory=dict)
    places: Mapping[int, Location] = field(default_factory=dict)
    done: Mapping[int, AuditedQuotation] = field(default_factory=dict)


NOTHING = Known()


@dataclass(frozen=True, slots=True)
class Audit:
    """The tools of an audit, opened once and used for every article."""

    tools: Tools

    @classmethod
    def open(cls, settings: Settings) -> Audit:
        """Open what the settings name: parser, originals, translator, judge, glossaries.

        Takes seconds, and longer where the originals were not indexed before. Nothing is
        printed; `tools.notes` hold what the user should know. Raises QuotesError.
        """
        from quotes.tools import Tools  # noqa: PLC0415 - loads the steps, which take their time

        if not isinstance(settings, Settings):
            raise SettingsError(f"Settings are needed, not {shown_value(settings)}")
        return cls(Tools.open(settings))

    def ready(self) -> None:
        """Load what is loaded at its first use, so that it is not part of an article's time."""
        article = Article("", "“The bridge is open,” said the mayor.")
        self.locations(article, self.quotations(article), {})

    def run(self, articles: Iterable[Article]) -> Iterator[AuditedArticle]:
        """Yield each article audited, in order, here and one after the other."""
        return map(self.article, articles)

    def article(self, article: Article, known: Known = NOTHING) -> AuditedArticle:
        """Return an article with all that is found out about each of its quotations."""
        article, ignore = self.silenced(checked(article))
        article = self.told_of_versions(article)
        found = self.quotations(article) if known.found is None else known.found
        places = self.locations(article, found, known.places)
        backs = self.translations(found, places, known.backs)
        cases = self.cases(article, found, backs, places, ignore)
        verdicts = self.verdicts(cases, known.done)
        ids = identifiers(article.path, found)
        rows = zip(ids, found, backs, places, cases, verdicts, strict=True)
        audited = [
            replace(known.done[n], id=row[0]) if n in known.done else self.audited(*row)
            for n, row in enumerate(rows)
        ]
        reread = self.reread(article, tuple(self.explained(audited)))
        return AuditedArticle(article, tuple(_in_file(article, quotation) for quotation in reread))

    def silenced(self, article: Article) -> tuple[Article, frozenset[str]]:
        """Return which checks stay silent for an article, by its front matter and its path.

        A name in the front matter that does not exist is a warning of the article.
        """
        from quotes.checks import silent  # noqa: PLC0415 - see `open`

        names = set(matching(article.path, self.tools.rules.per_file_ignores))
        problems = []
        for name in article.ignore:
            try:
                names |= set(silent((name,)))
            except SettingsError as error:
                problems.append(f"{article.path}: quotes-ignore: {error}")
        told = replace(article, warnings=(*article.warnings, *problems)) if problems else article
        return told, frozenset(names)

    def told_of_versions(self, article: Article) -> Article:
        """Return an article with a warning for each source that is a version of it."""
        from quotes.originals.corpus import is_version  # noqa: PLC0415 - see `open`

        told = tuple(map(is_version, self.tools.corpus.versions(article.text)))
        return replace(article, warnings=(*article.warnings, *told)) if told else article

    def explained(self, audited: Sequence[AuditedQuotation]) -> Iterator[AuditedQuotation]:
        """Yield the quotations with English for who has no Spanish: of what each came from.

        Of a faithful one too: somebody is to confirm it. Where there is no original, what came
        near is rendered, for a reader judges whether it is one.
        """
        from quotes.comparison.features import aligned_words, word_glosses  # noqa: PLC0415 - `open`

        wanted = {q.id: texts for q in audited if not q.gloss and any(texts := _foreign(q))}
        pairs = [(q.quotation.text, text) for q in audited for text in wanted.get(q.id, ()) if text]
        engine = self.tools.gloss
        said = isolated(worded("rendering it"), engine.rendered, pairs) if engine else []
        known = dict(zip(pairs, said, strict=bool(engine)))
        name, version = (engine.name, engine.version) if engine else ("lexicon", "")
        for quotation in audited:
            if quotation.id not in wanted:
                yield quotation
                continue
            words = quotation.quotation.text
            found = [known.get((words, text), "") for text in wanted[quotation.id]]
            english = [text if isinstance(text, str) else "" for text in found]
            if not quotation.original:
                yield replace(quotation, gloss=Gloss("", name, version, candidates=tuple(english)))
                continue
            spans = [span for finding in quotation.findings for span in finding.original]
            marked = word_glosses(quotation.original, (*spans, *quotation.original_differs))
            yield replace(
                quotation,
                aligned=aligned_words(quotation.original, words),
                gloss=Gloss(english[0], name, version, marked),
            )

    def reread(
        self, article: Article, audited: tuple[AuditedQuotation, ...]
    ) -> tuple[AuditedQuotation, ...]:
        """Return the quotations, what is flagged or unsure with what the second readers say.

        An opinion stands beside the verdict and changes none.
        """
        if not self.tools.readers:
            return audited
        from quotes.opinions import worth_asking  # noqa: PLC0415 - see `open`

        line = self.tools.comparator.risk.located
        wanted = [
            q
            for q in audited
            if not q.opinions and _spanish(q) and worth_asking(q.status, q.risk, line)
        ]
        said: dict[str, tuple[Opinion, ...]] = {q.id: () for q in wanted}
        for reader in self.tools.readers:
            for q, opinion in zip(wanted, self._asked(reader, article, wanted), strict=True):
                said[q.id] += (opinion,)
        return tuple(replace(q, opinions=said.get(q.id, q.opinions)) for q in audited)

    def _asked(
        self, reader: SecondReader, article: Article, wanted: list[AuditedQuotation]
    ) -> list[Opinion]:
        def ask(part: list[AuditedQuotation]) -> list[Opinion]:
            queries = [opinion_query(article, q) for q in part]
            return reader.opinions(queries, [q.risk for q in part])

        return [
            Opinion(reader.reader.name, refused=one.reason) if isinstance(one, Fault) else one
            for one in isolated(worded("asking it"), ask, wanted)
        ]

    def quotations(self, article: Article) -> Sequence[Quotation]:
        """Return the quotations of an article in text order, without scare quotes."""
        from quotes import quotations  # noqa: PLC0415 - see `open`

        trees = None if self.tools.indirect else quotations.needs_tree
        parse = self.tools.parser.parse(article.text, trees=trees)
        found = quotations.find(
            article.text, parse, bold=article.bold, indirect=self.tools.indirect
        )
        return [quotation for quotation in found if quotation.kind != "scare"]

    def locations(
        self, article: Article, found: Sequence[Quotation], known: Mapping[int, Location]
    ) -> list[Location | Fault]:
        """Return where each quotation comes from, as it is `known` or looked for.

        Where one is looked for all are: the places of an article's quotations tell of each other.
        """
        if all(number in known for number in range(len(found))):
            return [known[number] for number in range(len(found))]
        queries = [query_of(article, q) for q in found if len(q.text) <= LONGEST]
        located = iter(
            isolated(
                worded("locating it"),
                lambda asked: self.tools.corpus.locate(asked, article.text),
                queries,
            )
        )
        places = [next(located) if len(q.text) <= LONGEST else too_long(q) for q in found]
        return [known.get(number, where) for number, where in enumerate(places)]

    def translations(
        self,
        found: Sequence[Quotation],
        places: Sequence[Location | Fault],
        known: Mapping[int, Translation],
    ) -> list[Translation | Fault | None]:
        """Return in Spanish, as `known` or made now, each quotation that has a place or came near.

        None stands for the others, and for all where there is no translator or no answer.
        """
        engine = self.tools.translator
        wanted = [
            number
            for number, where in enumerate(places)
            if engine and number not in known and isinstance(where, Location) and _near(where)
        ]
        texts = [found[number].text for number in wanted]
        said = isolated(worded("back-translating it"), engine.translate, texts) if engine else []
        backs = dict(known) | dict(zip(wanted, said, strict=True))
        return [backs.get(number) for number in range(len(found))]

    def cases(
        self,
        article: Article,
        found: Sequence[Quotation],
        backs: Sequence[Translation | Fault | None],
        places: Sequence[Location | Fault],
        ignore: frozenset[str] = frozenset(),
    ) -> list[Case | None]:
        """Return what the checks may look at of each quotation; None where it was not found."""
        return [
            self.case(article, q, back, where, ignore)
            if isinstance(where, Location) and where.status == "found"
            else None
            for q, back, where in zip(found, backs, places, strict=True)
        ]

    def case(
        self,
        article: Article,
        q: Quotation,
        back: Translation | Fault | None,
        where: Location,
        ignore: frozenset[str] = frozenset(),
    ) -> Case:
        """Return the passages joined, with their context and what is known of both sides."""
        from quotes.languages.words import with_signs  # noqa: PLC0415 - see `open`

        original, pieces = joined(where)
        before, after = where.passages[0].before, where.passages[-1].after
        same = where.passages[0].language == "en" or _kept(q.text, original)
        if same:
            original, before, after = with_signs(original, before, after)
        return Case(
            original=original,
            quote=q.text,
            back_translation=back.given if isinstance(back, Translation) else None,
            before=before,
            after=after,
            sentence=_sentence(article, q),
            nearby=_nearby(article, q),
            article=article.text,
            speaker=q.speaker.name if q.speaker else None,
            speaker_sure=q.speaker.sure if q.speaker else True,
            source_speaker=where.passages[0].speaker
            or self.source(where.passages[0].document).speaker,
            pieces=pieces,
            skipped=where.skipped,
            glossary=self.tools.glossary,
            word_for_word=same,
            explained=where.explained,
            unsupported=where.unsupported,
            sure=where.probability,
            ignore=ignore,
        )

    def source(self, document: str) -> Source:
        """Return the source of that name in the originals folder."""
        return self.tools.corpus.source(document)

    def verdicts(
        self, cases: Sequence[Case | None], known: Mapping[int, object]
    ) -> list[Verdict | Fault | None]:
        """Return what is said of each case; None where there is none, or nothing to say anew.

        Of what nobody translated there are findings only: it is compared word for word.
        """
        wanted = [n for n, case in enumerate(cases) if _comparable(case) and n not in known]
        judged = isolated(
            worded("comparing it"), self._judged, [cases[number] for number in wanted]
        )
        verdicts = dict(zip(wanted, judged, strict=True))
        return [verdicts.get(number) for number in range(len(cases))]

    def _judged(self, cases: Sequence[Case | None]) -> Sequence[Verdict]:
        from quotes.comparison import context  # noqa: PLC0415 - see `open`

        led = [context.led(case) for case in filter(_translated, cases)]
        findings = [self._checked(one.case) for one in led]
        judged = self.tools.comparator.judge([one.case for one in led], findings)
        verdicts = map(context.Led.moved, led, judged)
        return [
            next(verdicts) if _translated(case) else self._word_for_word(case)
            for case in filter(_comparable, cases)
        ]

    def _checked(self, case: Case) -> tuple[Finding, ...]:
        from quotes import checks  # noqa: PLC0415 - see `open`

        ignore = case.ignore.union(self.tools.rules.ignore)
        return self.tools.comparator.weighed(checks.run(case, ignore=ignore))

    def _word_for_word(self, case: Case) -> Verdict:
        """Return what differs where nobody translated; no risk is known of it.

        "drift" where the words are others, "review" where something else speaks against them.
        """
        from quotes.languages.words import differences  # noqa: PLC0415 - see `open`

        findings, differing = self._checked(case), differences(case.quote, case.original)
        told = {finding.severity for finding in findings}
        return Verdict(
            "drift"
            if differing or "error" in told
            else "review"
            if "warning" in told
            else "faithful",
            float("nan"),
            (),
            findings,
            tuple(
                sorted(
                    {*(d.original for d in differing), *(s for f in findings for s in f.original)}
                )
            ),
            tuple(sorted({*(d.quote for d in differing), *(s for f in findings for s in f.quote)})),
        )

    def audited(
        self,
        id_: str,
        q: Quotation,
        back: Translation | Fault | None,
        where: Location | Fault,
        case: Case | None,
        verdict: Verdict | Fault | None,
    ) -> AuditedQuotation:
        """Return a quotation with all that is said of it."""
        translation = back if isinstance(back, Translation) else None
        notes = _untranslated(back)
        fault = where if isinstance(where, Fault) else verdict
        place = where if isinstance(where, Location) else NOWHERE
        bare = AuditedQuotation(
            id_, q, "no-original", place, back_translation=translation, notes=notes
        )
        if isinstance(fault, Fault):
            return _told(bare, case, fault)
        if case is None or not isinstance(verdict, Verdict):
            return bare
        words = replace(
            bare,
            original=f"{verdict.before}{case.original}{verdict.after}",
            findings=verdict.findings,
            original_differs=verdict.original_differs,
            quote_differs=verdict.quote_differs,
        )
        if case.word_for_word:
            return replace(words, status=_SAME[verdict.verdict], back_translation=None)
        return replace(words, status=verdict.verdict, risk=verdict.risk, scores=verdict.scores)


_SAME: Mapping[str, Status] = {"faithful": "verbatim", "review": "review", "drift": "misquoted"}


def checked(article: object) -> Article:
    """Return an article that somebody made, its path as text; InputError for what does not fit."""
    if not isinstance(article, Article):
        told = shown_value(article)
        raise InputError(f"an Article is needed, as read_article(path) gives one, not {told}")
    path: object = article.path
    article = replace(article, path=fspath(path)) if isinstance(path, PathLike) else article
    kinds: dict[str, tuple[type, ...]] = {"path": (str,), "text": (str,), "date": (date, NoneType)}
    kinds |= dict.fromkeys(("title", "author", "url"), (str, NoneType))
    for name, kind in kinds.items():
        value = getattr(article, name)
        if not isinstance(value, kind):
            needed = "datetime.date" if name == "date" else "text"
            raise InputError(f"Article: {name}: {needed} is needed, not {shown_value(value)}")
    return article


def _in_file(article: Article, audited: AuditedQuotation) -> AuditedQuotation:
    segments = audited.quotation.segments
    if not segments:
        return audited
    return replace(audited, place=article.in_file(Span(segments[0].start, segments[-1].end)))


def too_long(q: Quotation) -> Fault:
    """Return why a quotation is not looked for."""
    return Fault(
        worded(
            "it has {n} characters, more than {most}: is a mark missing?",
            n=f"{len(q.text):,}",
            most=f"{LONGEST:,}",
        )
    )


def isolated(step: str, work: Callable[[list[T]], Sequence[R]], items: list[T]) -> list[R | Fault]:
    """Return what `work` makes of the items together; where it fails, of each by itself.

    So one item that a step cannot do costs no other its answer: it becomes a `Fault`.
    """
    if not items:
        return []
    try:
        return list(work(items))
    except BaseException as error:
        if not is_fault(error):
            raise
        if len(items) == 1:
            told = " ".join(str(error).split()) or type(error).__name__
            return [
                Fault(
                    worded(
                        "{step} failed ({error})",
                        step=step,
                        error=f"{type(error).__name__}: {told}",
                    )
                )
            ]
    return [answer for item in items for answer in isolated(step, work, [item])]


def joined(where: Location) -> tuple[str, tuple[Span, ...]]:
    """Return the passages as one text, and the span of each in it."""
    text, pieces = "", []
    for passage in where.passages:
        text = f"{text} {passage.text}" if text else passage.text
        pieces.append(Span(len(text) - len(passage.text), len(text)))
    return text, tuple(pieces)


def _untranslated(back: Translation | Fault | None) -> tuple[str, ...]:
    """Return in one line why there is no back-translation, nothing where there is one or none."""
    why = back.refused if isinstance(back, Translation) else back and back.reason
    return (worded("not translated: {why}", why=why),) if why else ()


def _told(bare: AuditedQuotation, case: Case | None, fault: Fault) -> AuditedQuotation:
    """Return a quotation that a person must read, since a step failed on it."""
    from quotes.checks.whole_pair import not_comparable  # noqa: PLC0415 - see `Audit.open`

    reason = worded("could not be compared: {why}", why=fault.reason)
    finding = not_comparable.finding(reason, firm=True)
    original = case.original if case else ""
    return replace(
        bare, status="review", original=original, findings=(finding,), notes=(*bare.notes, reason)
    )


def _comparable(case: Case | None) -> TypeGuard[Case]:
    return case is not None


def _spanish(audited: AuditedQuotation) -> bool:
    passages = audited.location.passages
    return bool(audited.original) and bool(passages) and passages[0].language == "es"


def _foreign(audited: AuditedQuotation) -> tuple[str, ...]:
    """Return what somebody without Spanish cannot read: the original, or each candidate's words.

    A candidate in another language, or one that did not come near, is "".
    """
    if _spanish(audited):
        return (audited.original,)
    if audited.location.status == "found":
        return ()
    return tuple(
        p.text if p.language == "es" and p.score >= NEAR else ""
        for p in audited.location.candidates
    )


def _near(where: Location) -> bool:
    """Return whether a quotation may have been said in Spanish, as far as the sources tell."""
    if where.status == "found":
        return where.passages[0].language == "es"
    return where.probability >= NEAR


def opinion_query(article: Article, audited: AuditedQuotation) -> OpinionQuery:
    """Return what a second reader is given of a quotation."""
    q, passages = audited.quotation, audited.location.passages
    return OpinionQuery(
        audited.original,
        q.text,
        before=passages[0].before[-AROUND:],
        after=passages[-1].after[:AROUND],
        sentence=_sentence(article, q) or "",
        status=audited.status,
    )


def _translated(case: Case | None) -> TypeGuard[Case]:
    return case is not None and not case.word_for_word


def _sentence(article: Article, q: Quotation) -> str | None:
    """Return the sentence or sentences of the article around a quotation, as far as known."""
    return q.context.of(article.text) if q.context else None


def _kept(quote: str, original: str) -> bool:
    """Return whether an article leaves the words of a Spanish original, accents looked past."""
    from quotes.languages.words import tokens  # noqa: PLC0415 - see `open`

    kept, said = (
        [word.key for word in tokens(text) if word.wordlike] for text in (quote, original)
    )
    return kept == said and len(kept) > 1


def _nearby(article: Article, q: Quotation) -> str:
    """Return what the article says shortly before and after a quotation, without its own words."""
    first, last = q.segments[0].start, q.segments[-1].end
    bounds = [max(0, first - NEARBY[0]), *(at for s in q.segments for at in (s.start, s.end))]
    ends = [*bounds, min(len(article.text), last + NEARBY[1])]
    return " ".join(article.text[a:b] for a, b in zip(ends[::2], ends[1::2], strict=True)).strip()


def query_of(article: Article, q: Quotation) -> Query:
    """Return what the originals are asked for a quotation."""
    return Query(
        text=q.text,
        sentence=_sentence(article, q),
        speaker=q.speaker.name if q.speaker else None,
        date=article.date,
        group=article.path,
        pieces=tuple(segment.of(article.text) for segment in q.segments),
    )
