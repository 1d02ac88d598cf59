"""`quotes audit`: the whole chain over a set of articles."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from quotes.cli import options
from quotes.cli.console import progress, progress_of, say, warn
from quotes.cli.loading import read_articles
from quotes.errors import unknown_name
from quotes.settings import Settings

if TYPE_CHECKING:
    from quotes.model import Article, AuditedArticle, Report
    from quotes.pipeline import Audit

FAILING = {
    "never": frozenset[str](),
    "drift": frozenset({"drift", "misquoted"}),
    "review": frozenset({"drift", "misquoted", "review"}),
}


def audit(
    articles: options.Files,
    originals: options.Originals = None,
    format_: Annotated[
        str, typer.Option("--format", "-f", help=f"On stdout: {options.FORMATS}.")
    ] = "terminal",
    report: Annotated[
        Path | None,
        typer.Option(help="Folder for index.html, report.json and report.csv.", show_default=False),
    ] = None,
    translator: options.Engine = None,
    parser: options.ParserName = None,
    glossary: options.GlossaryFiles = None,
    ignore: options.Ignore = None,
    fail_on: options.FailOn = None,
    indirect: options.Indirect = None,
    judge: options.UseJudge = None,
) -> None:
    """Audit articles against the originals that they quote.

    Exit code 0: nothing at or above --fail-on; 1: something was found; 2: not done.

    Example: quotes audit articles/ --originals originals/ --report reports/
    """
    chosen = options.settings(
        originals=originals,
        translator=translator,
        parser=parser,
        glossaries=glossary,
        ignore=ignore,
        fail_on=fail_on,
        indirect=indirect,
        judge=judge,
    )
    check(chosen, format_, report)
    read = read_articles(articles)
    done = run(load(chosen), read, chosen)
    write(done, format_, report)
    raise typer.Exit(exit_code(done, len(read), chosen))


def check(chosen: Settings, format_: str, folder: Path | None) -> None:
    """Raise an error for a name that does not exist or a folder closed, before hours of work."""
    from quotes.writers import WRITERS, check_writable

    options.check_format(format_, WRITERS)
    check_names(chosen)
    if folder:
        check_writable(folder)


def check_names(chosen: Settings) -> None:
    """Raise SettingsError for a name that does not exist, before any work is done."""
    from quotes.checks import by_name

    if chosen.fail_on not in FAILING:
        raise unknown_name("--fail-on", chosen.fail_on, FAILING)
    for name in chosen.ignore:
        by_name(name)


def exit_code(done: Report, asked: int, chosen: Settings) -> int:
    """Return 2 where articles are missing, 1 for a status at or above --fail-on, else 0."""
    if len(done.articles) < asked:
        return 2
    statuses = {q.status for article in done.articles for q in article.quotations}
    return int(bool(statuses & FAILING[chosen.fail_on]))


def load(chosen: Settings) -> Audit:
    """Open every tool of the audit, with what there is to say about them."""
    from quotes.pipeline import Audit
    from quotes.tools import Tools

    with progress_of("reading originals") as told:
        tools = Tools.open(chosen, told)
    for note in tools.notes:
        warn(note)
    return Audit(tools)


def run(opened: Audit, articles: list[Article], chosen: Settings) -> Report:
    """Audit the articles; on Ctrl-C, report what is done so far."""
    done: list[AuditedArticle] = []
    notes: list[str] = []
    with progress("auditing", len(articles)) as advance:
        try:
            for article in opened.run(articles):
                done.append(article)
                advance()
        except KeyboardInterrupt:
            notes.append(f"interrupted: {len(done)} of {len(articles)} articles were audited")
            warn(notes[0])
    return assemble(opened, done, notes, chosen)


def assemble(
    audit: Audit, done: list[AuditedArticle], notes: list[str], chosen: Settings
) -> Report:
    """Return the report of the articles done, with the sources that they quote."""
    from quotes.model import Report
    from quotes.tools import signature

    if audit.tools.translator is None:
        notes.append("no back-translation: compared on both texts alone")
    documents = {
        passage.document
        for article in done
        for q in article.quotations
        for passage in (*q.location.passages, *q.location.candidates, *q.location.editions)
    }
    return Report(
        signature=signature(chosen),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        articles=tuple(done),
        sources=tuple(audit.source(document) for document in sorted(documents)),
        notes=(*audit.tools.corpus.notes, *notes),
    )


def write(done: Report, format_: str, folder: Path | None) -> None:
    """Write the report to stdout, then to the folder, if one is named: a disk may be full."""
    from quotes.writers import WRITERS

    WRITERS[format_].to_stdout(done)
    if folder:
        for name in ("html", "json", "csv"):
            path = WRITERS[name].write(done, folder)
            say(f"wrote {path}")


def add_to(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("audit")(audit)
