"""`quotes audit`: the whole chain over a set of articles."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from quotes.cli import options
from quotes.cli.console import batch_progress, progress_of, say, warn
from quotes.cli.loading import Reading
from quotes.errors import ReportError, SettingsError, unknown_name
from quotes.settings import Settings

if TYPE_CHECKING:
    from quotes.batch import Batch
    from quotes.batch.run import Pool
    from quotes.model import Decision, Report

SHOWN = ("html", "json", "csv")  # what a report folder holds
FAILING = {
    "never": frozenset[str](),
    "drift": frozenset({"drift", "misquoted"}),
    "review": frozenset({"drift", "misquoted", "review"}),
    "no-original": frozenset({"drift", "misquoted", "review", "no-original"}),
}
ENGINES = ("local", "ray")
ENDING = ("SIGTERM", "SIGHUP")  # ask to end, as Ctrl-C does


def audit(
    articles: options.Files,
    originals: options.Originals = None,
    format_: options.Format = "terminal",
    report: options.Report = None,
    translator: options.Engine = None,
    second_opinion: options.SecondOpinion = None,
    opinions_measured: options.OpinionsMeasured = None,
    keep: options.Keep = None,
    offline: options.Offline = False,
    parser: options.ParserName = None,
    glossaries: options.GlossaryFiles = None,
    ignore: options.Ignore = None,
    select: options.Select = None,
    severity: options.Severities = None,
    per_file_ignores: options.PerFile = None,
    baseline: options.Baseline = None,
    fail_on: options.FailOn = None,
    indirect: options.Indirect = None,
    judge: options.UseJudge = None,
    jobs: options.Jobs = 0,
    limit: options.Limit = 600.0,
    fresh: options.Fresh = False,
    full: options.Full = False,
    engine: options.Workplace = "local",
    address: options.Address = None,
    log: options.LogFormat = "text",
    quiet: options.Quiet = False,
) -> None:
    """Audit articles against the originals that they quote ("-" is one article from stdin).

    Exit code 0: nothing at or above --fail-on; 1: something was found; 2: not done, or not all.

    Example: quotes audit articles/ --originals originals/ --report reports/
    """
    given = locals()
    options.messages(log, quiet=quiet)
    chosen = options.settings(**{name: given[name] for name in options.SETTINGS})
    check(chosen, format_, report, baseline)
    reading = Reading(articles)
    chosen = replace(chosen, audited=reading.paths)
    pool = _pool(engine, address, chosen, jobs, limit)
    with asked_to_end(), _batch(chosen, report, fresh=fresh) as batch:
        reading.read = batch.read
        pending = batch.plan(reading)
        batch.left_out = tuple(reading.left_out)
        stopped = run(batch, pending, jobs=jobs, limit=limit, pool=pool)
        done = finished(batch, report, stopped, baseline)
        show(done, format_, report, full=full)
        code = exit_code(done, chosen, lacking=(stopped, *reading.missing, *batch.problems))
    raise typer.Exit(code)


def _batch(chosen: Settings, folder: Path | None, *, fresh: bool) -> Batch:
    from quotes.batch import Batch

    return Batch.open(chosen, folder, fresh=fresh)


def check(
    chosen: Settings, format_: str, folder: Path | None, baseline: Path | None = None
) -> None:
    """Raise an error for a name that does not exist, a folder closed, or a baseline that is none.

    Also where somebody's own page lies where the report's would be written. Before hours of work.
    """
    from quotes.writers import WRITERS, check_writable, is_page, read_report

    options.check_format(format_, WRITERS)
    check_names(chosen)
    if folder:
        check_writable(folder)
        page = folder / WRITERS["html"].filename
        if page.exists() and not is_page(page):
            raise ReportError(
                f"{page}: is no page of a report, and would be written over: name another --report"
            )
    if baseline:
        read_report(baseline)


def check_names(chosen: Settings) -> None:
    """Raise SettingsError for a name that does not exist, before any work is done."""
    if chosen.fail_on not in FAILING:
        raise unknown_name("--fail-on", chosen.fail_on, FAILING)
    if not (chosen.ignore or chosen.select or chosen.severity or chosen.per_file_ignores):
        return
    from quotes.checks import silent, weighed

    for names in (chosen.ignore, chosen.select, *chosen.per_file_ignores.values()):
        silent(names)
    weighed(chosen.severity)


def _pool(
    engine: str, address: str | None, chosen: Settings, jobs: int, limit: float
) -> Pool | None:
    """Return what audits in another way than processes of this machine, None for those."""
    options.check_name("--engine", engine, ENGINES)
    if engine == "local":
        if address:
            raise SettingsError("--address names a cluster: it goes with --engine ray")
        return None
    from quotes.batch.cluster import Cluster

    return Cluster(chosen, address, jobs, limit)


def run(
    batch: Batch, pending: int, *, jobs: int = 0, limit: float = 600.0, pool: Pool | None = None
) -> str | None:
    """Audit what is pending; return in one line how far it came if it was asked to end."""
    if not pending:
        say("nothing changed since the last run: nothing is audited again")
        return None
    done = 0
    try:
        with progress_of("reading originals") as told:
            batch.prepare(told, alone=pending == 1 and jobs <= 1 and pool is None)
        for note in batch.notes:
            warn(note)
        with batch_progress(pending) as tell:
            for event in batch.work(pool, jobs, limit):
                done += 1
                tell(event.path, event.statuses, event.failed)
    except KeyboardInterrupt:
        stopped = f"interrupted: {done} of {pending} articles were audited"
        again = "; run the same command again to go on" if batch.store.path else ""
        warn(stopped + again)
        return stopped
    return None


def with_decisions(done: Report, latest: Mapping[str, Decision]) -> Report:
    """Return the report with what was decided in its folder, put in as each article is read."""
    from quotes.batch.run_store import StoredArticles
    from quotes.writers.decided import decided_article, followed

    articles = done.articles
    if not latest or not isinstance(articles, StoredArticles):
        return done
    latest, lost = followed(latest, {q.id for article in articles for q in article.quotations})
    return replace(done, articles=articles.changed(lambda a: decided_article(a, latest, lost)))


def without_known(done: Report, baseline: Path) -> Report:
    """Return the report with those quotations only of which an earlier one says something else."""
    from quotes.batch.run_store import StoredArticles
    from quotes.review.differences import only_new
    from quotes.writers import read_report

    leave, articles = only_new(read_report(baseline)), done.articles
    if isinstance(articles, StoredArticles):
        return replace(done, articles=articles.changed(leave))
    return replace(done, articles=tuple(map(leave, articles)))


def finished(
    batch: Batch, folder: Path | None, stopped: str | None = None, baseline: Path | None = None
) -> Report:
    """Return the report of what is done, after writing it into its folder if one is named.

    One that lies there already, made of the same and untouched since, is left alone.
    """
    from quotes.review.decisions import kept_decisions

    latest = kept_decisions(folder) if folder else {}
    done = with_decisions(batch.report(stopped), latest)
    if baseline:
        done = without_known(done, baseline)
    if folder is None:
        return done
    digest = batch.digest(stopped, latest, baseline and baseline.read_bytes())
    if not batch.store.is_written(digest, files_of(folder)):
        write(done, folder)
        batch.store.put_written(digest, files_of(folder))
    return done


def files_of(folder: Path) -> str:
    """Return what changes when a file of the report in a folder does."""
    from quotes.writers import WRITERS

    paths = [folder / WRITERS[name].filename for name in SHOWN]
    stamps = [
        f"{path.name}.{state.st_size}.{state.st_mtime_ns}"
        for path in (*paths, *sorted(folder.glob("page/*")))
        if path.is_file() and (state := path.stat())
    ]
    return sha256(repr(stamps).encode()).hexdigest()


def write(done: Report, folder: Path) -> None:
    """Write the report into its folder; raise ReportError."""
    from quotes.writers import WRITERS

    for name in SHOWN:
        say(f"wrote {WRITERS[name].write(done, folder)}")


def show(done: Report, format_: str, folder: Path | None, *, full: bool) -> None:
    """Print the report: of several articles in the terminal a summary, unless all is asked for.

    A reader who leaves (`| head`) loses nothing of the report in its folder.
    """
    from quotes.writers import WRITERS
    from quotes.writers.terminal_report import show_summary

    try:
        if format_ == "terminal" and not full and len(done.articles) > 1:
            page = folder / WRITERS["html"].filename if folder else None
            show_summary(done, page)
        else:
            WRITERS[format_].to_stdout(done)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        kept = f"; the report is in {folder}" if folder else ""
        raise ReportError(f"stdout: cannot be written ({error.strerror}){kept}") from error


def exit_code(done: Report, chosen: Settings, *, lacking: Collection[object] = ()) -> int:
    """Return 2 where anything is lacking, 1 for a status at or above --fail-on, else 0.

    What a person decided to be faithful is no finding.
    """
    if any(lacking):
        return 2
    failing = FAILING[chosen.fail_on]
    for article in done.articles if failing else ():
        for q in article.quotations:
            dismissed = q.decision and q.decision.holds and q.decision.choice == "faithful"
            if q.status in failing and not dismissed:
                return 1
    return 0


@contextmanager
def asked_to_end() -> Iterator[None]:
    """Take SIGTERM and a closed terminal as Ctrl-C: what is done is kept."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = {}
    for name in ENDING:
        number = getattr(signal, name, None)
        if number is not None:
            with suppress(ValueError):  # not in the main thread
                before[number] = signal.signal(number, interrupt)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def add_to(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("audit")(audit)
