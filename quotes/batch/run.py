"""A run over many articles: what is done already is taken from the store, the rest is audited.

    with Batch.open(settings, folder) as batch:
        batch.plan(articles)
        for event in batch.work(): ...        # one a article, as it is done
        report = batch.report()

Killed at any moment and begun again it goes on where it was, and the report is the same byte
for byte as if it had not been killed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Protocol, Self

from filelock import FileLock, Timeout

from quotes.batch.run_store import Row, Run, RunStore, Stage
from quotes.batch.stages import Before, Keys, keys_of, known, package_digest, whole
from quotes.batch.workers import Auditor, Done, Task, Workers, counted, usual_jobs
from quotes.errors import InputError, ReportError, SettingsError
from quotes.model import Article, Report, worded
from quotes.originals.store import digest_of
from quotes.pipeline import Audit, Known
from quotes.readers import read_articles
from quotes.readers.formats import COLLECTIONS, suffix_of
from quotes.settings import Settings
from quotes.tools import (
    Tools,
    corpus_of,
    rules_of,
    signature,
    source_digests,
    translator_name,
)

KEPT = (
    "{} articles keep the originals found before the originals changed: --fresh looks for "
    "better ones"
)
LIMIT = 600.0  # seconds for an article: a hundred times what a long one takes on a slow laptop
Progress = Callable[[int, int], None]


class Pool(Protocol):
    """What audits tasks: processes here, or a cluster."""

    def run(self, tasks: Iterable[Task]) -> Iterator[Done]:
        """Yield each task done, in any order."""
        ...


@dataclass(frozen=True, slots=True)
class Event:
    """One more article is done: how many quotations of it have each status, or why it failed."""

    path: str
    statuses: dict[str, int]
    failed: str | None = None
    seconds: float = 0.0


@dataclass(slots=True)
class Batch:
    """A run in a report folder, or in none (then nothing is kept). Use as a context.

    `here` are the tools opened in this process, where one article is audited alone; `left_out`
    says in lines what lay among the articles and could not be read.
    """

    settings: Settings
    store: RunStore
    keys: Keys
    _run: Run | None = None
    _lock: FileLock | None = None
    here: Auditor | None = None
    left_out: tuple[str, ...] = ()

    @classmethod
    def open(cls, settings: Settings, folder: Path | None, *, fresh: bool = False) -> Self:
        """Open the run store of a folder and find out what the answers depend on.

        `fresh` forgets what an earlier run found out. No model is loaded. Raises QuotesError:
        a name in the settings that does not exist, a folder that another run is writing into.
        """
        keys = keys_of(settings, translator_name(settings), source_digests(settings))
        store = RunStore(folder)
        batch = cls(settings, store, keys)
        try:
            batch._take(folder)
            if fresh:
                store.forget()
        except BaseException:
            batch.close()
            raise
        return batch

    def _take(self, folder: Path | None) -> None:
        if self.store.path is None:
            return
        self._lock = FileLock(self.store.path.with_suffix(".lock"), mode=0o600)
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise ReportError(
                f"{folder}: another run is writing into it: wait for it, or name another --report"
            ) from error

    def close(self) -> None:
        """Let go of the store and of the folder."""
        self.store.close()
        if self._lock:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def plan(self, articles: Iterable[Article]) -> int:
        """Record what is asked for; return how many articles are still to be done."""
        last = self.store.last_run()
        run = self.store.begin(articles, self.keys.judged, lambda: signature(self.settings), now())
        pending = held = 0
        for row in self.store.rows(run):
            if _done(row, self.keys):
                continue
            kept = self._known(row)
            held += bool(kept.places) and row.located != self.keys.located
            if whole(kept):
                self.store.renew(row.article.path, self.keys.all)
            else:
                pending += 1
        if held and (last is None or last.id != run.id):
            run = self.store.note(run, [KEPT.format(held)])
        self._run = run
        return pending

    def read(self, path: Path, name: str | None = None) -> Iterator[Article | InputError]:
        """Return the articles in a file as the readers do; one unchanged is not read again."""
        if name is not None or suffix_of(path) in COLLECTIONS:
            yield from read_articles(path, name)
            return
        digest = sha256(f"{package_digest()} {digest_of(path)}".encode()).hexdigest()
        known = self.store.file(path, digest)
        if known is not None:
            yield known
            return
        for article in read_articles(path):
            if isinstance(article, Article):
                self.store.put_file(path, digest, article)
            yield article

    def _known(self, row: Row) -> Known:
        """Return what of the stored answer of an article still holds."""
        then = self.store.stage(row.located)
        audited = self.store.result(row.article.path) if then else None
        sources = then.sources if then else {}
        return known(Before(row.found, row.judged, sources, audited), self.keys)

    @property
    def run_(self) -> Run:
        """The run that was planned."""
        if self._run is None:
            raise RuntimeError("plan the articles first")
        return self._run

    def prepare(self, progress: Progress = lambda done, of: None, *, alone: bool = False) -> None:
        """Index the originals, once for all workers; raise SourceError where none is usable.

        `alone`: the work is done in this process, so everything that it needs is opened here.
        """
        if alone:
            self.here = self.here or Auditor(Audit(Tools.open(self.settings, progress)))
            corpus = self.here.audit.tools.corpus
        else:
            corpus = corpus_of(self.settings, progress)
        notes = [*corpus.notes]
        if not translator_name(self.settings):
            notes.append(worded("no back-translation: compared on both texts alone"))
        lacking = f"{self.settings.originals}: no Spanish text among the originals"
        problems = () if corpus.spanish.any() else (lacking,)
        stage = Stage(dict(self.keys.sources), tuple(notes), problems)
        self.store.put_stage(self.keys.located, stage)

    def work(
        self, pool: Pool | None = None, jobs: int = 0, limit: float = LIMIT
    ) -> Iterator[Event]:
        """Audit what is left and yield an event an article, once it is stored.

        `jobs`: how many workers (0: as many as the machine feeds); one article alone is
        audited in this process. `pool` does it in another way.
        """
        left = (row for row in self.store.rows(self.run_) if not _done(row, self.keys))
        tasks = [row.article.path for row in left]
        if not tasks:
            return
        if self.here and len(tasks) == 1 and pool is None:
            answers: Iterator[Done] = map(self.here.do, map(self._task, tasks))
        else:
            many = min(jobs or usual_jobs(), len(tasks))
            chosen = pool or Workers(self.settings, many, limit)
            answers = chosen.run(map(self._task, tasks))
        for done in answers:
            audited = done.audited
            self.store.put(audited, self.keys.all, done.sources, done.seconds)
            yield Event(audited.article.path, counted(audited), audited.failed, done.seconds)

    def _task(self, path: str) -> Task:
        row = self.store.row(path)
        return Task(row.article, self._known(row))

    @property
    def notes(self) -> tuple[str, ...]:
        """What there is to say about the originals and the translator."""
        stage = self.store.stage(self.keys.located)
        return (*stage.notes, *stage.problems) if stage else ()

    @property
    def problems(self) -> tuple[str, ...]:
        """What makes the run incomplete: articles that failed, no Spanish text."""
        stage = self.store.stage(self.keys.located)
        failed, _ = self.store.failures(self.run_)
        return (*(stage.problems if stage else ()), *failed)

    def digest(self, *more: object) -> str:
        """Return a digest of what the report of this run, and `more`, is made of."""
        parts = (
            self.store.digest(self.run_),
            self.notes,
            self.left_out,
            rules_of(self.settings),
            *more,
        )
        return sha256(f"{package_digest(page=True)} {parts!r}".encode()).hexdigest()

    def report(self, interrupted: str | None = None) -> Report:
        """Return the report of what is done, its articles read from the store one by one."""
        run = self.run_
        failed, faults = self.store.failures(run)
        told = [*self.notes, *run.notes, *self.left_out, *failed]
        if faults:
            told.append(
                worded(
                    "quotations with a step that could not be done (see there): {faults}",
                    faults=faults,
                )
            )
        return Report(
            signature=run.signature,
            created=run.created,
            articles=self.store.articles(run),
            sources=self.store.sources(run),
            notes=(*told, interrupted) if interrupted else tuple(told),
            rules=rules_of(self.settings),
        )


def _done(row: Row, keys: Keys) -> bool:
    return row.judged == keys.judged and row.failed is None and row.found == keys.found


def now() -> str:
    """Return the time that a report is dated: now, or $SOURCE_DATE_EPOCH (reproducible-builds.org).

    Raises SettingsError where the variable is no number.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        at = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise SettingsError(f"SOURCE_DATE_EPOCH: {epoch!r} is no time: unset it") from error
    return at.isoformat(timespec="seconds")
